/** Formulas of calculated metrics that can be read, and that name only metrics that there are. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import { METRICS_OF_ANALYTICS } from "../../../resources/definitions/analytics-metrics.ts";
import { metricsIn, parameterOfMetric } from "../../../resources/definitions/formula.ts";
import type { Formula } from "../../../resources/definitions/parse-formula.ts";
import { CALCULATED } from "../../../resources/limits.ts";
import { measures } from "../../for-target.ts";
import { metricsOf } from "../../meaning/calculated-metric.ts";
import type { DefaultedParts, Written, WrittenCalculated } from "../../meaning/written.ts";
import { nearest } from "../../schema/nearest.ts";
import { child, insideText, type LocatedScalar } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

export const formulas: Rule = {
  codes: ["formula-syntax", "unknown-metric", "formula-in-formula", "too-many-metrics-in-formula"],
  check: (file) => file.calculated.flatMap((one) => checkFormula(file, one)),
};

function checkFormula(file: Written, one: WrittenCalculated): readonly Diagnostic[] {
  const { source } = file;
  const node = child(one.entry.value, "formula") as LocatedScalar;
  const { formula } = one;
  if (formula.is === "problem")
    return [source.error("formula-syntax", insideText(source, node, formula), formula.message, formula.hint)];
  const names = metricsIn(formula);
  if (names.length === 0)
    return [
      source.error(
        "formula-syntax",
        node,
        "The formula names no metric.",
        "Example: `margin / purchaseRevenue`.",
      ),
    ];
  const unknown = names.flatMap(({ name, at }) => {
    const problem = problemOf(file, one, name);
    if (problem === null) return [];
    const { code, message, hint } = problem;
    return [source.error(code, insideText(source, node, { index: at, length: name.length }), message, hint)];
  });
  return unknown.length > 0 ? unknown : tooManyNames(file, one, formula, node);
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

function problemOf(file: Written, one: WrittenCalculated, name: string): Problem | null {
  const metrics = metricsOf(file.columns, [file, ...ownParts(file)]);
  if (metrics.has(name)) return notEverywhere(file, name);
  const calculated = name.startsWith("calcMetric:") ? name.slice("calcMetric:".length) : name;
  if (calculated === one.metric.id)
    return {
      code: "formula-in-formula",
      message: "The formula names its own metric.",
      hint: "Write what the metric is made of.",
    };
  if (calculated !== name || file.calculated.some(({ metric }) => metric.id === name))
    return {
      code: "formula-in-formula",
      message: `\`${calculated}\` is a calculated metric; Analytics does not accept a formula that names one.`,
      hint: `Write the formula of \`${calculated}\` in its place, in parentheses.`,
    };
  return METRICS_OF_ANALYTICS.includes(name) ? null : unknownMetric(name, [...metrics]);
}

/** Analytics may have metrics that this list lacks: what looks like one, and like none in the list, is left to Analytics. */
function unknownMetric(name: string, metrics: readonly string[]): Problem | null {
  const parameter = parameterOfMetric(name);
  const unknown = (message: string, hint: string) => ({ code: "unknown-metric", message, hint });
  if (parameter !== null)
    return metrics.includes(parameter)
      ? unknown(`\`${name}\` is Google's spelling.`, `Write \`${parameter}\`.`)
      : unknown(
          `\`${name}\` is Google's spelling of a metric that is not in this file.`,
          `Add \`${parameter}: {}\` to \`metrics\`, and write \`${parameter}\`. If Analytics already has it, it stays as it is.`,
        );
  const known = [...metrics, ...METRICS_OF_ANALYTICS];
  const meant = entryIn(OTHER_WORDS, name.toLowerCase().replaceAll("_", "")) ?? nearest(name, known);
  const isNear = meant !== null && Math.abs(meant.length - name.length) <= 2;
  if (!isNear && /^[a-z]+[A-Z0-9][A-Za-z0-9]*$/.test(name)) return null;
  return unknown(
    `There is no metric \`${name.slice(0, 60)}\`, in this file or in Analytics.`,
    meant === null
      ? `If the site sends it as a parameter, add \`${name.slice(0, 60)}: {}\` to \`metrics\`. Analytics' own are named as in its Data API: \`totalUsers\`.`
      : `Did you mean \`${meant}\`?`,
  );
}

/** What people call metrics of Analytics. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  users: "totalUsers",
  views: "screenPageViews",
  pageviews: "screenPageViews",
  pages: "screenPageViews",
  revenue: "totalRevenue",
  conversions: "keyEvents",
  events: "eventCount",
  purchases: "ecommercePurchases",
  orders: "transactions",
  conversionrate: "sessionKeyEventRate",
};

function ownParts({ targets }: Written): readonly DefaultedParts[] {
  return targets.flatMap(({ own }) => (own === null ? [] : [own]));
}

/** A metric that only goals register is nowhere where none of them is measured. */
function notEverywhere(file: Written, name: string): Problem | null {
  const lacking = file.targets.find(({ target, own }) => {
    const { goals, forwards } = own ?? file;
    const here = goals.filter(({ goal, enabled }) => enabled && measures(target, goal.id));
    return !metricsOf(file.columns, [{ goals: here, forwards }]).has(name);
  });
  return lacking === undefined
    ? null
    : {
        code: "unknown-metric",
        message: `No goal that is measured at the target \`${lacking.target.name}\` registers \`${name}\`.`,
        hint: `Add \`${name}\` to \`metrics\`, with the same unit: then it is there at every target.`,
      };
}

function tooManyNames(
  { source }: Written,
  { metric }: WrittenCalculated,
  formula: Formula,
  node: LocatedScalar,
): readonly Diagnostic[] {
  const custom = metricsIn(formula).filter(({ name }) =>
    new RegExp(`customEvent:${name}(?!\\w)`).test(metric.formula),
  );
  const beyond = custom[CALCULATED.customMetrics];
  if (!beyond) return [];
  return [
    source.error(
      "too-many-metrics-in-formula",
      insideText(source, node, { index: beyond.at, length: beyond.name.length }),
      `The formula names ${custom.length} custom metrics; Analytics allows ${CALCULATED.customMetrics}.`,
      "Let the site send the sum of some of them as one parameter.",
    ),
  ];
}
