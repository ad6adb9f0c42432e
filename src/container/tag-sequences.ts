/**
 * Tag sequencing: a tag fires its setup tag before it and its cleanup tag after it. What fires or blocks those by themselves
 * does not matter then (support.google.com/tagmanager/answer/6238868).
 */
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";

/**
 * The tags that fire this one although it has none of their triggers, directly or through other tags. A paused tag fires
 * nothing by itself, but what goes before or after it fires with the tag that it is a part of.
 */
export function leadsOf(tag: Entity, { entities }: ContainerContent): readonly Entity[] {
  const direct = directLeads(entities["gtm.tag"]);
  const leads = new Set<Entity>();
  for (let names = [String(tag.name)]; names.length > 0; ) {
    const found = names.flatMap((name) => direct.get(name) ?? []).filter((one) => !leads.has(one));
    for (const one of found) leads.add(one);
    names = found.map(({ name }) => String(name));
  }
  return [...leads].filter((one) => one.paused !== true && one !== tag);
}

/** By the names of the tags that are led: sequences know tags by their names. */
function directLeads(tags: readonly Entity[]): ReadonlyMap<string, readonly Entity[]> {
  const known = indexed.get(tags);
  if (known) return known;
  const leads = new Map<string, Entity[]>();
  for (const tag of tags) {
    for (const { tagName } of [...(tag.setupTag ?? []), ...(tag.teardownTag ?? [])])
      leads.set(String(tagName), [...(leads.get(String(tagName)) ?? []), tag]);
  }
  indexed.set(tags, leads);
  return leads;
}

/** A container has thousands of tags, and is only read. */
const indexed = new WeakMap<readonly Entity[], ReadonlyMap<string, readonly Entity[]>>();
