/**
 * What is nearly right about a condition that was not true. Each hint is proved: the condition is judged once more with
 * the one difference taken away, and is true then.
 */

import { nearest } from "../../../language/schema/nearest.ts";
import { isMissing, type JudgedQuestion } from "../condition-words.ts";
import { otherPart, trailingSlash, valueInQuery, withoutWww, withQuery } from "./address.ts";
import type { HintFinder, MomentContext } from "./condition.ts";
import { nearTheClick } from "./element.ts";
import { decimalComma, oneLetter, onlyTheCase, otherSpelling, space } from "./text.ts";

export function nearMiss(asked: JudgedQuestion, moment: MomentContext): string | null {
  if (isMissing(asked)) return missingKey(asked, moment);
  if (asked.judged.verdict === "met") return null;
  // What must not be so is not nearly so.
  if (asked.asked.negate) return null;
  for (const find of HINT_FINDERS) {
    const hint = find(asked, moment);
    if (hint !== null) return hint;
  }
  return null;
}

const HINT_FINDERS: readonly HintFinder[] = [
  onlyTheCase,
  trailingSlash,
  withoutWww,
  otherSpelling,
  withQuery,
  valueInQuery,
  otherPart,
  decimalComma,
  space,
  nearTheClick,
  oneLetter,
];

function missingKey(
  { asked: { fact } }: JudgedQuestion,
  { keys, laterKeys, url }: MomentContext,
): string | null {
  if (fact.is === "data layer") {
    if (laterKeys.has(fact.key)) return "the page pushes it later";
    const near = nearest(fact.key, keys);
    return near !== null && near !== fact.key ? `the page pushes ${near}` : null;
  }
  if (fact.is !== "query") return null;
  const near = nearest(fact.name, new URL(url).searchParams.keys());
  return near !== null && near !== fact.name ? `the address has ?${near}=` : null;
}
