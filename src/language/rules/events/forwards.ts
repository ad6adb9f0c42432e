/** Events that would be sent twice: by two forwards, or by a forward and a goal. */
import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import { matchesPush } from "../../../countable/pushes.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type Located } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const forwards: Rule = {
  codes: ["forwarded-twice", "forwarded-and-sent", "duplicate-event"],
  check: (file) => {
    const { first, problems } = forwardedOnce(file);
    return [...problems, ...sentByGoals(file, first), ...sentBySteps(file, first)];
  },
};

/** Where each event is forwarded. */
type Forwarded = ReadonlyMap<string, { readonly id: string; readonly span: Span }>;

function forwardedOnce({ source, forwards }: Written): {
  readonly first: Forwarded;
  readonly problems: readonly Diagnostic[];
} {
  const first = new Map<string, { readonly id: string; readonly span: Span }>();
  const problems = forwards.flatMap(({ forward: { id, events }, events: nodes }) =>
    events.flatMap((event, index) => {
      const span = nodes[index]!;
      const other = first.get(event);
      if (other === undefined) first.set(event, { id, span });
      return other === undefined
        ? []
        : [
            source.error(
              "forwarded-twice",
              span,
              `\`${event}\` is already forwarded by \`${other.id}\` (${source.lineInWords(other.span.start, span)}): Analytics would receive it twice.`,
              "Delete one of the two.",
            ),
          ];
    }),
  );
  return { first, problems };
}

function sentByGoals({ source, goals }: Written, forwarded: Forwarded): readonly Diagnostic[] {
  return goals
    .filter(({ enabled, goal }) => enabled && countedBy(goal) !== "itself")
    .flatMap(({ goal, node, keySpan }) => {
      const ons = goalsOfWays(goal).flatMap((way) => (way.type === "event" ? [way.on] : []));
      const span = child(node, "event") ?? pushed(node) ?? keySpan;
      return twice(source, forwarded, { event: goal.event, ons, who: `the goal \`${goal.id}\``, span });
    });
}

function sentBySteps({ source, funnels }: Written, forwarded: Forwarded): readonly Diagnostic[] {
  return funnels
    .filter(({ enabled }) => enabled)
    .flatMap(({ funnel, steps }) =>
      funnel.steps.flatMap((step, index) => {
        if (step.is === "goal" || stepCountedBy(step) === "itself") return [];
        const node = steps[index];
        const span = child(node, "event") ?? pushed(node) ?? child(node, "id") ?? { start: 0, end: 1 };
        const ons = step.is === "interaction" ? [step.on] : [];
        const who = `the step \`${step.id}\` of \`${funnel.id}\``;
        return twice(source, forwarded, { event: step.event, ons, who, span });
      }),
    );
}

function pushed(node: Located | undefined): Located | undefined {
  return child(child(node, "on"), "data_layer");
}

interface Sender {
  readonly event: string;
  /** What makes it happen, apart from pages and time. */
  readonly ons: readonly Interaction[];
  readonly who: string;
  readonly span: Span;
}

/** One push that is sent by both counts twice for certain; something else under the same name may be meant. */
function twice(
  source: SourceText,
  forwarded: Forwarded,
  { event, ons, who, span }: Sender,
): readonly Diagnostic[] {
  const other = forwarded.get(event);
  if (other === undefined) return [];
  const forwards = `\`${other.id}\` forwards \`${event}\` (${source.lineInWords(other.span.start, span)})`;
  const instead = `To count it as it is forwarded, write \`on: { ga4_event: ${event} }\`.`;
  if (ons.some((on) => on.kind === "data_layer" && matchesPush(on, event)))
    return [
      source.error(
        "forwarded-and-sent",
        span,
        `${forwards}, and ${who} sends it again for the same push: Analytics would count both.`,
        `${instead} To have the goal send it, delete it from \`forward\`. For an event of its own, choose another \`event\`.`,
      ),
    ];
  return [
    source.warning(
      "duplicate-event",
      span,
      `${forwards}, and ${who} sends an event of that name too: one success could count twice.`,
      `${instead} For something else, choose another \`event\`.`,
    ),
  ];
}
