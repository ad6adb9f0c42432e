/** The comparisons of every goal and funnel step, those together that look at one and the same text or number. */

import type { Exception, PageConditions } from "../../goal-set/conditions.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written, WrittenComparison } from "../../meaning/written.ts";
import type { Comparison } from "./implied.ts";

export type Group = readonly WrittenComparison[];

export function matcherGroups(file: Written): readonly Group[] {
  const written = new Map<Comparison, WrittenComparison>(file.comparisons.map((one) => [one.matcher, one]));
  const steps = file.funnels.flatMap(({ funnel }) => funnel.steps);
  return [...file.goals.flatMap(({ goal }) => goalsOfWays(goal)), ...steps]
    .flatMap((one) => [
      ...pageGroups("page" in one ? one.page : undefined),
      ...interactionGroups("on" in one ? one.on : undefined),
      ...("where" in one ? [...one.where, ...one.cookie].map(({ is }) => is) : []),
    ])
    .concat([...exceptionsOf(file)].flatMap(exceptionGroups))
    .map((group) => group.flatMap((matcher) => written.get(matcher) ?? []));
}

/** Those of the defaults once, not for each goal that has them. */
function exceptionsOf({ goals, funnels, defaults }: Written): ReadonlySet<Exception> {
  const own = [...goals.map(({ goal }) => goal), ...funnels.map(({ funnel }) => funnel)];
  return new Set([...defaults.unless, ...own.flatMap(({ unless }) => unless)]);
}

function exceptionGroups({ page, where, cookie }: Exception): readonly (readonly Comparison[])[] {
  return [...pageGroups(page), ...[...where, ...cookie].map(({ is }) => is)];
}

export function pageGroups(page: PageConditions | undefined): readonly (readonly Comparison[])[] {
  if (!page) return [];
  const { path, url, host, fragment, query, title, referrer } = page;
  return [path, url, host, fragment, title, referrer, ...query.map(({ is }) => is)];
}

/** Each key of an interaction whose value is a list of comparisons. */
function interactionGroups(on: Interaction | undefined): readonly (readonly Comparison[])[] {
  if (!on) return [];
  return Object.values(on).filter(isComparisons);
}

function isComparisons(value: unknown): value is readonly Comparison[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && "op" in one);
}
