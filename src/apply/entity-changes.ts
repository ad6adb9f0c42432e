/** Steps → the entries of one bulk call: ordered, with new ids given out and references filled in. */

import type { EntityStep } from "../plan/steps.ts";
import { ENTITY_KINDS, KIND_ORDER } from "../resources/kinds.ts";
import { type Address, type Json, type JsonObject, refAddress } from "../resources/resource.ts";
import type { EntityChange } from "./google-port.ts";

/** What is referred to comes first; removals come last and in the opposite order, so nothing is ever in use. */
export function entityChanges(
  steps: readonly EntityStep[],
  ids: ReadonlyMap<Address, string>,
): EntityChange[] {
  const created = steps.filter((step) => step.do === "create entity");
  const newIds = new Map(created.map(({ address }, index) => [address, `new_${index + 1}`]));
  const idOf = (address: Address) => newIds.get(address) ?? ids.get(address);
  const written = steps.filter((step) => step.do !== "delete entity").sort(byKind);
  const removed = steps.filter((step) => step.do === "delete entity").sort((a, b) => byKind(b, a));
  return [...written, ...removed].map((step) => entityChange(step, newIds, idOf));
}

function byKind(a: EntityStep, b: EntityStep): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
}

type IdOf = (address: Address) => string | undefined;

function entityChange(step: EntityStep, newIds: ReadonlyMap<Address, string>, idOf: IdOf): EntityChange {
  const { kind, entity } = step;
  switch (step.do) {
    case "create entity": {
      const id = { [ENTITY_KINDS[kind].idField]: newIds.get(step.address)! };
      return { kind, status: "added", entity: { ...id, ...resolved(entity, idOf) } };
    }
    case "update entity":
      return { kind, status: "updated", entity: resolved(entity, idOf) };
    case "delete entity":
      return { kind, status: "deleted", entity };
  }
}

/** References stand in two places only: the folder, and the triggers of a tag. */
function resolved(entity: JsonObject, idOf: IdOf): JsonObject {
  const folder = entity["parentFolderId"];
  const triggers = entity["firingTriggerId"];
  return {
    ...entity,
    ...(folder === undefined ? {} : { parentFolderId: resolve(folder, idOf) }),
    ...(Array.isArray(triggers) ? { firingTriggerId: triggers.map((id: Json) => resolve(id, idOf)) } : {}),
  };
}

function resolve(value: Json, idOf: IdOf): Json {
  const address = refAddress(value);
  if (address === null) return value;
  const id = idOf(address);
  if (id === undefined) throw new Error(`no id is known for ${address}`);
  return id;
}
