/** Calculated metrics: what reports make of other metrics, by a formula, and for the past too. Nobody is counted by them. */
import type { DefinitionBody } from "../body.ts";
import { limitsOfTier } from "../limits.ts";
import { formulaInWords } from "./formula.ts";
import { descriptionForPeople, inDescriptionOf } from "./mark.ts";
import { inUnit, metricNames } from "./metrics.ts";
import { type DefinitionRow, describedLines } from "./row.ts";

function formulaOf({ formula }: DefinitionBody): string {
  return formulaInWords(String(formula ?? ""));
}

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.calculatedMetrics. */
export const CALCULATED_METRIC: DefinitionRow = {
  label: "calculated metric",
  plural: "calculated metrics",
  jsonKey: "calculated_metrics",
  addressedBy: "name",
  belongsTo: "property",
  // After the custom metrics that it names, which are also removed after it.
  changedInTurn: 2,
  removedInTurn: 0,
  nameField: "displayName",
  identity: "id",
  takes: metricNames,
  isOfReports: true,
  eventOf: () => null,
  inWords: ({ displayName }) => `the calculated metric "${displayName}"`,
  detail: (after) => `${String(after("formula"))}${inUnit(after("metricUnit"))}`,
  said: { formula: "formula", metricUnit: "unit", displayName: "name", description: "description" },
  fieldIsAbout: () => "registration",
  menu: "Admin → Data display → Custom definitions → Calculated metrics → Create calculated metric",
  form: (body) => [
    `API name: ${body.calculatedMetricId}, unit of measurement: ${String(body.metricUnit).toLowerCase()}`,
    `Formula: ${formulaOf(body)}`,
    ...describedLines(body),
  ],
  compared: (body) => ({
    calculatedMetricId: body.calculatedMetricId ?? null,
    formula: formulaOf(body),
    metricUnit: body.metricUnit ?? null,
    displayName: body.displayName ?? null,
    description: descriptionForPeople(body),
  }),
  masks: {
    formula: "formula",
    metricUnit: "metric_unit",
    displayName: "display_name",
    description: "description",
  },
  mark: inDescriptionOf("ga4.calculatedMetric", ({ calculatedMetricId }) => String(calculatedMetricId)),
  memory: "calculated",
  limits: [
    {
      code: "calculated-metric-limit",
      what: "calculated metrics",
      most: (tier) => limitsOfTier(tier).calculatedMetrics,
      counts: () => true,
      makesRoom: "at once",
    },
  ],
};
