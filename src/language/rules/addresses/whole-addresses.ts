/** Comparisons with the whole address of a page that could never be true. */
import { entryOf, sameWith } from "../../misread/rewritten.ts";
import { hostIn, partsInYaml, splitAddress } from "../../misread/split-address.ts";
import type { TextPosition } from "../../misread/text-position.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { omittedParts, withoutTracking } from "./path-advice.ts";
import { beginsWith, requiresCharacter } from "./required-characters.ts";

export type Problem = readonly [code: string, message: string, hint: string];

export function isWhole(op: string): boolean {
  return op === "equals" || op === "one_of";
}

export function url(position: TextPosition): Problem | null {
  const { text, op } = position;
  return (
    (op === "matches" ? notAbsolutePattern(text) : null) ??
    withFragment(position) ??
    (isWhole(op) ? notWhole(position) : null) ??
    (op === "begins_with" && text.startsWith("/") ? beginningOfPath(position) : null)
  );
}

/** A pattern that begins like a path or a host, where every address begins with `https://`. */
function notAbsolutePattern(text: string): Problem | null {
  if (beginsWith(text, /\//))
    return [
      "url-not-absolute",
      "`url` is the whole address and begins with https://, so this pattern can never match.",
      `Write \`path: { matches: '${text.replaceAll("'", "''")}' }\` instead of \`url\`.`,
    ];
  if (!beginsWith(text, /[a-gi-z0-9]/i)) return null;
  return [
    "url-not-absolute",
    "`url` is the whole address and begins with https://, so this pattern can never match.",
    `Write \`matches: '^https?://${text.slice(1).replaceAll("'", "''")}'\`.`,
  ];
}

function withFragment(position: TextPosition): Problem | null {
  const { text, op } = position;
  const hasFragment = op === "matches" ? requiresCharacter(text, "#") : text.includes("#");
  if (!hasFragment) return null;
  return [
    "url-with-fragment",
    "Tag Manager's Page URL ends before `#`, so this can never be true.",
    withoutFragment(position),
  ];
}

/** A text that the whole address must be: it needs a scheme, a host, and a slash after the host. */
function notWhole(position: TextPosition): Problem | null {
  const { text } = position;
  if (text.startsWith("/"))
    return [
      "url-not-absolute",
      "`url` is the whole address, with https:// and the host.",
      pathInstead(position) ?? "For the path alone use `path`.",
    ];
  if (!/^https?:\/\/[^/\s]/i.test(text))
    return [
      "url-not-absolute",
      "`url` is the whole address, with https:// and the host.",
      hostIn(text) === null
        ? "Write `https://www.acme.example/thanks`; for the path alone use `path`."
        : `Write \`${sameWith(position, withSlash(`https://${text}`))}\`.`,
    ];
  if (/^https?:\/\/[^/\s]+\//i.test(text)) return null;
  return [
    "url-not-absolute",
    "The address of a page has at least a `/` after the host.",
    `Write \`${sameWith(position, withSlash(text))}\`.`,
  ];
}

function beginningOfPath(position: TextPosition): Problem {
  return [
    "url-not-absolute",
    "`url` is the whole address and begins with https://, not with `/`.",
    pathInstead(position) ?? "Use `path` for the part from the first slash on.",
  ];
}

/** At least a slash is between the host and what follows. */
function withSlash(address: string): string {
  return address.replace(/^(https?:\/\/[^/?#]+)(?=[?#]|$)/i, "$1/");
}

function pathInstead(position: TextPosition): string | null {
  if (position.all.length > 1 || position.not) return null;
  const parts = splitAddress(position.text);
  const written = partsInYaml(withoutTracking(parts), position.op);
  return written === null ? null : `Write \`${written}\` instead of \`url\`${omittedParts(parts)}.`;
}

function withoutFragment(position: TextPosition): string {
  const [before = "", after = ""] = position.text.split("#", 2);
  if (position.op === "matches" || after === "" || position.all.length > 1 || position.not)
    return "Compare what follows the `#` with `fragment:`, and leave it out here.";
  const isOpen = position.op === "contains" || position.op === "begins_with";
  const fragment = isOpen
    ? entryOf({ under: "fragment" }, "begins_with", after)
    : `fragment: ${inYaml(after)}`;
  if (before === "") return `Write \`${fragment}\` instead of \`url\`.`;
  const opensStart = position.op === "contains" || position.op === "ends_with";
  const url = opensStart ? entryOf({ under: "url" }, "ends_with", before) : `url: '${withSlash(before)}'`;
  return `Write \`${url}, ${fragment}\`.`;
}
