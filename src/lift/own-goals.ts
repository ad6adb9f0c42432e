/** The goals of one file as they are at Google, including changes that somebody made there. */
import type { Goal } from "../language/goal-set/goal-set.ts";
import { type AtGoogle, ownDefinition, ownEntity } from "./at-google.ts";
import { fromAudience } from "./from-property.ts";
import { fromRule } from "./from-rule.ts";
import { fromTag } from "./from-tag.ts";
import { lookupOf } from "./lookup.ts";
import type { Target } from "./tag.ts";

/** By the ids in their marks, without those that the language has no words for. */
export function ownGoals(at: AtGoogle, target: Target): ReadonlyMap<string, Goal> {
  const lookup = lookupOf(at, target);
  const { owner } = target;
  const found = [
    ...lookup.eventTags.filter((tag) => ownEntity(tag, owner) !== null).map((tag) => fromTag(tag, lookup)),
    ...lookup.rules
      .filter((rule) => ownDefinition("ga4.eventCreateRule", rule, owner) !== null)
      .map((rule) => fromRule(rule, lookup)),
    ...lookup.audiences
      .filter((audience) => ownDefinition("ga4.audience", audience, owner) !== null)
      .flatMap((audience) => fromAudience(audience, lookup) ?? []),
  ];
  return new Map(found.flatMap((one) => (one.is === "goal" ? [[one.goal.id, one.goal] as const] : [])));
}
