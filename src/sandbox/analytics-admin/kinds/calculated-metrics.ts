/** Calculated metrics: a formula over other metrics. Only in v1alpha. */
import type { Call } from "../../call.ts";
import type { Fields, MadeResource } from "../../state.ts";
import { propertyOf } from "../properties.ts";
import { alreadyExists, invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { inUse } from "../resource-lists.ts";
import { checkRoom } from "../room.ts";
import { checkLength, missing, requiredText } from "../text-fields.ts";

/** For a standard property (support.google.com/analytics/answer/14166471). */
const CALCULATED_METRIC_LIMIT = 5;

/** The rest is in the Discovery document. */
const CUSTOM_METRICS_IN_A_FORMULA = 5;
const LONGEST_DISPLAY_NAME = 82;
const LONGEST_DESCRIPTION = 4096;

export const CALCULATED_METRICS: ResourceKind<"CalculatedMetric"> = {
  message: "CalculatedMetric",
  partOf: "property",
  isOnlyInAlpha: true,
  removal: "delete",
  createQuery: ["calculatedMetricId"],
  nameField: "displayName",
  fields: {
    mutable: ["display_name", "description", "metric_unit", "formula"],
    immutable: [],
    output: ["name", "calculated_metric_id", "restricted_metric_type", "invalid_metric_reference"],
  },
  idOf: newId,
  check: (fields, others, call) => {
    const name = requiredText(fields, "displayName", LONGEST_DISPLAY_NAME);
    const named = inUse([...others, ...propertyOf(call).customMetrics]);
    if (named.some((other) => other.fields["displayName"] === name)) throw alreadyExists();
    checkLength(fields, "description", LONGEST_DESCRIPTION);
    requiredText(fields, "metricUnit");
    checkFormula(requiredText(fields, "formula"), call);
  },
  checkNew: (_, stored, call) => {
    const id = newId(call);
    const metrics = inUse(propertyOf(call).customMetrics);
    if (stored.some((other) => other.id === id)) throw alreadyExists();
    if (metrics.some((other) => other.fields["parameterName"] === id)) throw alreadyExists();
    checkRoom(call, stored.length, { of: "calculated metrics", maximum: CALCULATED_METRIC_LIMIT });
  },
  screenQuery: ({ calculatedMetricId, displayName }) => ({
    calculatedMetricId: String(calculatedMetricId ?? String(displayName).toLowerCase().replace(/\W+/g, "_")),
  }),
  outputOf: ({ id, fields }, call) => ({
    calculatedMetricId: id,
    ...(unknownMetrics(fields, call).length > 0 && { invalidMetricReference: true }),
  }),
};

/** No custom metric has a name that a calculated one has (same page). @throws GoogleError 409 */
export function checkNames(
  { id, fields }: Pick<MadeResource, "id" | "fields">,
  calculated: readonly MadeResource[],
): void {
  const isSame = (other: MadeResource) =>
    other.id === id || other.fields["displayName"] === fields["displayName"];
  if (calculated.some(isSame)) throw alreadyExists();
}

function newId({ query }: Call): string {
  const id = query.get("calculatedMetricId");
  if (id === null || id === "") throw missing("calculated_metric_id");
  if (/^[a-zA-Z0-9_]{1,80}$/.test(id)) return id;
  throw invalidArgument("The calculated_metric_id must have 1 to 80 letters, digits and underscores.");
}

function checkFormula(formula: string, call: Call): void {
  if (!isFormula(formula)) throw invalidArgument("The formula is not valid.");
  const custom = namesIn(formula).filter((name) => name.startsWith("customEvent:"));
  if (custom.length > CUSTOM_METRICS_IN_A_FORMULA)
    throw invalidArgument(`A formula can name at most ${CUSTOM_METRICS_IN_A_FORMULA} custom metrics.`);
  const [unknown] = unknownMetrics({ formula }, call);
  if (unknown !== undefined)
    throw invalidArgument(`The formula names the metric ${unknown}, which does not exist.`);
}

/** Takes away, one after another, what is a value or a parenthesis around one, until one value is left. */
function isFormula(formula: string): boolean {
  let left = formula.replace(/[A-Za-z_]\w*(?::\w+)?|\d+(?:\.\d+)?/g, " v ").trim();
  for (let before = ""; before !== left; ) {
    before = left;
    left = left
      .replace(/\(\s*v\s*\)/g, " v ")
      .replace(/(^|[-+*/(])\s*-\s*v\b/g, "$1 v ")
      .replace(/\bv\s*[-+*/]\s*v\b/g, " v ")
      .trim();
  }
  return left === "v";
}

function namesIn(formula: string): string[] {
  return [...new Set(formula.match(/[A-Za-z_]\w*(?::\w+)?/g))];
}

/** Custom metrics that the property has not, other calculated ones, and what cannot be a metric of Analytics' own. */
function unknownMetrics({ formula }: Fields, call: Call): string[] {
  const custom = new Set(inUse(propertyOf(call).customMetrics).map(({ fields }) => fields["parameterName"]));
  return namesIn(String(formula)).filter((name) => {
    const [, parameter] = /^customEvent:(.*)$/.exec(name) ?? [];
    return parameter === undefined ? !/^[a-z][A-Za-z0-9]*$/.test(name) : !custom.has(parameter);
  });
}
