/**
 * The text of a served `gtm.js` or `gtag/js` → what Google compiled the container into. It is read as data and never
 * run. Seen in 85 copies of 2018 to August 2026: `var data = {…}` is strict JSON in each of them, and the white space
 * around it is not the same in any two builds.
 */
import type { Json, JsonObject } from "../../resources/json.ts";

export interface Served {
  /** The number of the container version, as text; null where the file does not say. */
  readonly version: string | null;
  /** `GTM-…` or `G-…`; null where the file does not say. */
  readonly publicId: string | null;
  /** The container's number at Google, which its triggers are named after; null where the file does not say. */
  readonly number: string | null;
  readonly macros: readonly ServedObject[];
  readonly tags: readonly ServedObject[];
  readonly predicates: readonly ServedObject[];
  readonly rules: readonly ServedRule[];
}

/** A macro, a tag or a predicate: its `function`, and everything else below its own key. */
export interface ServedObject {
  readonly function: string;
  readonly has: ReadonlyMap<string, Json>;
}

/** All of `if` and none of `unless`: numbers of predicates. `add` and `block`: numbers of tags. */
export type ServedRule = Readonly<Record<"if" | "unless" | "add" | "block", readonly number[]>>;

export type ServedReading = { readonly served: Served } | { readonly problem: string };

export function readServed(text: string): ServedReading {
  if (/^\s*</.test(text))
    return { problem: "it is a web page and not the script itself. Save what the address answers" };
  let found = false;
  for (const start of startsOf(text)) {
    const end = closing(text, start);
    if (end < 0) return { problem: "it is cut off: the data in it has no end" };
    const data = parsed(text.slice(start, end));
    if (data !== null) return servedOf(data, text.slice(end));
    found = true;
  }
  if (!found) return { problem: "it contains no container (no `var data = {`)" };
  return {
    problem:
      "the data in it is not JSON with a container, as Google serves it; a program may have formatted it",
  };
}

/** A hostile file may begin as often as it likes. */
const MOST_STARTS = 5;

function* startsOf(text: string): Generator<number> {
  const start = /\bdata\s*=\s*\{/g;
  for (let tries = 0; tries < MOST_STARTS; tries++) {
    const found = start.exec(text);
    if (found === null) return;
    yield found.index + found[0].length - 1;
  }
}

/** After the brace that closes the one at `start`; -1 where none does. Braces in strings do not count. */
function closing(text: string, start: number): number {
  let depth = 0;
  let isText = false;
  // Up to 20 MB: by hand, since a pattern would keep every character of a long string on its stack.
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (isText) {
      if (character === "\\") index++;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return index + 1;
  }
  return -1;
}

function parsed(text: string): JsonObject | null {
  try {
    const data = JSON.parse(text) as Json;
    return isObject(data) && isObject(own(data, "resource")) ? data : null;
  } catch {
    return null;
  }
}

function servedOf(data: JsonObject, code: string): ServedReading {
  const resource = own(data, "resource") as JsonObject;
  const [macros, tags, predicates, rules] = ["macros", "tags", "predicates", "rules"].map((key) =>
    own(resource, key),
  );
  if (!isList(tags) || !isList(rules)) return { problem: "its container has no tags and no rules" };
  const version = own(resource, "version");
  const blob = own(data, "blob");
  const all = tags.map(servedObject);
  return {
    served: {
      version: typeof version === "string" ? version : null,
      publicId: publicIdIn(isObject(blob) ? own(blob, "5") : null, code),
      number: numberIn(all, code),
      macros: isList(macros) ? macros.map(servedObject) : [],
      tags: all,
      predicates: isList(predicates) ? predicates.map(servedObject) : [],
      rules: rules.map(servedRule),
    },
  };
}

/** An entry that is not one keeps its place, since others are known by their number. */
function servedObject(entry: Json): ServedObject {
  if (!isObject(entry)) return { function: "", has: new Map() };
  const name = own(entry, "function");
  return { function: typeof name === "string" ? name : "", has: new Map(Object.entries(entry)) };
}

function servedRule(entry: Json): ServedRule {
  const parts = isList(entry) ? entry.filter(isList) : [];
  const of = (word: string) =>
    parts.flatMap(([name, ...numbers]) =>
      name === word ? numbers.filter((one) => typeof one === "number") : [],
    );
  return { if: of("if"), unless: of("unless"), add: of("add"), block: of("block") };
}

const ID = /^(?:GTM|G|GT|AW|DC)-[A-Z0-9]{2,20}$/;

/** Since about 2024 the data says it. Before that only the code does, which names no other container. */
function publicIdIn(said: Json | undefined, code: string): string | null {
  if (typeof said === "string" && ID.test(said)) return said;
  const ids = new Set([...code.matchAll(/["']((?:GTM|G|GT)-[A-Z0-9]{4,20})["']/g)].map(([, id]) => id!));
  const [only] = ids;
  return ids.size === 1 ? only! : null;
}

/** Listeners are named `<container>_<trigger>`. */
function numberIn(tags: readonly ServedObject[], code: string): string | null {
  const named = tags.flatMap(({ has }) => {
    const id = has.get("vtp_uniqueTriggerId");
    return typeof id === "string" ? (/^(\d+)_\d+$/.exec(id)?.[1] ?? []) : [];
  });
  return named[0] ?? /\bcanonicalContainerId\s*:\s*["'](\d+)["']/.exec(code)?.[1] ?? null;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** What the object itself has: `__proto__` and the like are keys as any other. */
function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
