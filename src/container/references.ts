/**
 * What an entity of a container amounts to with all that it refers to: triggers and variables, through and through.
 *
 * Names and folders are people's business, ids say nothing, and the ways of saying "nothing" are all the same. So two of
 * these are equal exactly if nothing that decides has changed between them.
 */
import { compareText } from "../diagnostic.ts";
import type { Entity } from "../resources/body.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import { parameters, parameterValue } from "../resources/entities/parameters.ts";
import { canonicalJson, digestOf, type Json, type JsonObject } from "../resources/json.ts";
import type { ContainerContent } from "../resources/snapshot.ts";

/** What has a mark of its own, and so is compared by itself. */
export interface Opaque {
  /** Its address; null for a trigger that has to be looked into. */
  readonly trigger: (id: string) => string | null;
  readonly variable: (name: string) => boolean;
}

const NOTHING_OPAQUE: Opaque = { trigger: () => null, variable: () => false };

/** Of a trigger: its conditions and what they read. */
export function triggerInFull(
  trigger: Entity,
  content: ContainerContent,
  opaque = NOTHING_OPAQUE,
): JsonObject {
  return withVariables({ trigger: bareTrigger(trigger, content, opaque) }, content, opaque);
}

/** @param said what of the tag itself counts, in canonical form */
export function tagInFull(
  said: JsonObject,
  { firingTriggerId, blockingTriggerId }: Entity,
  content: ContainerContent,
  opaque = NOTHING_OPAQUE,
): JsonObject {
  const inFull = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).map((id) => byId(id, content, opaque)).sort(byText);
  return withVariables(
    { said, firing: inFull(firingTriggerId), blocking: inFull(blockingTriggerId) },
    content,
    opaque,
  );
}

/**
 * What a tag is like, for `adopt: { tag, digest }`: 16 hexadecimal digits that change when somebody changes the tag, a
 * trigger that fires or blocks it, or a variable that one of them reads.
 */
export function adoptionDigest(tag: Entity, content: ContainerContent): string {
  const { name, type, tagFiringOption, paused, consentSettings, priority, setupTag, teardownTag } = tag;
  const said: JsonObject = {
    name: name ?? "",
    type: type ?? null,
    parameter: parameters(tag.parameter),
    tagFiringOption: tagFiringOption ?? "oncePerEvent",
    paused: paused === true,
    consent: consentSettings?.consentStatus === "needed" ? parameterValue(consentSettings.consentType) : null,
    priority: parameterValue(priority),
    sequence: [setupTag, teardownTag].map((tags) => (tags ?? []).map(({ tagName }) => tagName ?? "")),
    schedule: [tag.scheduleStartMs, tag.scheduleEndMs].map((time) => String(time ?? "")),
  };
  return digestOf(tagInFull(said, tag, content));
}

function byId(id: string, content: ContainerContent, opaque: Opaque): Json {
  const address = opaque.trigger(id);
  if (address !== null) return address;
  const trigger = content.entities["gtm.trigger"].find(({ triggerId }) => triggerId === id);
  return trigger ? bareTrigger(trigger, content, opaque) : id;
}

/** A trigger group names its members. */
function bareTrigger(trigger: Entity, content: ContainerContent, opaque: Opaque): JsonObject {
  const { name: _, folder: __, ...bare } = canonicalEntity("gtm.trigger", trigger, (_kind, id) => id);
  const members = trigger.type === "triggerGroup" ? membersOf(trigger) : [];
  return { ...bare, members: members.map((id) => byId(id, content, opaque)).sort(byText) };
}

function membersOf({ parameter }: Entity): string[] {
  const lists = (parameter ?? []).flatMap(({ list }) => list ?? []);
  return lists.flatMap(({ type, value }) => (type === "triggerReference" && value ? [value] : []));
}

function withVariables(start: JsonObject, content: ContainerContent, opaque: Opaque): JsonObject {
  const read: Record<string, Json> = {};
  const known = new Map(content.entities["gtm.variable"].map((one) => [String(one.name), one]));
  for (let names = namesIn(start); names.length > 0; ) {
    const found = names.flatMap((name) =>
      name in read || opaque.variable(name) ? [] : (known.get(name) ?? []),
    );
    for (const variable of found) {
      const { name: _, folder: __, ...bare } = canonicalEntity("gtm.variable", variable, (_kind, id) => id);
      read[String(variable.name)] = bare;
    }
    names = found.flatMap((variable) => namesIn(read[String(variable.name)]!));
  }
  return { ...start, read };
}

function namesIn(value: Json): string[] {
  return [...JSON.stringify(value).matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name]) =>
    String(JSON.parse(`"${name!.trim()}"`)),
  );
}

function byText(a: Json, b: Json): number {
  return compareText(canonicalJson(a), canonicalJson(b));
}
