/** Values that are not written as YAML wants them: they need quotes, brackets or another key. */
import { TEXT_COMPARISONS } from "../goal-set/text-comparisons.ts";
import { inYaml } from "./in-yaml.ts";
import { isKnownKey } from "./known-keys.ts";
import type { Slip } from "./slip.ts";
import { quoted, type Value } from "./value-at.ts";

/** Inside `{…}`: a colon at the end or in the middle of a value, or a comma that is missing before the next key. */
export function colonTooMany(value: Value): Slip | null {
  const { text } = value;
  const [, before = "", sign = "", key] =
    /^(.*?\S)\s*([;,]?)\s+['"]?([a-z_0-9]+)['"]?\s*:\s/.exec(`${text} `) ?? [];
  if (/^\($/.test(before))
    return {
      span: { start: value.start, end: value.start + 1 },
      message: "Keys and values belong in curly brackets, not in round ones.",
      hint: "Write `{` and `}`.",
    };
  if (key !== undefined && isKnownKey(key) && before !== "" && sign !== ",") {
    const end = value.start + text.indexOf(key, before.length) + key.length;
    return {
      span: { start: value.start, end },
      message: `There is no comma before \`${key}\`.`,
      hint: `Write \`${before.replace(/[;,]$/, "")}, ${key}\`.`,
    };
  }
  return keyInValue(value) ?? colonInValue(value);
}

function keyInValue(value: Value): Slip | null {
  const { text } = value;
  const [, first] = /^([a-z_]+):\s+\S/.exec(text) ?? [];
  if (first === undefined || !isKnownKey(first)) return null;
  return {
    span: value,
    isValue: true,
    message: "A key inside the value of another key needs brackets here.",
    hint: `Write \`${value.key === "page" && COMPARISONS.has(first) ? `{ path: { ${text} } }` : `{ ${text} }`}\`.`,
  };
}

function colonInValue(value: Value): Slip {
  const { text } = value;
  if (/^[a-z]+:$/.test(text) && (value.key === "link" || value.key === "url"))
    return {
      span: value,
      isValue: true,
      message: "A value that ends with a colon needs quotes; no link is just that.",
      hint: `Write \`${value.key === "link" ? `{ url: { begins_with: ${quoted(text)} } }` : `{ begins_with: ${quoted(text)} }`}\`.`,
    };
  return {
    span: value,
    isValue: true,
    message: /:$/.test(text)
      ? "A value that ends with a colon needs quotes."
      : "A value that contains a colon and a space needs quotes.",
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** Outside brackets the value is the rest of its line: `thanks: type: destination, page: /a`. */
export function wholeEntry(text: string, value: Value): Value {
  const [first = ""] = /^[a-z_]+(?=:\s+\S)/.exec(value.text) ?? [];
  const lineStart = text.lastIndexOf("\n", value.start - 1) + 1;
  if (!isKnownKey(first) || /[{[]/.test(text.slice(lineStart, value.start))) return value;
  const [rest = ""] = text.slice(value.start).split(/\s*(?:\s#\s[^\n]*)?(?:\r?\n|$)/, 1);
  return { ...value, text: rest, end: value.start + rest.length };
}

const COMPARISONS: ReadonlySet<string> = new Set([...TEXT_COMPARISONS, "not"]);

/** `{` and `[` in the middle of a plain value, as regular expressions and selectors have them. */
export function bracketInside(value: Value, offset: number): Slip | null {
  const { text, start, end } = value;
  if (/^['"]/.test(text) || offset < start || offset > end || !/\S[{[]/.test(text)) return null;
  return {
    span: value,
    isValue: true,
    message: "Inside {…} a value that contains a bracket needs quotes.",
    hint: `Write \`${/^[\w.]+(?:\[\d+\][\w.]*)+$/.test(text) ? withDots(text) : quoted(text)}\`.`,
  };
}

export function valueSlip(value: Value, parserSays: string): Slip | null {
  const { text } = value;
  if (/cannot start with/.test(parserSays) || /block scalar header/i.test(parserSays))
    return reservedStart(value);
  if (/escape/i.test(parserSays) && text.startsWith('"'))
    return {
      span: value,
      isValue: true,
      message: "In double quotes a backslash has a special meaning, and this combination means nothing.",
      hint: `Write \`${quoted(text.replace(/^"|"$/g, ""))}\` in single quotes.`,
    };
  if (!/scalar at node end|not a yaml token|flow-map|Unexpected/i.test(parserSays)) return null;
  return severalTexts(value) ?? quoteInsideQuotes(value) ?? textAfterValue(value);
}

/** `'a', 'b'` and `"a" or "b"` */
function severalTexts(value: Value): Slip | null {
  const { text } = value;
  const isSeveral =
    /^(?:'[^']*'|"[^"]*")(?:\s*(?:,|\||\|\||\bor\b|\boder\b|\bou\b)\s*(?:'[^']*'|"[^"]*"))+$/.test(text);
  if (!isSeveral) return null;
  const all = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? "");
  return {
    span: value,
    isValue: true,
    message: "These are several texts where one is expected.",
    hint: `Write \`${inYaml(all)}\`.`,
  };
}

function quoteInsideQuotes(value: Value): Slip | null {
  const { text } = value;
  const inner = /^'(.*'.*)'$/.exec(text)?.[1];
  if (inner !== undefined && !inner.includes('"') && !inner.includes("\\"))
    return {
      span: value,
      isValue: true,
      message: "There is a single quote inside single quotes, which ends the text.",
      hint: `Write \`"${inner}"\`.`,
    };
  const within = /^"(.*".*)"$/.exec(text)?.[1];
  if (within !== undefined && !within.includes("\\"))
    return {
      span: value,
      isValue: true,
      message: "There is a double quote inside double quotes, which ends the text.",
      hint: `Write \`${quoted(within)}\`.`,
    };
  return null;
}

function textAfterValue(value: Value): Slip | null {
  const { text, key } = value;
  if (!/^['"[{]/.test(text)) return null;
  return {
    span: value,
    isValue: true,
    message: `There is text after the end of the value of \`${key}\`.`,
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** Characters that YAML reserves, and `>` before a number, where the key already says "more than". */
function reservedStart(value: Value): Slip {
  const { text, key } = value;
  const number = /^>=?\s*(\d+(?:\.\d+)?[a-z]*)$/.exec(text)?.[1];
  if (number !== undefined && /^(?:longer_than|more_than|at_least)$/.test(key))
    return {
      span: value,
      isValue: true,
      message: `\`${key}\` already says "more than".`,
      hint: `Write \`${number}\`.`,
    };
  if (number !== undefined && text.startsWith(">") && /^\d/.test(number))
    return {
      span: value,
      isValue: true,
      message: "A value cannot begin with > (YAML reserves it); comparisons with numbers have keys.",
      hint: `Write \`{ ${text.startsWith(">=") ? "at_least" : "more_than"}: ${number} }\`.`,
    };
  return {
    span: value,
    isValue: true,
    message: `A value cannot begin with ${text[0]} (YAML reserves it).`,
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** `items[0].id` → `items.0.id` */
export function withDots(name: string): string {
  return name.replace(/\[(\d*)\]/g, (_, index: string) => `.${index || "0"}`).replace(/^\./, "");
}
