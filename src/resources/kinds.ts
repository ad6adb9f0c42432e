/** One row per kind of resource: what people call it and how Google's answers hold it. */
import type { Memory } from "./mark.ts";
import {
  DEFINITION_KINDS,
  type DefinitionKind,
  GA4_KINDS,
  type GtmKind,
  type JsonObject,
  type Kind,
} from "./resource.ts";

/** The kinds that live in a workspace as entities of their own, with an id, a name and notes. */
export type EntityKind = Exclude<GtmKind, "gtm.builtInVariable">;

interface KindRow {
  /** What a plan calls it. */
  readonly label: string;
  readonly plural: string;
}

interface EntityRow extends KindRow {
  /** The key of the list in a container version, and of the entity in a bulk change. */
  readonly collection: "folder" | "variable" | "trigger" | "tag";
  readonly idField: "folderId" | "variableId" | "triggerId" | "tagId";
}

export const ENTITY_KINDS: Readonly<Record<EntityKind, EntityRow>> = {
  "gtm.folder": { label: "folder", plural: "folders", collection: "folder", idField: "folderId" },
  "gtm.variable": { label: "variable", plural: "variables", collection: "variable", idField: "variableId" },
  "gtm.trigger": { label: "trigger", plural: "triggers", collection: "trigger", idField: "triggerId" },
  "gtm.tag": { label: "tag", plural: "tags", collection: "tag", idField: "tagId" },
};

const OTHER_KINDS: Readonly<Record<Exclude<Kind, EntityKind>, KindRow>> = {
  "gtm.builtInVariable": { label: "built-in variable", plural: "built-in variables" },
  "ga4.customDimension": { label: "custom dimension", plural: "custom dimensions" },
  "ga4.customMetric": { label: "custom metric", plural: "custom metrics" },
  "ga4.keyEvent": { label: "key event", plural: "key events" },
  "ga4.eventCreateRule": { label: "event create rule", plural: "event create rules" },
  "ga4.audience": { label: "audience", plural: "audiences" },
};

interface DefinitionRow {
  /** The word by which the owner's folder remembers that the kind is in use. */
  readonly memory: Memory;
  /** The field that holds our mark. */
  readonly markedIn: "description" | "parameterMutations";
  /** Fields that can be changed, with their names in an `updateMask`. The others can only be made anew. */
  readonly masks: Readonly<Record<string, string>>;
}

const DESCRIBED = { displayName: "display_name", description: "description" };

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha, each resource's fields. */
export const DEFINITION_ROWS: Readonly<Record<DefinitionKind, DefinitionRow>> = {
  "ga4.customDimension": { memory: "dimensions", markedIn: "description", masks: DESCRIBED },
  "ga4.customMetric": {
    memory: "metrics",
    markedIn: "description",
    masks: {
      ...DESCRIBED,
      measurementUnit: "measurement_unit",
      restrictedMetricType: "restricted_metric_type",
    },
  },
  "ga4.eventCreateRule": {
    memory: "rules",
    markedIn: "parameterMutations",
    masks: {
      destinationEvent: "destination_event",
      eventConditions: "event_conditions",
      sourceCopyParameters: "source_copy_parameters",
      parameterMutations: "parameter_mutations",
    },
  },
  "ga4.audience": {
    memory: "audiences",
    markedIn: "description",
    masks: { ...DESCRIBED, eventTrigger: "event_trigger" },
  },
};

/** Creates in this order, removals in the opposite one: what is referred to exists first and goes last. */
export const KIND_ORDER: readonly Kind[] = [
  "gtm.folder",
  "gtm.builtInVariable",
  "gtm.variable",
  "gtm.trigger",
  "gtm.tag",
  ...GA4_KINDS,
];

export const ENTITY_KIND_LIST = Object.keys(ENTITY_KINDS) as EntityKind[];

export function isEntityKind(kind: Kind): kind is EntityKind {
  return kind in ENTITY_KINDS;
}

export function isDefinitionKind(kind: Kind): kind is DefinitionKind {
  return (DEFINITION_KINDS as readonly Kind[]).includes(kind);
}

export function labelOf(kind: Kind): string {
  return rowOf(kind).label;
}

export function pluralOf(kind: Kind): string {
  return rowOf(kind).plural;
}

function rowOf(kind: Kind): KindRow {
  return isEntityKind(kind) ? ENTITY_KINDS[kind] : OTHER_KINDS[kind];
}

/** An entity's id at Google; every entity of a container version has one. */
export function entityId(kind: EntityKind, entity: JsonObject): string {
  return String(entity[ENTITY_KINDS[kind].idField] ?? "");
}
