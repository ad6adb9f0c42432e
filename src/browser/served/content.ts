/** A served container → what Tag Manager's API would answer for it, as far as it is served: no names, no notes, no folders. */

import type { Entity } from "../../resources/body.ts";
import { ENTITY_KINDS } from "../../resources/kinds.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { nameInForms } from "./built-in-macros.ts";
import { rulesByTag } from "./listeners.ts";
import { type Macros, variablesOf } from "./macros.ts";
import { isList, type Served, type ServedObject } from "./read-served.ts";
import { TRIGGERS } from "./rule-parts.ts";
import { LISTENERS } from "./trigger-types.ts";
import { triggersOf } from "./triggers.ts";
import { type Names, parametersOfServed } from "./values.ts";

/**
 * @param known variables by whose names and bodies those of the same content go
 * @returns tags in the order in which they are served, without listeners
 */
export function contentOf(served: Served, known: readonly Entity[]): ContainerContent {
  const macros = withTriggers(variablesOf(served.macros, known), served.macros);
  const { triggers, idOf } = triggersOf(served, macros);
  const rules = { add: rulesByTag("add", served), block: rulesByTag("block", served) };
  const ids = (word: "add" | "block", number: number) => [
    ...new Set((rules[word].get(number) ?? []).map(idOf)),
  ];
  const types = new Map(triggers.map(({ triggerId, type }) => [String(triggerId), type]));
  const tags = served.tags.flatMap((tag, number): Entity[] =>
    LISTENERS.has(tag.function) ? [] : [tagOf(tag, number, { served, macros, types, ids })],
  );
  const entities = {
    ...Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, []])),
    "gtm.variable": macros.variables,
    "gtm.trigger": triggers,
    "gtm.tag": tags,
  };
  return { entities: entities as unknown as ContainerContent["entities"], builtInVariables: [], rest: "" };
}

/** The key that says which listeners an event is for has a name of its own, so that it is found again in rules. */
function withTriggers(macros: Macros, served: readonly ServedObject[]): Macros {
  const number = (one: number) =>
    served[one]?.function === "__v" && served[one]?.has.get("vtp_name") === "gtm.triggers";
  return { ...macros, reference: (one) => (number(one) ? TRIGGERS : macros.reference(one)) };
}

interface ServedContext {
  readonly served: Served;
  readonly macros: Macros;
  /** Of triggers, by their ids. */
  readonly types: ReadonlyMap<string, Entity["type"]>;
  readonly ids: (word: "add" | "block", tag: number) => readonly string[];
}

function tagOf(tag: ServedObject, number: number, { served, macros, types, ids }: ServedContext): Entity {
  const { has } = tag;
  const firing = ids("add", number);
  const isOfForms = firing.length > 0 && firing.every((id) => types.get(id) === "formSubmission");
  const names: Names = {
    macro: (one) => (isOfForms ? nameInForms(macros.reference(one)) : macros.reference(one)),
    tag: (one) => nameOf(served.tags[one], one),
  };
  const isPaused = tag.function === "__paused";
  return {
    tagId: String(has.get("tag_id") ?? `number ${number}`),
    name: nameOf(tag, number),
    type: isPaused ? String(has.get("vtp_originalTagType")) : tag.function.replace(/^__/, ""),
    ...(isPaused ? { paused: true } : {}),
    parameter: isPaused ? [] : parametersOfServed(tag, names),
    firingTriggerId: firing,
    blockingTriggerId: ids("block", number),
    tagFiringOption: has.get("once_per_load") === true ? "oncePerLoad" : "oncePerEvent",
    consentSettings: consentOf(tag),
    ...sequenceOf("setupTag", has.get("setup_tags"), served),
    ...sequenceOf("teardownTag", has.get("teardown_tags"), served),
  } as Entity;
}

/** Tag Manager's own address of a tag ends with this number, so people find it. */
function nameOf(tag: ServedObject | undefined, number: number): string {
  const id = tag?.has.get("tag_id");
  return typeof id === "number" ? `tag ${id}` : `tag number ${number + 1}`;
}

function consentOf({ has }: ServedObject) {
  const [kind, ...types] = listOf(has.get("consent"));
  if (kind !== "list") return { consentStatus: "notSet" };
  if (types.length === 0) return { consentStatus: "notNeeded" };
  const list = types.map((type) => ({ type: "template", value: String(type) }));
  return { consentStatus: "needed", consentType: { type: "list", list } };
}

/** `["list", ["tag", 3, 0]]`. */
function sequenceOf(key: "setupTag" | "teardownTag", value: unknown, { tags }: Served) {
  const named = listOf(value).flatMap((one) => {
    const [kind, number] = listOf(one);
    return kind === "tag" && typeof number === "number" ? [{ tagName: nameOf(tags[number], number) }] : [];
  });
  return named.length === 0 ? {} : { [key]: named };
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value as never) ? (value as readonly unknown[]) : [];
}
