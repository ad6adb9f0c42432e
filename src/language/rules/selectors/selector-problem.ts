/**
 * Whether a text is a CSS selector that browsers take and that an element can match. First its structure,
 * where the mistakes of people have words of their own; then what it is made of.
 */
import { NAME, type SelectorOutline, STRING, selectorOutline } from "./selector-outline.ts";
import { partsProblem } from "./selector-parts.ts";

export interface SelectorProblem {
  /** A clause: why this cannot be used. */
  readonly why: string;
  readonly hint: string;
}

type Check = (outline: SelectorOutline) => SelectorProblem | null;

/** Deeper ones are nobody's, and css-what reads what stands in parentheses by calling itself. */
const DEEPEST = 20;

/** @param kind The key under `on`, for the advice. */
export function selectorProblem(selector: string, kind: string): SelectorProblem | null {
  const outline = selectorOutline(selector);
  if (typeof outline === "string")
    return {
      why: outline,
      hint: "Quotes and brackets come in pairs, and a backslash is followed by the character that it escapes.",
    };
  for (const check of CHECKS) {
    const problem = check(outline);
    if (problem) return problem;
  }
  if (outline.depth > DEEPEST)
    return {
      why: `it has parentheses in parentheses, more than ${DEEPEST} deep`,
      hint: "Name the element by an id, a class or an attribute.",
    };
  return partsProblem(selector.trim(), kind);
}

const CHECKS: readonly Check[] = [
  pseudoElement,
  strangeCharacter,
  wrongAttribute,
  wrongName,
  wrongPart,
  emptyParentheses,
];

const KINDS_OF_SELECTORS =
  "`button` is an element, `#buy` an id, `.buy` a class; what is written on an element goes under `text`.";

/** The two-colon form, and the four that CSS still takes with one. */
function pseudoElement({ flat }: SelectorOutline): SelectorProblem | null {
  const found = /::[\w-]*|:(?:before|after|first-line|first-letter)(?![\w-])/i.exec(flat)?.[0];
  if (found === undefined) return null;
  return {
    why: `\`${found.slice(0, 60)}\` is a pseudo-element, which nobody can click or send`,
    hint: "Name the element that it belongs to.",
  };
}

function strangeCharacter({ flat, outer }: SelectorOutline): SelectorProblem | null {
  if (flat.includes("/*")) return { why: "it contains a comment", hint: "Delete the comment." };
  const inside = flat.replaceAll('""', "");
  const character = (STYLE_SHEET.exec(flat) ?? STRANGE.exec(outer) ?? STRANGE.exec(inside))?.[0];
  if (character === undefined) return null;
  const hint = STYLE_SHEET.test(character)
    ? "Write only what is before the curly brackets in a style sheet."
    : KINDS_OF_SELECTORS;
  return { why: `it contains \`${character}\``, hint };
}

const STYLE_SHEET = /[{};]/;
const STRANGE = /[^\w\s.#:*|>+~,&()[\]\u0080-\u{10ffff}-]/u;

const IDENTIFIER = `(?!-?[0-9])${NAME}`;
const CONDITION = `[~|^$*]?=\\s*(?:${STRING}|${IDENTIFIER})\\s*`;
const NAME_OF_ATTRIBUTE = `(?:(?:${IDENTIFIER}|\\*)?\\|)?${IDENTIFIER}`;
const ATTRIBUTE = new RegExp(`^\\[\\s*${NAME_OF_ATTRIBUTE}\\s*(?:${CONDITION}(?:i\\s*)?)?\\]$`, "iu");
const CASE_SENSITIVE = /["'\s]s\s*\]$/i;

function wrongAttribute({ attributes }: SelectorOutline): SelectorProblem | null {
  const wrong = attributes.find((one) => !ATTRIBUTE.test(one));
  if (wrong === undefined) return null;
  if (CASE_SENSITIVE.test(wrong) && ATTRIBUTE.test(wrong.replace(/s\s*\]$/i, "]")))
    return {
      why: `Chrome does not know the \`s\` in \`${wrong.slice(0, 60)}\``,
      hint: "Leave it out: without a letter behind it, the value is compared with its capital and small letters.",
    };
  return {
    why: `\`${wrong.slice(0, 60)}\` does not have the form of a condition on an attribute`,
    hint: 'Write it like `[name="q"]` or `[href^="tel:"]`, with the value in quotes.',
  };
}

function wrongName({ flat, outer }: SelectorOutline): SelectorProblem | null {
  const sign = /[.#:](?!-?[A-Za-z_\u0080-\u{10ffff}]|--)/u.exec(flat)?.[0];
  if (sign !== undefined)
    return {
      why: `no name follows the \`${sign}\``,
      hint: 'Names begin with a letter, - or _; one that begins with a digit is written `[id="1st"]`.',
    };
  if (!/(?:^|[\s>+~,])[0-9]/.test(outer)) return null;
  return {
    why: "a name in it begins with a digit",
    hint: KINDS_OF_SELECTORS,
  };
}

function wrongPart({ outer }: SelectorOutline): SelectorProblem | null {
  const parts = outer.split(",").map((part) => part.trim());
  if (parts.includes(""))
    return {
      why: parts.length === 1 ? "it is empty" : "there is nothing on one side of a comma",
      hint: "Write a selector there, or take out the comma.",
    };
  if (!parts.some((part) => /^[>+~]|[>+~]$|[>+~]\s*[>+~]/.test(part))) return null;
  return {
    why: "`>`, `+` and `~` need an element on both sides, and one is missing",
    hint: "Name the elements on both sides: `.menu > a`.",
  };
}

function emptyParentheses({ flat }: SelectorOutline): SelectorProblem | null {
  const name = /:([\w-]+)\(\s*\)/.exec(flat)?.[1];
  if (name !== undefined)
    return {
      why: `\`:${name.slice(0, 60)}()\` has nothing in its parentheses`,
      hint: "Write there what is meant, or delete it.",
    };
  if (!/\(\s*,|,\s*\)|,\s*,/.test(flat)) return null;
  return {
    why: "there is nothing on one side of a comma",
    hint: "Write a selector there, or delete the comma.",
  };
}
