/** Comparisons that must all be true → `{ begins_with: /a, not: { contains: b } }`: the inverse of `meaning/comparison.ts`. */
import type { Comparison, TextMatcher } from "../goal-set/conditions.ts";
import { bySlash, type TrailingSlash, takesTrailingSlash } from "../goal-set/trailing-slash.ts";
import { type Field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

/**
 * Whether one mapping can say all of them: it has each operator once, `not` negates one comparison, and `ignore_case`
 * applies to everything next to it and below it.
 */
export function canBeWritten(matchers: readonly Comparison[], about?: Slash): boolean {
  const { beside, negated } = parted(matchers);
  const operators = new Set(keysOf(beside));
  const slashes = beside.flatMap((one) =>
    isAboutSlash(one) && (one.eitherSlash || canTakeSlash(one, about)) ? [one.eitherSlash ?? false] : [],
  );
  const inAnyCase = beside.filter(({ op }) => op !== "present").map(ignoresCase);
  return (
    operators.size === beside.length &&
    negated.length <= 1 &&
    new Set(inAnyCase).size <= 1 &&
    new Set(slashes).size <= 1 &&
    !(inAnyCase[0] === true && negated.some((one) => !ignoresCase(one)))
  );
}

/** Null for no comparison at all. @throws Error where `isSayable` says no: a bug of the caller. */
export function comparisonToYaml(matchers: readonly Comparison[], about?: Slash): YamlValue | null {
  if (matchers.length === 0) return null;
  if (!canBeWritten(matchers, about)) throw new Error("these comparisons do not fit into one mapping");
  const { beside, negated } = parted(matchers);
  const [not] = negated;
  const [first] = beside;
  if (first === undefined) return not === undefined ? null : onlyNegated(not, about);
  const slash = slashOf(beside, about);
  if (not === undefined && beside.length === 1 && isPlain(first) && slash.length === 0)
    return saidValue(first);
  const isInAnyCase = beside.some(ignoresCase);
  const keys = keysOf(beside);
  return fieldsInOne([
    ...beside.map((one, index): Field => [keys[index]!, saidValue(one)]),
    ...(isInAnyCase ? [["ignore_case", true] as const] : []),
    ...slash,
    ...(not === undefined ? [] : [["not", notSaid(not, isInAnyCase, usualOf(slash, about))] as const]),
  ]);
}

/** `present: false` is a key of its own, so it is not under `not`. */
function parted(matchers: readonly Comparison[]) {
  const isNegated = (one: Comparison) => one.not && one.op !== "present";
  return { beside: matchers.filter((one) => !isNegated(one)), negated: matchers.filter(isNegated) };
}

function onlyNegated(matcher: Comparison, about?: Slash): YamlValue {
  return fieldsInOne([["not", notSaid(matcher, false, about)]]);
}

/** What texts are compared with, and what applies to a slash at their end where nothing is said. */
export interface Slash {
  readonly isPath: boolean;
  readonly usual: TrailingSlash;
}

/** Only where it makes a difference. */
function slashOf(matchers: readonly Comparison[], about?: Slash): readonly Field[] {
  const said = matchers.flatMap((one): TrailingSlash[] => {
    if (!isAboutSlash(one)) return [];
    if (one.eitherSlash) return ["either"];
    return about !== undefined && takesTrailingSlash(one.op, one.values, about.isPath) ? ["exact"] : [];
  });
  const [first] = said;
  return first === undefined || first === (about?.usual ?? "exact") ? [] : [["trailing_slash", first]];
}

/** For what is below. */
function usualOf([said]: readonly Field[], about?: Slash): Slash | undefined {
  return said === undefined || about === undefined ? about : { ...about, usual: said[1] as TrailingSlash };
}

function isAboutSlash(matcher: Comparison): matcher is TextMatcher {
  return "values" in matcher && ["equals", "one_of", "ends_with"].includes(matcher.op);
}

/** Where nobody says what is compared, every text may be a path. */
function canTakeSlash({ op, values }: TextMatcher, about?: Slash): boolean {
  return takesTrailingSlash(op, values, about?.isPath ?? true);
}

/** A text alone is one that must not be equal; `true` alone would negate what is next to it. */
function notSaid(matcher: Comparison, isInAnyCase: boolean, about?: Slash): YamlValue {
  const slash = slashOf([matcher], about);
  const isAlone = isWhole(matcher) && (isInAnyCase || !ignoresCase(matcher)) && slash.length === 0;
  if (isAlone) return saidValue(matcher);
  return fieldsInOne([
    [keyOf(matcher), saidValue(matcher)],
    ...(isInAnyCase ? [] : caseOf(matcher)),
    ...slash,
  ]);
}

function caseOf(matcher: Comparison): readonly Field[] {
  return ignoresCase(matcher) ? [["ignore_case", true]] : [];
}

function ignoresCase(matcher: Comparison): boolean {
  return "values" in matcher && matcher.ignoreCase;
}

/** A text or a list alone, which stands for what is usually compared: the path of a page, the address of a link. */
export function isShort(said: YamlValue | null): said is YamlValue {
  return typeof said === "string" || Array.isArray(said);
}

/** Stands for itself, as a value or as a list. */
function isPlain(matcher: Comparison): boolean {
  return isWhole(matcher) && !ignoresCase(matcher);
}

function isWhole(matcher: Comparison): boolean {
  return keyOf(matcher) === "equals" || matcher.op === "one_of";
}

/** A second list of whole texts is one of `equals`. */
function keysOf(beside: readonly Comparison[]): readonly string[] {
  const second = beside.filter(({ op }) => op === "one_of")[1];
  return beside.map((one) => (one === second ? "equals" : keyOf(one)));
}

function keyOf({ op }: Comparison): string {
  return op === "number_equals" ? "equals" : op;
}

function saidValue(matcher: Comparison): YamlValue {
  if (matcher.op === "present") return !matcher.not;
  if (!("values" in matcher)) return matcher.value;
  const values = bySlash(matcher).map(({ text }) => (matcher.numbers?.includes(text) ? Number(text) : text));
  return matcher.op === "one_of" || values.length > 1 ? values : values[0]!;
}
