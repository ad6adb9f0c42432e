/** `leads_to` and funnel steps name goals: they must be there, and steps must be counted. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { stepSpan } from "../../meaning/funnel.ts";
import type { Written } from "../../meaning/written.ts";
import { partsInYaml, splitAddress } from "../../misread/split-address.ts";
import { MOST_REPORTED } from "../../reported-problems.ts";
import { didYouMean, nearest } from "../../schema/nearest.ts";
import { child, type Located } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { leadSpan } from "./lead-circles.ts";

export const goalReferences: Rule = {
  codes: ["unknown-goal", "disabled-goal", "former-id-in-use"],
  check: (file) => [...missing(file), ...formerIdsInUse(file)],
};

interface Reference {
  readonly goal: string;
  /** An idle step is one of a funnel that is switched off itself. */
  readonly from: "leads_to" | "step" | "idle step" | "experiment";
  readonly span: Span;
}

function missing(file: Written): readonly Diagnostic[] {
  const disabled = new Set(file.goals.filter((one) => !one.enabled).map(({ goal }) => goal.id));
  const known = [...file.goalIds];
  const bad = references(file).filter(
    ({ goal, from }) => (disabled.has(goal) && from !== "idle step") || !file.goalIds.has(goal),
  );
  // Looking for the nearest id takes time; beyond what is shown it is wasted.
  return bad
    .slice(0, MOST_REPORTED + 1)
    .map(({ goal, from, span }) =>
      disabled.has(goal)
        ? switchedOff(file.source, goal, from, span)
        : file.source.error(
            "unknown-goal",
            span,
            `The file has no goal \`${goal.slice(0, 60)}\`.`,
            (from === "step" || from === "idle step" ? stepInstead(goal, known) : null) ??
              didYouMean(goal, known) ??
              "The file has no goals.",
          ),
    );
}

/** Pages and events that are written where a step names a goal; null when a goal was meant. */
function stepInstead(written: string, known: readonly string[]): string | null {
  if (/^(?:\/|https?:|www\.)/.test(written)) {
    const parts = partsInYaml(splitAddress(written), "equals");
    if (parts === null) return null;
    const page = /^path: \S+$/.test(parts) ? parts.slice("path: ".length) : `{ ${parts} }`;
    return `A step that is a page has an id: write \`{ id: ${idFrom(written)}, page: ${page} }\`.`;
  }
  if (!/^[a-z][a-z0-9_]*$/.test(written) || nearest(written, known) !== null) return null;
  const event = `{ id: ${written}, on: { data_layer: ${written} } }`;
  const others = didYouMean(written, known) ?? "The file has no goals.";
  return `${others} For an event that the site pushes write \`${event}\`.`;
}

function idFrom(address: string): string {
  const last = /([A-Za-z][\w-]*)(?:\.\w+)?\/?$/.exec(splitAddress(address).path)?.[1] ?? "page";
  return last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_$/, "")
    .slice(0, 40);
}

/** A step without events leaves a hole in the funnel, and an experiment decides nothing; what a goal leads to is only reported. */
function switchedOff(source: SourceText, goal: string, from: Reference["from"], span: Span): Diagnostic {
  const message = `The goal \`${goal}\` is switched off (\`enabled: false\`).`;
  if (from === "experiment")
    return source.error("disabled-goal", span, message, "Switch it on, or let another goal decide.");
  return from === "step"
    ? source.error("disabled-goal", span, message, "Switch it on, or take out the step.")
    : source.warning("disabled-goal", span, message, "Switch it on, or do not name it here.");
}

/** A former id names what is gone: a goal that still has it keeps its own objects. Two goals cannot be heirs of one. */
function formerIdsInUse({ source, goals, goalIds }: Written): readonly Diagnostic[] {
  const heirs = new Set<string>();
  return goals.flatMap(({ goal, node, keySpan }) => {
    const { was } = goal;
    if (was === null) return [];
    const isTaken = goalIds.has(was) || heirs.has(was);
    heirs.add(was);
    if (!isTaken) return [];
    const message = goalIds.has(was)
      ? `\`was: ${was.slice(0, 60)}\` names a goal that the file still has.`
      : `Two goals say that they were \`${was.slice(0, 60)}\`.`;
    return [
      source.error(
        "former-id-in-use",
        child(node, "was") ?? keySpan,
        message,
        "Name the id that this goal had before, or delete `was`.",
      ),
    ];
  });
}

function references({ goals, funnels, experiments }: Written): readonly Reference[] {
  const leads = goals.flatMap((one) =>
    one.goal.leadsTo.map((goal, index) => ({ goal, from: "leads_to" as const, span: leadSpan(one, index) })),
  );
  const steps = funnels.flatMap(({ funnel, enabled, steps: nodes }) =>
    funnel.steps.flatMap((step, index): Reference[] =>
      step.is === "goal"
        ? [{ goal: step.goal, from: enabled ? "step" : "idle step", span: spanOfStep(nodes[index]) }]
        : [],
    ),
  );
  const decided = experiments.map(({ experiment: { goal }, node, keySpan }) => ({
    goal,
    from: "experiment" as const,
    span: child(node, "goal") ?? keySpan,
  }));
  return [...leads, ...steps, ...decided];
}

function spanOfStep(node: Located | undefined): Span {
  return node ? stepSpan(node) : { start: 0, end: 1 };
}
