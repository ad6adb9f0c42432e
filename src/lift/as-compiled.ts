/**
 * A GA4 event tag → what `compile/` makes of the goal that it is read as. So a tag that people made can be compared with what
 * a goal of the file becomes, part by part and in one spelling.
 */

import { forwardResources } from "../compile/forwards.ts";
import { goalResources } from "../compile/goals.ts";
import { parameterText } from "../container/possible-texts.ts";
import { ANY_PAGE } from "../language/goal-set/conditions.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { Entity } from "../resources/body.ts";
import { FORWARD_KEY } from "../resources/compiled.ts";
import type { DesiredResource, JsonObject } from "../resources/resource.ts";
import { type ContainerContent, type DefinitionSnapshot, NO_LISTS_READ } from "../resources/snapshot.ts";
import { commonOf } from "./common-keys.ts";
import type { Difference } from "./differences.ts";
import { Findings } from "./findings.ts";
import { forwardOf } from "./forwards.ts";
import { fromRule } from "./from-rule.ts";
import { fromTag } from "./from-tag.ts";
import { anyOf } from "./joined-triggers.ts";
import { type Lookup, lookupOf } from "./lookup.ts";
import { isText } from "./matchers.ts";
import { sentBy } from "./sent.ts";
import { firingOf } from "./tag.ts";
import type { Way } from "./way.ts";

/** Whose goals file looks, and what it calls the goal: `thanks`, `checkout.cart`, `forward:shop`. */
export interface As {
  readonly owner: string;
  readonly measurementId: string;
  readonly id: string;
  readonly name: string;
}

export interface CompiledTag {
  /** The tag, and the triggers that fire and block it. */
  readonly resources: readonly DesiredResource[];
  /** How what it counts differs from what the goal counts. */
  readonly differences: readonly Difference[];
}

export function lookupIn(
  content: ContainerContent,
  { owner, measurementId }: Pick<As, "owner" | "measurementId">,
): Lookup {
  const at = { content, keyEvents: [], definitions: NO_LISTS_READ };
  return lookupOf(at, { owner, measurementId });
}

/** Each way in which the language can say it; none where it has no words for it. */
export function asCompiled(tag: Entity, lookup: Lookup, as: As): readonly CompiledTag[] {
  if (as.id.startsWith(FORWARD_KEY)) return forwardAsCompiled(tag, lookup, as);
  const to = destination(as, asksForGtag(tag, lookup.at.content));
  const { id, name } = as;
  // With a mark, the tag of a step would be read as a part of its funnel.
  const unmarked = { ...tag, notes: null };
  const readings = [
    fromTag(unmarked, lookup),
    ...((tag.firingTriggerId ?? []).length > 1 ? [fromTag(unmarked, lookup, asOne)] : []),
  ];
  return readings.flatMap((reading) => {
    if (reading.is !== "goal") return [];
    const resources = goalResources(to, { ...reading.goal, id, name, adopts: null });
    return [{ resources, differences: reading.findings.differences }];
  });
}

function forwardAsCompiled(tag: Entity, lookup: Lookup, as: As): readonly CompiledTag[] {
  const { forward, differences } = forwardOf(as.id.slice(FORWARD_KEY.length), tag, lookup);
  if (forward === null) return [];
  return [
    {
      resources: forwardResources(destination(as, asksForGtag(tag, lookup.at.content)), forward),
      differences,
    },
  ];
}

function asOne(ways: readonly Way[]): readonly Way[] {
  const joined = anyOf(ways);
  return joined === null ? ways : [joined];
}

/** The same for an event create rule: its conditions; null where the language has no words for it. */
export function ruleAsCompiled(rule: DefinitionSnapshot, lookup: Lookup, as: As): JsonObject | null {
  const reading = fromRule(rule, lookup);
  if (reading.is !== "goal") return null;
  const goal: Goal = { ...reading.goal, id: as.id, name: as.name, parameters: [], value: null };
  const made = goalResources(destination(as, false), goal);
  return made.find(({ kind }) => kind === "ga4.eventCreateRule")?.body ?? null;
}

/** What it sends along, as `compile/` writes it into a tag, also where the language cannot say what fires it. */
export function sentAsCompiled(tag: Entity, lookup: Lookup, as: As): Entity {
  const { content } = lookup.at;
  const ways = firingOf(new Findings(), tag, content, lookup.target)?.ways ?? [];
  const sent = sentBy(new Findings(), tag, content, { hasKeyEvent: false, ways });
  const known = { id: as.id, name: as.name, description: null, event: as.id, isProtected: false };
  const goal: Goal = {
    ...commonOf(known, { keyEvent: null, ...sent }),
    type: "event",
    on: { kind: "data_layer", event: [isText(as.id)] },
    page: ANY_PAGE,
  };
  const made = goalResources(destination(as, false), goal).find(({ kind }) => kind === "gtm.tag");
  return (made?.body ?? {}) as Entity;
}

function destination({ owner, measurementId }: As, receivesGtagEvents: boolean) {
  return { owner, measurementId, receivesGtagEvents };
}

/** Whether a trigger of it leaves the page's own `gtag('event', …)` alone, as `compile/` makes them for some sites. */
function asksForGtag({ firingTriggerId }: Entity, { entities }: ContainerContent): boolean {
  const names = entities["gtm.variable"]
    .filter((one) => one.type === "v" && parameterText(one, "name") === "eventModel")
    .map(({ name }) => `{{${String(name)}}}`);
  return entities["gtm.trigger"]
    .filter(({ triggerId }) => (firingTriggerId ?? []).includes(String(triggerId)))
    .flatMap(({ filter }) => filter ?? [])
    .some((condition) => names.includes(parameterText(condition, "arg0") ?? ""));
}
