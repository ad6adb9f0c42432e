/** A CSS selector with its strings, escapes and brackets taken apart. Reads the text once, however long it is. */
import { entryIn } from "../../../entry-in.ts";

export interface SelectorOutline {
  /** Escaped characters as `x`; strings and square brackets empty. */
  readonly flat: string;
  /** The same with empty parentheses: what is separated here is separated for the whole selector. */
  readonly outer: string;
  /** Square brackets and their content, outside strings. */
  readonly attributes: readonly string[];
  /** The maximum depth of nested parentheses. */
  readonly depth: number;
}

// Each of these can read a text in one way only, so that no text makes them try for long.
const SIGN = "\\\\[\\s\\S]";
export const STRING = `"(?:${SIGN}|[^"\\\\])*"|'(?:${SIGN}|[^'\\\\])*'`;
const ATTRIBUTE = `\\[(?:${SIGN}|${STRING}|[^\\]["'\\\\])*\\]`;
/** CSS Syntax 4.3.7: a number in hexadecimal may have one space after it, which belongs to it. */
const ESCAPE = "\\\\(?:[0-9a-fA-F]{1,6}\\s?|[\\s\\S])";
const TOKEN = new RegExp(`${ESCAPE}|${ATTRIBUTE}|${STRING}|[\\s\\S]`, "gu");
/** A name, with the space that may end an escape in it. */
export const NAME = `(?:${SIGN}|[\\w\\u0080-\\u{10ffff}-]|(?<=\\\\[0-9a-fA-F]{1,6})\\s)+`;

/** The outline, or a clause that says what is not closed or not opened. */
export function selectorOutline(selector: string): SelectorOutline | string {
  const tokens = selector.match(TOKEN) ?? [];
  let depth = 0;
  let deepest = 0;
  let outer = "";
  for (const token of tokens) {
    const loose = entryIn(LOOSE, token);
    if (loose !== undefined) return loose;
    if (token === ")") depth -= 1;
    if (depth < 0) return "a `)` has no `(` before it";
    if (depth === 0) outer += shown(token);
    if (token === "(") depth += 1;
    deepest = Math.max(deepest, depth);
  }
  if (depth > 0) return "a `(` is not closed";
  const attributes = tokens.filter((token) => token.startsWith("["));
  return { flat: tokens.map(shown).join(""), outer, attributes, depth: deepest };
}

/** Characters that are a token by themselves only if their partner is missing. */
const LOOSE: Readonly<Record<string, string>> = {
  "[": "a `[` is not closed",
  "]": "a `]` has no `[` before it",
  '"': "a quote is not closed",
  "'": "a quote is not closed",
  "\\": "it ends with a backslash",
};

function shown(token: string): string {
  if (token.startsWith("\\")) return "x";
  if (token.startsWith("[")) return "[]";
  return /^["']/.test(token) ? '""' : token;
}
