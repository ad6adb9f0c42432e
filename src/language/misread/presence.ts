/** `true`, `exists`, `undefined`: whether there is a value, written as if it were one. */

import type { MisreadingDetector } from "./misreading.ts";
import { presenceOf } from "./rewritten.ts";
import { isEvent, isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const presence: MisreadingDetector = (position) => {
  if (isName(position) || isEvent(position)) return null;
  if (!position.isText && /^(?:true|false)$/.test(position.text) && position.subject !== "data layer")
    return {
      code: "looks-like-presence",
      message: `This compares with the text \`${position.text}\`.`,
      hint: hintFor(
        position,
        position.text === "true",
        `, or \`'${position.text}'\` in quotes for that very text`,
      ),
    };
  if (isProse(position) || !(ABOUT_PRESENCE.test(position.text) || isAnyCharacter(position))) return null;
  return {
    code: "looks-like-presence",
    message: `This compares with the text \`${position.text}\`, which a missing value never equals.`,
    hint: hintFor(position, !IS_MISSING.test(position.text), ""),
  };
};

/** As a pattern, a dot finds any text; people write it for "has a value". */
function isAnyCharacter(position: TextPosition): boolean {
  return isValue(position) && position.op === "equals" && position.text === ".";
}

const IS_MISSING =
  /^(?:undefined|null|nil|NaN|\(not set\)|(?:is )?(?:not set|empty|missing|null|undefined)|is not defined)$/i;
const ABOUT_PRESENCE =
  /^(?:undefined|null|nil|NaN|\(not set\)|exists|(?:is )?(?:set|not set|defined|empty|not empty|not null|present|missing|null|undefined|not undefined|not defined)|non-?empty|any value|anything|not null|!?null|!undefined)$/i;

function hintFor(position: TextPosition, isThere: boolean, or: string): string {
  if (!isValue(position)) return `Write the text to look for${or}.`;
  // "Not missing" is there, and the other way round.
  const isAny = isThere !== position.not;
  if (position.not) return `Say it without \`not\`: write \`present: ${isAny}\`.`;
  const what = isAny
    ? "For any value"
    : position.subject === "query"
      ? "For pages without it"
      : "For a missing value";
  return `${what} write \`${presenceOf(position, isAny)}\`${or}.`;
}

/** What to write instead of a text that was meant to stand for any. */
export function anyText(position: TextPosition): string {
  if (isValue(position) && !position.not) return `For any value write \`${presenceOf(position, true)}\`.`;
  if (isEvent(position)) return "Name the events that the site pushes.";
  if (position.under === "form") return "For any form write `form: { selector: form }`.";
  return "Leave the condition out, or write the text to look for.";
}
