/** Container export files (Tag Manager → Admin → Export container) as content of a version. */
import { GoogleError } from "./google-error.ts";
import { InvalidInput } from "./invalid-input.ts";
import { isUnspecified, type ReadingRules, readMessage } from "./message.ts";
import type { Content, Fields, Json, StoredEntity } from "./state.ts";
import { DEFAULT_BUILT_IN_VARIABLES } from "./tag-manager/built-in-variable-types.ts";
import { emptyContent } from "./tag-manager/content.ts";
import { EDITABLE, ENTITY_KINDS, type EntityKind, isEditable, KINDS } from "./tag-manager/entity-kinds.ts";
import { CONTAINER_USAGE_CONTEXT, MESSAGES } from "./tag-manager/messages.ts";
import type { UsageContext } from "./tag-manager/usage-context.ts";
import { ownFields } from "./tag-manager/writing.ts";

export interface ContainerExport {
  readonly accountId: string | undefined;
  readonly containerId: string | undefined;
  readonly name: string | undefined;
  readonly usageContext: UsageContext;
  readonly content: Content;
  /** Entities whose folder is not in the file: the sandbox leaves them unfiled. */
  readonly unfiled: readonly Unfiled[];
  /** The greatest id in the file; new entities count on from it. */
  readonly highestId: number;
}

export interface Unfiled {
  readonly kind: EntityKind;
  readonly index: number;
  readonly name: Json | undefined;
  /** The folder's id. */
  readonly folder: string;
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
  const unfiled: Unfiled[] = [];
  for (const kind of ENTITY_KINDS) {
    entitiesIn(version, kind).forEach((entity, index) => {
      const { parentFolderId: folder, ...others } = entity.fields;
      const isFiled = folder === undefined || folders.has(String(folder));
      content.entities[kind].push(isFiled ? entity : { ...entity, fields: others });
      if (!isFiled) unfiled.push({ kind, index, name: others["name"], folder: String(folder) });
    });
  }
  const ids = ENTITY_KINDS.flatMap((kind) => content.entities[kind].map(({ id }) => Number(id) || 0));
  return {
    accountId: textOrNothing(version["accountId"]),
    containerId: textOrNothing(version["containerId"]),
    name: textOrNothing(container["name"]),
    usageContext,
    content,
    unfiled,
    highestId: Math.max(0, ...ids),
  };
}

function versionIn(file: unknown): { [key: string]: unknown } {
  if (Array.isArray(file))
    throw new InvalidInput("This is a list, not a Tag Manager container export. Give the export alone.");
  const { exportFormatVersion, containerVersion } = objectOrEmpty(file);
  if (!isObject(containerVersion))
    throw new InvalidInput("This is not a Tag Manager container export: it has no containerVersion.");
  if (exportFormatVersion !== 2 && exportFormatVersion !== 1.3) {
    throw new InvalidInput(
      `Container exports ${exportFormatVersion === undefined ? "without an exportFormatVersion" : `of format ${JSON.stringify(exportFormatVersion)}`} cannot be read, only of format 2 and 1.3. ` +
        "Export the container again in Tag Manager.",
      ["exportFormatVersion"],
    );
  }
  for (const field of ["accountId", "containerId"])
    refuseOtherThan("string", containerVersion, field, "a text");
  refuseOtherThan("object", containerVersion, "container", "an object");
  return containerVersion;
}

function refuseOtherThan(
  type: string,
  version: { [key: string]: unknown },
  field: string,
  name: string,
): void {
  const value = version[field];
  const isRight = typeof value === type && value !== null && !Array.isArray(value);
  if (value === undefined || isRight) return;
  throw new InvalidInput(`${field} is not ${name}.`, ["containerVersion", field]);
}

function entitiesIn(version: { [key: string]: unknown }, kind: EntityKind): StoredEntity[] {
  const { message, idField } = KINDS[kind];
  const needed = isEditable(kind) ? EDITABLE[kind].needed : [];
  const entities = listIn(version, kind).map((json, index) => {
    const place = placeOf(kind, index, json);
    const fields = read(message, json, place);
    for (const name of [idField, ...needed])
      if (fields[name] === undefined) throw place.wrong(name, "is missing");
    const id = String(fields[idField]);
    if (!/^\d{1,18}$/.test(id))
      throw place.wrong(idField, `is ${JSON.stringify(id)}, not a number in quotes`);
    return { id, fingerprint: String(fields["fingerprint"] ?? "0"), fields: ownFields(kind, fields) };
  });
  refuseTwice(kind, entities, ({ id }) => id, idField);
  if (needed.includes("name")) refuseTwice(kind, entities, ({ fields }) => String(fields["name"]), "name");
  return entities;
}

