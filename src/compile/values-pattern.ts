/** The values of one comparison → one pattern. */
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import { bySlash } from "../language/goal-set/trailing-slash.ts";
import { numberPattern } from "./number-pattern.ts";

/** What comes before and after the values in a pattern that says the same as the operator. */
export const ENDS = {
  equals: { before: "^", after: "$" },
  begins_with: { before: "^", after: "" },
  ends_with: { before: "", after: "$" },
  contains: { before: "", after: "" },
  one_of: { before: "^", after: "$" },
} as const;

/** Any of the values: a text as `literal` spells it, a number in each of its spellings. */
export function valuesPattern(matcher: TextMatcher, literal: (text: string) => string): string {
  const { numbers } = matcher;
  const patterns = bySlash(matcher).flatMap(({ text, isEither }) => {
    if (isEither) return [`${literal(text)}/?`];
    if (!numbers?.includes(text)) return [literal(text)];
    const number = numberPattern(Number(text));
    return new RegExp(`^${number}$`).test(text) ? [number] : [number, literal(text)];
  });
  return anyOf([...new Set(patterns)]);
}

export function anyOf(patterns: readonly string[]): string {
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join("|")})`;
}
