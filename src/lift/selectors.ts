/** Selectors that compile/ makes of ids and classes → what they were made of. */
import { compound, orInside, selectorList } from "../compile/selectors.ts";
import { entryIn } from "../entry-in.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import { NOWHERE } from "./matchers.ts";
import { type Comparison, holdsFor } from "./trigger-condition.ts";

/** `.buy, .buy *` → `.buy`; null for a selector that takes only the element itself. */
export function withoutInside(selector: string): string | null {
  const list = selectorList(selector);
  const own = list
    .filter((one, index) => index % 2 === 0 || !one.endsWith("*"))
    .filter((_, index) => index * 2 < list.length);
  const every = list.filter((_, index) => index % 2 === 0);
  const candidates = [every.join(", "), own.join(", "), firstHalf(list)];
  return candidates.find((one) => isSameList(orInside(one), selector)) ?? null;
}

/** People also write `.a, .b, .a *, .b *`. */
function firstHalf(list: readonly string[]): string {
  return list.slice(0, list.length / 2).join(", ");
}

function isSameList(one: string, other: string): boolean {
  const sorted = (selector: string) =>
    selectorList(selector)
      .map((part) => part.replace(/\s+/g, " "))
      .sort()
      .join(",");
  return sorted(one) === sorted(other);
}

export interface Attributes {
  readonly selector: string | null;
  readonly id: readonly TextMatcher[];
  readonly classes: readonly TextMatcher[];
}

/** `:is(#buy):is([class*="big"])` → the selector and the classes of one element. */
export function attributesIn(selector: string): Attributes {
  const parts = /^:is\(/.test(selector) ? partsOf(selector) : [selector];
  const read = parts.map((part) => ({ part, attribute: attributeOf(part) }));
  const others = read.filter(({ attribute }) => attribute === null).map(({ part }) => part);
  const of = (name: "id" | "class") =>
    read.flatMap(({ attribute }) => (attribute?.name === name ? [attribute.matcher] : []));
  return { selector: others.length === 0 ? null : compound(others), id: of("id"), classes: of("class") };
}

/** `:is(a):is(b)` → `a` and `b`. */
function partsOf(selector: string): readonly string[] {
  const parts: string[] = [];
  let rest = selector;
  while (rest.startsWith(":is(")) {
    const end = closing(rest, 3);
    if (end < 0) return [selector];
    parts.push(rest.slice(4, end));
    rest = rest.slice(end + 1);
  }
  return rest === "" ? parts : [selector];
}

/** Where the bracket that opens at `start` closes; -1 where it does not. */
function closing(text: string, start: number): number {
  let depth = 0;
  let index = start;
  for (const token of text
    .slice(start)
    .match(/\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[\s\S]/gu) ?? []) {
    if (token === "(") depth++;
    if (token === ")" && --depth === 0) return index;
    index += token.length;
  }
  return -1;
}

const OPERATORS: Readonly<Record<string, TextMatcher["op"]>> = {
  "=": "equals",
  "~=": "equals",
  "^=": "begins_with",
  "$=": "ends_with",
  "*=": "contains",
};

const ATTRIBUTE = /^\[(id|class)(=|~=|\^=|\$=|\*=)"((?:\\[\s\S]|[^"\\])*)"( i)?\]/;

interface Attribute {
  readonly name: "id" | "class";
  readonly matcher: TextMatcher;
}

export function attributeOf(selector: string, not = false): Attribute | null {
  const each = selectorList(selector).map(inOneSelector);
  const [first] = each;
  if (
    !first ||
    each.some((one) => one?.name !== first.name || one.op !== first.op || one.ignoreCase !== first.ignoreCase)
  )
    return null;
  const values = each.map((one) => one!.value);
  const op = values.length > 1 && first.op === "equals" ? "one_of" : first.op;
  return {
    name: first.name,
    matcher: { op, values: [values[0]!, ...values.slice(1)], not, ignoreCase: first.ignoreCase, at: NOWHERE },
  };
}

/** Several classes of one element follow each other. */
function inOneSelector(selector: string) {
  const found: RegExpExecArray[] = [];
  let rest = selector;
  for (let one = ATTRIBUTE.exec(rest); one !== null; one = ATTRIBUTE.exec(rest)) {
    found.push(one);
    rest = rest.slice(one[0].length);
  }
  const [first] = found;
  if (rest !== "" || !first) return null;
  const isPlainId = first[1] === "id" && first[2] !== "~=";
  const isPlainClass = first[1] === "class" && first[2] !== "=";
  const isOne =
    found.length === 1 || found.every((one) => one[1] === "class" && one[2] === "~=" && one[4] === first[4]);
  if (!isOne || !(isPlainId || isPlainClass)) return null;
  return {
    name: first[1] as "id" | "class",
    op: entryIn(OPERATORS, first[2]!)!,
    value: found.map((one) => one[3]!.replace(/\\(["\\])/g, "$1")).join(" "),
    ignoreCase: first[4] !== undefined,
  };
}

/** What CSS compares as it is written in HTML pages: other attributes, such as `type`, it compares in any case. */
const EXACT = /^(?:data-|aria-)[a-z0-9-]+$|^(?:href|name|role|title|alt)$/;

const OF_ATTRIBUTE: Readonly<Record<string, string>> = {
  equals: "=",
  contains: "*=",
  startsWith: "^=",
  endsWith: "$=",
};

/**
 * `[data-cta="hero"]`: the elements whose attribute meets the condition. Null where no selector says the same: Tag Manager
 * reads an empty text for a missing attribute, and an element without it meets no selector.
 */
export function ofAttribute(name: string, asked: Comparison): string | null {
  if (!EXACT.test(name)) return null;
  if (asksForText(asked)) return `[${name}]:not([${name}=""])`;
  const operator = entryIn(OF_ATTRIBUTE, asked.type);
  if (operator === undefined || asked.negate || holdsFor(asked, "") !== false) return null;
  return `[${name}${operator}${JSON.stringify(asked.value)}]`;
}

function asksForText({ type, value, negate = false }: Comparison): boolean {
  if (type === "equals") return negate && value === "";
  return type === "matchRegex" && !negate && /^\^?\.\+?\$?$/.test(value) && value !== "^.$";
}
