/**
 * The formula of a calculated metric: metrics and numbers, with + - * / and parentheses
 * (developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.calculatedMetrics).
 *
 * Google names a custom metric `customEvent:<parameter>`, and one of Analytics' own by its name in the Data API.
 */
import { isMetricOfAnalytics } from "./analytics-metrics.ts";
import { type Formula, type Operator, parseFormula } from "./parse-formula.ts";

/** With a space around each operator, and no parentheses that change nothing. */
export function formulaText(formula: Formula, nameOf: (name: string) => string = (name) => name): string {
  return written(formula, nameOf, 0);
}

/** The metrics that it names, each once, in the order of the text. */
export function metricsIn(formula: Formula): readonly { readonly name: string; readonly at: number }[] {
  const all = namesIn(formula);
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}

const CUSTOM = "customEvent:";

/** As Google spells a custom metric of events. */
export function customMetricName(parameter: string): string {
  return CUSTOM + parameter;
}

/** The parameter of a custom metric, or null for any other. */
export function parameterOfMetric(name: string): string | null {
  return name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : null;
}

/**
 * A formula as Google has it, in the words of the goals file: custom metrics by their parameter, except where Analytics
 * has a metric of that name itself. A text that is not a formula stays as it is.
 */
export function formulaInWords(text: string): string {
  const formula = parseFormula(text);
  return formula.is === "problem" ? text : formulaText(formula, metricInWords);
}

function metricInWords(name: string): string {
  const parameter = parameterOfMetric(name);
  return parameter === null || isMetricOfAnalytics(parameter) ? name : parameter;
}

const STRENGTH: Readonly<Record<Operator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };

/** @param around how strongly what is around it binds: weaker ones need parentheses */
function written(formula: Formula, nameOf: (name: string) => string, around: number): string {
  if (formula.is === "number") return formula.text;
  if (formula.is === "metric") return nameOf(formula.name);
  if (formula.is === "negative") return `-${written(formula.of, nameOf, 3)}`;
  const { is, left, right } = formula;
  const strength = STRENGTH[is];
  // a - (b + c) and a / (b * c) are others than a - b + c and a / b * c.
  const tight = is === "-" || is === "/" ? strength + 1 : strength;
  const text = `${written(left, nameOf, strength)} ${is} ${written(right, nameOf, tight)}`;
  return strength < around ? `(${text})` : text;
}

function namesIn(formula: Formula): { readonly name: string; readonly at: number }[] {
  if (formula.is === "number") return [];
  if (formula.is === "metric") return [{ name: formula.name, at: formula.at }];
  if (formula.is === "negative") return namesIn(formula.of);
  return [...namesIn(formula.left), ...namesIn(formula.right)];
}
