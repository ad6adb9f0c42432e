/** What to write for a path that has more in it than a path: the address taken apart. */
import { lazy } from "../../../countable/pattern/lazy.ts";
import { entryIn } from "../../../entry-in.ts";
import { entryOf, literally, sameWith } from "../../misread/rewritten.ts";
import { type AddressParts, hostIn, partsInYaml, splitAddress } from "../../misread/split-address.ts";
import type { TextPosition } from "../../misread/text-position.ts";
import { isTracking } from "../../misread/tracking.ts";
import { inYaml } from "../../source/in-yaml.ts";

/** Null where the parts cannot be written, such as in a list of addresses on different hosts. */
export function inParts(position: TextPosition): string | null {
  if (position.all.length > 1) return listInParts(position);
  const all = splitAddress(position.text);
  const parts = withoutTracking(all);
  if (position.not) return negatedPath(position, parts);
  // With a scheme the text begins where the address does.
  const op = all.host === null ? position.op : (entryIn(FROM_START, position.op) ?? position.op);
  const written = partsInYaml(parts, op);
  return written === null ? null : `Write \`${asEntry(position, parts, written)}${omittedParts(all)}.`;
}

const FROM_START: Readonly<Record<string, string>> = { contains: "begins_with", ends_with: "equals" };

/** Whether the text begins with a scheme, with `//` or with a host. */
export function isAddressWithHost(text: string): boolean {
  return /^[a-z]+:\/\/./i.test(text) || hostIn(text.replace(/^\/\//, "")) !== null;
}

function asEntry({ under }: TextPosition, parts: AddressParts, written: string): string {
  if (under === "page") return `page: { ${written} }\``;
  const isAside = under !== "path" || (parts.path === "" && !written.includes("path:"));
  return `${written}\`${isAside ? " instead of `path`" : ""}`;
}

export function withoutTracking(parts: AddressParts): AddressParts {
  return { ...parts, query: parts.query.filter(([name]) => !isTracking(name)) };
}

/** Says that something is missing from the advice, and why. */
export function omittedParts({ query }: AddressParts): string {
  const tracking = query.map(([name]) => name).filter(isTracking);
  if (tracking.length === 0) return "";
  return `; \`${tracking[0]}\` is left out, because only visitors from one campaign or click have it`;
}

/** "Not this address" is meant as "not this page". */
function negatedPath(position: TextPosition, { path, query, fragment }: AddressParts): string | null {
  if (path === "" || query.length > 0 || fragment !== null) return null;
  return `Write \`${sameWith(position, path)}\`.`;
}

/** Addresses on the same host, without anything after the path. */
function listInParts({ all, not }: TextPosition): string | null {
  const parts = all.map((one) => withoutTracking(splitAddress(one)));
  const hosts = new Set(parts.flatMap(({ host }) => (host === null ? [] : [host.toLowerCase()])));
  const isPlain = parts.every(
    ({ path, query, fragment }) => path !== "" && query.length + (fragment === null ? 0 : 1) === 0,
  );
  if (!isPlain || hosts.size !== 1) return null;
  const paths = entryOf(
    { under: "path" },
    "one_of",
    parts.map(({ path }) => path),
  );
  if (not) return null;
  return `Write \`host: ${inYaml([...hosts].join(""))}, ${paths}\` instead of \`path\`.`;
}

const PATTERN_WITH_HOST = lazy(
  () => /^(\^?)(?:https?:(?:\\?\/){2})?((?:[\p{L}\p{N}-]+\\?\.)+[\p{L}]{2,})((?:\\?\/.*)?)$/iu,
);

/** A pattern that begins with a host; null when it does not, or when its alternatives begin with others. */
export function patternInParts(pattern: string): { readonly host: string; readonly hint: string } | null {
  if (/^\^?\\?\//.test(pattern)) return null;
  const [all, anchor = "", written = "", rest = ""] = PATTERN_WITH_HOST().exec(pattern) ?? [];
  if (all === undefined) return null;
  const host = written.replaceAll("\\", "");
  const isHost = /^\^?https?:/.test(pattern) || hostIn(host) === host;
  if (!isHost || /(?<!\\)\|(?![^(]*\))/.test(rest)) return null;
  const isStart = anchor !== "" || /^\^?https?:/.test(pattern) || host.startsWith("www.");
  const forHost = isStart ? `host: ${inYaml(host)}` : entryOf({ under: "host" }, "ends_with", host);
  const path = rest.replace(/^\\\//, "/");
  const forPath = path === "" ? "" : `, ${entryOf({ under: "path" }, "matches", `^${path}`)}`;
  return { host, hint: `Write \`${forHost}${forPath}\` instead of \`path\`.` };
}

/** `/danke/?`, as routes of web frameworks write a slash that may be missing. */
export function optionalSlash(position: TextPosition): string | null {
  const [, path] = /^(\/[^?#*()[\]]+)\/\?$/.exec(position.text) ?? [];
  if (path === undefined || position.op !== "equals" || position.all.length > 1) return null;
  return `For the page with and without the slash write \`${entryOf(position, "equals", path, ", trailing_slash: either")}\`.`;
}

/** `/danke?id=*`, `/danke?id={id}`, `/danke?*`: any value, or any parameters at all. */
export function anyQuery(position: TextPosition): string | null {
  const [, path = "", query = ""] = /^(\/[^?#]*)\?([^#]*)$/.exec(position.text) ?? [];
  if (path === "" || position.all.length > 1 || position.not || !isPlainPath(path)) return null;
  if (!["equals", "begins_with"].includes(position.op) || position.ignoresCase) return null;
  if (/^(?:\.?[*+]|\(\.[*+]\))$/.test(query))
    return `Write \`${sameWith(position, path)}\`; a path is compared without its parameters.`;
  const pairs = query.split("&").map((one) => /^([\w.~-]+)=(.*)$/.exec(one));
  if (!pairs.every((one) => one !== null) || !pairs.some((one) => isAnyValue(one[2] ?? ""))) return null;
  const conditions = pairs
    .filter((one) => !isTracking(one[1] ?? ""))
    .map(
      ([, name = "", value = ""]) =>
        `${inYaml(name)}: ${isAnyValue(value) ? "{ present: true }" : inYaml(value)}`,
    );
  const parts = `path: ${inYaml(path)}, query: { ${conditions.join(", ")} }`;
  if (position.under === "page") return `Write \`page: { ${parts} }\`.`;
  return `Write \`${parts}\`${position.under === "path" ? "" : " instead of `path`"}.`;
}

function isAnyValue(value: string): boolean {
  return /^(?:|\.?[*+]|\(\.[*+]\)|\{[\w-]+\}|<[\w-]+>|\[[\w-]+\]|:[a-z]\w*|\.\.\.|…|\\d\+|\[0-9\]\+|[xX]{2,})$/.test(
    value,
  );
}

function isPlainPath(path: string): boolean {
  return literally(path.replaceAll(".", "")) === path.replaceAll(".", "");
}
