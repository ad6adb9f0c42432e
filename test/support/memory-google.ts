/**
 * Google in a few dozen lines: keeps what it is given, gives out ids, and answers
 * in another order than it was told. For properties that must hold a thousand times.
 */
import type { EntityChange, GooglePort } from "../../src/apply/google-port.ts";
import { DEFINITION_KINDS, ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import type { DefinitionKind, EntityKind, JsonObject } from "../../src/resources/resource.ts";
import {
  type DefinitionSnapshot,
  type KeyEventSnapshot,
  NO_LISTS_READ,
  type Snapshot,
  type WebStream,
} from "../../src/resources/snapshot.ts";

export interface MemoryGoogle extends GooglePort {
  /** Puts something there that is not ours. */
  plant(kind: EntityKind, entity: JsonObject): void;
  /** A whole container that somebody else has made, with its ids. */
  plantAll(content: Snapshot["container"]["content"]): void;
  plantKeyEvent(eventName: string): void;
  /** What somebody does to entities in Tag Manager's screen; null takes one away. */
  editEntities(kind: EntityKind, change: (entity: JsonObject) => JsonObject | null): void;
  plantDefinition(kind: DefinitionKind, body: JsonObject, stream?: string): void;
  /** What is there, whatever was read. */
  definitions(kind: DefinitionKind): readonly DefinitionSnapshot[];
  /** What somebody does to a definition in Analytics' screen; null takes it away. */
  editDefinitions(kind: DefinitionKind, change: (body: JsonObject) => JsonObject | null): void;
  addStream(measurementId: string): void;
  /** Another one, where all is as it is here now. */
  copied(): MemoryGoogle;
}

/** Everything that is there. */
interface Memory {
  readonly streams: WebStream[];
  readonly definitions: Record<DefinitionKind, DefinitionSnapshot[]>;
  readonly entities: Record<EntityKind, JsonObject[]>;
  readonly keyEvents: Map<string, KeyEventSnapshot>;
  readonly builtIns: Set<string>;
  nextId: number;
  version: number;
}

export function memoryGoogle(measurementIds: readonly string[] = ["G-TEST123456"]): MemoryGoogle {
  return googleOf({
    streams: measurementIds.map(webStream),
    definitions: emptyLists(DEFINITION_KINDS),
    entities: emptyLists(ENTITY_KINDS),
    keyEvents: new Map(),
    builtIns: new Set(),
    nextId: 3,
    version: 1,
  });
}

function emptyLists<Kind extends string, Item>(kinds: readonly Kind[]): Record<Kind, Item[]> {
  return Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<Kind, Item[]>;
}

function googleOf(memory: Memory): MemoryGoogle {
  const { streams, definitions, entities, keyEvents, builtIns } = memory;

  const header = () => ({ id: String(memory.version), name: "" });
  const copy = () =>
    Object.fromEntries(
      ENTITY_KINDS.map((kind) => [kind, entities[kind].map(asAnswered).reverse()]),
    ) as unknown as Snapshot["container"]["content"]["entities"];

  const content = () => ({ entities: copy(), builtInVariables: [...builtIns], rest: "" });

  function addDefinition(kind: DefinitionKind, stream: string | null, body: JsonObject): void {
    definitions[kind].push({ resourceName: `${kind}/${memory.nextId++}`, stream, body });
  }

  function change({ kind, status, entity }: EntityChange, ids: Map<string, string>): void {
    const { idField } = ENTITIES[kind];
    const list = entities[kind];
    if (status === "added") {
      const id = String(memory.nextId++);
      ids.set(entity[idField] as string, id);
      list.push({ ...entity, [idField]: id });
      return;
    }
    const at = list.findIndex((one) => one[idField] === entity[idField]);
    if (at < 0) throw new Error(`no ${kind} ${String(entity[idField])}`);
    list.splice(at, 1, ...(status === "updated" ? [entity] : []));
  }

  const listed = (kinds: readonly DefinitionKind[]) =>
    kinds.map((kind) => [kind, definitions[kind].map(definitionAnswered).reverse()]);

  return {
    copied: () => googleOf(structuredClone(memory)),
    plant: (kind, entity) =>
      void entities[kind].push({ ...entity, [ENTITIES[kind].idField]: String(memory.nextId++) }),
    plantAll: (content) => {
      for (const type of content.builtInVariables) builtIns.add(type);
      for (const kind of ENTITY_KINDS) {
        entities[kind].push(...content.entities[kind]);
        memory.nextId = Math.max(
          memory.nextId,
          ...entities[kind].map((one) => Number(one[ENTITIES[kind].idField]) + 1),
        );
      }
    },
    editEntities: (kind, edit) => {
      entities[kind] = entities[kind].map(edit).filter((entity) => entity !== null);
    },
    plantKeyEvent: (eventName) => void keyEvents.set(eventName, keyEvent({ eventName })),
    plantDefinition: (kind, body, stream) => addDefinition(kind, stream ?? null, body),
    definitions: (kind) => definitions[kind],
    editDefinitions: (kind, edit) => {
      definitions[kind] = definitions[kind].flatMap((one) => {
        const body = edit(one.body);
        return body ? [{ ...one, body }] : [];
      });
    },
    readEventRules: async () => ({ edits: [], makers: [] }),
    addStream: (measurementId) => void streams.push(webStream(measurementId)),
    read: async (lists) => {
      const container = {
        label: "GTM-TEST01",
        usageContext: ["web"],
        live: { ...header(), description: "" },
        latest: header(),
        content: content(),
        unpublished: null,
      };
      const kinds = lists?.(container) ?? [];
      const property = {
        property: "123456789",
        keyEvents: [...keyEvents.values()].reverse(),
        webStreams: streams,
        definitions: { ...NO_LISTS_READ, ...Object.fromEntries(listed(kinds)) },
      };
      return { container, property, requests: 5 + kinds.length };
    },
    createDefinition: async (kind, stream, body) => addDefinition(kind, stream?.measurementId ?? null, body),
    updateDefinition: async (kind, name, body, mask) => {
      const fields = mask.map((path) => path.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()));
      const own = Object.fromEntries(fields.map((field) => [field, (body as JsonObject)[field] ?? null]));
      definitions[kind] = definitions[kind].map((one) =>
        one.resourceName === name ? { ...one, body: { ...one.body, ...own } } : one,
      );
    },
    removeDefinition: async (kind, name) => {
      definitions[kind] = definitions[kind].filter(({ resourceName }) => resourceName !== name);
    },
    createKeyEvent: async (body) => void keyEvents.set(String(body["eventName"]), keyEvent(body)),
    updateKeyEvent: async (_, body) => void keyEvents.set(String(body["eventName"]), keyEvent(body)),
    deleteKeyEvent: async (name) => void keyEvents.delete(name),
    readLive: async () => content(),
    readLatest: async () => null,
    readDefinitions: async (kinds) => ({ ...NO_LISTS_READ, ...Object.fromEntries(listed(kinds)) }),
    openWorkspace: async (name, description) => ({ path: "workspace", name, description, isNew: true }),
    listWorkspaces: async () => [],
    changedIn: async () => [],
    deleteWorkspace: async () => true,
    readWorkspace: async () => content(),
    changeEntity: async () => null,
    enableBuiltInVariables: async (_, types) => {
      for (const type of types) builtIns.add(type);
    },
    changeEntities: async (_, changes) => {
      const ids = new Map<string, string>();
      for (const one of changes) change(one, ids);
      for (const kind of ENTITY_KINDS)
        entities[kind] = entities[kind].map((entity) => withRealIds(entity, ids));
      return [];
    },
    createVersion: async (_, name, notes) => ({
      id: String(++memory.version),
      name,
      path: "version",
      url: "",
      description: notes,
      content: content(),
    }),
    publish: async () => {},
    annotate: async () => {},
    listVersions: async () => [header()],
    readVersion: async () => ({ ...header(), path: "version", url: "", description: "", content: content() }),
    describeVersion: async () => {},
    setLatest: async () => {},
    pause: async () => {},
    requests: 0,
    lostAnswers: 0,
  };
}

