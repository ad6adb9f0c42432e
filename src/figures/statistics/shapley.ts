/** Who gets the credit for a conversion with several small steps before it: the Shapley value, without regard to order. */
import { shareOfOne } from "./share-of-one.ts";

/** Conversions of those who had exactly these goals before. */
export interface ConversionsOfSet {
  /** Without repetition, in any order; empty: none of them. */
  readonly goals: readonly string[];
  readonly conversions: number;
}

/**
 * Each goal's share of the conversions that had any of the goals before them. They add up to 1.
 *
 * With v(S) = conversions of those whose goals are all in S, the game is a sum of one simple game for each set: all of
 * its conversions, or nothing if one goal is missing. The Shapley value of such a game is an equal part for each of its
 * goals, and it is additive. So this is exact for any number of goals, without walking through 2ⁿ sets. Conversions
 * without any goal before them fall to nobody.
 */
export function shapleyShares(
  goals: readonly string[],
  sets: readonly ConversionsOfSet[],
): Map<string, number> {
  const parts = new Map(goals.map((goal) => [goal, 0]));
  for (const set of sets)
    for (const goal of set.goals) parts.set(goal, parts.get(goal)! + set.conversions / set.goals.length);
  return shareOfOne(parts);
}
