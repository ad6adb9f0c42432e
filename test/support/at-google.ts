/** What compile/ asks for, as Google would hold it after an apply: with ids and marks. */
import type { AtGoogle } from "../../src/lift/at-google.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { withDefinitionMark } from "../../src/resources/definition.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import {
  DEFINITION_KINDS,
  ENTITIES,
  ENTITY_KINDS,
  isDefinitionKind,
  isEntityKind,
} from "../../src/resources/kinds.ts";
import { writeMark } from "../../src/resources/mark.ts";
import {
  type DefinitionKind,
  type DesiredResource,
  type EntityKind,
  keyOf,
} from "../../src/resources/resource.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../../src/resources/snapshot.ts";

const DIGEST = "0123456789abcdef";

export function atGoogle({ owner, resources, measurementId }: Compiled): AtGoogle {
  const ids = new Map(
    resources.map(({ address }, index) => [`goalform-ref:${address}`, String(index + 100)]),
  );
  const entities = (kind: EntityKind) =>
    resources.filter((one) => one.kind === kind).map((one) => entity(owner, one, ids));
  const definitions = (kind: DefinitionKind) =>
    resources.filter((one) => one.kind === kind).map((one) => definition(owner, kind, one, measurementId));
  return {
    content: {
      entities: Object.fromEntries(
        ENTITY_KINDS.map((kind) => [kind, entities(kind)]),
      ) as unknown as AtGoogle["content"]["entities"],
      builtInVariables: resources
        .filter(({ kind }) => kind === "gtm.builtInVariable")
        .map(({ body }) => String(body["type"])),
      rest: "",
    },
    keyEvents: resources.filter(({ kind }) => kind === "ga4.keyEvent").map(keyEvent),
    definitions: Object.fromEntries(
      DEFINITION_KINDS.map((kind) => [kind, definitions(kind)]),
    ) as unknown as AtGoogle["definitions"],
  };
}

function entity(
  owner: string,
  { kind, address, body, remembers = [] }: DesiredResource,
  ids: ReadonlyMap<string, string>,
): JsonObject {
  if (!isEntityKind(kind)) throw new Error(`${kind} has no id`);
  const notes = writeMark(undefined, { owner, address, digest: DIGEST, remembers });
  const text = JSON.stringify({
    [ENTITIES[kind].idField]: ids.get(`goalform-ref:${address}`)!,
    ...body,
    notes,
  });
  return JSON.parse(
    text.replace(/"goalform-ref:[^"]+"/g, (ref) => JSON.stringify(ids.get(JSON.parse(ref) as string))),
  ) as JsonObject;
}

function definition(
  owner: string,
  kind: DefinitionKind,
  one: DesiredResource,
  measurementId: string,
): DefinitionSnapshot {
  if (!isDefinitionKind(one.kind)) throw new Error(`${one.kind} is no definition`);
  const mark = { owner, key: keyOf(one.address), digest: DIGEST, remembers: one.remembers ?? [] };
  const stream = kind === "ga4.eventCreateRule" ? measurementId : null;
  return { resourceName: "", stream, body: withDefinitionMark(kind, one.body, mark) };
}

function keyEvent({ body }: DesiredResource): KeyEventSnapshot {
  return {
    resourceName: "",
    eventName: String(body["eventName"]),
    countingMethod: String(body["countingMethod"] ?? ""),
    defaultValue: (body["defaultValue"] as KeyEventSnapshot["defaultValue"]) ?? null,
    deletable: true,
    custom: true,
  };
}
