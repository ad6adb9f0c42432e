/** Slips that the YAML parser notices late or names by their consequences: what was meant, and where. */
import { inYaml } from "./in-yaml.ts";
import { isKnownKey } from "./known-keys.ts";
import type { SourceText, Span } from "./source-text.ts";

export interface Slip {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

/** What is behind an error at `offset`; null when the parser's own word for it says enough. */
export function slipAt(source: SourceText, offset: number, parserSays: string): Slip | null {
  const comma = commaAfterBracket(source.text, offset);
  if (comma) return comma;
  const indexed = indexedKey(source.text, offset);
  if (indexed) return indexed;
  const value = valueAround(source.text, offset);
  const indented =
    value && /IMPLICIT_KEY|Nested mappings/.test(parserSays) ? tooFarIndented(source.text, value) : null;
  if (indented) return indented;
  if (
    /Nested mappings are not allowed|block (?:collections?|mapping).*flow|flow.*block/i.test(parserSays) &&
    value
  )
    return colonTooMany(wholeEntry(source.text, value)) ?? unclosed(source, offset);
  if (
    /Missing , or :|must end with|expected flow|sufficiently indented/i.test(parserSays) ||
    /bracket/.test(parserSays)
  )
    return (value && bracketInside(value, offset)) ?? unclosed(source, offset);
  if (/Unexpected , in flow/.test(parserSays))
    return {
      span: { start: offset, end: offset + 1 },
      message: "There is nothing before this comma.",
      hint: "Delete it.",
    };
  return value ? valueSlip(value, parserSays) : null;
}

/** `{ page: { path: /a } value: 5 }`. */
function commaAfterBracket(text: string, offset: number): Slip | null {
  const [key] = /^[a-z_0-9]+(?=\s*:\s)/.exec(text.slice(offset)) ?? [];
  if (
    key === undefined ||
    !isKnownKey(key) ||
    !/[}\]]\s+$/.test(text.slice(Math.max(0, offset - 200), offset))
  )
    return null;
  return {
    span: { start: offset, end: offset + key.length },
    message: `There is no comma before \`${key}\`.`,
    hint: `Write \`, ${key}\`.`,
  };
}

/** `where: { items[0].id: a }`: the bracket of the key opens a list. */
function indexedKey(text: string, offset: number): Slip | null {
  const before = /[\w.[\]]*$/.exec(text.slice(Math.max(0, offset - LONGEST_NAME), offset))?.[0] ?? "";
  const start = offset - before.length;
  const [key] = /^[\w.]+(?:\[\d*\][\w.]*)+(?=\s*:\s)/.exec(text.slice(start, start + LONGEST_NAME)) ?? [];
  if (key === undefined) return null;
  return {
    span: { start, end: start + key.length },
    message: "Inside {…} a name that contains a bracket needs quotes, and dots walk into lists.",
    hint: `Write \`${withDots(key)}\`.`,
  };
}

const LONGEST_NAME = 200;

/** `items[0].id` → `items.0.id` */
function withDots(name: string): string {
  return name.replace(/\[(\d*)\]/g, (_, index: string) => `.${index || "0"}`).replace(/^\./, "");
}

/** A value as its author meant it. */
interface Value extends Span {
  readonly text: string;
  readonly key: string;
}

