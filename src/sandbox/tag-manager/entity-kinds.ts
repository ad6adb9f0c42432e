/** The kinds of entity that a workspace and a version contain. */

export type EntityKind =
  | "tag"
  | "trigger"
  | "variable"
  | "folder"
  | "client"
  | "customTemplate"
  | "zone"
  | "transformation"
  | "gtagConfig";

/** The kinds that clients may create, change and delete here; the others only come from exports. */
export type EditableKind = "tag" | "trigger" | "variable" | "folder";

export interface KindFacts {
  /** The last part of the path of the collection. */
  readonly collection: string;
  readonly message: string;
  readonly idField: string;
}

/** By the kind's name inside a container version and an Entity message. */
export const KINDS: Readonly<Record<EntityKind, KindFacts>> = {
  tag: { collection: "tags", message: "Tag", idField: "tagId" },
  trigger: { collection: "triggers", message: "Trigger", idField: "triggerId" },
  variable: { collection: "variables", message: "Variable", idField: "variableId" },
  folder: { collection: "folders", message: "Folder", idField: "folderId" },
  client: { collection: "clients", message: "Client", idField: "clientId" },
  customTemplate: { collection: "templates", message: "CustomTemplate", idField: "templateId" },
  zone: { collection: "zones", message: "Zone", idField: "zoneId" },
  transformation: { collection: "transformations", message: "Transformation", idField: "transformationId" },
  gtagConfig: { collection: "gtag_config", message: "GtagConfig", idField: "gtagConfigId" },
};

export const ENTITY_KINDS = Object.keys(KINDS) as readonly EntityKind[];

export const EDITABLE_KINDS: readonly EditableKind[] = ["tag", "trigger", "variable", "folder"];

export function isEditable(kind: EntityKind): kind is EditableKind {
  return (EDITABLE_KINDS as readonly string[]).includes(kind);
}
