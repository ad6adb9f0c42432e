/** What a text was probably meant as, when it is not meant letter by letter. */
import { alternatives } from "./alternatives.ts";
import type { Look, Misreading } from "./misreading.ts";
import { operatorInText } from "./operators.ts";
import { regularExpression, slashesAroundPattern } from "./patterns.ts";
import { placeholder } from "./placeholders.ts";
import { presence } from "./presence.ts";
import { quotes, spaces } from "./surroundings.ts";
import type { TextPosition } from "./text-position.ts";
import { questionMarkInPattern, wildcard, wildcardInPattern } from "./wildcards.ts";

/** In the order of certainty: the first that fits is told. */
const OF_TEXTS: readonly Look[] = [
  spaces,
  quotes,
  presence,
  operatorInText,
  regularExpression,
  alternatives,
  wildcard,
  placeholder,
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
