/** What was clicked or sent → a CSS selector, because Tag Manager's element is often a child of the one meant. */
import type { TextMatcher } from "../language/goal-set/conditions.ts";

/**
 * The selector for an element or anything inside it. Tag Manager's Click Element
 * is the innermost node: the icon in the button, not the button.
 */
export function orInside(selector: string): string {
  return selectorList(selector)
    .flatMap((one) => [one, `${one}${HEX_ESCAPE.test(one) ? " " : ""} *`])
    .join(", ");
}

/** The first space behind such an escape belongs to it (CSS Syntax 4.3.7); only a second one separates. */
const HEX_ESCAPE = /\\[0-9a-f]{1,6}$/i;

/** One element that all of these selectors match. */
export function compound(selectors: readonly string[]): string {
  return selectors.length === 1 ? selectors[0]! : selectors.map((selector) => `:is(${selector})`).join("");
}

/** The parts of a selector list: commas inside brackets, parentheses and quotes do not separate. */
export function selectorList(selector: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  for (const token of selector.match(/\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[\s\S]/gu) ??
    []) {
    if (token === "(" || token === "[") depth++;
    if (token === ")" || token === "]") depth--;
    if (token === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += token;
  }
  return [...parts, part.trim()].filter((one) => one !== "");
}

const ATTRIBUTE_OPERATORS = {
  equals: "=",
  one_of: "=",
  begins_with: "^=",
  ends_with: "$=",
  contains: "*=",
} as const;

/** Selectors for an id. Null for patterns, which CSS does not know. */
export function idSelector(matcher: TextMatcher): string | null {
  return attributeSelector("id", matcher);
}

/** Selectors for the classes: a whole text names classes that the element has, the other operators compare the attribute. */
export function classSelector(matcher: TextMatcher): string | null {
  if (matcher.op !== "equals" && matcher.op !== "one_of") return attributeSelector("class", matcher);
  return matcher.values.map((value) => allOf(value, flag(matcher))).join(", ");
}

function allOf(classes: string, ignoringCase: string): string {
  const names = classes.split(/\s+/).filter((name) => name !== "");
  return names.map((name) => `[class~=${quoted(name)}${ignoringCase}]`).join("");
}

function attributeSelector(attribute: string, matcher: TextMatcher): string | null {
  if (matcher.op === "matches") return null;
  const operator = ATTRIBUTE_OPERATORS[matcher.op];
  return matcher.values
    .map((value) => `[${attribute}${operator}${quoted(value)}${flag(matcher)}]`)
    .join(", ");
}

function flag(matcher: TextMatcher): string {
  return matcher.ignoreCase ? " i" : "";
}

/** A CSS string: quotes and backslashes escaped. Texts of the file have no line breaks. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
