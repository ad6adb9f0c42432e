/**
 * Goals that exchange names, or pass one on.
 *
 * Google takes changes one by one and lets no two objects have a name even for a
 * moment, so an object whose name another object of ours needs gets
 * a name in between first.
 */

import type { Entity } from "../resources/body.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import { digestOf } from "../resources/json.ts";
import { writeMark } from "../resources/mark.ts";
import type { Address } from "../resources/resource.ts";
import type { OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { Planned } from "./planned-entity.ts";
import type { Step } from "./steps.ts";

export function withTemporaryNames(planned: readonly Planned[], ownership: Ownership): Planned[] {
  const { owned, leftovers } = ownership;
  const holders = new Map<Address, OwnedEntity>([
    ...owned,
    ...leftovers.map((one) => [one.mark.address, one] as const),
  ]);
  const takers = takersOf(planned.map(({ step }) => step));
  return planned.map(({ difference, step }) => {
    const holder = "address" in step ? holders.get(step.address) : undefined;
    const taker = holder && takers.get(nameKey(holder));
    if (!holder || !taker || !gives(step, taker)) return { difference, step };
    const entity = withoutFingerprint(step.entity);
    return { difference, step: { ...step, entity, passing: passing(holder, ownership) } };
  });
}

type EntityWrite = Extract<Step, { do: "create entity" | "update entity" }>;

/** Who is to have a name, by kind and name. */
function takersOf(steps: readonly Step[]): Map<string, EntityWrite> {
  const writes = steps.filter(
    (step): step is EntityWrite => step.do === "create entity" || step.do === "update entity",
  );
  return new Map(writes.map((step) => [nameKey(step), step]));
}

/** New objects come after all changes, and removals after them: only then does the name have to be free earlier. */
function gives(step: Step, taker: EntityWrite): step is Extract<Step, { passing?: Entity }> {
  if (step.do === "update entity") return taker.do === "update entity" && taker.address !== step.address;
  return step.do === "delete entity";
}

function passing({ kind, entity, mark }: OwnedEntity, { nameId }: Ownership): Entity {
  const renamed = { ...entity, name: `${String(entity.name)} (gives up this name, ${mark.digest})` };
  const digest = digestOf(canonicalEntity(kind, renamed, nameId));
  return { ...renamed, notes: writeMark(entity.notes, { ...mark, digest }) };
}

/** The change of name gives the object another one, and Google refuses an old one; none at all is not compared. */
function withoutFingerprint({ fingerprint: _, ...entity }: Entity): Entity {
  return entity;
}

function nameKey({ kind, entity }: Pick<OwnedEntity, "kind" | "entity">): string {
  return `${kind}/${String(entity.name)}`;
}
