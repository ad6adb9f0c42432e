/** Ids and names that must differ; in names, upper and lower case make no difference. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Funnel, FunnelStep } from "../../goal-set/funnel.ts";
import { stepSpan } from "../../meaning/funnel.ts";
import type { Written, WrittenFunnel } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { folded, spanOfStepName } from "./written-name.ts";

export const names: Rule = {
  codes: ["duplicate-name", "duplicate-id", "duplicate-step"],
  check: (file) => [...goalNames(file), ...funnelNames(file), ...sharedIds(file), ...stepIds(file)],
};

interface Named {
  readonly name: string;
  readonly span: Span;
}

function goalNames({ source, goals }: Written): readonly Diagnostic[] {
  return sameNames(
    source,
    "goals",
    goals
      .filter((one) => one.enabled)
      .map(({ goal, node, keySpan }) => ({ name: goal.name, span: child(node, "name") ?? keySpan })),
  );
}

function funnelNames({ source, funnels }: Written): readonly Diagnostic[] {
  const ofFunnels = funnels
    .filter(({ enabled }) => enabled)
    .map(({ funnel, node, keySpan }) => ({
      name: funnel.name,
      span: child(node, "name") ?? keySpan,
    }));
  const ofSteps = funnels.flatMap(({ funnel, steps }) =>
    sameNames(source, "steps", namedSteps(funnel, steps)),
  );
  return [...sameNames(source, "funnels", ofFunnels), ...ofSteps];
}

/** Steps with the same id or goal are reported as such, and so are two goals with the same name, where they are written. */
function namedSteps(funnel: Funnel, nodes: WrittenFunnel["steps"]): readonly Named[] {
  const known = new Set<string>();
  const goals = new Set<string>();
  return funnel.steps.flatMap((step, index) => {
    const key = stepKey(step);
    const name = folded(step.name);
    if (known.has(key) || (step.is === "goal" && goals.has(name))) return [];
    known.add(key);
    if (step.is === "goal") goals.add(name);
    return [{ name: step.name, span: spanOfStepName(nodes[index]) }];
  });
}

function stepKey(step: FunnelStep): string {
  return step.is === "goal" ? `goal ${step.goal}` : `id ${step.id}`;
}

function sameNames(source: SourceText, what: string, named: readonly Named[]): readonly Diagnostic[] {
  const first = new Map<string, Span>();
  return named.flatMap(({ name, span }) => {
    const other = first.get(folded(name));
    if (!other) first.set(folded(name), span);
    if (!other) return [];
    return [
      source.error(
        "duplicate-name",
        span,
        `Two ${what} have the name \`${name.trim()}\`; the first is on ${source.lineInWords(other.start, span)}.`,
        "Change the `name` of one of the two; upper and lower case are the same here.",
      ),
    ];
  });
}

function sharedIds({ source, goals, funnels }: Written): readonly Diagnostic[] {
  const keys = new Map(goals.map(({ goal, keySpan }) => [goal.id, keySpan]));
  return funnels.flatMap(({ funnel, keySpan }) => {
    const other = keys.get(funnel.id);
    if (!other) return [];
    return [
      source.error(
        "duplicate-id",
        keySpan,
        `The id \`${funnel.id}\` is also the id of the goal on ${source.lineInWords(other.start, keySpan)}.`,
        "Give the funnel another id; its `name` may stay.",
      ),
    ];
  });
}

function stepIds({ source, funnels }: Written): readonly Diagnostic[] {
  return funnels.flatMap(({ funnel, steps }) => {
    const first = new Map<string, number>();
    return funnel.steps.flatMap((step, index) => {
      const key = stepKey(step);
      const line = first.get(key);
      if (line === undefined) first.set(key, step.at.line);
      if (line === undefined) return [];
      const node = steps[index];
      const message =
        step.is === "goal"
          ? `The goal \`${step.goal}\` is a step twice; the first is on line ${line}.`
          : `Two steps have the id \`${step.id}\`; the first is on line ${line}.`;
      return [
        source.error(
          "duplicate-step",
          node ? stepSpan(node) : { start: 0, end: 1 },
          message,
          step.is === "goal" ? "Delete one of the two." : "Give every step an id of its own.",
        ),
      ];
    });
  });
}
