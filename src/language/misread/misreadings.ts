/** What a text was probably meant as, when it is not meant letter by letter. */
import { alternatives } from "./alternatives.ts";
import { eventText } from "./event-texts.ts";
import { htmlSource } from "./html-source.ts";
import type { Look, Misreading } from "./misreading.ts";
import { operatorInText } from "./operators.ts";
import { regularExpression, slashesAroundPattern } from "./patterns.ts";
import { placeholder } from "./placeholders.ts";
import { presence } from "./presence.ts";
import { range } from "./ranges.ts";
import { invisible, quotes, spaces, spacesAtSlashes } from "./surroundings.ts";
import type { TextPosition } from "./text-position.ts";
import { questionMarkInPattern, wildcard, wildcardInPattern } from "./wildcards.ts";

/** In the order of certainty: the first that fits is reported. */
const OF_TEXTS: readonly Look[] = [
  invisible,
  spaces,
  eventText,
  quotes,
  htmlSource,
  presence,
  range,
  operatorInText,
  regularExpression,
  alternatives,
  wildcard,
  placeholder,
  spacesAtSlashes,
];
const OF_PATTERNS: readonly Look[] = [slashesAroundPattern, wildcardInPattern, questionMarkInPattern];

export function misreadingOf(position: TextPosition): Misreading | null {
  // Variables of Tag Manager and of the environment are errors of their own.
  if (/\{\{|\}\}|\$\{/.test(position.text)) return null;
  for (const look of position.op === "matches" ? OF_PATTERNS : OF_TEXTS) {
    const found = look(position);
    if (found) return found;
  }
  return null;
}
