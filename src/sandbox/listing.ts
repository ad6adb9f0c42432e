/**
 * Lists as Google gives them: in an order that is stable but means nothing, and
 * page by page.
 */
import type { Call } from "./call.ts";
import type { Json } from "./state.ts";

/** Everything that there is to list. */
export interface Listed<T> {
  /** What the list is called in its message. */
  readonly name: string;
  readonly items: readonly T[];
  idOf(item: T): string;
  answer(item: T): Json;
}

/** @returns the page that the call asks for; undefined when its token was not handed out for this list. */
export function pageAnswer<T>(call: Call, listed: Listed<T>, size: number): Json | undefined {
  const items = scattered(listed.items, listed.idOf);
  const page = pageOf(items, call.path, size, call.query.get("pageToken") ?? "");
  if (page === undefined) return undefined;
  const { nextPageToken } = page;
  return {
    ...(page.items.length > 0 && { [listed.name]: page.items.map(listed.answer) }),
    ...(nextPageToken !== undefined && { nextPageToken }),
  };
}

/** The same elements, ordered by a hash of their id, so that no client can lean on the order of creation. */
export function scattered<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, rank: hash(idOf(item)), id: idOf(item) }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ item }) => item);
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

/**
 * One page of a list. A token belongs to the list it came from.
 *
 * @param list names the list, usually its path.
 * @returns undefined for a token that was not handed out for this list.
 */
function pageOf<T>(items: readonly T[], list: string, size: number, token: string): Page<T> | undefined {
  const start = token === "" ? 0 : startOf(token, list);
  if (start === undefined || (start > 0 && start >= items.length)) return undefined;
  const end = start + size;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextPageToken: tokenFor(list, end) } : page;
}

function tokenFor(list: string, start: number): string {
  return Buffer.from(`${start}:${hash(`${list} ${start}`)}`).toString("base64url");
}

function startOf(token: string, list: string): number | undefined {
  const start = Number.parseInt(Buffer.from(token, "base64url").toString(), 10);
  return Number.isInteger(start) && tokenFor(list, start) === token ? start : undefined;
}

/** FNV-1a, 32 bits, with a final mix so that neighbouring ids land far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
