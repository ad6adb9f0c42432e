/**
 * Parts of an address, as the tag's URL variables give them: percent-encoding stays, except in single query values.
 */

import { entryIn } from "../entry-in.ts";
import { parsedUrl } from "../parsed-url.ts";

export interface PartOptions {
  readonly stripWww?: boolean;
  /** File names that count as the folder itself, for the path. */
  readonly defaultPages?: readonly string[];
  /** Only this parameter of the query, decoded; without it the whole query, unchanged. */
  readonly queryKey?: string;
}

type Part = (url: Address, page: Address, options: PartOptions) => string | undefined;

interface Address {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: "80", https: "443" };

const PARTS: Readonly<Record<string, Part>> = {
  URL: (url) => url.href,
  URL_NO_FRAGMENT: (url) => withoutFragment(url.href),
  PROTOCOL: (url, page) => scheme(url) || scheme(page),
  HOST: (url, page, { stripWww }) => host(url, page, stripWww ?? false),
  PORT: (url, page) => (url.hostname ? url.port : page.port) || (entryIn(DEFAULT_PORTS, scheme(url)) ?? ""),
  PATH: (url, _page, { defaultPages }) => path(url, defaultPages ?? []),
  QUERY: (url, _page, { queryKey }) => query(url.search.replace("?", ""), queryKey),
  EXTENSION: (url) => extension(url.pathname),
  FRAGMENT: (url) => url.hash.replace("#", ""),
};

/**
 * One part of an address; an unknown part gives the whole address.
 * An address without a host (`tel:`, `mailto:`) takes the page's host, as an anchor in a browser does.
 * @throws URIError when a query value is wrongly percent-encoded
 */
export function urlPart(
  part: string,
  url: string,
  pageUrl: string,
  options: PartOptions = {},
): string | undefined {
  const read = entryIn(PARTS, part) ?? PARTS["URL"]!;
  return read(address(url, pageUrl), address(pageUrl, pageUrl), options);
}

/** The absolute form of an address; one that cannot be understood stays as it is written. */
export function resolveUrl(url: string, pageUrl: string): string {
  return address(url, pageUrl).href;
}

export function withoutFragment(href: string): string {
  const hash = href.indexOf("#");
  return hash < 0 ? href : href.slice(0, hash);
}

/** Whether two addresses are the same place: scheme, `www.`, case of the path, last slash and query are ignored. */
export function sameAddress(a: string, b: string, pageUrl: string): boolean {
  return placeOf(a, pageUrl) === placeOf(b, pageUrl);
}

function placeOf(url: string, pageUrl: string): string {
  const part = (name: string, options?: PartOptions) => urlPart(name, url, pageUrl, options) ?? "";
  const protocol = part("PROTOCOL");
  const origin = entryIn(DEFAULT_PORTS, protocol) === part("PORT") ? "web" : `${protocol}:${part("PORT")}`;
  return [origin, part("HOST", { stripWww: true }), part("PATH").toLowerCase().replace(/\/$/, "")].join(" ");
}

function address(url: string, pageUrl: string): Address {
  const key = `${url} ${pageUrl}`;
  const known = parsed.get(key) ?? parse(url, pageUrl);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, known);
  return known;
}

/** The conditions of a page look at the same few addresses again and again. */
const parsed = new Map<string, Address>();
const MOST_PARSED = 200;

function parse(url: string, pageUrl: string): Address {
  const base = parsedUrl(pageUrl)?.href;
  const known = parsedUrl(url, base);
  return known ?? { href: url, protocol: "", hostname: "", port: "", pathname: "", search: "", hash: "" };
}

function scheme(url: Address): string {
  return url.protocol.replace(":", "").toLowerCase();
}

function host(url: Address, page: Address, stripWww: boolean): string {
  const name = (url.hostname || page.hostname).toLowerCase();
  return stripWww ? name.replace(/^www\d*\./, "") : name;
}

function path(url: Address, defaultPages: readonly string[]): string {
  const segments = (url.pathname.startsWith("/") ? url.pathname : `/${url.pathname}`).split("/");
  const last = segments.at(-1) ?? "";
  return defaultPages.includes(last) ? [...segments.slice(0, -1), ""].join("/") : segments.join("/");
}

function extension(pathname: string): string {
  const pieces = pathname.split(".");
  return pieces.length > 1 ? (pieces.at(-1)!.split("/")[0] ?? "") : "";
}

/** The first parameter with this name; names and values are decoded, a plus is a space. */
function query(search: string, key: string | undefined): string | undefined {
  if (!key) return search;
  const decode = (text: string) => decodeURIComponent(text.replace(/\+/g, " "));
  for (const pair of search.split("&")) {
    const [name = "", ...value] = pair.split("=");
    if (decode(name) === key) return decode(value.join("="));
  }
  return undefined;
}
