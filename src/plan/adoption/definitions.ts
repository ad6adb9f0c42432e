/**
 * Event create rules and audiences that people made and that do what a goal asks for: known by the event that they make and
 * what they make it of. As with tags, what the file does not say about them stays.
 */
import { lookupIn, ruleAsCompiled } from "../../lift/as-compiled.ts";
import type { Lookup } from "../../lift/lookup.ts";
import type { DefinitionBody } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import {
  canonicalDefinition,
  definitionInWords,
  definitionName,
  derivedEvent,
  readDefinitionMark,
} from "../../resources/definition.ts";
import { descriptionForPeople, mutationsForEvents } from "../../resources/definitions/mark.ts";
import { canonicalJson } from "../../resources/json.ts";
import { MEMORIES } from "../../resources/memory.ts";
import {
  type Address,
  type DesiredDefinition,
  type DesiredResource,
  keyOf,
} from "../../resources/resource.ts";
import type { ContainerContent, DefinitionSnapshot, Snapshot } from "../../resources/snapshot.ts";
import {
  type DefinitionOwnership,
  isDesiredDefinition,
  keyInMark,
  type LiveDefinition,
  streamOf,
} from "../definition-ownership.ts";
import { capital } from "../google-tag.ts";
import type { Blocker } from "../plan.ts";
import type { Planned } from "../planned-entity.ts";
import { waysOutOf } from "./duplicate-tags.ts";

export interface AdoptedDefinitions {
  readonly compiled: Compiled;
  readonly notes: ReadonlyMap<Address, readonly string[]>;
}

export function withAdoptedDefinitions(
  compiled: Compiled,
  { container, property }: Snapshot,
): AdoptedDefinitions {
  const notes = new Map<Address, readonly string[]>();
  if (!compiled.resources.some(mayBeAdopted)) return { compiled, notes };
  const at: AdoptionSearch = { compiled, lookup: lookupIn(container.content, compiled) };
  const taken = new Set<DefinitionSnapshot>();
  const resources = compiled.resources.map((one) => {
    if (!mayBeAdopted(one)) return one;
    const live = property.definitions[one.kind] ?? [];
    const own = live.find((other) => isOwn(one, other, compiled.owner));
    if (own) return isAdopted(one, own) ? adopted(one, own, null, at) : one;
    const theirs = live.find((other) => !taken.has(other) && countsTheSame(one, other, at));
    if (!theirs) return one;
    taken.add(theirs);
    if (one.kind === "ga4.eventCreateRule") notes.set(one.address, [MARK_IS_SENT]);
    return adopted(one, theirs, theirs.resourceName, at);
  });
  return { compiled: { ...compiled, resources }, notes };
}

const MARK_IS_SENT = "its events get one more parameter, goalform, which says whose rule it is";

interface AdoptionSearch {
  readonly compiled: Compiled;
  readonly lookup: Lookup;
}

type Adoptable = DesiredDefinition & { readonly kind: "ga4.eventCreateRule" | "ga4.audience" };

/** An audience without an event counts nothing. */
function mayBeAdopted(one: DesiredResource): one is Adoptable {
  if (!isDesiredDefinition(one)) return false;
  return one.kind === "ga4.eventCreateRule" || (one.kind === "ga4.audience" && !!one.body.eventTrigger);
}

/** What another goals file makes of the same: a second rule or audience of ours would count every conversion twice. */
export function duplicateDefinitions(
  compiled: Compiled,
  planned: readonly Planned[],
  { foreign }: DefinitionOwnership,
  content: ContainerContent,
): Blocker[] {
  const marked = foreign.filter(({ mark }) => mark !== null);
  if (marked.length === 0) return [];
  const created = new Set(
    planned.flatMap(({ difference: { action, address } }) => (action === "create" ? [address] : [])),
  );
  const at: AdoptionSearch = { compiled, lookup: lookupIn(content, compiled) };
  return compiled.resources.flatMap((one) => {
    if (!created.has(one.address) || !mayBeAdopted(one)) return [];
    const theirs = marked.find((live) => live.kind === one.kind && hasSameEffect(one, live, at));
    return theirs ? [countsTheSameAs(one, theirs)] : [];
  });
}

