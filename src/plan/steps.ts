/**
 * What `apply` does, one step a resource.
 *
 * A plan shows people what changes; steps say what to send. They contain
 * ids and whole objects as Google sent them, and so never leave the process.
 */

import { NAMED_LISTS, type Owns, rowName } from "../resources/adopted.ts";
import type { DefinitionBody, Entity, KeyEventBody, Parameter } from "../resources/body.ts";
import type { NameId } from "../resources/entities/row.ts";
import { isExceptionAddress } from "../resources/exceptions.ts";
import { DEFINITIONS } from "../resources/kinds.ts";
import { nameOfRow, ownedFields, parametersOf, theirParameters } from "../resources/owned-fields.ts";
import type { Address, DefinitionKind, EntityKind, Ga4Kind, JsonObject } from "../resources/resource.ts";
import type { WebStream } from "../resources/snapshot.ts";

export type Step =
  | {
      readonly do: "create entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: Entity;
    }
  | {
      readonly do: "update entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: Entity;
      /** As it is now, under a name in between: another object is to get its present one. */
      readonly passing?: Entity;
    }
  | {
      readonly do: "delete entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: Entity;
      readonly passing?: Entity;
    }
  | { readonly do: "enable built-in variable"; readonly type: string }
  | { readonly do: "create key event"; readonly eventName: string; readonly body: KeyEventBody }
  | {
      readonly do: "update key event";
      readonly eventName: string;
      readonly resourceName: string;
      readonly body: JsonObject;
      /** Snake case, as `updateMask` wants it. */
      readonly mask: readonly string[];
    }
  | { readonly do: "delete key event"; readonly eventName: string; readonly resourceName: string }
  | {
      readonly do: "create definition";
      readonly kind: DefinitionKind;
      /** Where a rule belongs. */
      readonly stream: WebStream | null;
      readonly body: DefinitionBody;
    }
  | {
      readonly do: "update definition";
      readonly kind: DefinitionKind;
      readonly resourceName: string;
      readonly body: DefinitionBody;
      /** Snake case, as `updateMask` wants it. */
      readonly mask: readonly string[];
    }
  | {
      /** A new one in place of the old one, which is archived. */
      readonly do: "replace definition";
      readonly kind: DefinitionKind;
      readonly stream: WebStream | null;
      readonly resourceName: string;
      readonly body: DefinitionBody;
      /** Whether there is room for both at once. */
      readonly first: "create" | "archive";
    }
  | {
      readonly do: "remove definition";
      readonly kind: DefinitionKind;
      readonly name: string;
      readonly resourceName: string;
    };

/** Which calls carry a step out. A step without a group does not compile. */
const GROUPS = {
  "create entity": "entity",
  "update entity": "entity",
  "delete entity": "entity",
  "enable built-in variable": "built-in variable",
  "create key event": "key event",
  "update key event": "key event",
  "delete key event": "key event",
  "create definition": "definition",
  "update definition": "definition",
  "replace definition": "definition",
  "remove definition": "definition",
} as const satisfies Readonly<Record<Step["do"], string>>;

type Group = (typeof GROUPS)[Step["do"]];
/** The steps of one group. */
type StepsOf<G extends Group> = Extract<
  Step,
  { do: { [Do in Step["do"]]: (typeof GROUPS)[Do] extends G ? Do : never }[Step["do"]] }
>;

export type EntityStep = StepsOf<"entity">;
export type KeyEventStep = StepsOf<"key event">;
export type DefinitionStep = StepsOf<"definition">;
export type AnalyticsStep = KeyEventStep | DefinitionStep;
/** What takes something away. Nearly all of it waits until the version without its tags is ready. */
export type RemovalStep = Extract<Step, { do: "delete key event" | "remove definition" }>;

export function isEntityStep(step: Step): step is EntityStep {
  return GROUPS[step.do] === "entity";
}

function isKeyEventStep(step: Step): step is KeyEventStep {
  return GROUPS[step.do] === "key event";
}

export function isDefinitionStep(step: Step): step is DefinitionStep {
  return GROUPS[step.do] === "definition";
}

export function isAnalyticsStep(step: Step): step is AnalyticsStep {
  return isKeyEventStep(step) || isDefinitionStep(step);
}

export function isRemovalStep(step: Step): step is RemovalStep {
  return step.do === "delete key event" || step.do === "remove definition";
}

