/**
 * The marks in a property's definitions that say whose they are.
 *
 * They have no notes. An event create rule carries its mark as one more parameter of
 * the event that it creates, in at most 99 characters; the others carry it at
 * the end of their description, after what it says to people.
 */

import type { DefinitionBody } from "../body.ts";
import { digestOf } from "../json.ts";
import { REGISTERED, RULE } from "../limits.ts";
import { MEMORIES, type Memory, memories } from "../memory.ts";
import type { DefinitionKind } from "../resource.ts";
import type { DefinitionMark, MarkCarrier } from "./row.ts";

/** In a description that has room for the address. */
export function inDescription(kind: DefinitionKind): MarkCarrier {
  return {
    field: "description",
    read: (body) => readDescription(body, undefined),
    write: (body, mark) => ({
      ...body,
      description: joined(descriptionForPeople(body), descriptionMark(mark, ` address=${kind}/${mark.key}`)),
    }),
    keyOf: (_owner, key) => key,
    creationKey: ({ displayName, description }) => `${displayName}\n${description ?? ""}`,
  };
}

/** In such a description, where Google has a key that stays: a description that was copied marks nothing. */
export function inDescriptionOf(kind: DefinitionKind, key: (body: DefinitionBody) => string): MarkCarrier {
  const carrier = inDescription(kind);
  return {
    ...carrier,
    read: (body) => {
      const mark = carrier.read(body);
      return mark?.key === key(body) ? mark : null;
    },
    creationKey: key,
  };
}

/** A parameter of events and a property of users may have the same name: `plan`, `user:plan`. */
export function columnKey({ parameterName, scope }: Pick<DefinitionBody, "parameterName" | "scope">): string {
  const name = String(parameterName);
  return scope === "USER" || scope === "ITEM" ? `${scope.toLowerCase()}:${name}` : name;
}

/** In a short description, without an address: the parameter is the key. */
export const IN_SHORT_DESCRIPTION: MarkCarrier = {
  field: "description",
  read: (body) => readDescription(body, columnKey(body)),
  write: (body, mark) => ({
    ...body,
    description: joined(shortDescription(body, mark.owner), descriptionMark(mark, "")),
  }),
  keyOf: (_owner, key) => key,
  creationKey: ({ parameterName, scope }) => `${parameterName} ${scope}`,
};

/** As a parameter of the event that a rule makes: it is sent along with every such event. */
export const IN_PARAMETER: MarkCarrier = {
  field: "parameterMutations",
  read: readParameter,
  write: (body, mark) => ({
    ...body,
    parameterMutations: [
      ...mutationsForEvents(body),
      { parameter: MARK_PARAMETER, parameterValue: inParameter(mark) },
    ],
  }),
  keyOf: (owner, key) => {
    const longest = RULE.parameterValue - `${owner}//${"0".repeat(16)}/pkva`.length;
    return key.length <= longest ? key : `${key.slice(0, longest - 9)}~${digestOf(key).slice(0, 8)}`;
  },
  creationKey: (body) => markValue(body) ?? "",
};

/** Short enough for a rule's mark. */
export function eventDigest(event: string): string {
  return digestOf(event).slice(0, 8);
}

/** The description that people read. */
export function descriptionForPeople({ description }: DefinitionBody): string {
  return String(description ?? "")
    .replace(FORM_IN_DESCRIPTION, "")
    .trim();
}

/** As much of it as there is room for next to the mark. */
export function shortDescription(body: DefinitionBody, owner: string): string {
  const room = REGISTERED.description - `goalform owner=${owner} digest=${"0".repeat(16)}`.length - 1;
  const characters = [...descriptionForPeople(body)];
  if (characters.length <= room) return characters.join("");
  const start = characters.slice(0, room - 1).join("");
  return `${start.trimEnd()}…`;
}

/** The mutations that the file asks for. */
export function mutationsForEvents(body: DefinitionBody): NonNullable<DefinitionBody["parameterMutations"]> {
  return mutations(body).filter(({ parameter }) => parameter !== MARK_PARAMETER);
}

const FORM_IN_DESCRIPTION =
  /(?:^|\s)goalform owner=([a-z0-9_-]+)(?: address=ga4\.[A-Za-z]+\/(\S+))? digest=([0-9a-f]{16})(?: event=([0-9a-f]{8}))?(?: remembers=([a-z_,]+))?(?=\s|$)/;

function readDescription(
  { description }: DefinitionBody,
  parameter: string | undefined,
): DefinitionMark | null {
  const found = FORM_IN_DESCRIPTION.exec(String(description ?? ""));
  const key = found?.[2] ?? parameter;
  if (!found || key === undefined) return null;
  return { owner: found[1]!, key, digest: found[3]!, event: found[4] ?? null, remembers: memories(found[5]) };
}

function descriptionMark({ owner, digest, event, remembers }: DefinitionMark, address: string): string {
  const memory = remembers.length === 0 ? "" : ` remembers=${remembers.join(",")}`;
  const made = event ? ` event=${event}` : "";
  return `goalform owner=${owner}${address} digest=${digest}${made}${memory}`;
}

function joined(forPeople: string, mark: string): string {
  return `${forPeople} ${mark}`.trim();
}

const MARK_PARAMETER = "goalform";

const FORM_IN_PARAMETER = /^([a-z0-9_-]+)\/(\S+)\/([0-9a-f]{16})(?:\/([a-z]+)(?:\/([0-9a-f]{8}))?)?$/;

/** One letter each: the room is small. */
const LETTERS: Readonly<Partial<Record<Memory, string>>> = {
  protected: "p",
  key_event: "k",
  value: "v",
  adopted: "a",
};

/** The event is left out where there is no room for it. */
function inParameter({ owner, key, digest, event, remembers }: DefinitionMark): string {
  const letters = remembers.map((memory) => LETTERS[memory] ?? "").join("");
  const short = [owner, key, digest, ...(letters === "" ? [] : [letters])].join("/");
  const whole = event && letters !== "" ? `${short}/${event}` : short;
  return whole.length <= RULE.parameterValue ? whole : short;
}

function readParameter(body: DefinitionBody): DefinitionMark | null {
  const found = FORM_IN_PARAMETER.exec(markValue(body) ?? "");
  if (!found) return null;
  const letters = found[4] ?? "";
  const remembers = MEMORIES.filter((memory) => letters.includes(LETTERS[memory] ?? " "));
  return { owner: found[1]!, key: found[2]!, digest: found[3]!, event: found[5] ?? null, remembers };
}

function markValue(body: DefinitionBody): string | null {
  return mutations(body).find(({ parameter }) => parameter === MARK_PARAMETER)?.parameterValue ?? null;
}

function mutations({
  parameterMutations,
}: DefinitionBody): NonNullable<DefinitionBody["parameterMutations"]> {
  return parameterMutations ?? [];
}
