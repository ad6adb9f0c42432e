/** `counts`, `not`, `sends`, `funnels` and `only` → what is expected of a visit. */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { didYouMean } from "../../language/schema/nearest.ts";
import { booleanOf, child, type Located, textOf } from "../../language/source/located.ts";
import type { Expectation } from "../goal-test.ts";
import { type Notes, pointAt, recordOf } from "./notes.ts";

type Known = Pick<GoalSet, "goals" | "funnels" | "disabled" | "leftOut">;

/** More often than any visit counts. */
const MOST = 1000;

export function readExpectations(
  node: Located,
  notes: Notes,
  known: Known,
): { readonly expects: readonly Expectation[]; readonly only: boolean } {
  const counts = countsOf(child(node, "counts"), notes, known);
  const not = goalsOf(child(node, "not"), "not", notes, known).map((one) => ({ ...one, times: 0 }));
  const twice = not.find((one) => counts.some(({ goal }) => goal === one.goal));
  if (twice)
    notes.error(
      "wrong-value",
      twice.node,
      `\`${twice.goal}\` is expected to count, and not to count.`,
      "Leave it out of `counts` or out of `not`.",
    );
  const goals = [...counts, ...not].map(({ goal, times, node: written }) => ({
    of: "goal" as const,
    goal,
    times,
    at: notes.place(written),
  }));
  const expects = [
    ...goals,
    ...eventsOf(child(node, "sends"), notes),
    ...funnelsOf(child(node, "funnels"), notes, known),
  ];
  const only = notes.flag(child(node, "only"), "only") ?? false;
  const hasKeys = ["counts", "not", "sends", "funnels"].some((key) => child(node, key) !== undefined);
  if (!hasKeys && !only)
    notes.error(
      "missing-key",
      pointAt(child(node, "name") ?? node),
      "This test expects nothing, so it cannot fail.",
      "Write `counts: <goal>`, `not: <goal>`, `sends:` or `funnels:`.",
    );
  return { expects, only };
}

interface Named {
  readonly goal: string;
  readonly times: number;
  readonly node: Located;
}

function countsOf(node: Located | undefined, notes: Notes, known: Known): readonly Named[] {
  if (node?.kind !== "map") return goalsOf(node, "counts", notes, known);
  return notes.entries(node, "counts").flatMap(({ key, keySpan, value }) => {
    const goal = known.goals.some(({ id }) => id === key) ? key : unknown(key, keySpan, notes, known);
    const times = notes.number(value, key, 0, MOST);
    const isWhole = times === undefined || Number.isInteger(times);
    if (!isWhole) notes.wrongType(value, key, "a whole number");
    const named = { kind: "scalar", ...keySpan, value: key, text: key, style: "plain" } as const;
    return goal === undefined || times === undefined ? [] : [{ goal, times, node: named }];
  });
}

function goalsOf(node: Located | undefined, key: string, notes: Notes, known: Known): readonly Named[] {
  return notes.texts(node, key).flatMap(({ node: written }) => {
    const goal = readKnown(written, key, notes, known);
    return goal === undefined ? [] : [{ goal, times: 1, node: written }];
  });
}

/** The id of a goal of the file. */
export function readKnown(
  node: Located | undefined,
  key: string,
  notes: Notes,
  known: Known,
): string | undefined {
  const id = notes.text(node, key);
  if (id === undefined || known.goals.some((goal) => goal.id === id)) return id;
  return unknown(id, node!, notes, known);
}

function unknown(
  id: string,
  span: { readonly start: number; readonly end: number },
  notes: Notes,
  { goals, funnels, disabled, leftOut }: Known,
): undefined {
  if (disabled.some((one) => one.id === id))
    return notes.error(
      "disabled-goal",
      span,
      `The goal \`${id}\` is disabled, so it never counts.`,
      "Take the test out, or enable the goal.",
    );
  if (leftOut.some((one) => one.id === id))
    return notes.error(
      "goal-left-out",
      span,
      `The target does not measure \`${id}\`, so it never counts.`,
      "Name a target that does, with `target:` at the top of the file or with --target.",
    );
  if (funnels.some((one) => one.id === id))
    return notes.error(
      "unknown-goal",
      span,
      `\`${id}\` is a funnel, not a goal.`,
      `Write \`funnels: { ${id}: completed }\`.`,
    );
  const ids = goals.map((goal) => goal.id);
  return notes.error(
    "unknown-goal",
    span,
    `There is no goal \`${id}\` in the goals file.`,
    didYouMean(id, ids) ?? undefined,
  );
}

function eventsOf(node: Located | undefined, notes: Notes): readonly Expectation[] {
  const plain = (event: string, at: Located): Expectation => ({
    of: "event",
    event,
    isSent: true,
    parameters: {},
    at: notes.place(at),
  });
  if (node?.kind !== "map") return notes.texts(node, "sends").map(({ text, node: at }) => plain(text, at));
  return notes.entries(node, "sends").flatMap(({ key, keySpan, value }) => {
    const at = notes.place(keySpan);
    const flag = booleanOf(value);
    const isEmpty = value.kind === "scalar" && value.value === null;
    if (flag !== undefined || isEmpty)
      return [{ of: "event", event: key, isSent: flag ?? true, parameters: {}, at } as const];
    if (value.kind !== "map") {
      notes.wrongType(value, key, "the parameters that are sent, or true or false");
      return [];
    }
    return [{ of: "event", event: key, isSent: true, parameters: recordOf(value), at } as const];
  });
}

function funnelsOf(node: Located | undefined, notes: Notes, known: Known): readonly Expectation[] {
  return notes.entries(node, "funnels").flatMap(({ key, keySpan, value }) => {
    const funnel = known.funnels.find(({ id }) => id === key);
    if (!funnel) {
      const ids = known.funnels.map(({ id }) => id);
      notes.error(
        "unknown-goal",
        keySpan,
        `There is no funnel \`${key}\` in the goals file.`,
        didYouMean(key, ids) ?? undefined,
      );
      return [];
    }
    const reached = notes.word(value, key, ["completed", "not_entered", ...stepIds(funnel)]);
    return reached === undefined || textOf(value) === undefined
      ? []
      : [{ of: "funnel", funnel: key, reached, at: notes.place(keySpan) } as const];
  });
}

/** A step is named by its id, or by its goal. */
export function stepIds(funnel: Funnel): readonly string[] {
  return funnel.steps.map((step) => (step.is === "goal" ? step.goal : step.id));
}
