/** Spaces and quotes around a text, which belong to it though nobody sees or means them. */
import type { MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import { isAddress, isEvent, isName, isProse, type TextPosition } from "./text-position.ts";

export const spaces: MisreadingDetector = (position) => {
  const { text } = position;
  const trimmed = text.trim();
  if (trimmed === text || !reaches(position)) return null;
  // A comparison with nothing is an error of its own.
  if (trimmed === "" && !isName(position) && !isEvent(position)) return null;
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

/** `/ danke`: no page is called so, and editors break lines there. */
export const spacesAtSlashes: MisreadingDetector = (position) => {
  const { text } = position;
  if (position.subject !== "path" || !/\/\s|\s\//.test(text)) return null;
  return {
    code: "stray-space",
    message: "The space next to the slash is part of the text that is compared.",
    hint: `Write \`${sameWith(position, text.replace(/\s*\/\s*/g, "/"))}\`.`,
  };
};

/** `tel:+49 30 123`: most sites write the number without spaces, and the address is compared as the link has it. */
export const spacesInLinks: MisreadingDetector = (position) => {
  const { text, subject } = position;
  const scheme = /^(?:tel|mailto|sms|callto|whatsapp):/i.exec(text)?.[0];
  const isInside = position.op === "contains" || position.op === "ends_with";
  const isNumber = scheme !== undefined || (isInside && /^\+?\(?\d[\d ()/.-]{3,}$/.test(text));
  if (subject !== "link url" || !isNumber || !/\s/.test(text.replace(/\?.*$/s, ""))) return null;
  // `+49 (0) 30`: who calls from abroad leaves the 0 out, and so do links.
  const meant = text.replace(/\s+/g, "").replace(/^((?:\w+:)?\+\d+)\(0\)/, "$1");
  return {
    code: "stray-space",
    message: "The spaces are compared too, and hardly any link has them.",
    hint: `Write \`${sameWith(position, meant)}\`, unless the link itself has the spaces.`,
  };
};

/** `form: contact form`: what people call the form, not its id. */
export const spacesInIds: MisreadingDetector = (position) => {
  const { text, subject, op } = position;
  const isWhole = op === "equals" || op === "one_of";
  if (!subject.endsWith(" id") || !isWhole || !/\S\s+\S/.test(text) || /^[#.]/.test(text)) return null;
  return {
    code: "stray-space",
    message: "An id contains no spaces (HTML Living Standard, *id*).",
    hint: `Write the id as the page's source has it${position.under === "form" ? ", or `form: { selector: form }` for any form" : ""}.`,
  };
};

/** Addresses have no spaces, so one around a pattern keeps it from matching. */
export const spacesAroundPattern: MisreadingDetector = (position) => {
  const { text } = position;
  const trimmed = text.trim();
  if (!isAddress(position) || trimmed === text || trimmed === "") return null;
  return {
    code: "stray-space",
    message: "The space at the beginning or end is part of the pattern.",
    hint: `Write \`${sameWith(position, trimmed)}\`.`,
  };
};

/** Zero-width characters and soft hyphens come with copied text; where people read, they may be meant. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/u;

export const invisible: MisreadingDetector = (position) => {
  const found = INVISIBLE.exec(position.text)?.[0];
  if (found === undefined || isProse(position) || position.op === "matches") return null;
  const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "stray-space",
    message: `The invisible character U+${code} is part of the text that is compared.`,
    hint: advice(position, position.text.replace(new RegExp(INVISIBLE, "gu"), "")),
  };
};

const LONE_QUOTE = /^[“”„‟«»]([^“”„‟«»]+)$|^([^“”„‟«»]+)[“”„‟«»]$/u;

const QUOTES = /^(?:[“”„‟«»‹›‘’‚‛'"`])(.+)(?:[“”‟«»‹›‘’‛'"`])$/u;

export const quotes: MisreadingDetector = (position) => {
  const lone = isProse(position) ? null : LONE_QUOTE.exec(position.text);
  const inner = withoutStop(position, QUOTES.exec(position.text)?.[1] ?? lone?.[1] ?? lone?.[2]);
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

/** American typesetters put the full stop before the closing quote: `“/thanks.”` */
function withoutStop(position: TextPosition, inner: string | undefined): string | undefined {
  const text = inner?.trim();
  return isAddress(position) && /[”"]$/.test(position.text) ? text?.replace(/[.,;:]$/, "") : text;
}

function advice(position: TextPosition, text: string): string {
  return isKey(position) || text === ""
    ? "Write the name without them."
    : `Write \`${sameWith(position, text)}\`.`;
}

/** The text is itself a key, as below `where`. */
function isKey({ under, text }: TextPosition): boolean {
  return under === text;
}
