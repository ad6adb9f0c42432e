/** Steps → the entries of bulk calls: ordered, with new ids given out and references filled in. */

import type { EntityStep } from "../plan/steps.ts";
import type { Entity } from "../resources/body.ts";
import { ENTITIES, KIND_ORDER } from "../resources/kinds.ts";
import { type Address, refAddress } from "../resources/resource.ts";
import type { EntityChange } from "./google-port.ts";

/** Real ids of resources that exist, `new_N` of those that are being created. */
export type Ids = ReadonlyMap<Address, string>;

/** What is referred to comes first; removals come last and in the opposite order, so nothing is ever in use. */
export function inOrder(steps: readonly EntityStep[]): EntityStep[] {
  const written = steps
    .filter((step) => step.do !== "delete entity")
    .sort((a, b) => byKind(a, b) || updatesFirst(a, b));
  const removed = steps.filter((step) => step.do === "delete entity").sort((a, b) => byKind(b, a));
  return [...written, ...usersFirst(removed)];
}

/** Variables may read variables: what reads goes before what is read. Every other kind refers to other kinds only. */
function usersFirst(removed: readonly EntityStep[]): EntityStep[] {
  const isVariable = ({ kind }: EntityStep) => kind === "gtm.variable";
  const ordered: EntityStep[] = [];
  let rest = removed.filter(isVariable).map((step) => ({ step, text: JSON.stringify(step.entity) }));
  while (rest.length > 0) {
    const free = rest.filter(
      ({ step }) => !rest.some((other) => other.step !== step && reads(other.text, step)),
    );
    const next = free.length === 0 ? rest : free;
    ordered.push(...next.map(({ step }) => step));
    rest = rest.filter((one) => !next.includes(one));
  }
  const before = removed.findIndex(isVariable);
  const others = removed.filter((step) => !isVariable(step));
  return before < 0 ? others : [...others.slice(0, before), ...ordered, ...others.slice(before)];
}

function reads(text: string, { entity }: EntityStep): boolean {
  return text.includes(`{{${String(entity.name)}}}`);
}

/** A new object may take the name that another one gives up. */
function updatesFirst(a: EntityStep, b: EntityStep): number {
  return Number(b.do === "update entity") - Number(a.do === "update entity");
}

function byKind(a: EntityStep, b: EntityStep): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
}

/** Temporary ids for everything that is to be created, on top of the known ones. */
export function withTemporaryIds(steps: readonly EntityStep[], ids: Ids): Ids {
  const created = steps.filter((step) => step.do === "create entity");
  return new Map([...ids, ...created.map(({ address }, index) => [address, `new_${index + 1}`] as const)]);
}

export function entityChange(step: EntityStep, ids: Ids): EntityChange {
  const { kind, entity, address } = step;
  switch (step.do) {
    case "create entity": {
      const id = ids.get(address);
      const own = id === undefined ? {} : { [ENTITIES[kind].idField]: id };
      return { kind, status: "added", entity: { ...own, ...resolved(entity, ids) } };
    }
    case "update entity":
      return { kind, status: "updated", entity: resolved(entity, ids) };
    case "delete entity":
      return { kind, status: "deleted", entity };
  }
}

/** References are in two places only: the folder, and the triggers that fire or block a tag. */
function resolved(entity: Entity, ids: Ids): Entity {
  const { parentFolderId, firingTriggerId, blockingTriggerId } = entity;
  return {
    ...entity,
    ...(parentFolderId ? { parentFolderId: resolve(parentFolderId, ids) } : {}),
    ...(firingTriggerId ? { firingTriggerId: firingTriggerId.map((id) => resolve(id, ids)) } : {}),
    ...(blockingTriggerId ? { blockingTriggerId: blockingTriggerId.map((id) => resolve(id, ids)) } : {}),
  };
}

function resolve(text: string, ids: Ids): string {
  const address = refAddress(text);
  if (address === null) return text;
  const id = ids.get(address);
  if (id === undefined) throw new Error(`no id is known for ${address}`);
  return id;
}
