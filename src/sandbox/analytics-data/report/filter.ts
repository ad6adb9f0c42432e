/** Filter expressions → whether something passes. */

import { entryIn } from "../../../entry-in.ts";
import type { Fields } from "../../state.ts";
import { invalid } from "../refusals.ts";

/** What a field of the thing under test says. */
export type ReadField<T> = (field: string) => (item: T) => string | number;

export type Predicate<T> = (item: T) => boolean;

/** The fields that an expression names. */
export function fieldsIn(expression: Fields | undefined): string[] {
  if (expression === undefined) return [];
  const { andGroup, orGroup, notExpression, filter } = expression as Expression;
  const lists = [andGroup, orGroup].flatMap((group) => group?.expressions ?? []);
  const own = filter?.["fieldName"];
  return [
    ...(typeof own === "string" ? [own] : []),
    ...lists.flatMap(fieldsIn),
    ...(notExpression === undefined ? [] : fieldsIn(notExpression)),
  ];
}

interface Expression {
  readonly andGroup?: { readonly expressions?: readonly Fields[] };
  readonly orGroup?: { readonly expressions?: readonly Fields[] };
  readonly notExpression?: Fields;
  readonly filter?: Fields;
}

/** @throws GoogleError 400 for an expression that says nothing, or of which a part cannot be read */
export function predicateOf<T>(expression: Fields | undefined, fieldOf: ReadField<T>): Predicate<T> {
  if (expression === undefined) return () => true;
  return combined(expression, (filter) => {
    const field = filter["fieldName"];
    if (typeof field !== "string") throw invalid("The field_name of a filter is required.");
    const read = fieldOf(field);
    const test = testOf(filter);
    return (item) => test(read(item));
  });
}

/** The same for all messages that have groups and a leaf. @param leafOf the test of what is none of the three */
export function combined<T>(
  expression: Fields,
  leafOf: (leaf: Fields) => Predicate<T>,
  leaf = "filter",
): Predicate<T> {
  const { andGroup, orGroup, notExpression } = expression as Expression;
  const given = Object.keys(expression);
  if (given.length !== 1) throw invalid("A filter expression has exactly one of its fields.");
  if (notExpression !== undefined) {
    const inner = combined(notExpression, leafOf, leaf);
    return (item) => !inner(item);
  }
  const group = andGroup ?? orGroup;
  if (group === undefined) return leafOf(leaf === "" ? expression : (expression[leaf] as Fields));
  const all = (group.expressions ?? []).map((one) => combined(one, leafOf, leaf));
  if (all.length === 0) throw invalid("A group of filter expressions is empty.");
  return andGroup === undefined
    ? (item) => all.some((one) => one(item))
    : (item) => all.every((one) => one(item));
}

/** @param filter with exactly one kind of comparison, apart from what names the field */
export function testOf(filter: Fields): Predicate<string | number> {
  const { stringFilter, inListFilter, numericFilter, betweenFilter, emptyFilter } = filter as {
    [kind: string]: Fields | undefined;
  };
  const given = [stringFilter, inListFilter, numericFilter, betweenFilter, emptyFilter].filter(
    (one) => one !== undefined,
  );
  if (given.length !== 1) throw invalid("Missing filter specification");
  if (stringFilter) return stringTest(stringFilter);
  if (inListFilter) return listTest(inListFilter);
  if (numericFilter) return numberTest(numericFilter);
  if (betweenFilter) return betweenTest(betweenFilter);
  return (value) => value === "" || value === "(not set)";
}

function stringTest({ matchType, value = "", caseSensitive }: Fields): Predicate<string | number> {
  const fold = (text: string) => (caseSensitive === true ? text : text.toLowerCase());
  const wanted = fold(String(value));
  switch (matchType) {
    case "BEGINS_WITH":
      return (text) => fold(String(text)).startsWith(wanted);
    case "ENDS_WITH":
      return (text) => fold(String(text)).endsWith(wanted);
    case "CONTAINS":
      return (text) => fold(String(text)).includes(wanted);
    case "FULL_REGEXP":
      return patternTest(`^(?:${value})$`, caseSensitive === true);
    case "PARTIAL_REGEXP":
      return patternTest(String(value), caseSensitive === true);
    default:
      return (text) => fold(String(text)) === wanted;
  }
}

/** What JavaScript reads and RE2 does not: looking around, references to groups (github.com/google/re2/wiki/Syntax). */
const BEYOND_RE2 = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</;

function patternTest(source: string, isCaseSensitive: boolean): Predicate<string | number> {
  try {
    if (BEYOND_RE2.test(source)) throw new SyntaxError("beyond RE2");
    const pattern = new RegExp(source, isCaseSensitive ? "s" : "is");
    return (text) => pattern.test(String(text));
  } catch {
    throw invalid(`The regular expression ${source} is not valid. It must use the syntax of RE2.`);
  }
}

function listTest({ values, caseSensitive }: Fields): Predicate<string | number> {
  const fold = (text: string) => (caseSensitive === true ? text : text.toLowerCase());
  if (!Array.isArray(values)) throw invalid("The values of an in_list_filter are required.");
  const wanted = new Set(values.map((value) => fold(String(value))));
  return (text) => wanted.has(fold(String(text)));
}

const OPERATIONS: { readonly [operation: string]: (value: number, limit: number) => boolean } = {
  EQUAL: (value, limit) => value === limit,
  LESS_THAN: (value, limit) => value < limit,
  LESS_THAN_OR_EQUAL: (value, limit) => value <= limit,
  GREATER_THAN: (value, limit) => value > limit,
  GREATER_THAN_OR_EQUAL: (value, limit) => value >= limit,
};

function numberTest({ operation, value }: Fields): Predicate<string | number> {
  const compare = entryIn(OPERATIONS, String(operation));
  if (compare === undefined) throw invalid("The operation of a numeric_filter is required.");
  const limit = numberIn(value as Fields | undefined);
  return (text) => isNumber(text) && compare(Number(text), limit);
}

function betweenTest({ fromValue, toValue }: Fields): Predicate<string | number> {
  const [from, to] = [fromValue, toValue].map((value) => numberIn(value as Fields | undefined));
  return (text) => isNumber(text) && Number(text) >= from! && Number(text) <= to!;
}

function isNumber(text: string | number): boolean {
  return typeof text === "number" || (text.trim() !== "" && !Number.isNaN(Number(text)));
}

function numberIn(value: Fields | undefined): number {
  const { int64Value, doubleValue } = value ?? {};
  const given = int64Value ?? doubleValue;
  if (given === undefined) throw invalid("A numeric value is required.");
  return Number(given);
}
