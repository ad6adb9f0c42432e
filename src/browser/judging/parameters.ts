/** The parameters of hits, against those that the goal's tag should have sent. Pure. */
import type { ParameterSource } from "../../language/goal-set/event-parameter.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { Received } from "../../visits/analytics.ts";
import { isSent } from "../../visits/judging/judge-event.ts";
import type { SentHit } from "../gate.ts";

export interface ParameterProblem {
  readonly code: "missing-parameter" | "wrong-parameter";
  readonly message: string;
}

/** @param predicted what the model of Google's tag says about the same visit, hit by hit */
export function parameterProblems(
  goal: Goal,
  hits: readonly SentHit[],
  predicted: readonly Received[],
): readonly ParameterProblem[] {
  return hits.flatMap((hit, index) => {
    const expected = predicted[Math.min(index, predicted.length - 1)]?.parameters ?? {};
    return Object.entries({ ...fixed(goal), ...expected }).flatMap(([name, value]) =>
      problemOf(goal, hit, name, value),
    );
  });
}

/** What the file says without asking the page. */
function fixed({ parameters }: Goal): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    parameters.flatMap(({ name, from }) => ("constant" in from ? [[name, from.constant]] : [])),
  );
}

function problemOf(
  goal: Goal,
  { event, parameters, userProperties }: SentHit,
  name: string,
  value: unknown,
): readonly ParameterProblem[] {
  if (value === undefined || value === null || value === "") return [];
  const seen = parameters[name] ?? userProperties[name];
  const message = (text: string) => `${event} left ${text}.`;
  if (seen === undefined)
    return [
      { code: "missing-parameter", message: message(`without its parameter ${name} (${shown(value)})`) },
    ];
  if (!isComparable(goal, name, value) || isSent(value, seen)) return [];
  return [
    {
      code: "wrong-parameter",
      message: message(`with ${name} ${shown(seen)}, and ${shown(value)} was expected`),
    },
  ];
}

/** What is displayed, or touched, only the browser knows exactly. */
const EXACT: ReadonlySet<string> = new Set(["data_layer", "query", "page"]);

function isComparable(goal: Goal, name: string, value: unknown): boolean {
  if (typeof value === "object") return false;
  const own = goal.parameters.find((one) => one.name === name)?.from;
  const isOfValue = name === "value" && goal.value !== null;
  return own === undefined ? isOfValue : isExact(own);
}

function isExact(from: ParameterSource): boolean {
  return "constant" in from || (EXACT.has(from.from) && from.name !== "title" && from.name !== "referrer");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
