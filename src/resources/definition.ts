/**
 * What can be asked of any of a property's definitions, whatever its kind: what its row (kinds.ts) says.
 */

import type { DefinitionBody } from "./body.ts";
import { withoutEmpty } from "./definitions/canonical-lists.ts";
import type { DefinitionMark } from "./definitions/row.ts";
import type { JsonObject } from "./json.ts";
import { DEFINITIONS, isDefinitionKind } from "./kinds.ts";
import type { DefinitionKind, DesiredResource, Kind } from "./resource.ts";

/**
 * The owned part in a form that can be compared. Google leaves out what is false, empty or 0, writes whole
 * numbers as text, and keeps no order.
 */
export function canonicalDefinition(kind: DefinitionKind, owner: string, body: DefinitionBody): JsonObject {
  return withoutEmpty(DEFINITIONS[kind].compared(body, owner));
}

export function readDefinitionMark(kind: DefinitionKind, body: DefinitionBody): DefinitionMark | null {
  return DEFINITIONS[kind].mark.read(body);
}

/** The body with this mark instead of any other. */
export function withDefinitionMark(
  kind: DefinitionKind,
  body: DefinitionBody,
  mark: DefinitionMark,
): DefinitionBody {
  return DEFINITIONS[kind].mark.write(body, mark);
}

/** The key of an address as marks of this kind contain it: shortened where it would not fit. */
export function markedKey(kind: DefinitionKind, owner: string, key: string): string {
  return DEFINITIONS[kind].mark.keyOf(owner, key);
}

/**
 * What a creation is known by when its answer got lost: a rule's or audience's whole
 * mark, or the parameter, of which a property has only one dimension or metric a scope.
 */
export function creationKey(kind: DefinitionKind, body: DefinitionBody): string {
  return DEFINITIONS[kind].mark.creationKey(body);
}

/** The name that people know it by. */
export function definitionName(kind: DefinitionKind, body: DefinitionBody): string {
  return String(body[DEFINITIONS[kind].nameField] ?? "");
}

/** Within a sentence: `the audience "Buyers"`. */
export function definitionInWords(kind: DefinitionKind, body: DefinitionBody): string {
  return DEFINITIONS[kind].inWords(body);
}

/** The event that Analytics makes of others: by a rule, or when somebody joins an audience. */
export function derivedEvent(kind: Kind, body: DesiredResource["body"]): string | null {
  return isDefinitionKind(kind) ? DEFINITIONS[kind].eventOf(body as DefinitionBody) : null;
}