/** What makes room before anything is created. Reports show it, and nobody is counted by it. */
export function isRemovedFirst(step: Step): step is Extract<Step, { do: "remove definition" }> {
  return step.do === "remove definition" && DEFINITIONS[step.kind].removedInTurn === 0;
}

export type CreationStep = Extract<Step, { do: "create definition" | "replace definition" }>;

export function createsDefinition(step: Step): step is CreationStep {
  return step.do === "create definition" || step.do === "replace definition";
}

/** Creations that Google takes twice, because it gives out the ids. */
export function mayBeDouble(kind: DefinitionKind): boolean {
  return DEFINITIONS[kind].identity === null;
}

export function ga4KindOf(step: AnalyticsStep): Ga4Kind {
  return isDefinitionStep(step) ? step.kind : "ga4.keyEvent";
}

/**
 * A whole object to send for an update: Google's PUT replaces everything, so what
 * we do not own is sent back as it was. What belongs to a type goes with the type.
 *
 * @param nameId which of the live one's blocking triggers are ours
 */
export function updatedEntity(
  live: Entity,
  wanted: Entity,
  notes: string,
  owns: Owns,
  nameId: NameId = (_, id) => id,
): Entity {
  const sameType = live.type === wanted.type;
  const ours = ownedFields(owns);
  const dropped = sameType ? ours : [...ours, ...FIELDS_OF_A_TYPE];
  const kept = Object.fromEntries(Object.entries(live).filter(([key]) => !dropped.includes(key)));
  const own = Object.fromEntries(Object.entries(wanted).filter(([key]) => ours.includes(key)));
  const parameter =
    owns.rows === null || !sameType
      ? [...parametersOf(wanted), ...(sameType ? theirParameters(live, owns) : [])]
      : adoptedParameters(live, wanted, owns, owns.rows);
  const usual = owns.rows === null ? wanted : {};
  return {
    ...usual,
    ...kept,
    ...own,
    ...blockedBy(live, wanted, nameId),
    notes,
    ...(parameter.length > 0 ? { parameter } : {}),
  };
}

/** Of an adopted tag everything stays where it is, and what changes does so in its place. */
function adoptedParameters(live: Entity, wanted: Entity, owns: Owns, rows: readonly string[]): Parameter[] {
  const ours = new Map(parametersOf(wanted).map((one) => [String(one.key), one]));
  const theirs = new Set(theirParameters(live, owns));
  const present = parametersOf(live).flatMap((one): Parameter[] => {
    const key = String(one.key);
    const own = ours.get(key);
    if (theirs.has(one)) return [one];
    if (Object.hasOwn(NAMED_LISTS, key)) return nonEmpty({ ...one, list: adoptedRows(one, own, rows) });
    return own ? [own] : [];
  });
  const known = new Set(parametersOf(live).map(({ key }) => key));
  return [...present, ...parametersOf(wanted).filter(({ key }) => !known.has(key))];
}

function adoptedRows(live: Parameter, wanted: Parameter | undefined, rows: readonly string[]): Parameter[] {
  const list = String(live.key);
  const left = [...(wanted?.list ?? [])];
  const present = (live.list ?? []).flatMap((row) => {
    const name = nameOfRow(row, list);
    if (!rows.includes(rowName(list, name))) return [row];
    // A tag may have two rows of one name.
    const at = left.findIndex((one) => nameOfRow(one, list) === name);
    return at < 0 ? [] : left.splice(at, 1);
  });
  return [...present, ...left];
}

function nonEmpty(list: Parameter): Parameter[] {
  return list.list?.length === 0 ? [] : [list];
}

/** People's blocking triggers stay; of ours, those that the file asks for. */
function blockedBy(live: Entity, wanted: Entity, nameId: NameId): Entity {
  const theirs = (live.blockingTriggerId ?? []).filter(
    (id) => !isExceptionAddress(nameId("gtm.trigger", id)),
  );
  const all = [...theirs, ...(wanted.blockingTriggerId ?? [])];
  const isAsItWas = live.blockingTriggerId === undefined && wanted.blockingTriggerId === undefined;
  return isAsItWas ? {} : { blockingTriggerId: all };
}

/** Not ours to judge, but without a meaning for another type. */
const FIELDS_OF_A_TYPE = ["waitForTagsTimeout", "uniqueTriggerId"];
