/** What goalform knows of one kind of entity in a container: everything but the calls, which are in `google/`. */
import type { Owns } from "../adopted.ts";
import type { Entity } from "../body.ts";
import type { FieldSubject } from "../field-subject.ts";
import type { JsonObject } from "../json.ts";
import type { EntityKind } from "../resource.ts";

/** Turns an id at Google into the address of a resource of ours, or leaves it (foreign, built-in) as it is. */
export type NameId = (kind: EntityKind, id: string) => string;

export interface EntityRow {
  /** What a plan calls it. */
  readonly label: string;
  /** Also the last part of the path under which a workspace has them. */
  readonly plural: "folders" | "variables" | "triggers" | "tags";
  readonly addressedBy: "goal or step";
  /** The key of the list in a container version, and of the entity in a bulk change. */
  readonly collection: "folder" | "variable" | "trigger" | "tag";
  readonly idField: "folderId" | "variableId" | "triggerId" | "tagId";
  /** The fields that are compared, except the name. Ways of saying nothing may be left in. */
  readonly compared: (entity: Entity, nameId: NameId, owns: Owns) => JsonObject;
  /** What a difference in a field of it is about; null for what nobody needs to know. */
  readonly fieldIsAbout: (path: string) => FieldSubject | null;
}
