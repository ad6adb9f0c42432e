/** Several triggers of one tag → a goal with `any`, one way for each. */
import { isAnyPage, type ValueCondition } from "../language/goal-set/conditions.ts";
import type { Goal, GoalWay, Ways } from "../language/goal-set/goal.ts";
import type { Common } from "./common-keys.ts";
import type { Findings } from "./findings.ts";
import { NOWHERE } from "./matchers.ts";
import type { Firing } from "./tag.ts";
import { isVirtualPage, somePage } from "./virtual-page.ts";
import type { Way } from "./way.ts";

const MOST_WAYS = 20;

/** One way for each trigger. An exception belongs to all of them; one of a single way is said as a condition of it. */
export function anyGoal(
  findings: Findings,
  { unless, ...common }: Common,
  { ways: found, sent }: Pick<Firing, "ways" | "sent">,
): Goal | null {
  const isAlike = new Set(found.map((way) => JSON.stringify(way.unless))).size === 1;
  const ways = isAlike ? found : found.flatMap((way) => askedInstead(way) ?? []);
  if (!isAlike) findings.differ("missing-value");
  const lifted = ways.length < found.length ? null : waysOf(findings, ways);
  const [first, second, ...more] = lifted ?? [];
  if (first === undefined || second === undefined || more.length > MOST_WAYS - 2) {
    findings.leaveOut("several-ways");
    return null;
  }
  const all: Ways = [first, second, ...more];
  const [where, cookie] = [askedOfAll(all, "where"), askedOfAll(all, "cookie")];
  const own = (way: GoalWay): GoalWay => ({
    ...way,
    where: way.where.slice(0, way.where.length - where.length),
    cookie: way.cookie.slice(0, way.cookie.length - cookie.length),
  });
  return {
    ...common,
    allows: [...common.allows, ...(sent === "every_time" && hasSteps(all) ? ["ways-follow-each-other"] : [])],
    sent,
    where,
    cookie,
    unless: [...unless, ...ways[0]!.unless],
    type: "any",
    ways: [own(first), own(second), ...more.map(own)],
  };
}

/** With the opposite of its exceptions as conditions, which a missing value does not meet; null where they ask for more than one value. */
function askedInstead(way: Way): Way | null {
  const asked = { where: [...way.where], cookie: [...way.cookie] };
  for (const { page, where, cookie } of way.unless) {
    const [only, ...others] = [...where, ...cookie];
    const [matcher, ...more] = only?.is ?? [];
    if (!only || !matcher || others.length + more.length > 0 || !isAnyPage(page) || matcher.not) return null;
    asked[where.length > 0 ? "where" : "cookie"].push({ key: only.key, is: [{ ...matcher, not: true }] });
  }
  return { ...way, ...asked, unless: [] };
}

/** Depths of the same pages, or moments of the same videos: one is meant to follow the other. */
function hasSteps(ways: readonly GoalWay[]): boolean {
  const steps = ways.flatMap((way) => {
    if (way.is === "page" || (way.on.kind !== "scroll" && way.on.kind !== "video")) return [];
    return [JSON.stringify({ ...way, on: { ...way.on, depth: null, moment: null } })];
  });
  return new Set(steps).size < steps.length;
}

/** What every way asks for last: `compile/` puts what the goal asks of all of them behind what each asks itself. */
function askedOfAll([first, ...others]: Ways, block: "where" | "cookie"): readonly ValueCondition[] {
  const all = first[block];
  const isCommon = (one: ValueCondition, fromEnd: number) =>
    [first, ...others].every(
      (way) =>
        JSON.stringify(way[block].at(-fromEnd)) === JSON.stringify(one) &&
        way[block].filter(({ key }) => key === one.key).length === 1,
    );
  let count = 0;
  while (count < all.length && isCommon(all.at(-count - 1)!, count + 1)) count += 1;
  return count === 0 ? [] : all.slice(-count);
}

/** Null where one of them is neither a page nor something that a visitor does. */
function waysOf(findings: Findings, ways: readonly Way[]): readonly GoalWay[] | null {
  const histories = ways.filter(({ is }) => is === "history");
  const isShown = (way: Way) => histories.some((one) => isVirtualPage(way, one));
  const isPart = (way: Way) => ways.some((one) => isVirtualPage(way, one));
  const lifted = ways
    .filter((way) => way.is !== "history" || !isPart(way))
    .map((way): GoalWay | null => {
      const { page, where, cookie } = way;
      const asked = { page, where, cookie, at: NOWHERE };
      if (way.is === "history") findings.differ("loads-too");
      if (way.is === "history" || way.is === "page")
        return { is: "page", ...asked, page: somePage(page), spa: way.is === "history" || isShown(way) };
      if (way.is !== "interaction") return null;
      return { is: "interaction", ...asked, on: way.on };
    });
  return lifted.some((way) => way === null) ? null : (lifted as readonly GoalWay[]);
}
