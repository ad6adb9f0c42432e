/** What is at Google, as far as it was read, and whose it is. */

import type { Entity } from "../resources/body.ts";
import { readDefinitionMark } from "../resources/definition.ts";
import { type Mark, readMark } from "../resources/mark.ts";
import { type DefinitionKind, keyOf } from "../resources/resource.ts";
import type {
  ContainerContent,
  DefinitionSnapshot,
  KeyEventSnapshot,
  PropertySnapshot,
} from "../resources/snapshot.ts";

export interface LiveState {
  readonly content: ContainerContent;
  /** Null where nobody has looked: an export file says nothing about the property. */
  readonly keyEvents: readonly KeyEventSnapshot[] | null;
  readonly definitions: PropertySnapshot["definitions"];
}

/** The file's own part of the address: `newsletter_signup`, `checkout.cart`, `shared:session`; null for what others made. */
export interface OwnAddress {
  readonly key: string;
  readonly isProtected: boolean;
}

export function ownEntity(entity: Entity, owner: string | null): OwnAddress | null {
  const mark = markOfEntity(entity);
  return isOf(mark, owner)
    ? { key: keyOf(mark.address), isProtected: mark.remembers.includes("protected") }
    : null;
}

/** The owner in the mark of another goals file, which manages the object; null where nobody else does. */
export function otherOwner(mark: Pick<Mark, "owner"> | null, owner: string | null): string | null {
  return mark === null || mark.owner === owner ? null : mark.owner;
}

export function markOfEntity({ notes }: Entity): Mark | null {
  return readMark(typeof notes === "string" ? notes : undefined);
}

function isOf(mark: Mark | null, owner: string | null): mark is Mark {
  return mark !== null && mark.owner === owner;
}

/** A key that had to be shortened names nothing. */
export function ownDefinition(
  kind: DefinitionKind,
  { body }: DefinitionSnapshot,
  owner: string | null,
): OwnAddress | null {
  const mark = readDefinitionMark(kind, body);
  if (mark === null || mark.owner !== owner || mark.key.includes("~")) return null;
  return { key: mark.key, isProtected: mark.remembers.includes("protected") };
}
