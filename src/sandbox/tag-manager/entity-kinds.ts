/**
 * The kinds of entity that a workspace and a version contain, by their names inside a container version and an Entity
 * message. One that clients can edit has a file in `kinds/`.
 */
import type { KindFacts } from "./entity-kind.ts";
import { FOLDERS } from "./kinds/folders.ts";
import { TAGS } from "./kinds/tags.ts";
import { TRIGGERS } from "./kinds/triggers.ts";
import { VARIABLES } from "./kinds/variables.ts";

export type EntityKind = EditableKind | keyof typeof KEPT;

export type EditableKind = keyof typeof EDITABLE;

export const EDITABLE = { tag: TAGS, trigger: TRIGGERS, variable: VARIABLES, folder: FOLDERS };

export const KEPT = {
  client: kept("clients", "Client", "client", "numClients"),
  customTemplate: kept("templates", "CustomTemplate", "template", "numCustomTemplates"),
  zone: kept("zones", "Zone", "zone", "numZones"),
  transformation: kept("transformations", "Transformation", "transformation", "numTransformations"),
  gtagConfig: kept("gtag_config", "GtagConfig", "gtagConfig", "numGtagConfigs"),
};

export const KINDS: Readonly<Record<EntityKind, KindFacts>> = { ...EDITABLE, ...KEPT };

export const ENTITY_KINDS = Object.keys(KINDS) as readonly EntityKind[];

export const EDITABLE_KINDS = Object.keys(EDITABLE) as readonly EditableKind[];

export function isEditable(kind: EntityKind): kind is EditableKind {
  return kind in EDITABLE;
}

function kept(collection: string, message: string, listName: string, countField: string): KindFacts {
  return { collection, message, idField: `${listName}Id`, listName, countField };
}
