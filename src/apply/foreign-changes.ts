/** The last look before publishing: does the new version hold anything that this plan did not ask for? */

import type { EntityStep } from "../plan/steps.ts";
import { canonicalJson } from "../resources/digest.ts";
import { ENTITY_KIND_LIST, type EntityKind, entityId, labelOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { ContainerSnapshot } from "../resources/snapshot.ts";

/**
 * Names of entities that are not ours to change and differ all the same: somebody
 * created a version between the plan and now, and our workspace started from it.
 */
export function foreignChanges(
  before: ContainerSnapshot["entities"],
  after: ContainerSnapshot["entities"],
  steps: readonly EntityStep[],
): string[] {
  const touched = new Set(steps.map(({ kind, entity }) => `${kind}/${entityId(kind, entity)}`));
  const createdNames = new Set(steps.map(({ kind, entity }) => `${kind}/${String(entity["name"])}`));
  return ENTITY_KIND_LIST.flatMap((kind) => {
    const then = byId(kind, before[kind]);
    const now = byId(kind, after[kind]);
    const ids = [...new Set([...then.keys(), ...now.keys()])].filter((id) => !touched.has(`${kind}/${id}`));
    return ids
      .filter((id) => content(then.get(id)) !== content(now.get(id)))
      .map((id) => ({ isNew: !then.has(id), entity: (now.get(id) ?? then.get(id))! }))
      .filter(({ isNew, entity }) => !(isNew && createdNames.has(`${kind}/${String(entity["name"])}`)))
      .map(({ entity }) => `${labelOf(kind)} "${String(entity["name"])}"`);
  });
}

function byId(kind: EntityKind, entities: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(entities.map((entity) => [entityId(kind, entity), entity]));
}

/** What Google assigns by itself says nothing about what an entity does. */
const ASSIGNED = ["fingerprint", "path", "tagManagerUrl", "workspaceId", "accountId", "containerId"];

function content(entity: JsonObject | undefined): string {
  if (!entity) return "";
  return canonicalJson(Object.fromEntries(Object.entries(entity).filter(([key]) => !ASSIGNED.includes(key))));
}
