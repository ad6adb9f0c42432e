/** Two goals of different events that count the same thing, or one inside the other. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { DestinationGoal, Goal } from "../../goal-set/goal.ts";
import { goalsOfWays, type OneWayGoal } from "../../goal-set/one-way.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import type { SourceText } from "../../source/source-text.ts";
import { Destinations, isContained } from "../comparisons/contained.ts";
import { letsAllThrough } from "../comparisons/everything.ts";
import type { Comparison } from "../comparisons/implied.ts";
import { pageGroups } from "../comparisons/matcher-groups.ts";
import type { Rule } from "../rule.ts";

export const overlaps: Rule = {
  codes: ["counts-the-same", "goal-within-goal"],
  check: (file: Written) => {
    const counted = file.goals.filter(
      ({ goal, enabled }) => enabled && goal.keyEvent && !comparesNothing(goal),
    );
    const twins = twinsOf(counted);
    const loose = new Set<Comparison>(file.comparisons.filter(letsAllThrough).map(({ matcher }) => matcher));
    return [
      ...[...twins].map(([second, first]) => same(file.source, first, second)),
      ...nested(
        file.source,
        counted.filter((one) => !twins.has(one)),
        loose,
      ),
    ];
  },
};

/** A comparison with an empty text, or with none, is an error of its own. */
function comparesNothing(goal: Goal): boolean {
  return goalsOfWays(goal).some((way) => {
    const matchers = pageGroups("page" in way ? way.page : undefined).flat();
    if (way.type === "destination" && matchers.length === 0) return true;
    return matchers.some((one) => "values" in one && one.values.some((text) => text.trim() === ""));
  });
}

/** Goals that count exactly what an earlier one counts, by all of their ways; goals of one event are compared elsewhere. */
function twinsOf(goals: readonly WrittenGoal[]): ReadonlyMap<WrittenGoal, WrittenGoal> {
  const first = new Map<string, WrittenGoal>();
  const twins = new Map<WrittenGoal, WrittenGoal>();
  for (const one of goals)
    for (const way of goalsOfWays(one.goal)) {
      const key = whatCounts(way);
      const earlier = first.get(key);
      if (!earlier) first.set(key, one);
      else if (earlier.goal.event !== one.goal.event && !twins.has(one)) twins.set(one, earlier);
    }
  return twins;
}

function whatCounts(goal: OneWayGoal): string {
  const { type } = goal;
  const page = "page" in goal ? goal.page : null;
  const rest =
    goal.type === "destination"
      ? [goal.spa]
      : goal.type === "duration"
        ? [goal.scope, goal.seconds, goal.scope === "page" && goal.spa]
        : goal.type === "pages_per_session"
          ? [goal.moreThan]
          : [goal.on];
  return wherever([type, page, goal.where, goal.cookie, goal.unless, ...rest]);
}

/** The same text for two that are only written in different places. */
function wherever(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (key === "at" ? undefined : inner));
}

function same(source: SourceText, first: WrittenGoal, second: WrittenGoal): Diagnostic {
  const hasWays = [first, second].some(({ goal }) => goal.type === "any");
  if (!hasWays)
    return source.warning(
      "counts-the-same",
      second.keySpan,
      `\`${second.goal.id}\` counts exactly what ${named(first.goal)} counts: one success makes two conversions.`,
      "Keep one of the two, or give one `key_event: false`.",
    );
  return source.warning(
    "counts-the-same",
    second.keySpan,
    `A way to \`${second.goal.id}\` counts exactly what ${named(first.goal)} counts${first.goal.type === "any" ? " in one of its ways" : ""}: one success makes two conversions.`,
    "Keep the way in one of the two, or give one `key_event: false`.",
  );
}

type WrittenDestination = WrittenGoal & { readonly goal: DestinationGoal };

function nested(
  source: SourceText,
  goals: readonly WrittenGoal[],
  loose: ReadonlySet<Comparison>,
): readonly Diagnostic[] {
  const destinations = goals.flatMap((one) =>
    goalsOfWays(one.goal).flatMap((way): readonly WrittenDestination[] =>
      way.type === "destination" ? [{ ...one, goal: way }] : [],
    ),
  );
  const index = new Destinations();
  // A goal that every page reaches is reported by its own rule.
  for (const { goal } of destinations) if (!hasOnly(goal, loose)) index.add(goal);
  const reported = new Set<string>();
  return destinations.flatMap((one) => {
    const outer = index.around(one.goal).find((other) => isInside(one.goal, other));
    if (!outer || reported.has(one.goal.id)) return [];
    reported.add(one.goal.id);
    return [within(source, one, outer)];
  });
}

function hasOnly(goal: DestinationGoal, loose: ReadonlySet<Comparison>): boolean {
  return pageGroups(goal.page)
    .flat()
    .every((matcher) => loose.has(matcher));
}

/** Of two that contain each other, only the later one is reported. */
function isInside(inner: DestinationGoal, outer: DestinationGoal): boolean {
  if (inner.event === outer.event || !isContained(inner, outer)) return false;
  // What an exception keeps out of the outer one counts for the inner one alone.
  const excepted = new Set(inner.unless.map(wherever));
  if (!outer.unless.every((one) => excepted.has(wherever(one)))) return false;
  return !isContained(outer, inner) || outer.at.line < inner.at.line;
}

function within(
  source: SourceText,
  { goal, node, keySpan }: WrittenDestination,
  outer: DestinationGoal,
): Diagnostic {
  return source.warning(
    "goal-within-goal",
    node.entries.get("page")?.keySpan ?? keySpan,
    `Every page view that ${node.entries.has("any") ? "a way of " : ""}\`${goal.id}\` counts is counted by ${named(outer)} too: one success makes two conversions.`,
    `Except these pages from \`${outer.id}\` with \`not\`, or give one of the two \`key_event: false\`.`,
  );
}

function named({ id, at }: Goal): string {
  return `\`${id}\` (line ${at.line})`;
}
