/** Calculated metrics: formulas that can be read, and that name only metrics that there are. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import { METRICS_OF_ANALYTICS } from "../../../resources/definitions/analytics-metrics.ts";
import { type Formula, metricsIn, parameterOfMetric } from "../../../resources/definitions/formula.ts";
import { CALCULATED, limitsOfAll, REGISTERED } from "../../../resources/limits.ts";
import { measures } from "../../for-target.ts";
import { metricsOf } from "../../meaning/calculated-metric.ts";
import type { DefaultedParts, Written, WrittenCalculated } from "../../meaning/written.ts";
import { nearest } from "../../schema/nearest.ts";
import { child, insideText, type LocatedScalar } from "../../source/located.ts";
import { folded } from "../names/written-name.ts";
import type { Rule } from "../rule.ts";
import { registered } from "./registrations.ts";

/** What is left of CALCULATED.description is for the line that says whose it is. */
const LONGEST_DESCRIPTION = CALCULATED.description - 300;

export const formulas: Rule = {
  codes: [
    "formula-syntax",
    "unknown-metric",
    "formula-in-formula",
    "too-many-metrics-in-formula",
    "invalid-id",
    "invalid-registered-name",
    "registered-description-too-long",
    "register-unit",
    "conflicting-registration",
    "duplicate-name",
    "too-many-registered",
  ],
  check: (file) => [
    ...file.calculated.flatMap((one) => [...checkFormula(file, one), ...checkOther(file, one)]),
    ...sameNames(file),
    ...tooMany(file),
  ],
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
      message: `\`${calculated}\` is a calculated metric; Analytics takes no formula that names one.`,
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
          `Add \`${parameter}: {}\` to \`metrics\`, and write \`${parameter}\`. If Analytics has it already, it stays as it is.`,
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

function checkOther(file: Written, { metric, entry }: WrittenCalculated): readonly Diagnostic[] {
  const { id, name, description } = metric;
  const money = child(entry.value, "money");
  const twin = registered(file).find(({ column, as }) => as.as === "metric" && column.parameter === id);
  const error = (code: string, key: string, message: string, hint: string) => [
    file.source.error(code, child(entry.value, key) ?? entry.keySpan, message, hint),
  ];
  return [
    ...(/^\w+$/.test(id) && id.length <= CALCULATED.id
      ? []
      : error(
          "invalid-id",
          "",
          `\`${id.slice(0, 90)}\` is not a valid id of a calculated metric: letters, digits and underscores, at most ${CALCULATED.id}.`,
          `Write \`${id.replace(/\W+/g, "_").slice(0, CALCULATED.id)}\`.`,
        )),
    ...([...name].length <= REGISTERED.name
      ? []
      : error(
          "invalid-registered-name",
          "name",
          `The name has ${[...name].length} characters; Analytics allows ${REGISTERED.name}.`,
          "Shorten it.",
        )),
    ...((description?.length ?? 0) <= LONGEST_DESCRIPTION
      ? []
      : error(
          "registered-description-too-long",
          "description",
          `The description has ${description!.length} characters; ${LONGEST_DESCRIPTION} are allowed. Analytics allows ${CALCULATED.description}, and the rest says whose it is.`,
          "Shorten it.",
        )),
    ...(money
      ? error(
          "register-unit",
          "money",
          "A formula has no `money`: Analytics knows from the metrics in it whether it shows cost or revenue.",
          "Delete it.",
        )
      : []),
    ...(twin
      ? error(
          "conflicting-registration",
          "",
          `\`${twin.by}\` registers the parameter \`${id}\` as a metric, on line ${twin.column.at.line}; a calculated metric cannot have the same id.`,
          "Rename this key.",
        )
      : []),
  ];
}

/** Reports list both kinds together, and Analytics takes a name once. */
function sameNames(file: Written): readonly Diagnostic[] {
  const first = new Map<string, { readonly of: string; readonly line: number }>();
  for (const { as, column } of registered(file))
    if (as.as === "metric") first.set(folded(as.name), { of: column.parameter, line: column.at.line });
  return file.calculated.flatMap(({ metric, entry }) => {
    const other = first.get(folded(metric.name));
    if (!other) first.set(folded(metric.name), { of: metric.id, line: metric.at.line });
    if (!other || other.of === metric.id) return [];
    return [
      file.source.error(
        "duplicate-name",
        child(entry.value, "name") ?? entry.keySpan,
        `The metric \`${metric.id}\` would be called \`${metric.name}\`, like \`${other.of}\` on line ${other.line}.`,
        "Rename one of the two.",
      ),
    ];
  });
}

function tooMany({ source, targets, calculated }: Written): readonly Diagnostic[] {
  const most = limitsOfAll(targets.map(({ target }) => target.ga4.tier)).calculatedMetrics;
  const beyond = calculated[most];
  if (!beyond) return [];
  return [
    source.error(
      "too-many-registered",
      beyond.entry.keySpan,
      `The file has ${calculated.length} calculated metrics; a property can have ${most}.`,
      "Keep those that reports need.",
    ),
  ];
}
