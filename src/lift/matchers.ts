/**
 * Conditions on one text → comparisons of the language. A comparison is taken when compile/ makes the condition out of
 * it; where nothing does, the nearest one is, and the difference is said.
 */

import { literalPattern } from "../compile/encoded-text.ts";
import type { Condition } from "../compile/gtm-json.ts";
import { regexProblem } from "../countable/pattern/portable-regex.ts";
import { entryIn } from "../entry-in.ts";
import type { Comparison as Matcher, TextMatcher } from "../language/goal-set/conditions.ts";
import { bySlash } from "../language/goal-set/trailing-slash.ts";
import { canBeWritten } from "../language/writing/comparison.ts";
import type { Findings } from "./findings.ts";
import { readingsOfAddress } from "./pattern/address.ts";
import { type Reading, readingsOfPattern } from "./pattern/texts.ts";
import { type Comparison, isSameCondition, type TriggerCondition } from "./trigger-condition.ts";

/** Where goals come from that nobody has written into a file yet. */
export const NOWHERE = { file: "", line: 0, column: 0 } as const;

export function isText(text: string): TextMatcher {
  return { op: "equals", values: [text], not: false, ignoreCase: false, at: NOWHERE };
}

/** How compile/ says a comparison with this kind of text. */
export interface TextKind {
  readonly compiled: (matcher: TextMatcher) => Pick<Condition, "type" | "value" | "ignoreCase" | "negate">;
  /** The text is an address as a whole. */
  readonly isAddress?: boolean;
}

const OPERATORS: Readonly<Record<string, TextMatcher["op"]>> = {
  equals: "equals",
  startsWith: "begins_with",
  endsWith: "ends_with",
  contains: "contains",
};

/** All of them must be true. Null, with the reason noted, where the language has no way to say them. */
export function textMatchers(
  findings: Findings,
  asked: readonly TriggerCondition[],
  kind: TextKind,
): readonly TextMatcher[] | null {
  const known = inOne(asked.map((one) => textOptions(findings, one, kind)));
  if (known === null) return null;
  const sayable = inOneMapping(known);
  if (sayable === null) findings.leaveOut("comparisons-alike", asked[0]?.variable);
  return sayable;
}

/** All that say the same, likeliest first: `^/a$` is `equals` as well as `one_of`. None, with the reason noted, where there is none. */
export function textOptions(
  findings: Findings,
  asked: TriggerCondition,
  kind: TextKind,
): readonly TextMatcher[] {
  const all = readingsOf(asked, kind).map((reading) => matcherOf(reading, asked));
  const compiled = all.map((matcher) => ({ matcher, asks: comparisonOf(kind.compiled(matcher)) }));
  const letterByLetter = compiled.filter(({ asks }) => isWrittenAs(asks, asked));
  if (letterByLetter.length > 0) return letterByLetter.map(({ matcher }) => matcher);
  const sameMeaning = compiled.filter(({ asks }) => isSameCondition(asks, asked));
  if (sameMeaning.length > 0) return sameMeaning.map(({ matcher }) => matcher);
  const nearest = asked.type === "matchRegex" ? all.filter(({ op }) => op === "matches").slice(-1) : all;
  if (nearest.length > 0) findings.differ("spelled-otherwise", asked.variable);
  else
    findings.leaveOut(asked.type === "matchRegex" ? "regex-not-portable" : "built-in-condition", asked.value);
  return nearest;
}

/** More combinations than anybody writes conditions for. */
const MOST = 200;

/** One of each, so that all of them fit into one mapping if any do. Null where one has no option at all. */
export function inOne<T extends Matcher>(options: readonly (readonly T[])[]): readonly T[] | null {
  if (options.some((some) => some.length === 0)) return null;
  const all = options.reduce<readonly (readonly T[])[]>(
    (before, some) => before.flatMap((start) => some.map((one) => [...start, one])).slice(0, MOST),
    [[]],
  );
  return all.find((one) => canBeWritten(one)) ?? all[0] ?? null;
}

function isWrittenAs(
  { type, value, ignoreCase = false, negate = false }: Comparison,
  asked: TriggerCondition,
): boolean {
  return (
    type === asked.type && value === asked.value && ignoreCase === asked.ignoreCase && negate === asked.negate
  );
}

function comparisonOf({
  type,
  value,
  ignoreCase,
  negate,
}: Pick<Condition, "type" | "value" | "ignoreCase" | "negate">): Comparison {
  return { type, value: String(value), ...(ignoreCase ? { ignoreCase } : {}), ...(negate ? { negate } : {}) };
}

function matcherOf(
  { op, values, numbers, eitherSlash }: Reading,
  { ignoreCase, negate, type }: TriggerCondition,
): TextMatcher {
  return {
    op,
    values,
    not: negate,
    ignoreCase: ignoreCase && type === "matchRegex",
    ...(numbers ? { numbers } : {}),
    ...(eitherSlash ? { eitherSlash } : {}),
    at: NOWHERE,
  };
}

