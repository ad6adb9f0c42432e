/** Calculated metrics that were found → entries of `metrics`, with the custom metrics that their formulas name. */
import { compile } from "../../compile/compile.ts";
import type { CalculatedMetric } from "../../language/goal-set/calculated-metric.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { calculatedField, columnField } from "../../language/writing/columns.ts";
import { entryOf } from "../../language/writing/entry.ts";
import { type Entry, insertEntries } from "../../language/writing/insert.ts";
import type { Field } from "../../language/writing/yaml-value.ts";
import { columnsOf } from "../../lift/columns.ts";
import type { LeftOut, Lift } from "../../lift/lifted.ts";
import type { LiveState } from "../../lift/live-state.ts";
import { NOWHERE } from "../../lift/matchers.ts";
import { formulaText, metricsIn, parameterOfMetric } from "../../resources/definitions/formula.ts";
import { parseFormula } from "../../resources/definitions/parse-formula.ts";
import { readGoalsBytes } from "../goals-file.ts";
import type { Files } from "../ports.ts";
import type { ImportedPart } from "../result/imported.ts";
import { remarksOn } from "./remarks.ts";

/** The file before and after, without its byte order mark. */
interface Place {
  readonly file: string;
  readonly text: string;
}

export interface AddedMetrics {
  readonly text: string;
  readonly metrics: readonly ImportedPart[];
  readonly leftOut: readonly LeftOut[];
  /** How many of them the file had. */
  readonly known: number;
}

/** One after another: what the file would refuse, or say otherwise, is left out. */
export function withMetrics(
  place: Place,
  { metrics }: Pick<Lift, "metrics">,
  at: LiveState | null,
  files: Pick<Files, "included">,
): AddedMetrics {
  let { text } = place;
  const added: ImportedPart[] = [];
  const leftOut: LeftOut[] = [];
  let known = 0;
  for (const { metric } of at === null ? [] : metrics) {
    const goalSet = read({ ...place, text }, files).goalSet!;
    if (isThere(metric, goalSet)) {
      known += 1;
      continue;
    }
    const found = inserted({ ...place, text }, metric, goalSet, at!, files);
    const from = [{ kind: "ga4.calculatedMetric", name: metric.name } as const];
    if ("refusal" in found)
      leftOut.push({ ...from[0]!, reasons: [{ code: "refused", about: found.refusal }] });
    else {
      text = found.text;
      added.push({ id: metric.id, name: metric.name, fidelity: "same", from });
    }
  }
  return { text, metrics: added, leftOut, known };
}

function read({ file, text }: Place, files: Pick<Files, "included">) {
  return readGoalsBytes(file, new TextEncoder().encode(text), files);
}

function isThere({ id }: CalculatedMetric, { calculated = [] }: GoalSet): boolean {
  return calculated.some((one) => one.id === id);
}

function inserted(
  place: Place,
  metric: CalculatedMetric,
  goalSet: GoalSet,
  at: LiveState,
  files: Pick<Files, "included">,
): { readonly text: string } | { readonly refusal: string } {
  const from = [{ kind: "ga4.calculatedMetric", name: metric.name } as const];
  const entries = [
    ...neededColumns(metric, goalSet, at).map((field) => entry(field, [])),
    entry(calculatedField(metric), remarksOn({ from, fidelity: { is: "same" } })),
  ];
  const made = insertEntries(place.text, { into: "metrics", entries });
  if (!made.ok) return { refusal: "cannot-insert" };
  const { goalSet: now, diagnostics } = read({ ...place, text: made.text }, files);
  if (!now) return { refusal: diagnostics.find(({ severity }) => severity === "error")?.code ?? "" };
  const said = now.calculated?.find(({ id }) => id === metric.id)?.formula;
  // A metric of the file may have the name of one of Analytics' own.
  return said === canonical(metric.formula) && keepsTheRest(goalSet, now)
    ? { text: made.text }
    : { refusal: "unknown-metric" };
}

function entry([id, said]: Field, remarks: readonly string[]): Entry {
  return entryOf(id, Object.entries(said as Readonly<Record<string, Field[1]>>), remarks);
}

/** Custom metrics that the formula names, and that the file does not have: Analytics has them, no matter who created them. */
function neededColumns(
  { formula }: CalculatedMetric,
  goalSet: GoalSet,
  { definitions }: LiveState,
): readonly Field[] {
  const there = columnsOf(definitions);
  const parsed = parseFormula(formula);
  if (parsed.is === "problem") return [];
  const inFile = new Set(
    compile(goalSet, "G-FILE").resources.flatMap(({ kind, body }) =>
      kind === "ga4.customMetric" ? [body.parameterName] : [],
    ),
  );
  return metricsIn(parsed).flatMap(({ name }) => {
    const parameter = parameterOfMetric(name);
    const registered = parameter === null || inFile.has(parameter) ? null : there.get(parameter);
    return registered?.as !== "metric"
      ? []
      : [columnField({ parameter: parameter!, scope: "event", registered, noAds: false, at: NOWHERE })];
  });
}

function canonical(formula: string): string | null {
  const parsed = parseFormula(formula);
  return parsed.is === "problem" ? null : formulaText(parsed);
}

/** A metric that comes in must not take the place of one of Analytics' own in another formula. */
function keepsTheRest({ calculated = [] }: GoalSet, { calculated: now = [] }: GoalSet): boolean {
  return calculated.every(({ id, formula }) => now.find((one) => one.id === id)?.formula === formula);
}
