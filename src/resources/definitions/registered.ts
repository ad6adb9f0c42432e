/** Custom dimensions and metrics: a parameter that reports show. Nobody is counted by them. */

import { entryIn } from "../../entry-in.ts";
import type { DefinitionBody } from "../body.ts";
import type { FieldSubject } from "../field-subject.ts";
import { limitsOfTier } from "../limits.ts";
import { sorted } from "./canonical-lists.ts";
import { IN_SHORT_DESCRIPTION, shortDescription } from "./mark.ts";
import { inUnit, metricNames } from "./metrics.ts";
import { type DefinitionRow, describedLines } from "./row.ts";

const REGISTERED = {
  addressedBy: "name",
  belongsTo: "property",
  changedInTurn: 1,
  removedInTurn: 3,
  nameField: "displayName",
  identity: "parameter and scope",
  isOfReports: true,
  eventOf: () => null,
  fieldIsAbout: (): FieldSubject => "registration",
  mark: IN_SHORT_DESCRIPTION,
} as const;

function dimensionsOf(
  { dimensions, userDimensions, itemDimensions }: ReturnType<typeof limitsOfTier>,
  scope: "EVENT" | "USER" | "ITEM",
): number {
  return { EVENT: dimensions, USER: userDimensions, ITEM: itemDimensions }[scope];
}

const OF_SCOPE: Readonly<Record<string, string>> = { USER: "user property", ITEM: "parameter of items" };

/** As the screens call them: support.google.com/analytics/answer/10075209. */
function scopeLine({ scope, parameterName }: DefinitionBody): string {
  const field = scope === "USER" ? "user property" : scope === "ITEM" ? "item parameter" : "event parameter";
  return `Scope: ${String(scope).toLowerCase()}, ${field}: ${String(parameterName)}`;
}

function withoutAds({ disallowAdsPersonalization }: DefinitionBody): readonly string[] {
  return disallowAdsPersonalization === true
    ? ["Not for ads personalization: mark it as NPA in the list"]
    : [];
}

function restricted({ restrictedMetricType }: DefinitionBody): readonly string[] {
  const types = Array.isArray(restrictedMetricType) ? restrictedMetricType : [];
  const words = types.map((one) => String(one).toLowerCase().replace("_", " "));
  return words.length === 0 ? [] : [`Restricted data: ${words.join(", ")}`];
}

const SAID = { displayName: "name", description: "description" };

const DESCRIBED = { displayName: "display_name", description: "description" };

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.customDimensions. */
export const CUSTOM_DIMENSION: DefinitionRow = {
  ...REGISTERED,
  label: "custom dimension",
  plural: "custom dimensions",
  jsonKey: "custom_dimensions",
  takes: () => [],
  inWords: ({ displayName }) => `the custom dimension "${displayName}"`,
  detail: (after) =>
    `from the ${entryIn(OF_SCOPE, String(after("scope"))) ?? "parameter"} ${String(after("parameterName"))}`,
  said: { ...SAID, disallowAdsPersonalization: "no_ads" },
  menu: "Admin → Data display → Custom definitions → Create custom dimension",
  form: (body) => [scopeLine(body), ...withoutAds(body), ...describedLines(body)],
  compared: (body, owner) => ({
    parameterName: body.parameterName ?? null,
    scope: body.scope ?? null,
    displayName: body.displayName ?? null,
    description: shortDescription(body, owner),
    // Only dimensions of users have it, and of those the file decides.
    disallowAdsPersonalization:
      body.scope === "USER" && body.disallowAdsPersonalization === true ? true : null,
  }),
  masks: { ...DESCRIBED, disallowAdsPersonalization: "disallow_ads_personalization" },
  memory: "dimensions",
  limits: (["EVENT", "USER", "ITEM"] as const).map((of) => ({
    code: "dimension-limit",
    what: `${of.toLowerCase()}-scoped custom dimensions`,
    most: (tier) => dimensionsOf(limitsOfTier(tier), of),
    counts: ({ scope }) => scope === of,
    makesRoom: "48 hours later",
  })),
};

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.customMetrics. */
export const CUSTOM_METRIC: DefinitionRow = {
  ...REGISTERED,
  label: "custom metric",
  plural: "custom metrics",
  jsonKey: "custom_metrics",
  takes: metricNames,
  inWords: ({ displayName }) => `the custom metric "${displayName}"`,
  detail: (after) =>
    `from the parameter ${String(after("parameterName"))}${inUnit(after("measurementUnit"))}`,
  said: { ...SAID, measurementUnit: "unit", restrictedMetricType: "money" },
  menu: "Admin → Data display → Custom definitions → Custom metrics → Create custom metric",
  form: (body) => [
    `${scopeLine(body)}, unit of measurement: ${String(body.measurementUnit).toLowerCase()}`,
    ...restricted(body),
    ...describedLines(body),
  ],
  compared: (body, owner) => ({
    parameterName: body.parameterName ?? null,
    scope: body.scope ?? null,
    measurementUnit: body.measurementUnit ?? null,
    restrictedMetricType: sorted(body.restrictedMetricType),
    displayName: body.displayName ?? null,
    description: shortDescription(body, owner),
  }),
  masks: {
    ...DESCRIBED,
    measurementUnit: "measurement_unit",
    restrictedMetricType: "restricted_metric_type",
  },
  memory: "metrics",
  limits: [
    {
      code: "metric-limit",
      what: "custom metrics",
      most: (tier) => limitsOfTier(tier).metrics,
      counts: () => true,
      makesRoom: "48 hours later",
    },
  ],
};