/** The value on the line around `offset`: behind the last colon before it, up to what closes it. */
export function valueAround(text: string, offset: number): Value | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = ((end) => (end < 0 ? text.length : end))(text.indexOf("\n", offset));
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  let found: Value | null = null;
  for (const match of line.matchAll(/(?:^|[\s{[,])(['"]?)([\w.-]+)\1:[ \t]+(?=\S)/g)) {
    const start = match.index + match[0].length;
    if (lineStart + start > offset || isQuotedAt(line, match.index)) continue;
    if (/^[{[]\s/.test(line.slice(start))) continue;
    found = { ...spanOf(line, start, lineStart), key: match[2] ?? "" };
  }
  return found;
}

function spanOf(line: string, start: number, lineStart: number): Span & { readonly text: string } {
  const rest = line.slice(start);
  const text = quotedStart(rest) ?? balanced(rest, plainEnd(rest));
  return { start: lineStart + start, end: lineStart + start + text.length, text };
}

/** A value in quotes with nothing after it; null for all others. */
function quotedStart(rest: string): string | null {
  const [quote] = /^['"]/.exec(rest) ?? [];
  if (quote === undefined) return null;
  const end = rest.slice(1).search(new RegExp(`${quote}\\s*(?:[}\\]]|,\\s|$)`));
  return end < 0 ? null : rest.slice(0, end + 2);
}

/** A plain value ends before ` }`, before `, key:` and before a comment. */
function plainEnd(rest: string): string {
  const ends = [/\s+[}\]]/, /,\s+['"]?[a-z_]+['"]?\s*:\s/, /\s+#\s/, /\s*$/]
    .map((one) => rest.search(one))
    .filter((one) => one >= 0);
  return rest.slice(0, Math.min(...ends));
}

/** Closing brackets at the end belong to the value only where it opens them. */
function balanced(rest: string, value: string): string {
  let text = value;
  const count = (sign: string) => text.split(sign).length - 1;
  for (const [open, close] of ["{}", "[]"].map((pair) => [...pair]) as [string, string][]) {
    while (count(close) < count(open) && rest[text.length] === close) text += close;
    while (text.endsWith(close) && count(close) > count(open)) text = text.slice(0, -1).trimEnd();
  }
  return text;
}

/** Whether a quote that begins a value is open there. */
function isQuotedAt(line: string, index: number): boolean {
  let quote = "";
  for (let at = 0; at < index; at += 1) {
    const sign = line[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if ((sign === "'" || sign === '"') && /[\s{[,]/.test(line[at - 1] ?? " ")) quote = sign;
  }
  return quote !== "";
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Inside `{…}`: a colon at the end or in the middle of a value, or a comma that is missing before the next key. */
function colonTooMany(value: Value): Slip | null {
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
  const [, first] = /^([a-z_]+):\s+\S/.exec(text) ?? [];
  if (first !== undefined && isKnownKey(first))
    return {
      span: value,
      message: "A key inside the value of another key needs brackets here.",
      hint: `Write \`${value.key === "page" && COMPARISONS.has(first) ? `{ path: { ${text} } }` : `{ ${text} }`}\`.`,
    };
  if (/^[a-z]+:$/.test(text) && (value.key === "link" || value.key === "url"))
    return {
      span: value,
      message: "A value that ends with a colon needs quotes; no link is just that.",
      hint: `Write \`${value.key === "link" ? `{ url: { begins_with: ${quoted(text)} } }` : `{ begins_with: ${quoted(text)} }`}\`.`,
    };
  return {
    span: value,
    message: /:$/.test(text)
      ? "A value that ends with a colon needs quotes."
      : "A value that contains a colon and a space needs quotes.",
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** `type: destination` and, further indented, `page: /thanks` below it. */
function tooFarIndented(text: string, value: Value): Slip | null {
  if (/:(?:\s|$)/.test(value.text)) return null;
  const [, line = "", gap = "", key = ""] =
    /^([^\n]*\n)( *)([\w-]+):(?:\s|$)/.exec(text.slice(value.end)) ?? [];
  if (key === "" || line.trim() !== "") return null;
  const start = value.end + line.length + gap.length;
  return {
    span: { start, end: start + key.length },
    message: `This line is indented further than the one above, so \`${key}\` is read as part of its value.`,
    hint: "Let keys that belong together begin in the same column.",
  };
}

/** Outside brackets the value is the rest of its line: `thanks: type: destination, page: /a`. */
function wholeEntry(text: string, value: Value): Value {
  const [first = ""] = /^[a-z_]+(?=:\s+\S)/.exec(value.text) ?? [];
  const lineStart = text.lastIndexOf("\n", value.start - 1) + 1;
  if (!isKnownKey(first) || /[{[]/.test(text.slice(lineStart, value.start))) return value;
  const [rest = ""] = text.slice(value.start).split(/\s*(?:\s#\s[^\n]*)?(?:\r?\n|$)/, 1);
  return { ...value, text: rest, end: value.start + rest.length };
}

const COMPARISONS: ReadonlySet<string> = new Set([
  "equals",
  "begins_with",
  "ends_with",
  "contains",
  "matches",
  "one_of",
  "not",
]);

/** `{` and `[` in the middle of a plain value, as regular expressions and selectors have them. */
function bracketInside(value: Value, offset: number): Slip | null {
  const { text, start, end } = value;
  if (/^['"]/.test(text) || offset < start || offset > end || !/\S[{[]/.test(text)) return null;
  return {
    span: value,
    message: "Inside {…} a value that contains a bracket needs quotes.",
    hint: `Write \`${/^[\w.]+(?:\[\d+\][\w.]*)+$/.test(text) ? withDots(text) : quoted(text)}\`.`,
  };
}

/** The bracket that stays open up to here: because a comment swallows what closes it, or because that is missing. */
function unclosed(source: SourceText, offset: number): Slip | null {
  const { text } = source;
  const open = openBrackets(text, offset);
  const [first] = open;
  if (first === undefined) return null;
  const comment = /[ \t](#[^\n]*)/.exec(text.slice(first, offset));
  const isNote = comment !== null && /^#+(?:\s|$)/.test(comment[1] ?? "");
  if (comment && isNote && /[}\]]/.test(comment[1] ?? ""))
    return bracketInComment(first + comment.index + 1, comment[1] ?? "");
  if (comment && !isNote) return swallowed(source, first + comment.index + 1);
  const last = open.at(-1) ?? first;
  const close = text[last] === "{" ? "}" : "]";
  return {
    span: { start: last, end: last + 1 },
    message: `This \`${text[last]}\` is not closed.`,
    hint: `Add \`${close}\` where it ends.`,
  };
}

/** Offsets of the brackets that are open at `offset`, outside quotes and comments. Looks back to the start of the entry. */
function openBrackets(text: string, offset: number): readonly number[] {
  const start = Math.max(
    0,
    text.slice(0, offset).search(/\n[^\n]*[{[][^\n]*$(?![\s\S]*\n {0,2}\S[^\n]*[{[])/),
  );
  const open: number[] = [];
  let quote = "";
  for (let index = start; index < offset; index += 1) {
    const sign = text[index] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (/['"]/.test(sign) && /[\s{[,:]/.test(text[index - 1] ?? " ")) quote = sign;
    else if (sign === "#" && /\s/.test(text[index - 1] ?? " ")) index = endOfLine(text, index);
    else if (sign === "{" || sign === "[") open.push(index);
    else if (sign === "}" || sign === "]") open.pop();
  }
  return open;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function bracketInComment(at: number, comment: string): Slip {
  return {
    span: { start: at, end: at + comment.length },
    message: "`#` after a space begins a comment, so the bracket at the end of this line is not read.",
    hint: "Move the comment after the bracket, or to a line of its own.",
  };
}

function swallowed(source: SourceText, at: number): Slip {
  const value = valueAround(source.text, at);
  const [sign = "#"] = /^#[^\s,}\]]*/.exec(source.text.slice(at)) ?? [];
  const shown = value && value.end > at ? value.text : sign;
  return {
    span: value && value.end > at ? value : { start: at, end: at + sign.length },
    message:
      "`#` after a space begins a comment, so the rest of the line is not read, its brackets included.",
    hint: `Write \`${quoted(shown)}\` in quotes.`,
  };
}

function valueSlip(value: Value, parserSays: string): Slip | null {
  const { text, key } = value;
  if (/cannot start with/.test(parserSays) || /block scalar header/i.test(parserSays))
    return reservedStart(value);
  if (/escape/i.test(parserSays) && text.startsWith('"'))
    return {
      span: value,
      message: "In double quotes a backslash has a special meaning, and this combination means nothing.",
      hint: `Write \`${quoted(text.replace(/^"|"$/g, ""))}\` in single quotes.`,
    };
  if (!/scalar at node end|not a yaml token|flow-map|Unexpected/i.test(parserSays)) return null;
  const several =
    /^(?:'[^']*'|"[^"]*")(?:\s*(?:,|\||\|\||\bor\b|\boder\b|\bou\b)\s*(?:'[^']*'|"[^"]*"))+$/.test(text);
  if (several) {
    const all = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, other]) => one ?? other ?? "");
    return {
      span: value,
      message: "These are several texts where one is expected.",
      hint: `Write \`{ one_of: ${inYaml(all)} }\`.`,
    };
  }
  const inner = /^'(.*'.*)'$/.exec(text)?.[1];
  if (inner !== undefined && !inner.includes('"') && !inner.includes("\\"))
    return {
      span: value,
      message: "There is a single quote inside single quotes, which ends the text.",
      hint: `Write \`"${inner}"\`.`,
    };
  const within = /^"(.*".*)"$/.exec(text)?.[1];
  if (within !== undefined && !within.includes("\\"))
    return {
      span: value,
      message: "There is a double quote inside double quotes, which ends the text.",
      hint: `Write \`${quoted(within)}\`.`,
    };
  if (!/^['"[{]/.test(text)) return null;
  return {
    span: value,
    message: `There is text after the end of the value of \`${key}\`.`,
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** Characters that YAML reserves, and `>` before a number, where the key says "more than" already. */
function reservedStart(value: Value): Slip {
  const { text, key } = value;
  const number = /^>=?\s*(\d+(?:\.\d+)?[a-z]*)$/.exec(text)?.[1];
  if (number !== undefined && /^(?:longer_than|more_than|at_least)$/.test(key))
    return { span: value, message: `\`${key}\` says "more than" already.`, hint: `Write \`${number}\`.` };
  if (number !== undefined && text.startsWith(">") && /^\d/.test(number))
    return {
      span: value,
      message: "A value cannot begin with > (YAML reserves it); comparisons with numbers have keys.",
      hint: `Write \`{ ${text.startsWith(">=") ? "at_least" : "more_than"}: ${number} }\`.`,
    };
  return {
    span: value,
    message: `A value cannot begin with ${text[0]} (YAML reserves it).`,
    hint: `Write \`${quoted(text)}\`.`,
  };
}

/** The text in quotes, for values that begin with `*`, `&` or `!`. */
export function inQuotes(text: string, offset: number): string {
  const value = valueAround(text, offset);
  return value && value.start === offset
    ? quoted(value.text)
    : quoted(/^[^\s,}\]]+/.exec(text.slice(offset))?.[0] ?? "");
}
