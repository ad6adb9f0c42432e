/**
 * The mark in a property's definitions that says whose they are.
 *
 * They have no notes. An event create rule carries its mark as one more parameter of
 * the event that it creates, in at most 99 characters; the others carry it at
 * the end of their description, behind what it says to people.
 */
import { digestOf } from "./digest.ts";
import { REGISTERED, RULE } from "./limits.ts";
import { MEMORIES, type Memory, memories } from "./mark.ts";
import type { DefinitionKind, Json, JsonObject } from "./resource.ts";

export interface DefinitionMark {
  readonly owner: string;
  /** An address without its kind and without a rule's stream. */
  readonly key: string;
  readonly digest: string;
  readonly remembers: readonly Memory[];
  /** Of the event that a rule or an audience makes, when it was last applied; null in marks without one. */
  readonly event?: string | null;
}

/** Short enough for a rule's mark. */
export function eventDigest(event: string): string {
  return digestOf(event).slice(0, 8);
}

/** A rule's mark is sent along with every event that the rule creates. */
const MARK_PARAMETER = "goalform";

export function readDefinitionMark(kind: DefinitionKind, body: JsonObject): DefinitionMark | null {
  if (kind === "ga4.eventCreateRule") return readRuleMark(body);
  const found = IN_DESCRIPTION.exec(descriptionOf(body));
  const key = found?.[2] ?? (kind === "ga4.audience" ? undefined : String(body["parameterName"]));
  if (!found || key === undefined) return null;
  return { owner: found[1]!, key, digest: found[3]!, event: found[4] ?? null, remembers: memories(found[5]) };
}

/** The body with this mark instead of any other. */
export function withDefinitionMark(kind: DefinitionKind, body: JsonObject, mark: DefinitionMark): JsonObject {
  if (kind === "ga4.eventCreateRule") {
    const parameterMutations = [
      ...mutationsForEvents(body),
      { parameter: MARK_PARAMETER, parameterValue: ruleMark(mark) },
    ];
    return { ...body, parameterMutations };
  }
  return { ...body, description: [textFor(kind, body, mark), descriptionMark(kind, mark)].join(" ").trim() };
}

/** The mutations that the file asks for. */
export function mutationsForEvents(body: JsonObject): readonly JsonObject[] {
  return mutations(body).filter(({ parameter }) => parameter !== MARK_PARAMETER);
}

/** The description that people read. */
export function descriptionForPeople(body: JsonObject): string {
  return descriptionOf(body).replace(IN_DESCRIPTION, "").trim();
}

/**
 * What a creation is known by when its answer got lost: a rule's or audience's whole
 * mark, or the parameter, of which a property has only one dimension or metric a scope.
 */
export function creationKey(kind: DefinitionKind, body: JsonObject): string {
  if (kind === "ga4.eventCreateRule") return markValue(body) ?? "";
  if (kind === "ga4.audience") return `${String(body["displayName"])}\n${descriptionOf(body)}`;
  return `${String(body["parameterName"])} ${String(body["scope"])}`;
}

const IN_DESCRIPTION =
  /(?:^|\s)goalform owner=([a-z0-9_-]+)(?: address=ga4\.[A-Za-z]+\/(\S+))? digest=([0-9a-f]{16})(?: event=([0-9a-f]{8}))?(?: remembers=([a-z_,]+))?(?=\s|$)/;

/** A dimension's or metric's key is its parameter, and its description is short: no address in it. */
function descriptionMark(
  kind: DefinitionKind,
  { owner, key, digest, event, remembers }: DefinitionMark,
): string {
  const of = kind === "ga4.audience" ? ` address=${kind}/${key}` : "";
  const memory = remembers.length === 0 ? "" : ` remembers=${remembers.join(",")}`;
  const made = event ? ` event=${event}` : "";
  return `goalform owner=${owner}${of} digest=${digest}${made}${memory}`;
}

function textFor(kind: DefinitionKind, body: JsonObject, mark: DefinitionMark): string {
  return fittingDescription(kind, mark.owner, descriptionForPeople(body));
}

/** What of a description there is room for beside the mark. */
export function fittingDescription(kind: DefinitionKind, owner: string, text: string): string {
  if (kind === "ga4.audience") return text;
  const room = REGISTERED.description - `goalform owner=${owner} digest=${"0".repeat(16)}`.length - 1;
  const signs = [...text];
  return signs.length <= room
    ? text
    : `${signs
        .slice(0, room - 1)
        .join("")
        .trimEnd()}…`;
}

const RULE_MARK = /^([a-z0-9_-]+)\/(\S+)\/([0-9a-f]{16})(?:\/([a-z]+)(?:\/([0-9a-f]{8}))?)?$/;

/** One letter each: the room is small. */
const LETTERS: Readonly<Partial<Record<Memory, string>>> = { protected: "p", key_event: "k", value: "v" };

/** The event is left out where there is no room for it. */
function ruleMark({ owner, key, digest, event, remembers }: DefinitionMark): string {
  const letters = remembers.map((memory) => LETTERS[memory] ?? "").join("");
  const short = [owner, key, digest, ...(letters === "" ? [] : [letters])].join("/");
  const whole = event && letters !== "" ? `${short}/${event}` : short;
  return whole.length <= RULE.parameterValue ? whole : short;
}

/** The key as the mark of this kind holds it: a rule's is shortened where it would not fit. */
export function markedKey(kind: DefinitionKind, owner: string, key: string): string {
  const longest = RULE.parameterValue - `${owner}//${"0".repeat(16)}/pkv`.length;
  if (kind !== "ga4.eventCreateRule" || key.length <= longest) return key;
  return `${key.slice(0, longest - 9)}~${digestOf(key).slice(0, 8)}`;
}

function readRuleMark(body: JsonObject): DefinitionMark | null {
  const found = RULE_MARK.exec(markValue(body) ?? "");
  if (!found) return null;
  const letters = found[4] ?? "";
  const remembers = MEMORIES.filter((memory) => letters.includes(LETTERS[memory] ?? " "));
  return { owner: found[1]!, key: found[2]!, digest: found[3]!, event: found[5] ?? null, remembers };
}

function markValue(body: JsonObject): string | null {
  const mark = mutations(body).find(({ parameter }) => parameter === MARK_PARAMETER);
  return typeof mark?.["parameterValue"] === "string" ? mark["parameterValue"] : null;
}

function mutations(body: JsonObject): readonly JsonObject[] {
  const list: Json | undefined = body["parameterMutations"];
  return Array.isArray(list) ? (list.filter((one) => one !== null) as readonly JsonObject[]) : [];
}

function descriptionOf(body: JsonObject): string {
  const { description } = body;
  return typeof description === "string" ? description : "";
}
