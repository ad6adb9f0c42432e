/** A request of Google's tag → the events that it reports to Analytics (`/g/collect`, version 2 of its protocol). */

import { entryIn } from "../entry-in.ts";
import type { Json } from "../resources/json.ts";
import { type ConsentSignals, consentSignals } from "./consent-signals.ts";

export interface Hit {
  readonly measurementId: string;
  readonly event: string;
  /** As the page named them; the address, title and referrer of the page under the names that Analytics has for them. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly userProperties: Readonly<Record<string, Json>>;
  /** Google treats it as a key event (`_c=1`). */
  readonly keyEvent: boolean;
  /** What Analytics also makes of it: the visitor's first visit (`_fv`), a new session (`_ss`). They have no hits of their own. */
  readonly begins: readonly ("first_visit" | "session_start")[];
  /** The page sent it with `gtag('event', …)` (`_ee=1`), and not a tag of Tag Manager. */
  readonly bySite: boolean;
  /** `gcs` as it was sent; null: the page has set no consent default. */
  readonly gcs: string | null;
  readonly gcd: string | null;
  readonly consent: ConsentSignals;
}

/**
 * Recognized by what it says and not by where it goes: server containers and tag gateways have hosts and paths of their own.
 * True also for requests that report no event, such as those of Google signals.
 */
export function isHit(url: URL): boolean {
  return url.searchParams.get("v") === "2" && /^G-[A-Z0-9]+$/i.test(url.searchParams.get("tid") ?? "");
}

/**
 * What the address says applies to every event; a batch has a line for each. Without a body the address is the event.
 *
 * @returns none for a request without an event
 */
export function hitsIn(url: URL, body: string): readonly Hit[] {
  const shared = [...url.searchParams];
  const lines = body.split(/\r?\n/).filter((line) => line.trim() !== "");
  const events =
    lines.length === 0 ? [shared] : lines.map((line) => [...shared, ...new URLSearchParams(line)]);
  return events.flatMap((fields) => hitOf(new Map(fields)) ?? []);
}

/** Of a field that the address and the line both have, the line's counts. */
function hitOf(fields: ReadonlyMap<string, string>): Hit | null {
  const event = fields.get("en");
  if (!event) return null;
  const [gcs, gcd] = [fields.get("gcs") ?? null, fields.get("gcd") ?? null];
  return {
    measurementId: (fields.get("tid") ?? "").toUpperCase(),
    event,
    parameters: {
      ...pageOf(fields),
      ...prefixed(fields, "ep.", (text) => text),
      ...prefixed(fields, "epn.", numberIn),
      ...itemsOf(fields),
    },
    userProperties: { ...prefixed(fields, "up.", (text) => text), ...prefixed(fields, "upn.", numberIn) },
    keyEvent: fields.get("_c") === "1",
    begins: [
      ...(fields.has("_fv") ? (["first_visit"] as const) : []),
      ...(fields.has("_ss") ? (["session_start"] as const) : []),
    ],
    bySite: fields.get("_ee") === "1",
    gcs,
    gcd,
    consent: consentSignals(gcs, gcd),
  };
}

const NAMED: Readonly<Record<string, string>> = {
  dl: "page_location",
  dt: "page_title",
  dr: "page_referrer",
  cu: "currency",
  uid: "user_id",
};

function pageOf(fields: ReadonlyMap<string, string>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(NAMED).flatMap(([field, name]) => {
      const value = fields.get(field);
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

function prefixed(
  fields: ReadonlyMap<string, string>,
  prefix: string,
  read: (text: string) => Json,
): Record<string, Json> {
  return Object.fromEntries(
    [...fields]
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, text]) => [field.slice(prefix.length), read(text)]),
  );
}

function numberIn(text: string): Json {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}

function itemsOf(fields: ReadonlyMap<string, string>): Record<string, Json> {
  const items = [...fields].filter(([field]) => /^pr\d+$/.test(field)).map(([, text]) => itemOf(text));
  return items.length === 0 ? {} : { items };
}

/** `idsku1~nmName~pr3.5~qt2~k0color~v0red`: two letters are the key. A `~` of a value is written twice. */
function itemOf(text: string): Record<string, Json> {
  const parts = text
    .split(/(?<!~)~(?!~)/)
    .map((part) => [part.slice(0, 2), part.slice(2).replaceAll("~~", "~")]);
  const own = new Map(parts.map(([key = "", value = ""]) => [key, value]));
  const known = parts.flatMap(([key = "", value = ""]) => {
    const name = entryIn(ITEM_KEYS, key);
    return name === undefined ? [] : [[name, NUMBERS.has(name) ? numberIn(value) : value]];
  });
  const custom = [...own].flatMap(([key, name]) => {
    const number = /^k(\d)$/.exec(key)?.[1];
    return number === undefined ? [] : [[name, own.get(`v${number}`) ?? ""]];
  });
  return Object.fromEntries([...known, ...custom]);
}

const NUMBERS: ReadonlySet<string> = new Set(["price", "quantity", "discount", "index"]);

const ITEM_KEYS: Readonly<Record<string, string>> = {
  id: "item_id",
  nm: "item_name",
  br: "item_brand",
  ca: "item_category",
  c2: "item_category2",
  c3: "item_category3",
  c4: "item_category4",
  c5: "item_category5",
  va: "item_variant",
  pr: "price",
  qt: "quantity",
  ds: "discount",
  cp: "coupon",
  ln: "item_list_name",
  li: "item_list_id",
  lp: "index",
  af: "affiliation",
  lo: "location_id",
  pi: "promotion_id",
  pn: "promotion_name",
  cn: "creative_name",
  cs: "creative_slot",
};
