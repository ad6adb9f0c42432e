/** The build of a regular expression as a whole: does it compile, and how often does it repeat? */

import { entryIn } from "../../entry-in.ts";
import { portable, type RegexProblem, syntax } from "./regex-problem.ts";

/** RE2 allows a thousand repetitions. */
export const MOST_REPETITIONS = 1000;

/** Why the pattern is not a regular expression at all. */
export function syntaxProblem(pattern: string): RegexProblem | null {
  try {
    new RegExp(pattern);
    return /(?:^|[^\\])(?:\\\\)*[$^](?:[*+?]|\{\d)/.test(withoutClasses(pattern))
      ? syntax(pattern, "^ and $ cannot be repeated", "Delete the character after them.")
      : null;
  } catch (error) {
    const reason = error instanceof Error ? (/: ([^:]*)$/.exec(error.message)?.[1] ?? "") : "";
    return syntax(
      pattern,
      entryIn(COMPILER_WORDS, reason) ?? "it is not complete",
      "Characters like ( ) [ ] * + ? have a meaning; write `\\(` for the character itself.",
    );
  }
}

function withoutClasses(pattern: string): string {
  return pattern.replace(/\[(?:\\.|[^\]\\])*\]/gs, "_");
}

/** What V8 says about a pattern that does not compile. */
const COMPILER_WORDS: Readonly<Record<string, string>> = {
  "Unterminated group": "a ( is never closed",
  "Unmatched ')'": "a ) has no ( before it",
  "Unterminated character class": "a [ is never closed",
  "Nothing to repeat": "a *, + or ? has nothing before it to repeat",
  "Range out of order in character class": "a range in brackets runs backwards",
  "numbers out of order in {} quantifier": "a count runs backwards",
};

/** Counts inside counts multiply; RE2 limits the product. The pattern must compile. */
export function repetitionProblem(pattern: string): RegexProblem | null {
  const bare = pattern
    .replace(/\\./gs, "__")
    .replace(/\[[^\]]*\]/g, (brackets) => "_".repeat(brackets.length));
  const depths: { readonly index: number; most: number }[] = [{ index: 0, most: 1 }];
  for (const { 0: sign, index } of bare.matchAll(/[()]|\{\d+(?:,\d*)?\}/g)) {
    if (sign === "(") depths.push({ index, most: 1 });
    const closed = sign === ")" ? depths.pop() : undefined;
    const inner = closed?.most ?? 1;
    const count = mostRepeats(bare, index + (closed ? 1 : 0));
    const level = depths.at(-1);
    if (depths.length > 100) return portable(index, 1, "groups are nested too deep", "Use fewer groups.");
    if (level && inner * count > MOST_REPETITIONS)
      return portable(
        index,
        1,
        `counts inside counts multiply, and RE2 repeats at most ${MOST_REPETITIONS} times`,
        "Use `*` or `+`.",
      );
    if (level) level.most = Math.max(level.most, inner * count);
  }
  return null;
}

/** The greater number of the count at this place; 1 when there is none. */
function mostRepeats(pattern: string, index: number): number {
  const count = /^\{(\d+),?(\d*)\}/.exec(pattern.slice(index, index + 24));
  return count ? Math.max(Number(count[1]), Number(count[2])) : 1;
}
