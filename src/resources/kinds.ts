/**
 * One row for each kind of resource: all that is known of it but how Google is called, which is the row of
 * the same kind in `google/`. A kind without a row does not compile.
 */
import type { Entity } from "./body.ts";
import { AUDIENCE } from "./definitions/audience.ts";
import { CALCULATED_METRIC } from "./definitions/calculated-metric.ts";
import { EVENT_CREATE_RULE } from "./definitions/event-create-rule.ts";
import { CUSTOM_DIMENSION, CUSTOM_METRIC } from "./definitions/registered.ts";
import type { DefinitionRow } from "./definitions/row.ts";
import type { EntityRow } from "./entities/row.ts";
import { FOLDER, TAG, TRIGGER, VARIABLE } from "./entities/rows.ts";
import type { FieldSubject } from "./field-subject.ts";
import type { DefinitionKind, EntityKind, Ga4Kind, GtmKind, Kind } from "./kind.ts";

type KindRow = Pick<DefinitionRow, "label" | "plural" | "addressedBy" | "fieldIsAbout">;
type AnalyticsRow = Pick<DefinitionRow, keyof KindRow | "jsonKey" | "changedInTurn" | "removedInTurn">;

const BUILT_IN_VARIABLE: KindRow = {
  label: "built-in variable",
  plural: "built-in variables",
  addressedBy: "name",
  fieldIsAbout: () => null,
};

const KEY_EVENT: AnalyticsRow = {
  label: "key event",
  plural: "key events",
  jsonKey: "key_events",
  addressedBy: "name",
  fieldIsAbout: (path) => (path.startsWith("countingMethod") ? "counting" : "worth"),
  changedInTurn: 2,
  removedInTurn: 1,
};

/** In the order in which they are created; they are removed in the opposite one. What is referred to comes first. */
const IN_TAG_MANAGER: Readonly<Record<EntityKind, EntityRow> & Record<GtmKind, KindRow>> = {
  "gtm.folder": FOLDER,
  "gtm.builtInVariable": BUILT_IN_VARIABLE,
  "gtm.variable": VARIABLE,
  "gtm.trigger": TRIGGER,
  "gtm.tag": TAG,
};

export const IN_ANALYTICS: Readonly<Record<DefinitionKind, DefinitionRow> & Record<Ga4Kind, AnalyticsRow>> = {
  "ga4.customDimension": CUSTOM_DIMENSION,
  "ga4.customMetric": CUSTOM_METRIC,
  "ga4.calculatedMetric": CALCULATED_METRIC,
  "ga4.keyEvent": KEY_EVENT,
  "ga4.eventCreateRule": EVENT_CREATE_RULE,
  "ga4.audience": AUDIENCE,
};

const { "gtm.builtInVariable": _, ...entities } = IN_TAG_MANAGER;
const { "ga4.keyEvent": __, ...definitions } = IN_ANALYTICS;
export const ENTITIES: Readonly<Record<EntityKind, EntityRow>> = entities;
export const DEFINITIONS: Readonly<Record<DefinitionKind, DefinitionRow>> = definitions;

const ROWS: Readonly<Record<Kind, KindRow>> = { ...IN_TAG_MANAGER, ...IN_ANALYTICS };

export const GA4_KINDS = kindsOf(IN_ANALYTICS);
export const ENTITY_KINDS = kindsOf(ENTITIES);
export const DEFINITION_KINDS = kindsOf(DEFINITIONS);
export const KIND_ORDER: readonly Kind[] = kindsOf(ROWS);

function kindsOf<K extends Kind>(rows: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(rows) as K[];
}

export function isInTagManager(kind: Kind): kind is GtmKind {
  return kind in IN_TAG_MANAGER;
}

export function isEntityKind(kind: Kind): kind is EntityKind {
  return kind in ENTITIES;
}

export function isDefinitionKind(kind: Kind): kind is DefinitionKind {
  return kind in DEFINITIONS;
}

export function labelOf(kind: Kind): string {
  return ROWS[kind].label;
}

export function pluralOf(kind: Kind): string {
  return ROWS[kind].plural;
}

/** A custom dimension or metric: there is one for each parameter and scope, and it serves everybody who asks for it. */
export function isOfParameter(kind: DefinitionKind): boolean {
  return DEFINITIONS[kind].identity === "parameter and scope";
}

/** What a difference in a field of it is about; null for what nobody needs to know. */
export function fieldIsAbout(kind: Kind, path: string): FieldSubject | null {
  return ROWS[kind].fieldIsAbout(path);
}

export function addressedBy(kind: Kind): KindRow["addressedBy"] {
  return ROWS[kind].addressedBy;
}

/** An entity's id at Google; every entity of a container version has one. */
export function entityId(kind: EntityKind, entity: Entity): string {
  return String(entity[ENTITIES[kind].idField] ?? "");
}
