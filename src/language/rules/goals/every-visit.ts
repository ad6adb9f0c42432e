/** Goals that every visit reaches, and conditions that let everything through. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written, WrittenComparison, WrittenGoal } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import { letsAllThrough } from "../comparisons/everything.ts";
import type { Comparison } from "../comparisons/implied.ts";
import { pageGroups } from "../comparisons/matcher-groups.ts";
import type { Rule } from "../rule.ts";

export const everyVisit: Rule = {
  codes: ["counts-every-visit", "matches-everything"],
  check: (file) => {
    const loose = file.comparisons.filter((one) => !one.matcher.not && letsAllThrough(one));
    const matchers = new Set<Comparison>(loose.map(({ matcher }) => matcher));
    const everywhere = file.goals.filter((one) => viewsEveryPage(one, matchers));
    const reported = new Set(
      everywhere.flatMap(({ goal }) =>
        goalsOfWays(goal).flatMap((way) => ("page" in way ? pageGroups(way.page).flat() : [])),
      ),
    );
    return [
      ...everywhere.map((one) => everyPage(file, one)),
      ...file.goals.filter(marksEveryVisit).map((one) => everyVisitEvent(file, one)),
      ...loose.filter(({ matcher }) => !reported.has(matcher)).flatMap((one) => noCondition(file, one)),
    ];
  },
};

function counts({ goal, enabled }: WrittenGoal): boolean {
  return enabled && goal.keyEvent;
}

function viewsEveryPage(one: WrittenGoal, loose: ReadonlySet<Comparison>): boolean {
  if (!counts(one)) return false;
  return goalsOfWays(one.goal).some((way) => {
    if (way.type !== "destination") return false;
    const matchers = pageGroups(way.page).flat();
    return (
      way.where.length + way.cookie.length === 0 &&
      matchers.length > 0 &&
      matchers.every((matcher) => loose.has(matcher))
    );
  });
}

/** Sent once or more in every visit, or in the first of every visitor (Analytics Help 9234069). */
const OF_EVERY_VISIT: ReadonlySet<string> = new Set([
  "page_view",
  "session_start",
  "user_engagement",
  "first_visit",
]);

function marksEveryVisit(one: WrittenGoal): boolean {
  const { goal, node } = one;
  if (!counts(one) || goal.type !== "event" || goal.on.kind !== "ga4_event") return false;
  const isNarrowed = ["page", "where", "cookie", "unless"].some((key) => child(node, key) !== undefined);
  return OF_EVERY_VISIT.has(goal.on.event) && !isNarrowed;
}

function everyPage({ source }: Written, { node, keySpan }: WrittenGoal): Diagnostic {
  return source.warning(
    "counts-every-visit",
    node.entries.get("page")?.keySpan ?? keySpan,
    "Every page of the site reaches this goal, so every visit counts as a success.",
    "Name the page that is only seen after the success, or add `key_event: false`.",
  );
}

function everyVisitEvent({ source }: Written, { goal, node, keySpan }: WrittenGoal): Diagnostic {
  return source.warning(
    "counts-every-visit",
    child(child(node, "on"), "ga4_event") ?? keySpan,
    `Analytics records \`${goal.event}\` without any success of the visitor: as a key event it makes nearly every visit a conversion.`,
    "Count what the visitor achieves: a thank-you page, a form, a purchase.",
  );
}

function noCondition({ source }: Written, { nodes }: WrittenComparison): readonly Diagnostic[] {
  return nodes
    .slice(0, 1)
    .map((node) =>
      source.warning(
        "matches-everything",
        node,
        "This is true of every page, so it does not narrow anything down.",
        "Write what sets the page apart, or leave the condition out.",
      ),
    );
}