function readingsOf({ type, value }: TriggerCondition, { isAddress = false }: TextKind): readonly Reading[] {
  const op = entryIn(OPERATORS, type);
  if (op !== undefined)
    return spellings(value).flatMap((text): Reading[] => [{ op, values: [text] }, patternOf(op, text)]);
  if (type !== "matchRegex") return [];
  return isAddress ? readingsOfAddress(value) : readingsOfPattern(value);
}

const ENDS = {
  equals: ["^", "$"],
  begins_with: ["^", ""],
  ends_with: ["", "$"],
  contains: ["", ""],
  one_of: ["^", "$"],
} as const;

/** The same as a pattern, which compile/ leaves to Tag Manager's own attributes of the innermost element. */
function patternOf(op: TextMatcher["op"], text: string): Reading {
  const [before, after] = ENDS[op as keyof typeof ENDS];
  return { op: "matches", values: [`${before}${literalPattern(text)}${after}`] };
}

/** As people would write it, then as it is. */
function spellings(text: string): readonly string[] {
  try {
    return [...new Set([decodeURI(text), text])];
  } catch {
    return [text];
  }
}

/**
 * The same comparisons in one mapping, which has each operator once and negates one: two that are alike become patterns,
 * several negated ones become one. Null where that does not help.
 */
export function inOneMapping(matchers: readonly TextMatcher[]): readonly TextMatcher[] | null {
  if (canBeWritten(matchers)) return matchers;
  const plain = arranged(matchers);
  if (plain !== null) return plain;
  const spelled = allOrNothing(matchers.map(sensitive));
  return spelled === null ? null : arranged(spelled);
}

function arranged(matchers: readonly TextMatcher[]): readonly TextMatcher[] | null {
  const beside = matchers.filter(({ not }) => !not);
  const negated = matchers.filter(({ not }) => not);
  const spread = canBeWritten(beside) ? beside : distinct(beside);
  const joined = negated.length > 1 ? oneOfThem(negated) : negated;
  const all = spread === null || joined === null ? null : [...spread, ...joined];
  return all !== null && canBeWritten(all) ? all : null;
}

/** The second of two that are alike as a pattern. */
function distinct(matchers: readonly TextMatcher[]): readonly TextMatcher[] | null {
  const seen = new Set<string>();
  return matchers.map((matcher) => {
    if (!seen.has(matcher.op)) {
      seen.add(matcher.op);
      return matcher;
    }
    return asPatternMatcher(matcher);
  });
}

/** `ignore_case` stands for all comparisons of a mapping, so one that needs it spells out both cases. */
function sensitive(matcher: TextMatcher): TextMatcher | null {
  if (!matcher.ignoreCase) return matcher;
  const pattern = eitherCase(patternText(matcher));
  return pattern === null ? null : asPatternMatcher({ ...matcher, ignoreCase: false }, pattern);
}

function asPatternMatcher(
  { eitherSlash: _, ...matcher }: TextMatcher,
  pattern = patternText({ ...matcher, ...(_ ? { eitherSlash: _ } : {}) }),
): TextMatcher {
  return { ...matcher, op: "matches", values: [pattern] };
}

/** `\.pdf` → `\.[pP][dD][fF]`; null where brackets or escapes of letters make that more than a matter of letters. */
function eitherCase(pattern: string): string | null {
  if (/\[|\\[a-zA-Z0-9]|[^\p{ASCII}]/u.test(pattern)) return null;
  return pattern.replace(/[a-zA-Z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

function oneOfThem(matchers: readonly TextMatcher[]): readonly TextMatcher[] | null {
  const [first] = matchers;
  if (first === undefined) return null;
  const inAnyCase = matchers.every(({ ignoreCase }) => ignoreCase);
  const alike = inAnyCase ? matchers : allOrNothing(matchers.map(sensitive));
  if (alike === null) return null;
  const pattern = alike.map(patternText).join("|");
  return regexProblem(pattern) === null
    ? [asPatternMatcher({ ...first, ignoreCase: inAnyCase }, pattern)]
    : null;
}

function patternText(matcher: TextMatcher): string {
  const { op, values } = matcher;
  if (op === "matches") return values[0];
  const texts = bySlash(matcher).map(({ text, isEither }) => literalPattern(text) + (isEither ? "/?" : ""));
  const [before, after] = ENDS[op];
  return `${before}${texts.length > 1 ? `(?:${texts.join("|")})` : texts[0]}${after}`;
}

export function allOrNothing<T>(list: readonly (T | null)[]): readonly T[] | null {
  return list.includes(null) ? null : (list as readonly T[]);
}
