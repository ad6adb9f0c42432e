/** What an entity points at: variables and tags by name, triggers and folders by id. */
import type { Fields, Json } from "../state.ts";

export interface References {
  /** Names inside `{{…}}`, wherever a value may contain one. */
  readonly variables: ReadonlySet<string>;
  readonly triggers: ReadonlySet<string>;
  /** Names of set-up and clean-up tags, and of tags that a parameter refers to. */
  readonly tags: ReadonlySet<string>;
  readonly folder: string | undefined;
}

/** Fields of plain text, in which `{{…}}` means nothing. */
const PLAIN_FIELDS = ["name", "notes", "templateData", "galleryReference", "monitoringMetadataTagNameKey"];

const TRIGGER_LISTS = ["firingTriggerId", "blockingTriggerId", "enablingTriggerId", "disablingTriggerId"];

/** Always there without being listed anywhere. */
const IMPLICIT_VARIABLE = "_event";

export function referencesOf(fields: Fields): References {
  const found: NamedEntities = { variables: new Set(), triggers: new Set(), tags: new Set() };
  for (const [name, value] of Object.entries(fields)) {
    if (TRIGGER_LISTS.includes(name)) for (const id of texts(value)) found.triggers.add(id);
    else if (name === "setupTag" || name === "teardownTag") addTagNames(found, value);
    else if (!PLAIN_FIELDS.includes(name)) visit(found, value);
  }
  found.variables.delete(IMPLICIT_VARIABLE);
  return { ...found, folder: textOf(fields["parentFolderId"]) };
}

/** The names between double braces in a text. */
function variableNames(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map((match) => match[1] ?? "");
}

interface NamedEntities {
  readonly variables: Set<string>;
  readonly triggers: Set<string>;
  readonly tags: Set<string>;
}

function visit(found: NamedEntities, value: Json | undefined): void {
  if (typeof value === "string") for (const name of variableNames(value)) found.variables.add(name);
  if (Array.isArray(value)) for (const item of value) visit(found, item);
  else if (typeof value === "object" && value !== null) visitMessage(found, value as Fields);
}

function visitMessage(found: NamedEntities, message: Fields): void {
  const target = textOf(message["value"]);
  if (message["type"] === "triggerReference" && target !== undefined) found.triggers.add(target);
  if (message["type"] === "tagReference" && target !== undefined) found.tags.add(target);
  for (const value of Object.values(message)) visit(found, value);
}

function addTagNames(found: NamedEntities, value: Json | undefined): void {
  for (const entry of Array.isArray(value) ? (value as Fields[]) : []) {
    const name = textOf(entry["tagName"]);
    if (name !== undefined) found.tags.add(name);
  }
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
