/** `*` and `%` as other tools have them: for any text. Here they stand for themselves. */

import { entryIn } from "../../entry-in.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { anyText } from "./presence.ts";
import { anchored, asPattern, entryOf, literally, patternEntry } from "./rewritten.ts";
import { isAddress, isEvent, isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const wildcard: MisreadingDetector = (position) => {
  const sign = wildcardSign(position);
  if (sign === null) return null;
  return {
    code: "not-a-wildcard",
    message: isName(position)
      ? `\`${sign}\` is not a wildcard here: names are compared literally.`
      : `\`${sign}\` is not a wildcard here: the text is compared literally.`,
    hint: hintFor(position, sign),
  };
};

/** In a pattern `*` repeats what comes before it: `/blog/*` finds `/blog` and `/blogger`. */
export const wildcardInPattern: MisreadingDetector = (position) => {
  const { text } = position;
  const isPlain = !/[\\^$()[\]{}+?|]|\.\*/.test(text);
  if (isPlain && /^%.|.%$/.test(text) && !/%[0-9a-f]{2}/i.test(text)) return inPattern(position, "%");
  if (!/^\*|[\w/:-]\*/.test(text) || !isPlain) return null;
  return inPattern(position, "*");
};

/** `thanks?step=done` as a pattern: the question mark makes a character optional there, and does not match itself. */
export const questionMarkInPattern: MisreadingDetector = (position) => {
  const { text } = position;
  if (!/(?:^|[^\\])[\w/-]\?[\w-]+=/.test(text) || /\(\?|[)\]*+]\?/.test(text)) return null;
  const written = asPattern(position, text.replace(/([\w/-])\?(?=[\w-]+=)/g, "$1\\?"));
  return {
    code: "not-a-wildcard",
    message:
      "In a regular expression `?` makes the character before it optional; the question mark itself is `\\?`.",
    hint: written === null ? "Write `\\?`." : `Write \`${written}\`.`,
  };
};

function inPattern(position: TextPosition, sign: "*" | "%"): Misreading {
  const why =
    sign === "%"
      ? "`%` is not a wildcard in a regular expression."
      : "In a regular expression `*` repeats the character before it; any text is `.*`.";
  const hint =
    position.all.length > 1
      ? `Write \`${inYaml(anchored("equals", oneWay(position.text, sign, ".*")))}\`.`
      : hintFor({ ...position, op: "equals" }, sign);
  return { code: "not-a-wildcard", message: why, hint };
}

function wildcardSign(position: TextPosition): "*" | "%" | null {
  if (hasStar(position)) return "*";
  return hasPercent(position) ? "%" : null;
}

function hasStar(position: TextPosition): boolean {
  const { subject, text } = position;
  if (!text.includes("*")) return false;
  if (subject.endsWith("classes")) return /^\*|[\w-]\*$/.test(text);
  if (isAddress(position) || isName(position) || isEvent(position) || subject.endsWith("id")) return true;
  // Ratings, masked numbers and footnotes have asterisks too.
  return /^\*+$/.test(text) ? text.length === 1 : /^\*[^\s*]|[^\s*\d)]\*$/.test(text);
}

function hasPercent(position: TextPosition): boolean {
  const text = position.text.replace(/%[0-9a-f]{2}/gi, "");
  if (isProse(position) || isValue(position))
    return /^%$|^%[^\s%].*%$|^%[a-z/]/i.test(text) || /[a-z/]%$/i.test(text);
  return /^%|%$/.test(text);
}

function hintFor(position: TextPosition, sign: "*" | "%"): string {
  const { text, op } = position;
  if (isName(position)) return nameHint(position);
  if (position.subject === "path" && /.\*\*./.test(text) && position.all.length === 1)
    return anyFolders(position);
  const parts = text.split(sign === "*" ? /\*+/ : /%+/);
  if (parts.every((part) => part === "")) return anyText(position);
  const opensStart = op === "contains" || op === "ends_with" || parts[0] === "";
  const opensEnd = op === "contains" || op === "begins_with" || parts.at(-1) === "";
  const inner = parts.filter((part, index) => part !== "" || (index > 0 && index < parts.length - 1));
  const pattern = patternOf(position, inner, opensStart, opensEnd);
  if (position.all.length > 1) return listHint(position, sign);
  const [only = ""] = inner;
  if (inner.length === 1)
    return `Write \`${entryOf(position, operatorOf(opensStart, opensEnd), only)}\`${isProse(position) ? ", or allow `not-a-wildcard` when the asterisk is part of the text" : ""}.`;
  const written = asPattern(position, pattern);
  return written === null ? "Only `matches` has patterns; any text is `.*` there." : `Write \`${written}\`.`;
}

/** `/**\/danke` in the words of globs: any folders, or none. */
function anyFolders(position: TextPosition): string {
  const ways = position.text
    .split(/(\/\*\*\/|\*+)/)
    .map((part) => entryIn(GLOBS, part) ?? (/^\*\*+$/.test(part) ? ".*" : literally(part)));
  const written = asPattern(position, anchored(position.op, ways.join("")));
  return written === null ? "Only `matches` has patterns; any text is `.*` there." : `Write \`${written}\`.`;
}

const GLOBS: Readonly<Record<string, string>> = { "/**/": "/(.*/)?", "*": "[^/]*" };

function operatorOf(
  opensStart: boolean,
  opensEnd: boolean,
): "equals" | "contains" | "ends_with" | "begins_with" {
  if (opensStart && opensEnd) return "contains";
  if (opensStart) return "ends_with";
  return opensEnd ? "begins_with" : "equals";
}

/** What is between two slashes in a path, any text elsewhere. */
function patternOf(
  { subject }: TextPosition,
  parts: readonly string[],
  opensStart: boolean,
  opensEnd: boolean,
): string {
  const between = subject === "path" ? "[^/]*" : ".*";
  return `${opensStart ? "" : "^"}${parts.map(literally).join(between)}${opensEnd ? "" : "$"}`;
}

function listHint(position: TextPosition, sign: "*" | "%"): string {
  const between = position.subject === "path" ? "[^/]*" : ".*";
  const ways = position.all.map((one) => oneWay(one, sign, between));
  const written = patternEntry(position, anchored(position.op, ways.join("|")));
  return written === null ? "Make a regular expression of the list: `matches`." : `Write \`${written}\`.`;
}

/** A `*` at the end stands for all that follows, also in a path. */
function oneWay(text: string, sign: "*" | "%", between: string): string {
  const parts = text.split(sign);
  const last = parts.length - 1;
  return parts
    .map(
      (part, index) =>
        `${literally(part)}${index === last ? "" : index === last - 1 && parts[last] === "" ? ".*" : between}`,
    )
    .join("");
}

function nameHint(position: TextPosition): string {
  return entryIn(NAME_HINTS, position.subject) ?? "Write the whole name.";
}

const NAME_HINTS: Readonly<Record<string, string>> = {
  "data-layer key": "Write one key; dots walk into objects and lists: `items.0.price`.",
  "query name": "Write the name of one query parameter.",
  "cookie name": "Write the name of one cookie.",
};
