/** Spaces and quotes around a text, which belong to it though nobody sees or means them. */
import type { Look } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import { isName, isProse, type TextPosition } from "./text-position.ts";

export const spaces: Look = (position) => {
  const { text } = position;
  const trimmed = text.trim();
  if (trimmed === text || !reaches(position)) return null;
  // A comparison with nothing is an error of its own.
  if (trimmed === "" && !isName(position)) return null;
  return {
    code: "stray-space",
    message: "The space at the beginning or end is part of the text that is compared.",
    hint: advice(position, trimmed),
  };
};

/** Whether an end of what is compared is an end of the text. */
function reaches({ op, text }: TextPosition): boolean {
  if (op === "contains" || op === "matches") return false;
  if (op === "begins_with") return text !== text.trimStart();
  if (op === "ends_with") return text !== text.trimEnd();
  return true;
}

const QUOTES = /^(?:[“”„‟«»‹›‘’‚‛'"`])(.+)(?:[“”‟«»‹›‘’‛'"`])$/u;

export const quotes: Look = (position) => {
  const inner = QUOTES.exec(position.text)?.[1];
  if (
    inner === undefined ||
    /[“”„«»"]/u.test(inner) ||
    (isProse(position) && /^[«„“]/u.test(position.text) && position.isQuoted)
  )
    return null;
  return {
    code: "quotes-in-text",
    message: "The quotes are part of the text that is compared.",
    hint: advice(position, inner),
  };
};

function advice(position: TextPosition, text: string): string {
  return isKey(position) || text === ""
    ? "Write the name without them."
    : `Write \`${sameWith(position, text)}\`.`;
}

/** The text is itself a key, as below `where`. */
function isKey({ under, text }: TextPosition): boolean {
  return under === text;
}
