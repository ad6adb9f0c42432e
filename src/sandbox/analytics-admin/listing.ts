/** Lists of Analytics Admin: 50 to a page unless asked otherwise, never more than 200. */
import type { Call } from "../call.ts";
import { badPayload } from "../google-error.ts";
import { type Listed, pageAnswer } from "../listing.ts";
import type { Json } from "../state.ts";
import { invalidArgument } from "./refusals.ts";

export const LIST_QUERY = ["pageSize", "pageToken"];

const DEFAULT_PAGE_SIZE = 50;
const MAXIMUM_PAGE_SIZE = 200;

/** @throws GoogleError 400 for a page size or a page token that is not valid. */
export function listAnswer<T>(call: Call, listed: Listed<T>): Json {
  const page = pageAnswer(call, listed, pageSize(call.query.get("pageSize")));
  if (page === undefined) throw invalidArgument("The page token is invalid.");
  return page;
}

/** Larger sizes are cut down without a word. */
function pageSize(wanted: string | null): number {
  if (wanted === null || wanted === "0") return DEFAULT_PAGE_SIZE;
  if (!/^-?\d{1,9}$/.test(wanted)) {
    const description = `Invalid value at 'page_size' (TYPE_INT32), ${JSON.stringify(wanted)}`;
    throw badPayload([{ field: "page_size", description }]);
  }
  const size = Number(wanted);
  if (size < 0) throw invalidArgument("The page size must not be negative.");
  return Math.min(size, MAXIMUM_PAGE_SIZE);
}
