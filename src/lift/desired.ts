/** What the file asks for, as Google would have it: so that both sides of a comparison are read in the same way. */
import type { Compiled } from "../resources/compiled.ts";
import { withDefinitionMark } from "../resources/definition.ts";
import type { JsonObject } from "../resources/json.ts";
import { DEFINITION_KINDS, ENTITIES, ENTITY_KINDS } from "../resources/kinds.ts";
import { writeMark } from "../resources/mark.ts";
import { type DefinitionKind, type DesiredResource, type EntityKind, keyOf } from "../resources/resource.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import type { LiveState } from "./live-state.ts";

/** Nothing that is lifted depends on it. */
const DIGEST = "0".repeat(16);

type TriggerCondition = Pick<Compiled, "owner" | "resources" | "measurementId">;

export function asAtGoogle({ owner, resources, measurementId }: TriggerCondition): LiveState {
  const ids = new Map(resources.map(({ address }, index) => [`goalform-ref:${address}`, String(index + 1)]));
  const of = (kind: DesiredResource["kind"]) => resources.filter((one) => one.kind === kind);
  const entities = (kind: EntityKind) => of(kind).map((one) => entity(owner, kind, one, ids));
  const definitions = (kind: DefinitionKind) =>
    of(kind).map((one) => definition(owner, kind, one, measurementId));
  return {
    content: {
      entities: Object.fromEntries(
        ENTITY_KINDS.map((kind) => [kind, entities(kind)]),
      ) as unknown as LiveState["content"]["entities"],
      builtInVariables: of("gtm.builtInVariable").map(({ body }) => String(body["type"])),
      rest: "",
    },
    keyEvents: of("ga4.keyEvent").map(keyEvent),
    definitions: Object.fromEntries(
      DEFINITION_KINDS.map((kind) => [kind, definitions(kind)]),
    ) as unknown as LiveState["definitions"],
  };
}

function entity(
  owner: string,
  kind: EntityKind,
  { address, body, remembers = [] }: DesiredResource,
  ids: ReadonlyMap<string, string>,
): JsonObject {
  const notes = writeMark(undefined, { owner, address, digest: DIGEST, remembers });
  const whole = { [ENTITIES[kind].idField]: ids.get(`goalform-ref:${address}`)!, ...body, notes };
  const text = JSON.stringify(whole).replace(/"goalform-ref:[^"]+"/g, (ref) =>
    JSON.stringify(ids.get(JSON.parse(ref) as string) ?? ""),
  );
  return JSON.parse(text) as JsonObject;
}

function definition(
  owner: string,
  kind: DefinitionKind,
  { address, body, remembers = [] }: DesiredResource,
  measurementId: string,
): DefinitionSnapshot {
  // Each web stream has its own copy of a rule, and its address names the stream.
  const [key, ofStream = measurementId] = keyOf(address).split("@") as [string, string | undefined];
  const mark = { owner, key, digest: DIGEST, remembers };
  const stream = kind === "ga4.eventCreateRule" ? ofStream : null;
  return { resourceName: "", stream, body: withDefinitionMark(kind, body, mark) };
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
