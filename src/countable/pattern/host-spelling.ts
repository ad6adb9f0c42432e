/**
 * Hosts as browsers show them, by the URL standard (url.spec.whatwg.org): small letters, labels outside ASCII
 * as `xn--…`, no default port. Everything after the host is percent-encoded instead, which distinguishes the two.
 */
import { lazy } from "./lazy.ts";

const SCHEME = "[a-z][a-z0-9+.-]*:";
const START = new RegExp(`^(${SCHEME})?//([^/?#\\\\]*)`, "i");

/** A text from the start of an address on; `isWhole`: it is the whole address, not only how one begins. */
export function browserAddress(text: string, isWhole: boolean): string {
  const [start, scheme = "", authority = ""] = START.exec(text) ?? [];
  if (start === undefined)
    return text.replace(new RegExp(`^${SCHEME}`, "i"), (opaque) => opaque.toLowerCase());
  const rest = text.slice(start.length);
  const isComplete = isWhole || rest !== "";
  const shown = isComplete ? wholeAuthority(scheme, authority) : partOfAuthority(authority);
  const needsSlash = isWhole && /^(?:https?:)?$/i.test(scheme) && !rest.startsWith("/");
  return `${scheme.toLowerCase()}//${shown}${needsSlash ? "/" : ""}${rest}`;
}

function wholeAuthority(scheme: string, authority: string): string {
  if (authority === "") return authority;
  try {
    const { href, protocol } = new URL(`${scheme || "https:"}//${authority}/`);
    const shown = href.slice(protocol.length + 2, -1);
    return hasBraces(shown) ? authority.toLowerCase() : shown;
  } catch {
    return authority.toLowerCase();
  }
}

function partOfAuthority(authority: string): string {
  const [, user = "", host = "", port = ""] = /^(.*@)?([^:]*)(.*)$/s.exec(authority) ?? [];
  return user + partOfHost(host) + port.toLowerCase();
}

/** A host that is written in full. */
export function wholeHost(host: string): string {
  const bare = host.replace(/^\./, "");
  try {
    const { hostname } = new URL(`http://${bare}`);
    return hasBraces(hostname) ? host.toLowerCase() : host.slice(0, host.length - bare.length) + hostname;
  } catch {
    return host.toLowerCase();
  }
}

/** A part of a host, label by label: a URL parser would read `10.0` as `10.0.0.0`. */
export function partOfHost(part: string): string {
  return part
    .split(/[.\u3002\uff0e\uff61]/)
    .map(label)
    .join(".");
}

function label(text: string): string {
  if (!isOutsideAscii(text)) return text.toLowerCase();
  const shown = wholeHost(`${text}.example`);
  return shown.endsWith(".example") ? shown.slice(0, -".example".length) : text.toLowerCase();
}

/** Tag Manager would read two braces as a variable, and a URL parser makes them of their full-width look-alikes. */
function hasBraces(text: string): boolean {
  return /[{}]/.test(text);
}

function isOutsideAscii(text: string): boolean {
  return /[\u0080-\u{10ffff}]/u.test(text);
}

/** Where a text that may be anywhere in an address would be part of the host. */
export interface HostInText {
  /** A pattern for what comes before it. */
  readonly before: string;
  /** The text with its host as browsers show it; what follows the host is as it was. */
  readonly text: string;
  readonly host: string;
  /** It says with `//` that this is the host. */
  readonly isCertain: boolean;
}

const HOST_IN_TEXT = lazy(
  () => new RegExp(`^(${SCHEME}//|:?//)?([\\p{L}\\p{N}\\p{M}.\\u3002\\uff0e\\uff61-]+)(?=$|[:/?#])`, "iu"),
);

/** Null when the text reads the same whether it is part of the host or of what follows. */
export function hostInText(text: string): HostInText | null {
  const [all = "", slashes, host = ""] = HOST_IN_TEXT().exec(text) ?? [];
  const shown = partOfHost(host);
  if (shown === host || (slashes === undefined && !isOutsideAscii(host) && !endsLikeHost(host))) return null;
  const rest = shown + text.slice(all.length);
  if (slashes === undefined) return { before: `^${SCHEME}//[^/?#]*`, text: rest, host, isCertain: false };
  const scheme = slashes.toLowerCase();
  const before = scheme === "//" ? `^${SCHEME}` : scheme === "://" ? `^${SCHEME.slice(0, -1)}` : "^";
  return { before, text: scheme + rest, host, isCertain: true };
}

/** `WWW.Acme.Example`, but not `Order` and not `Prices.pdf`. */
function endsLikeHost(text: string): boolean {
  const last = /\.([a-z]{2,})$/i.exec(text)?.[1]?.toLowerCase();
  return last !== undefined && !FILES.test(last);
}

const FILES =
  /^(?:html?|xhtml|php|aspx?|jspx?|cgi|do|pdf|docx?|xlsx?|pptx?|csv|txt|rtf|zip|rar|gz|mp[34]|mov|avi|png|jpe?g|gif|svg|webp|xml|json|js|css|md)$/;

/** Unquantified letters, digits and hyphens with something outside ASCII among them: the label of a host, if it is one. */
const LABEL = "(?=[\\p{L}\\p{N}-]*[\\u0080-\\u{10ffff}])[\\p{L}\\p{N}-]+(?![\\p{L}\\p{N}\\p{M}*+?{-])";
const TOKEN = lazy(
  () => new RegExp(`\\\\[\\s\\S]|\\[(?:\\\\[\\s\\S]|[^\\]\\\\])*\\]|(${LABEL})|[\\s\\S]`, "gu"),
);

/** The author's pattern for a host. Hosts have no capitals, so it must be compared in any case. */
export function hostPattern(pattern: string): string {
  return pattern.replace(TOKEN(), (token, name?: string) => (name === undefined ? token : label(name)));
}

/** The author's pattern for a whole address, in which a label may be part of the host as well: each in both spellings. */
export function addressPatternWithHosts(pattern: string): string {
  const lower = pattern.replace(/^\^?[a-z?]+:(?:\\?\/){2}(?:\\[.-]|[\p{L}\p{N}-])+/iu, (start) =>
    start.toLowerCase(),
  );
  return lower.replace(TOKEN(), (token, name?: string) =>
    name === undefined ? token : `(?:${name}|${label(name)})`,
  );
}

/** What of a pattern for a host cannot be spelled as browsers show it: the `[uü]` of `m[uü]ller`. */
export function unspeltInHost(pattern: string): string | null {
  const tokens = [...pattern.matchAll(TOKEN())];
  return tokens.find(([token, name]) => name === undefined && isOutsideAscii(token))?.[0] ?? null;
}
