/** Which parts of a live tag do what the file asks for already, in whatever words: those stay as they are. */

import { destinationOf } from "../../container/destination.ts";
import { entryIn } from "../../entry-in.ts";
import { type As, asCompiled, type CompiledTag, sentAsCompiled } from "../../lift/as-compiled.ts";
import type { Difference } from "../../lift/differences.ts";
import { isForwarder } from "../../lift/forwards.ts";
import { eventSentBy } from "../../lift/tag.ts";
import { NAMED_LISTS, rowName } from "../../resources/adopted.ts";
import type { Entity, Parameter } from "../../resources/body.ts";
import { canonicalJson } from "../../resources/json.ts";
import { nameOfRow, parametersOf } from "../../resources/owned-fields.ts";
import { type DesiredResource, desiredOf, refAddress } from "../../resources/resource.ts";
import type { Container } from "./container.ts";
import { countingPart, goalIn, idsOf, isForward, rowsInFile, type Subject } from "./subject.ts";

export interface EqualParts {
  /** What fires it counts what the goal counts. */
  readonly firing: boolean;
  /** What keeps it from firing is what the file asks for, or the file says nothing of it. */
  readonly exceptions: boolean;
  /** How often it fires. */
  readonly option: boolean;
  readonly event: boolean;
  readonly destination: boolean;
  /** Names of rows that send what the file says. */
  readonly rows: ReadonlySet<string>;
  /** Parameters of the tag that do, apart from its lists, its event and where it sends. */
  readonly settings: ReadonlySet<string>;
  /** Where what fires it counts nearly what the goal counts: how the two differ. */
  readonly differences: readonly Difference[];
}

export const ALL_EQUAL: Omit<EqualParts, "rows" | "settings"> = {
  firing: true,
  exceptions: true,
  option: true,
  event: true,
  destination: true,
  differences: [],
};

export function equalParts(subject: Subject, measurementId: string, container: Container): EqualParts {
  const { live, tag } = subject;
  const { lookup, content } = container;
  const as = { owner: container.owner, measurementId, id: goalIn(tag.address), name: tag.name };
  const desiredFiring = firingOf([tag, ...subject.triggers]);
  const isAlike = (one: CompiledTag) => firingOf(one.resources) === desiredFiring;
  const read = (but: Partial<Entity>) => asCompiled({ ...live, ...but }, lookup, as);
  // Exceptions are kept where the file says nothing of them.
  const readings = [read({}), read({ blockingTriggerId: [] })];
  const asNew = read(asIfNew(live, tag.body));
  const whole = readings.flat().find(isAlike);
  const bare = whole ?? asNew.find(isAlike);
  const known = bare ?? [...readings, asNew].flat()[0];
  const sent = known ? tagIn(known) : sentAsCompiled(live, lookup, as);
  const [rows, said] = [rowTexts(sent), rowTexts(tag.body)];
  return {
    firing: bare !== undefined,
    exceptions:
      blockingOf([tag]) === "[]" ||
      blockingOf((bare ? readings[0] : asFiredAnew(subject, container, as))?.[0]?.resources ?? []) ===
        blockingOf([tag]),
    option: whole !== undefined || live.tagFiringOption === tag.body.tagFiringOption,
    // A name that depends on what fires the tag is another one when something else fires it.
    event: isForward(tag.address)
      ? isForwarder(live, lookup)
      : eventSentBy(bare ? live : { ...live, firingTriggerId: [] }, content) === eventOf(tag.body),
    destination: destinationOf(live, measurementId, content) !== "another",
    rows: new Set(rowsInFile(subject).filter((name) => rows.has(name) && rows.get(name) === said.get(name))),
    settings: new Set(settingsOf(tag.body).filter((key) => isSetAlike(key, sent, tag.body))),
    differences: bare?.differences ?? [],
  };
}

/**
 * What others have put on the tag is asked of what is to fire it: an exception that is read out of a trigger goes with that
 * trigger, and one for another event does nothing.
 */
function asFiredAnew({ live, triggers }: Subject, container: Container, as: As): readonly CompiledTag[] {
  const wanted = triggers.map(({ body }, index) => ({ ...body, triggerId: `wanted ${index}` }) as Entity);
  const firingTriggerId = wanted.map(({ triggerId }) => String(triggerId));
  return asCompiled({ ...live, firingTriggerId }, container.lookupWith(wanted), as);
}

/** What is sent along is read as what fires the tag lets it be read. */
function tagIn({ resources }: CompiledTag): Entity {
  return desiredOf(resources, "gtm.tag")[0]?.body ?? {};
}

function eventOf(tag: Entity): string | null {
  return parameterOf(tag, "eventName")?.value ?? null;
}

/** Whatever else somebody has changed about the tag. */
function asIfNew(live: Entity, wanted: Entity): Partial<Entity> {
  const ours = ["eventName", "measurementIdOverride"];
  const rest = parametersOf(live).filter(({ key }) => ![...ours, "measurementId"].includes(String(key)));
  const ownParameters = parametersOf(wanted).filter(({ key }) => ours.includes(String(key)));
  return {
    paused: false,
    tagFiringOption: wanted.tagFiringOption!,
    blockingTriggerId: [],
    parameter: [...rest, ...ownParameters],
  };
}

/** What fires it, in one text. */
function firingOf(resources: readonly DesiredResource[]): string {
  const [tag] = desiredOf(resources, "gtm.tag");
  const byAddress = new Map(resources.map((one) => [one.address, one]));
  const parts = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).map((id) => {
      const one = byAddress.get(refAddress(id) ?? "gtm.trigger/");
      return one ? canonicalJson(countingPart(one)) : id;
    });
  return canonicalJson([parts(tag ? idsOf(tag.body) : []).sort(), tag?.body.tagFiringOption ?? null]);
}

/** Exceptions are known by what they ask for. */
function blockingOf(resources: readonly DesiredResource[]): string {
  const [tag] = desiredOf(resources, "gtm.tag");
  const { blockingTriggerId } = tag?.body ?? {};
  return canonicalJson([...(blockingTriggerId ?? [])].sort());
}

/** By the names of the rows in all lists. */
function rowTexts(tag: Entity): ReadonlyMap<string, string> {
  return new Map(
    parametersOf(tag).flatMap(({ key, list }) => {
      const name = String(key);
      return Object.hasOwn(NAMED_LISTS, name)
        ? (list ?? []).map((row) => [rowName(name, nameOfRow(row, name)), valueOfRow(row, name)] as const)
        : [];
    }),
  );
}

function valueOfRow({ map }: Parameter, list: string): string {
  return (map ?? []).find(({ key }) => key !== entryIn(NAMED_LISTS, list))?.value ?? "";
}

export function settingsOf(tag: Entity): string[] {
  return parametersOf(tag).map(({ key }) => String(key));
}

function isSetAlike(key: string, live: Entity, wanted: Entity): boolean {
  const [is, asked] = [parameterOf(live, key), parameterOf(wanted, key)];
  return is !== undefined && is.value === asked?.value;
}

export function parameterOf(tag: Entity, key: string): Parameter | undefined {
  return parametersOf(tag).find((one) => one.key === key);
}
