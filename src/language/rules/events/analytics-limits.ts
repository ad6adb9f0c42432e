/** How many rules and audiences a property can have, and rules that would wait for what no rule sees. */

import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import { AUDIENCE_TRIGGERS, limitsOfAll, RULES_PER_STREAM } from "../../../resources/limits.ts";
import { stepSpan } from "../../meaning/funnel.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type Located } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const analyticsLimits: Rule = {
  codes: ["too-many-rules", "too-many-audiences", "too-many-audience-triggers", "rule-on-created-event"],
  check: (file) => [
    ...beyond(
      file.source,
      "too-many-rules",
      rules(file).map(({ span }) => span),
      RULES_PER_STREAM,
      "event create rules",
    ),
    ...beyond(
      file.source,
      "too-many-audience-triggers",
      triggers(file),
      AUDIENCE_TRIGGERS,
      "audiences that send an event",
    ),
    ...beyond(
      file.source,
      "too-many-audiences",
      [...triggers(file), ...lists(file)],
      limitsOfAll(file.targets.map(({ target }) => target.ga4.tier)).audiences,
      "audiences",
    ),
    ...chained(file),
  ],
};

interface WrittenRule {
  readonly event: string;
  /** The event that it waits for, when the file names it. */
  readonly source: string | null;
  readonly span: Span;
  readonly node: Located | undefined;
}

function rules({ goals, funnels }: Written): readonly WrittenRule[] {
  const ofGoals = goals
    .filter(({ goal, enabled }) => enabled && countedBy(goal) === "rule")
    .map(({ goal, node, keySpan }) => ({
      event: goal.event,
      source: goal.type === "event" && goal.on.kind === "ga4_event" ? goal.on.event : null,
      span: keySpan,
      node,
    }));
  const ofSteps = funnels
    .filter(({ enabled }) => enabled)
    .flatMap(({ funnel, steps }) =>
      funnel.steps.flatMap((step, index): WrittenRule[] => {
        const node = steps[index];
        if (step.is === "goal" || !node || stepCountedBy(step) !== "rule") return [];
        const source = step.is === "interaction" && step.on.kind === "ga4_event" ? step.on.event : null;
        return [{ event: step.event, source, span: stepSpan(node), node }];
      }),
    );
  return [...ofGoals, ...ofSteps];
}

function triggers({ goals }: Written): readonly Span[] {
  return goals
    .filter(({ goal, enabled }) => enabled && countedBy(goal) === "audience")
    .map(({ keySpan }) => keySpan);
}

function lists({ funnels }: Written): readonly Span[] {
  return funnels
    .filter(({ enabled }) => enabled)
    .flatMap(({ funnel, node, keySpan }) => {
      const span = node.entries.get("audiences")?.keySpan ?? keySpan;
      return funnel.audiences.map(() => span);
    });
}

function beyond(
  source: SourceText,
  code: string,
  spans: readonly Span[],
  most: number,
  what: string,
): readonly Diagnostic[] {
  const first = spans[most];
  if (!first) return [];
  return [
    source.error(
      code,
      first,
      `The file asks for ${spans.length} ${what}; a property can have ${most}.`,
      "Let Tag Manager count some of them (`via: gtm`), or leave some out.",
    ),
  ];
}

/** Rules see what the site sends, and neither each other's events nor those of audiences. */
function chained(file: Written): readonly Diagnostic[] {
  // A rule that waits for what it makes is reported as a loop; nothing is made by it.
  const made = new Map(
    rules(file).flatMap(({ event, source, span }) => (event === source ? [] : [[event, span] as const])),
  );
  for (const { goal, enabled, keySpan } of file.goals)
    if (enabled && countedBy(goal) === "audience") made.set(goal.event, keySpan);
  return rules(file).flatMap(({ event, source, node, span }) => {
    const other = source === null || source === event ? undefined : made.get(source);
    if (!other) return [];
    return [
      file.source.error(
        "rule-on-created-event",
        child(child(node, "on"), "ga4_event") ?? span,
        `\`${source}\` is made in Analytics itself (line ${file.source.lineOf(other.start)}), and rules do not see the events of other rules and audiences.`,
        "Name the event that the site sends, with the same conditions.",
      ),
    ];
  });
}
