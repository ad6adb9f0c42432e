/** Container export files (Tag Manager → Admin → Export container) as content of a version. */
import { InvalidInput } from "./invalid-input.ts";
import { type ReadingRules, readMessage } from "./message.ts";
import type { Content, StoredEntity } from "./state.ts";
import { DEFAULT_BUILT_IN_VARIABLES } from "./tag-manager/built-in-variable-types.ts";
import { USAGE_CONTEXT, type UsageContext } from "./tag-manager/container-kinds.ts";
import { emptyContent } from "./tag-manager/content.ts";
import { ENTITY_KINDS, type EntityKind, KINDS } from "./tag-manager/entity-kinds.ts";
import { MESSAGES } from "./tag-manager/messages.ts";
import { ownFields } from "./tag-manager/writing.ts";

export interface ContainerExport {
  readonly accountId: string | undefined;
  readonly containerId: string | undefined;
  readonly name: string | undefined;
  readonly usageContext: UsageContext;
  readonly content: Content;
  /** The greatest id in the file; new entities count on from it. */
  readonly highestId: number;
}

/** Export files write enum values in UPPER_SNAKE, and older ones carry fields that the API never had. */
const EXPORT_RULES: ReadingRules = { upperSnake: true, unknownFields: "drop" };

/**
 * Reads a parsed export file of format 2 or 1.3.
 *
 * @throws InvalidInput that says what is wrong with the file.
 */
export function readExport(file: unknown): ContainerExport {
  const version = versionIn(file);
  const container = objectOrEmpty(version["container"]);
  const usageContext = usageContextIn(container["usageContext"]);
  const content = emptyContent(builtInVariables(version, container, usageContext));
  const folders = new Set(entitiesIn(version, "folder").map(({ id }) => id));
  for (const kind of ENTITY_KINDS) {
    content.entities[kind].push(...entitiesIn(version, kind).map((entity) => filed(entity, folders)));
  }
  const ids = ENTITY_KINDS.flatMap((kind) => content.entities[kind].map(({ id }) => Number(id) || 0));
  return {
    accountId: textOrNothing(version["accountId"]),
    containerId: textOrNothing(version["containerId"]),
    name: textOrNothing(container["name"]),
    usageContext,
    content,
    highestId: Math.max(0, ...ids),
  };
}

function versionIn(file: unknown): { [key: string]: unknown } {
  const { exportFormatVersion, containerVersion } = objectOrEmpty(file);
  if (typeof containerVersion !== "object" || containerVersion === null) {
    throw new InvalidInput("This is no Tag Manager container export: it has no containerVersion.");
  }
  if (exportFormatVersion !== 2 && exportFormatVersion !== 1.3) {
    throw new InvalidInput(
      `Container exports of format ${JSON.stringify(exportFormatVersion)} cannot be read, only 2 and 1.3. ` +
        "Export the container again in Tag Manager.",
    );
  }
  return containerVersion as { [key: string]: unknown };
}

function entitiesIn(version: { [key: string]: unknown }, kind: EntityKind): StoredEntity[] {
  const { message, idField } = KINDS[kind];
  return listOrEmpty(version[kind]).map((json) => {
    const fields = readMessage(MESSAGES, message, json, EXPORT_RULES);
    const id = String(fields[idField]);
    return { id, fingerprint: String(fields["fingerprint"] ?? "0"), fields: ownFields(kind, fields) };
  });
}

/** A file of chosen entities may lack their folder; importing it leaves them unfiled. */
function filed(entity: StoredEntity, folders: ReadonlySet<string>): StoredEntity {
  const { parentFolderId, ...unfiled } = entity.fields;
  return parentFolderId === undefined || folders.has(String(parentFolderId))
    ? entity
    : { ...entity, fields: unfiled };
}

/** Format 1.3 lists the types inside the container; a file without any list was exported in part. */
function builtInVariables(
  version: { [key: string]: unknown },
  container: { [key: string]: unknown },
  usageContext: UsageContext,
): string[] {
  const listed = listOrEmpty(version["builtInVariable"]);
  const older = listOrEmpty(container["enabledBuiltInVariable"]).map((type) => ({ type }));
  const types = [...listed, ...older].map(
    (json) => readMessage(MESSAGES, "BuiltInVariable", json, EXPORT_RULES)["type"],
  );
  return types.length === 0 ? [...DEFAULT_BUILT_IN_VARIABLES[usageContext]] : [...new Set(types.map(String))];
}

/** Files of chosen entities may have none. */
function usageContextIn(value: unknown): UsageContext {
  const [written = "web"] = listOrEmpty(value);
  const known = USAGE_CONTEXT.spellings.get(String(written));
  if (known !== undefined) return known as UsageContext;
  const all = USAGE_CONTEXT.enum.join(", ");
  throw new InvalidInput(`container.usageContext: ${JSON.stringify(written)} is none of ${all}.`);
}

function objectOrEmpty(value: unknown): { [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}

function listOrEmpty(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
