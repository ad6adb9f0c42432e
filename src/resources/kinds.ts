/**
 * One row for each kind of resource: all that is known of it but how Google is called, which is the row of
 * the same kind in `google/`. A kind without a row does not compile.
 */
import type { Entity } from "./body.ts";
import { AUDIENCE } from "./definitions/audience.ts";
import { EVENT_CREATE_RULE } from "./definitions/event-create-rule.ts";
import { CUSTOM_DIMENSION, CUSTOM_METRIC } from "./definitions/registered.ts";
import type { DefinitionRow } from "./definitions/row.ts";
import type { EntityRow } from "./entities/row.ts";
import { FOLDER, TAG, TRIGGER, VARIABLE } from "./entities/rows.ts";
import {
  type DefinitionKind,
  type EntityKind,
  GA4_KINDS,
  type Ga4Kind,
  GTM_KINDS,
  type GtmKind,
  type Kind,
} from "./resource.ts";

export const ENTITIES: Readonly<Record<EntityKind, EntityRow>> = {
  "gtm.folder": FOLDER,
  "gtm.variable": VARIABLE,
  "gtm.trigger": TRIGGER,
  "gtm.tag": TAG,
};

export const DEFINITIONS: Readonly<Record<DefinitionKind, DefinitionRow>> = {
  "ga4.customDimension": CUSTOM_DIMENSION,
  "ga4.customMetric": CUSTOM_METRIC,
  "ga4.eventCreateRule": EVENT_CREATE_RULE,
  "ga4.audience": AUDIENCE,
};

type KindRow = Pick<DefinitionRow, "label" | "plural" | "addressedBy">;
type AnalyticsRow = Pick<DefinitionRow, keyof KindRow | "jsonKey" | "changedInTurn" | "removedInTurn">;

export const IN_ANALYTICS: Readonly<Record<Ga4Kind, AnalyticsRow>> = {
  ...DEFINITIONS,
  "ga4.keyEvent": {
    label: "key event",
    plural: "key events",
    jsonKey: "key_events",
    addressedBy: "name",
    changedInTurn: 2,
    removedInTurn: 1,
  },
};

const IN_TAG_MANAGER: Readonly<Record<GtmKind, KindRow>> = {
  ...ENTITIES,
  "gtm.builtInVariable": { label: "built-in variable", plural: "built-in variables", addressedBy: "name" },
};

const ROWS: Readonly<Record<Kind, KindRow>> = { ...IN_TAG_MANAGER, ...IN_ANALYTICS };

/** What is referred to comes first. */
export const KIND_ORDER: readonly Kind[] = [...GTM_KINDS, ...GA4_KINDS];

export const ENTITY_KINDS = GTM_KINDS.filter(isEntityKind);
export const DEFINITION_KINDS = GA4_KINDS.filter(isDefinitionKind);

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

export function addressedBy(kind: Kind): KindRow["addressedBy"] {
  return ROWS[kind].addressedBy;
}

/** An entity's id at Google; every entity of a container version has one. */
export function entityId(kind: EntityKind, entity: Entity): string {
  return String(entity[ENTITIES[kind].idField] ?? "");
}
