/** What the file asks for, as Google would have it: so that both sides of a comparison are read in the same way. */

import type { Entity } from "../resources/body.ts";
import type { Compiled } from "../resources/compiled.ts";
import { withDefinitionMark } from "../resources/definition.ts";
import { DEFINITION_KINDS, DEFINITIONS, ENTITIES, ENTITY_KINDS } from "../resources/kinds.ts";
import { writeMark } from "../resources/mark.ts";
import {
  type DefinitionKind,
  type DesiredDefinition,
  type DesiredEntity,
  type DesiredKeyEvent,
  desiredOf,
  type EntityKind,
  keyOf,
} from "../resources/resource.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import type { LiveState } from "./live-state.ts";

/** Nothing that is lifted depends on it. */
const DIGEST = "0".repeat(16);

type CompiledParts = Pick<Compiled, "owner" | "resources" | "measurementId">;

export function asAtGoogle({ owner, resources, measurementId }: CompiledParts): LiveState {
  const ids = new Map(resources.map(({ address }, index) => [`goalform-ref:${address}`, String(index + 1)]));
  const entities = (kind: EntityKind) =>
    desiredOf(resources, kind).map((one) => entity(owner, kind, one, ids));
  const definitions = (kind: DefinitionKind) =>
    desiredOf(resources, kind).map((one) => definition(owner, kind, one, measurementId));
  return {
    content: {
      entities: Object.fromEntries(
        ENTITY_KINDS.map((kind) => [kind, entities(kind)]),
      ) as unknown as LiveState["content"]["entities"],
      builtInVariables: desiredOf(resources, "gtm.builtInVariable").map(({ body }) => String(body.type)),
      rest: "",
    },
    keyEvents: desiredOf(resources, "ga4.keyEvent").map(keyEvent),
    definitions: Object.fromEntries(
      DEFINITION_KINDS.map((kind) => [kind, definitions(kind)]),
    ) as unknown as LiveState["definitions"],
  };
}

function entity(
  owner: string,
  kind: EntityKind,
  { address, body, remembers = [] }: DesiredEntity,
  ids: ReadonlyMap<string, string>,
): Entity {
  const notes = writeMark(undefined, { owner, address, digest: DIGEST, remembers });
  const whole = { [ENTITIES[kind].idField]: ids.get(`goalform-ref:${address}`)!, ...body, notes };
  const text = JSON.stringify(whole).replace(/"goalform-ref:[^"]+"/g, (ref) =>
    JSON.stringify(ids.get(JSON.parse(ref) as string) ?? ""),
  );
  return JSON.parse(text) as Entity;
}

function definition(
  owner: string,
  kind: DefinitionKind,
  { address, body, remembers = [] }: DesiredDefinition,
  measurementId: string,
): DefinitionSnapshot {
  // Each web stream has its own copy of a rule, and its address names the stream.
  const [key, ofStream = measurementId] = keyOf(address).split("@") as [string, string | undefined];
  const mark = { owner, key, digest: DIGEST, remembers };
  const stream = DEFINITIONS[kind].belongsTo === "web stream" ? ofStream : null;
  return { resourceName: "", stream, body: withDefinitionMark(kind, body, mark) };
}

function keyEvent({ body }: DesiredKeyEvent): KeyEventSnapshot {
  return {
    resourceName: "",
    eventName: String(body.eventName),
    countingMethod: String(body.countingMethod ?? ""),
    defaultValue: (body.defaultValue as KeyEventSnapshot["defaultValue"]) ?? null,
    deletable: true,
    custom: true,
  };
}
