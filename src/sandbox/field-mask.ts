/**
 * `fields`: which parts of an answer to give, such as `tag(name,parameter/key),nextPageToken` or `*`
 * (developers.google.com/tag-platform/tag-manager/api/v2/performance, Partial response).
 */
import { badPayload, GoogleError } from "./google-error.ts";
import { camelCase, type Messages } from "./message.ts";
import type { Json } from "./state.ts";

/** What is wanted of a message: everything where the tree ends. */
interface Mask {
  readonly [field: string]: Mask;
}

const ALL: Mask = {};

/** @throws GoogleError 400 for a mask that cannot be read. */
export function masked(answer: Json, fields: string): Json {
  return picked(answer, parseMask(fields));
}

/**
 * Refuses a mask that names what the answer does not have, in the words of Google's newer APIs. It comes before the work:
 * nothing is changed.
 *
 * @param message that of the answer
 * @throws GoogleError 400
 */
export function checkMask(messages: Messages, message: string, fields: string): void {
  const unknown = unknownPaths(messages, message, parseMask(fields));
  if (unknown.length === 0) return;
  const fieldViolations = unknown.map((path) => ({
    field: fields,
    description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`,
  }));
  const text = "Request contains an invalid argument.";
  throw new GoogleError({
    code: 400,
    message: text,
    errors: [{ message: text, domain: "global", reason: "badRequest" }],
    status: "INVALID_ARGUMENT",
    details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations }],
  });
}

/** A path below a wildcard may be in any of its fields, and is not looked up. */
function unknownPaths(messages: Messages, message: string, mask: Mask): string[] {
  return Object.entries(mask).flatMap(([name, inner]) => {
    if (name === "*") return [];
    const fields = messages[message] ?? {};
    const type = Object.hasOwn(fields, name) ? fields[name]!.type : undefined;
    if (type === undefined) return [name];
    if (isAll(inner)) return [];
    const below = typeof type === "object" && "message" in type ? type.message : "";
    return unknownPaths(messages, below, inner).map((path) => `${name}.${path}`);
  });
}

function picked(value: Json, mask: Mask): Json {
  if (isAll(mask) || typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => picked(item, mask));
  const wanted = Object.entries(value).flatMap(([name, part]) => {
    const of = mask[name] ?? mask["*"];
    return of === undefined || part === undefined ? [] : [[name, picked(part, of)] as const];
  });
  return Object.fromEntries(wanted);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function parseMask(text: string): Mask {
  const tokens = text.match(/[^,()/.\s]+|[,()/.]/g) ?? [];
  let at = 0;
  const invalid = () =>
    badPayload([{ field: "fields", description: `Invalid value for the field selection: ${text}` }]);

  function list(): Mask {
    let all: Record<string, Mask> = {};
    do all = merged(all, path());
    while (tokens[at] === "," && ++at > 0);
    return all;
  }

  function path(): Record<string, Mask> {
    const given = tokens[at++];
    if (given === undefined || !/^(\*|\w+)$/.test(given)) throw invalid();
    const name = camelCase(given);
    if (tokens[at] === "/" || tokens[at] === ".") {
      at++;
      return { [name]: path() };
    }
    if (tokens[at] !== "(") return { [name]: ALL };
    at++;
    const inner = list();
    if (tokens[at++] !== ")") throw invalid();
    return { [name]: inner };
  }

  const mask = list();
  if (at !== tokens.length) throw invalid();
  return mask;
}

/** Everything of a field and a part of it are everything. */
function merged(one: Mask, other: Mask): Record<string, Mask> {
  const all: Record<string, Mask> = { ...one };
  for (const [name, mask] of Object.entries(other)) {
    const before = all[name];
    const isWhole = before !== undefined && (isAll(before) || isAll(mask));
    all[name] = before === undefined ? mask : isWhole ? ALL : merged(before, mask);
  }
  return all;
}

function isAll(mask: Mask): boolean {
  return Object.keys(mask).length === 0;
}
