/** `{ begins_with: /a, not: { contains: b } }` → the comparisons that must all be true. */
import type { Comparison, PartMatcher, TextMatcher } from "../goal-set/conditions.ts";
import { bothSpellings, type TrailingSlash, takesTrailingSlash } from "../goal-set/trailing-slash.ts";
import {
  booleanOf,
  child,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedScalar,
  numberOf,
} from "../source/located.ts";
import { comparesEnd, noDifference, TAKES_SLASH, trailingSlashOf } from "./end-of-path.ts";
import { isClear } from "./negation.ts";
import type { Notes, Subject } from "./written.ts";

export interface Mode {
  readonly subject: Subject;
  readonly not: boolean;
  readonly ignoreCase: boolean;
  readonly slash: TrailingSlash;
  /** The comparison is already under `not:`. */
  readonly nested: boolean;
}

/** Comparisons with text. No node, no comparison. */
export function readTextMatchers(
  notes: Notes,
  node: Located | undefined,
  subject: Exclude<Subject, ValueSubject>,
  slash: TrailingSlash = "exact",
): readonly TextMatcher[] {
  return readPartMatchers(notes, node, subject, slash).filter((one): one is TextMatcher => "values" in one);
}

/** Comparisons with a text that may be missing. */
export function readPartMatchers(
  notes: Notes,
  node: Located | undefined,
  subject: Exclude<Subject, ValueSubject>,
  slash: TrailingSlash = "exact",
): readonly PartMatcher[] {
  const found = node ? readComparisons(notes, node, { ...startMode(subject), slash }) : [];
  return found.filter((one): one is PartMatcher => !("value" in one));
}

/** Comparisons with a data-layer value or a cookie: numbers compare as numbers, all else as text. */
export function readValueMatchers(notes: Notes, node: Located, subject: ValueSubject): readonly Comparison[] {
  return readComparisons(notes, node, startMode(subject));
}

type ValueSubject = "data layer" | "cookie";

/** Anything may be in a value, `true` and numbers among it; everything else is a text. */
export function isValue(subject: Subject): subject is ValueSubject {
  return subject === "data layer" || subject === "cookie";
}

function startMode(subject: Subject): Mode {
  return { subject, not: false, ignoreCase: false, slash: "exact", nested: false };
}

function readComparisons(notes: Notes, node: Located, mode: Mode): readonly Comparison[] {
  if (node.kind === "scalar") return [compare(notes, "equals", node, [node], mode)];
  if (node.kind === "list") return [compare(notes, "equals", node, scalarsOf(node), mode)];
  const ignoreCase = mode.ignoreCase || booleanOf(child(node, "ignore_case")) === true;
  const operators = entriesOf(node).filter(({ key }) => !NOT_OPERATORS.has(key));
  const slash = trailingSlashOf(node) ?? mode.slash;
  const notNode = child(node, "not");
  const negated = booleanOf(notNode) === true && operators.length > 0;
  if (!isClear(notes, node, operators.length, notNode, mode)) return [];
  if (trailingSlashOf(node) !== undefined && !comparesEnd(node, mode.subject))
    noDifference(notes, child(node, "trailing_slash") ?? node);
  const compared = operators.map((entry) =>
    compare(notes, entry.key, entry.value, scalarsOf(entry.value), {
      ...mode,
      ignoreCase,
      slash,
      not: mode.not !== negated,
    }),
  );
  return [...compared, ...negatedPart(notes, notNode, operators.length, { ...mode, ignoreCase, slash })];
}

/** Keys of a comparison that are not comparisons by themselves. */
const NOT_OPERATORS: ReadonlySet<string> = new Set(["not", "ignore_case", "trailing_slash"]);

/** `not:` with a value or a comparison of its own. */
function negatedPart(
  notes: Notes,
  node: Located | undefined,
  operators: number,
  mode: Mode,
): readonly Comparison[] {
  if (!node || (booleanOf(node) !== undefined && operators > 0)) return [];
  return readComparisons(notes, node, { ...mode, not: true, nested: true });
}

function compare(
  notes: Notes,
  key: string,
  node: Located,
  nodes: readonly LocatedScalar[],
  mode: Mode,
): Comparison {
  const at = notes.source.place(nodes[0] ?? node);
  const number = numberOf(node);
  if (key === "present") return presence(notes, node, nodes, mode);
  const matcher: Comparison =
    isValue(mode.subject) && number !== undefined && key in NUMBER_OPERATORS
      ? { op: NUMBER_OPERATORS[key as keyof typeof NUMBER_OPERATORS], value: number, not: mode.not, at }
      : {
          op: node.kind === "list" && key === "equals" ? "one_of" : (key as TextMatcher["op"]),
          ...valuesOf(nodes, key, mode),
          not: mode.not,
          ignoreCase: mode.ignoreCase,
          ...numbersAmong(nodes, key, mode.subject),
          at,
        };
  notes.comparisons.push({ subject: mode.subject, matcher, nodes });
  return matcher;
}

function valuesOf(
  nodes: readonly LocatedScalar[],
  key: string,
  { subject, slash }: Mode,
): Pick<TextMatcher, "values" | "eitherSlash"> {
  const texts = nodes.map((one) => one.text);
  const values = nonEmpty(key === "matches" ? [texts.join("|")] : texts);
  const isPath = subject === "path";
  if (slash === "exact" || !TAKES_SLASH.has(subject) || !takesTrailingSlash(key, values, isPath))
    return { values };
  return { values: bothSpellings(values, isPath), eitherSlash: true };
}

/** `present: false` is "not present", and so is `present: true` under `not`. */
function presence(notes: Notes, node: Located, nodes: readonly LocatedScalar[], mode: Mode): Comparison {
  const not = (booleanOf(node) === false) !== mode.not;
  const matcher: Comparison = { op: "present", not, at: notes.source.place(nodes[0] ?? node) };
  notes.comparisons.push({ subject: mode.subject, matcher, nodes });
  return matcher;
}

/** What the author wrote as numbers, where the site gives the values that they are compared with. */
function numbersAmong(
  nodes: readonly LocatedScalar[],
  key: string,
  subject: Subject,
): { readonly numbers?: readonly string[] } {
  if (!isValue(subject) && subject !== "query") return {};
  if (key !== "equals" && key !== "one_of") return {};
  const numbers = nodes.filter((one) => numberOf(one) !== undefined).map(({ text }) => text);
  return numbers.length === 0 ? {} : { numbers };
}

const NUMBER_OPERATORS = {
  equals: "number_equals",
  more_than: "more_than",
  at_least: "at_least",
  less_than: "less_than",
  at_most: "at_most",
} as const;

export function scalarsOf(node: Located): readonly LocatedScalar[] {
  const nodes = node.kind === "list" ? itemsOf(node) : [node];
  return nodes.filter((one): one is LocatedScalar => one.kind === "scalar");
}

/** The schema check has made sure of at least one value. */
function nonEmpty(values: readonly string[]): readonly [string, ...string[]] {
  const [first = "", ...rest] = values;
  return [first, ...rest];
}
