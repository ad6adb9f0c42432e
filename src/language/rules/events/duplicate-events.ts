/** Two parts of the file that send or count the same event: one happening would count twice. */

import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, type Located } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import { areDisjoint } from "../comparisons/disjoint.ts";
import type { Rule } from "../rule.ts";

export const duplicateEvents: Rule = {
  codes: ["duplicate-event", "conflicting-key-event"],
  check: (file) => [...betweenGoals(file), ...betweenSteps(file)],
};

/** Every goal is compared with at most this many earlier ones of the same event. */
const MOST_COMPARED = 50;

function betweenGoals({ source, goals }: Written): readonly Diagnostic[] {
  const byEvent = new Map<string, WrittenGoal[]>();
  return goals
    .filter((one) => one.enabled)
    .flatMap((one) => {
      const earlier = byEvent.get(one.goal.event) ?? [];
      byEvent.set(one.goal.event, [...earlier.slice(-MOST_COMPARED), one]);
      const found = earlier.flatMap((other) => compare(source, other, one) ?? []);
      const first = found.find(({ severity }) => severity === "error") ?? found[0];
      return first ? [first] : [];
    });
}

function compare(source: SourceText, first: WrittenGoal, second: WrittenGoal): Diagnostic | null {
  const span = spanOfEvent(second);
  const event = second.goal.event;
  const other = `\`${first.goal.id}\` (${source.lineInWords(first.keySpan.start, span)})`;
  if (!agree(first.goal, second.goal))
    return source.error(
      "conflicting-key-event",
      span,
      `${other} and \`${second.goal.id}\` share the key event \`${event}\`, which has one way of counting and one value, but they do not agree on them.`,
      "Give both the same `counting`, `value`, `currency` and `key_event`, or give one of them another `event`.",
    );
  if (!canDouble(first.goal, second.goal)) return null;
  return source.warning(
    "duplicate-event",
    span,
    `${other} and \`${second.goal.id}\` both count the event \`${event}\`: one success could count twice.`,
    twice(first.goal, second.goal),
  );
}

/** An event that is received already and sent once more doubles in every report; others only where each event counts. */
function canDouble(a: Goal, b: Goal): boolean {
  if (marksOnly(a) || marksOnly(b)) return true;
  const isOnceAVisit = a.keyEvent && a.counting === "once_per_session";
  return !isOnceAVisit && !areDisjoint(a, b);
}

function twice(first: Goal, second: Goal): string {
  if (marksOnly(first) && marksOnly(second)) return "Keep one of the two.";
  if (marksOnly(first) || marksOnly(second))
    return "Analytics already receives this event: give the goal that sends it another `event`, or keep one of the two.";
  return "Give both `counting: once_per_session`, give them conditions that exclude each other, or give one of them another `event`.";
}

/** The goal sends nothing: it marks an event that Analytics already receives. */
function marksOnly(goal: Goal): boolean {
  return countedBy(goal) === "itself";
}

function agree(a: Goal, b: Goal): boolean {
  const facts = (goal: Goal) => JSON.stringify([goal.keyEvent, goal.counting, goal.value]);
  return facts(a) === facts(b);
}

function spanOfEvent({ node, keySpan }: WrittenGoal): Span {
  return child(node, "event") ?? keySpan;
}

/** Steps send `<funnel>_<step>`: neither a goal nor another step may send the same. */
function betweenSteps({ source, goals, funnels }: Written): readonly Diagnostic[] {
  const senders = new Map(
    goals.filter((one) => one.enabled).map(({ goal }) => [goal.event, `the goal \`${goal.id}\``]),
  );
  // A goal on the funnel that sends what a step sends is an error of its own.
  const isOn = (funnel: string, event: string) =>
    goals.some(
      ({ goal }) =>
        goal.type === "event" &&
        goal.on.kind === "funnel" &&
        goal.on.funnel === funnel &&
        goal.event === event,
    );
  const diagnostics: Diagnostic[] = [];
  for (const { funnel, steps } of funnels.filter(({ enabled }) => enabled))
    for (const [index, step] of funnel.steps.entries()) {
      if (step.is === "goal" || stepCountedBy(step) === "itself" || isOn(funnel.id, step.event)) continue;
      const other = senders.get(step.event);
      const mine = `the step \`${step.id}\` of \`${funnel.id}\``;
      if (other === undefined) senders.set(step.event, mine);
      else if (other !== mine) diagnostics.push(sameEvent(source, steps[index], step.event, other));
    }
  return diagnostics;
}

function sameEvent(source: SourceText, step: Located | undefined, event: string, other: string): Diagnostic {
  const span = child(step, "event") ?? child(step, "id") ?? { start: 0, end: 1 };
  return source.warning(
    "duplicate-event",
    span,
    `This step sends the event \`${event}\`, which ${other} sends too.`,
    "Give the step another `event`, or use the goal itself as the step: `{ goal: … }`.",
  );
}
