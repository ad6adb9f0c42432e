/** `true`, `exists`, `undefined`: whether there is a value, written as if it were one. */

import { inYaml } from "../source/in-yaml.ts";
import type { Look } from "./misreading.ts";
import { entryOf } from "./rewritten.ts";
import { isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const presence: Look = (position) => {
  if (isName(position)) return null;
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
  if (isProse(position) || !ABOUT_PRESENCE.test(position.text)) return null;
  return {
    code: "looks-like-presence",
    message: `This compares with the text \`${position.text}\`, which a missing value never equals.`,
    hint: hintFor(position, !IS_MISSING.test(position.text), ""),
  };
};

const IS_MISSING =
  /^(?:undefined|null|nil|NaN|\(not set\)|(?:is )?(?:not set|empty|missing|null|undefined)|is not defined)$/i;
const ABOUT_PRESENCE =
  /^(?:undefined|null|nil|NaN|\(not set\)|exists|(?:is )?(?:set|not set|defined|empty|not empty|not null|present|missing|null|undefined|not undefined|not defined)|non-?empty|any value|anything|not null|!?null|!undefined)$/i;

function hintFor(position: TextPosition, isThere: boolean, or: string): string {
  if (!isValue(position)) return `Write the text to look for${or}.`;
  // "Not missing" is there, and the other way round.
  const isAny = isThere !== position.not;
  if (position.not)
    return isAny && position.under === "not"
      ? "For any value write `matches: .+` instead of `not`."
      : "Say it without `not`: any value is `matches: .+`.";
  if (isAny) return `For any value write \`${entryOf(position, "matches", ".+")}\`${or}.`;
  if (position.subject === "query" && position.under !== position.op)
    return `For pages without it write \`${inYaml(position.under)}: { not: { matches: .+ } }\`.`;
  return "That a value is missing cannot be asked for: compare with one that is there.";
}

/** What to write instead of a text that was meant to stand for any. */
export function anyText(position: TextPosition): string {
  if (isValue(position) && !position.not)
    return `For any value write \`${entryOf(position, "matches", ".+")}\`.`;
  if (position.under === "form") return "For any form write `form: { selector: form }`.";
  return "Leave the condition out, or write the text to look for.";
}