function countsTheSameAs({ kind, address, at }: Adoptable, { mark, body }: LiveDefinition): Blocker {
  const id = keyOf(address).split("@")[0]!;
  const { owner, key } = mark!;
  return {
    code: "rule-does-the-same",
    message: `${capital(definitionInWords(kind, body))} of the goals file "${owner}" makes ${derivedEvent(kind, body)} when ${id} (${at.file}:${at.line}) would: with a second one, every conversion would count twice.`,
    waysOut: waysOutOf(owner, key.includes("~") ? "that goal" : key),
    override: null,
  };
}

function isOwn(one: Adoptable, live: DefinitionSnapshot, owner: string): boolean {
  const mark = readDefinitionMark(one.kind, live.body);
  const keys = [one.address, ...(one.was ? [one.was] : [])].map((address) =>
    keyInMark(owner, { kind: one.kind, address }),
  );
  return mark?.owner === owner && keys.includes(mark.key) && live.stream === streamOf(one.address);
}

function isAdopted({ kind }: Adoptable, { body }: DefinitionSnapshot): boolean {
  return readDefinitionMark(kind, body)?.remembers.includes("adopted") ?? false;
}

function countsTheSame(one: Adoptable, live: DefinitionSnapshot, at: AdoptionSearch): boolean {
  return readDefinitionMark(one.kind, live.body) === null && hasSameEffect(one, live, at);
}

function hasSameEffect(one: Adoptable, live: DefinitionSnapshot, at: AdoptionSearch): boolean {
  if (live.stream !== streamOf(one.address)) return false;
  if (one.kind === "ga4.eventCreateRule")
    return live.body.destinationEvent === one.body.destinationEvent && isOfTheSame(one, live, at);
  return audienceEffect(one.body, at) === audienceEffect(live.body, at);
}

/** In Google's own words, or read as the same goal. */
function isOfTheSame(
  one: Adoptable,
  live: DefinitionSnapshot,
  { compiled, lookup }: AdoptionSearch,
): boolean {
  const { owner, measurementId } = compiled;
  const conditions = (body: DefinitionBody) =>
    canonicalJson(canonicalDefinition("ga4.eventCreateRule", owner, body)["eventConditions"] ?? []);
  if (conditions(one.body) === conditions(live.body)) return true;
  const id = keyOf(one.address).split("@")[0]!;
  const read = ruleAsCompiled(live, lookup, { owner, measurementId, id, name: one.name });
  return read !== null && conditions(read as DefinitionBody) === conditions(one.body);
}

function audienceEffect(body: DefinitionBody, { compiled }: AdoptionSearch): string {
  const {
    displayName: _,
    description: __,
    ...rest
  } = canonicalDefinition("ga4.audience", compiled.owner, body);
  return canonicalJson(rest);
}

/** What is wanted of it: the file's word where it says something, and else what is there. */
function adopted(
  one: Adoptable,
  live: DefinitionSnapshot,
  takes: string | null,
  at: AdoptionSearch,
): DesiredResource {
  const remembers = MEMORIES.filter((memory) => memory === "adopted" || one.remembers?.includes(memory));
  const nothingMore = { said: "", seen: "", seenNow: "", rows: [], event: null };
  const name = one.kind === "ga4.audience" ? definitionName(one.kind, live.body) : one.name;
  const body = one.kind === "ga4.audience" ? audience(one.body, live.body) : rule(one, live, at);
  return { ...one, name, body, remembers, adopted: { ...nothingMore, takes } };
}

function audience(wanted: DefinitionBody, live: DefinitionBody): DefinitionBody {
  return { ...wanted, displayName: live.displayName!, description: descriptionForPeople(live) };
}

function rule(one: Adoptable, live: DefinitionSnapshot, at: AdoptionSearch): DefinitionBody {
  const wanted = mutationsForEvents(one.body);
  const said = new Set(wanted.map(({ parameter }) => parameter));
  const kept = mutationsForEvents(live.body).filter(({ parameter }) => !said.has(parameter));
  return {
    ...one.body,
    ...(isOfTheSame(one, live, at) ? { eventConditions: live.body.eventConditions! } : {}),
    sourceCopyParameters: live.body.sourceCopyParameters === true,
    parameterMutations: [...kept, ...wanted],
  };
}
