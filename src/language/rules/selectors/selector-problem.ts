/**
 * Whether a text is a CSS selector that browsers take and that an element can match. First its structure,
 * where the mistakes of people have words of their own; then what it is made of.
 */
import { fitsForm } from "./pseudo-classes.ts";
import { NAME, type SelectorOutline, STRING, selectorOutline } from "./selector-outline.ts";
import { partsProblem } from "./selector-parts.ts";

export interface SelectorProblem {
  /** A clause: why this cannot be used. */
  readonly why: string;
  readonly hint: string;
}

type Check = (outline: SelectorOutline) => SelectorProblem | null;

/** Nobody writes deeper ones, and css-what reads the content of parentheses by calling itself. */
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
  strangeSpace,
  strangeCharacter,
  wrongAttribute,
  wrongName,
  wrongCount,
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

/** Copied text brings spaces that CSS takes for letters (CSS Syntax 4.2, *whitespace*). */
const STRANGE_SPACE = /[\v\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/u;

function strangeSpace({ flat }: SelectorOutline): SelectorProblem | null {
  const code = STRANGE_SPACE.exec(flat)?.[0].codePointAt(0);
  if (code === undefined) return null;
  return {
    why: `it contains the invisible character U+${code.toString(16).toUpperCase().padStart(4, "0")}, which CSS does not take for a space`,
    hint: "Write a plain space, or delete it.",
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
      hint: "Leave it out: without a letter after it, the comparison distinguishes upper and lower case.",
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
  const names = withoutCounts(flat);
  if (/(?:^|[\s>+~,])[0-9]/.test(outer) || /(?::(?:not|is|where|has)\(|[>+~,])\s*[0-9]/i.test(names))
    return { why: "a name in it begins with a digit", hint: KINDS_OF_SELECTORS };
  const wrong = WRONG_NAME.exec(names)

    ?.slice(1)
    .find((one) => one !== undefined);
  if (wrong === undefined) return null;
  return {
    why: `no name follows the \`${wrong}\``,
    hint: "Names begin with a letter, with _ or with - and a letter.",
  };
}

/** A hyphen, or the bar of a namespace, that no letter follows. */
const WRONG_NAME =
  /(?:^|[\s>+~,(|])(-(?![A-Za-z_\u0080-\u{10ffff}-])|--(?=>))|(\|)(?![A-Za-z_*|\u0080-\u{10ffff}-])/u;

const COUNTED = /(:nth-[\w-]+\()([^()]*?)(?=\)|\sof\s)/gi;

function withoutCounts(flat: string): string {
  return flat.replace(COUNTED, "$1");
}

/** Escapes, which names may have, and counts may not. */
function wrongCount({ flat }: SelectorOutline): SelectorProblem | null {
  const wrong = [...flat.matchAll(COUNTED)].find(
    ([, , count = ""]) => count.trim() !== "" && !fitsForm("count", count),
  );
  if (wrong === undefined) return null;
  const [, start = ""] = wrong;
  return {
    why: `what is in \`${start.slice(0, 60)}…)\` is not a count`,
    hint: `Write a count there: \`${start}2)\`, \`${start}odd)\` or \`${start}3n + 1)\`.`,
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