/** What is the same in two of a kind: somebody copied one by hand. */
function refuseTwice(
  kind: EntityKind,
  entities: readonly StoredEntity[],
  of: (entity: StoredEntity) => string,
  field: string,
): void {
  const first = new Map<string, number>();
  entities.forEach((entity, index) => {
    const value = of(entity);
    const before = first.get(value);
    if (before !== undefined)
      throw placeOf(kind, index, entity.fields).wrong(
        field,
        `${JSON.stringify(value)} is that of ${kind}[${before}] too`,
      );
    first.set(value, index);
  });
}

/** An entity as people find it in the file. */
interface Place {
  wrong(field: string, problem: string): InvalidInput;
}

/** `tag[0] ("Offer")`. */
export function entityLabel(list: string, index: number, name: unknown): string {
  return `${list}[${index}]${typeof name === "string" ? ` ("${name}")` : ""}`;
}

function placeOf(list: string, index: number, json: unknown): Place {
  const label = entityLabel(list, index, objectOrEmpty(json)["name"]);
  const path = ["containerVersion", list, index];
  return {
    wrong: (field, problem) => {
      const at = field === "" ? "it" : field;
      const parts = field.split(/[.[\]]+/).filter((part) => part !== "");
      const inside = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      return new InvalidInput(`${label}: ${at} ${problem}.`, [...path, ...inside]);
    },
  };
}

function read(message: string, json: unknown, place: Place): Fields {
  if (!isObject(json)) throw place.wrong("", "is not an object");
  try {
    return readMessage(MESSAGES, message, json, EXPORT_RULES);
  } catch (error) {
    const [violation] = violationsIn(error);
    if (violation === undefined) throw error;
    const { field = "", description } = violation;
    throw place.wrong(
      field,
      `cannot be read: ${description.trim().replace(/^Invalid value at '[^']*' /, "")}`,
    );
  }
}

function violationsIn(error: unknown): readonly { field?: string; description: string }[] {
  if (!(error instanceof GoogleError)) return [];
  const [detail] = error.envelope.details ?? [];
  return (detail as unknown as { fieldViolations: { field?: string; description: string }[] })
    .fieldViolations;
}

/** Format 1.3 lists the types inside the container; a file without any list was exported in part. */
function builtInVariables(
  version: { [key: string]: unknown },
  container: { [key: string]: unknown },
  usageContext: UsageContext,
): string[] {
  const listed = listIn(version, "builtInVariable");
  const older = listOrEmpty(container["enabledBuiltInVariable"]).map((type) => ({ type }));
  const types = [...listed, ...older].map((json, index) => {
    const place = placeOf("builtInVariable", index, json);
    const { type } = read("BuiltInVariable", json, place);
    if (type === undefined) throw place.wrong("type", "is missing");
    return type;
  });
  return types.length === 0 ? [...DEFAULT_BUILT_IN_VARIABLES[usageContext]] : [...new Set(types.map(String))];
}

/** Files of chosen entities may have none. */
function usageContextIn(value: unknown): UsageContext {
  const [written = "web"] = listOrEmpty(value);
  const known = CONTAINER_USAGE_CONTEXT.spellings.get(String(written));
  if (known !== undefined && !isUnspecified(known)) return known as UsageContext;
  const all = CONTAINER_USAGE_CONTEXT.enum.filter((one) => !isUnspecified(one)).join(", ");
  throw new InvalidInput(`container.usageContext: ${JSON.stringify(written)} is none of ${all}.`);
}

function objectOrEmpty(value: unknown): { [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}

function listOrEmpty(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Empty where the file has none. */
function listIn(version: { [key: string]: unknown }, field: string): readonly unknown[] {
  const value = version[field];
  if (value === undefined || Array.isArray(value)) return value ?? [];
  throw new InvalidInput(`${field} is not a list.`, ["containerVersion", field]);
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
