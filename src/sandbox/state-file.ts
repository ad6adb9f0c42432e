/** The sandbox's state as one file, which is always either the old state or the new one. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PROPERTY_KINDS, STREAM_KINDS } from "./analytics-admin/kinds.ts";
import { listName, type ResourceKind } from "./analytics-admin/resource-kind.ts";
import { withLists } from "./analytics-admin/resource-lists.ts";
import { InvalidInput } from "./invalid-input.ts";
import {
  type ContainerState,
  type DataStreamState,
  type MadeResource,
  type PropertyState,
  type SandboxState,
  type SessionState,
  STATE_FORMAT,
  type VersionState,
} from "./state.ts";
import { ENTITY_KINDS } from "./tag-manager/entity-kinds.ts";

/**
 * @returns undefined when there is no file yet.
 * @throws InvalidInput that says what to do, when the file is not a state of this sandbox.
 */
export function loadState(file: string): SandboxState | undefined {
  if (!existsSync(file)) return undefined;
  const json = parse(file);
  const problem = problemOf(json);
  if (problem !== undefined) throw unusable(file, problem);
  addMissingParts(json as SandboxState);
  return json as SandboxState;
}

/** Files of earlier versions know nothing of some kinds of resource, of sessions and of time zones. */
function addMissingParts(state: SandboxState): void {
  for (const property of state.analytics.properties) {
    withLists<PropertyState>(PROPERTY_KINDS, property, { state });
    property.sessions ??= [];
    (property as { timeZone: string }).timeZone ??= "Etc/UTC";
    for (const stream of property.dataStreams) withLists<DataStreamState>(STREAM_KINDS, stream, { state });
  }
}

/**
 * Writes next to the file and renames, so that a crash in between leaves the old state. A folder that is missing is made.
 *
 * @throws InvalidInput when the file cannot be written
 */
export function saveState(file: string, state: SandboxState): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    throw new InvalidInput(
      `The sandbox cannot write ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parse(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable(file, `it is not valid JSON (${error instanceof Error ? error.message : error})`);
  }
}

function problemOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return "it does not contain a JSON object";
  const { format, lastFingerprint, tagManager, analytics } = json as Partial<SandboxState>;
  if (format !== STATE_FORMAT) return `its format is ${JSON.stringify(format)}, not "${STATE_FORMAT}"`;
  if (typeof lastFingerprint !== "number") return "lastFingerprint is missing";
  if (typeof tagManager?.nextContainerId !== "number") return "tagManager.nextContainerId is missing";
  if (typeof analytics?.nextId !== "number") return "analytics.nextId is missing";
  if (!isListOf(tagManager.containers, isContainer)) return "tagManager.containers is damaged";
  if (!isListOf(analytics.properties, isProperty)) return "analytics.properties is damaged";
  return undefined;
}

function isListOf<T>(value: unknown, isIt: (item: Partial<T>) => boolean): boolean {
  return (
    Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null && isIt(item))
  );
}

function isContainer(container: Partial<ContainerState>): boolean {
  const counters = [container.nextEntityId, container.nextWorkspaceId, container.nextVersionId];
  return (
    counters.every((counter) => typeof counter === "number") &&
    Array.isArray(container.tolerated) &&
    isListOf(container.versions, hasContent) &&
    isListOf(container.workspaces, hasContent)
  );
}

function hasContent({ id, content }: Partial<VersionState>): boolean {
  const kinds = ENTITY_KINDS.map((kind) => content?.entities?.[kind]);
  return typeof id === "string" && Array.isArray(content?.builtInVariables) && kinds.every(Array.isArray);
}

function isProperty(property: Partial<PropertyState>): boolean {
  const { id, dataStreams, keyEvents, sessions = [] } = property;
  return (
    typeof id === "string" &&
    isListOf(dataStreams, (stream: Partial<DataStreamState>) => hasLists(STREAM_KINDS, stream)) &&
    Array.isArray(keyEvents) &&
    hasLists(PROPERTY_KINDS, property) &&
    isListOf(
      sessions,
      (session: Partial<SessionState>) => typeof session.id === "number" && Array.isArray(session.events),
    )
  );
}

/** What is missing was not known when the file was written. */
function hasLists(kinds: readonly ResourceKind[], owner: object): boolean {
  const lists = owner as { readonly [list: string]: unknown };
  return kinds.every((kind) => {
    const list = lists[listName(kind)] ?? [];
    return kind.stored ? Array.isArray(list) : isListOf(list, isResource);
  });
}

function isResource({ id, fields }: Partial<MadeResource>): boolean {
  return typeof id === "string" && typeof fields === "object" && fields !== null;
}

function unusable(file: string, problem: string): InvalidInput {
  return new InvalidInput(
    `The sandbox cannot start from ${file}: ${problem}. Delete the file to start again, or name another one.`,
  );
}
