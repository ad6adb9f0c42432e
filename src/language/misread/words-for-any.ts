/** `form: all`, `data_layer: any`: a word that was meant to stand for everything is compared like any other text. */
import type { MisreadingDetector } from "./misreading.ts";
import { isAddress, isName, type TextPosition } from "./text-position.ts";

/** The words of English, German, French, Spanish, Italian and Dutch. */
const EVERYTHING =
  /^(?:all|any|every|everything|anything|alle|alles|beliebig|jede[rs]?|egal|tou(?:s|tes?)|tout|todo[s]?|todas?|tutt[eio]|qualsiasi|cualquiera|elke?|ieder)$/i;

export function isWordForAny(text: string): boolean {
  return EVERYTHING.test(text);
}

export const wordForAny: MisreadingDetector = (position) => {
  const { text } = position;
  if (!isLookedUp(position) || !EVERYTHING.test(text) || position.not) return null;
  return {
    code: "not-a-wildcard",
    message: `\`${text}\` is not a wildcard here: ${isName(position) ? "names are" : "the text is"} compared literally.`,
    hint: hintFor(position),
  };
};

/** Sites do call values, tabs and classes so. */
function isLookedUp({ subject }: TextPosition): boolean {
  return subject === "event" || subject === "form id";
}

function hintFor(position: TextPosition): string {
  if (position.subject === "event") return "Write the name of the event that the site pushes.";
  if (position.under === "form") return "For any form write `form: { selector: form }`.";
  return `Leave \`${position.under}\` out, or write the text to look for.`;
}

/** What to write where an address is expected. */
export function anyAddress(position: TextPosition): string | null {
  if (!isAddress(position) || !EVERYTHING.test(position.text) || position.not) return null;
  if (position.under === "page")
    return "Name the page that shows the success. An event on any page needs no `page`.";
  return null;
}