/** Parameters come back in another order, and what is off comes back as nothing. */
function asAnswered(entity: JsonObject): JsonObject {
  const { parameter } = entity;
  return Array.isArray(parameter) ? { ...entity, parameter: [...parameter].reverse() } : entity;
}

function webStream(measurementId: string): WebStream {
  return { resourceName: `streams/${measurementId}`, measurementId, displayName: measurementId };
}

/** What is off, empty or not there is left out, and conditions come in another order. */
function definitionAnswered(one: DefinitionSnapshot): DefinitionSnapshot {
  const kept = Object.entries(one.body).filter(([, value]) => value !== null && value !== false);
  const body: JsonObject = Object.fromEntries(kept);
  const { eventConditions } = body;
  if (!Array.isArray(eventConditions)) return { ...one, body };
  return { ...one, body: { ...body, eventConditions: [...eventConditions].reverse() } };
}

function withRealIds(entity: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const real = (id: unknown) => ids.get(String(id)) ?? String(id);
  return {
    ...entity,
    ...(entity["parentFolderId"] === undefined ? {} : { parentFolderId: real(entity["parentFolderId"]) }),
    ...(Array.isArray(entity["blockingTriggerId"])
      ? { blockingTriggerId: entity["blockingTriggerId"].map(real) }
      : {}),
    ...(Array.isArray(entity["firingTriggerId"])
      ? { firingTriggerId: entity["firingTriggerId"].map(real) }
      : {}),
  };
}

function keyEvent(body: JsonObject): KeyEventSnapshot {
  const eventName = String(body["eventName"]);
  const defaultValue = (body["defaultValue"] ?? null) as KeyEventSnapshot["defaultValue"];
  return {
    resourceName: eventName,
    eventName,
    countingMethod: String(body["countingMethod"]),
    defaultValue,
    deletable: true,
    custom: true,
  };
}
