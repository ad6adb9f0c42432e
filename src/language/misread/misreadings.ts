/** What a text was probably meant as, when it is not meant character by character. */
import { alternatives } from "./alternatives.ts";
import { backslash, backslashInPattern } from "./backslashes.ts";
import { percentEncoded } from "./decoded-values.ts";
import { eventText } from "./event-texts.ts";
import { htmlSource } from "./html-source.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { missingQuestionMark, missingQuestionMarkInPattern } from "./missing-question-mark.ts";
import { namePrefix } from "./name-prefixes.ts";
import { operatorInText } from "./operators.ts";
import { emptyAlternative, flagsInPattern, regularExpression, slashesAroundPattern } from "./patterns.ts";
import { placeholder } from "./placeholders.ts";
import { presence } from "./presence.ts";
import { range } from "./ranges.ts";
import {
  invisible,
  quotes,
  spaces,
  spacesAroundPattern,
  spacesAtSlashes,
  spacesInIds,
  spacesInLinks,
} from "./surroundings.ts";
import type { TextPosition } from "./text-position.ts";
import { unusualPath } from "./unusual-paths.ts";
import { questionMarkInPattern, wildcard, wildcardInPattern } from "./wildcards.ts";
import { wordForAny } from "./words-for-any.ts";

/** In the order of certainty: the first that fits is reported. */
const OF_TEXTS: readonly MisreadingDetector[] = [
  invisible,
  spaces,
  eventText,
  namePrefix,
  backslash,
  quotes,
  htmlSource,
  percentEncoded,
  presence,
  range,
  operatorInText,
  missingQuestionMark,
  wordForAny,
  regularExpression,
  alternatives,
  wildcard,
  placeholder,
  spacesAtSlashes,
  spacesInLinks,
  spacesInIds,
  unusualPath,
];
const OF_PATTERNS: readonly MisreadingDetector[] = [
  spacesAroundPattern,
  flagsInPattern,
  emptyAlternative,
  percentEncoded,
  slashesAroundPattern,
  wildcardInPattern,
  questionMarkInPattern,
  missingQuestionMarkInPattern,
  backslashInPattern,
];

export function misreadingOf(position: TextPosition): Misreading | null {
  // Variables of Tag Manager and of the environment are errors of their own.
  if (/\{\{|\}\}|\$\{/.test(position.text)) return null;
  for (const detect of position.op === "matches" ? OF_PATTERNS : OF_TEXTS) {
    const found = detect(position);
    if (found) return found;
  }
  return null;
}
