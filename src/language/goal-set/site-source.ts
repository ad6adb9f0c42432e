/** A value that the site gives, named by its place, in the words of the file: `data_layer: order.total`, `link: url`. */

/** What can be taken from these places. The order is the one in which people meet them. */
const PARTS = {
  page: ["path", "url", "host", "fragment", "title", "referrer"],
  click: ["text", "id", "classes"],
  link: ["url", "text", "id", "classes"],
  form: ["id", "action", "classes"],
  scroll: ["percent"],
  video: ["title", "url", "percent", "status"],
  visible: ["id", "percent"],
} as const;

type Parts = typeof PARTS;

/** `attribute`: an attribute of the element that the visitor acted on, or of the nearest one around it. */
export const SOURCE_KEYS = ["data_layer", "query", "cookie", ...keysOf(PARTS), "attribute"] as const;
export type SourceKey = (typeof SOURCE_KEYS)[number];

export type SiteValue =
  | { readonly from: Exclude<SourceKey, keyof Parts>; readonly name: string }
  | { readonly [K in keyof Parts]: { readonly from: K; readonly name: Parts[K][number] } }[keyof Parts];

/** `otherwise`: what is sent where the site gives nothing; null: nothing is sent. */
export type SiteSource = SiteValue & { readonly otherwise: string | null };

function keysOf<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[];
}
