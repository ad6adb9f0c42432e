/**
 * Whether a text has the form of a CSS selector. A light check of the structure: what it refuses no
 * browser takes, or no visitor can click; names of attributes and pseudo-classes are not looked at.
 */
import { NAME, type SelectorOutline, STRING, selectorOutline } from "./selector-outline.ts";

export interface SelectorProblem {
  /** A clause: why this cannot be used. */
  readonly why: string;
  readonly hint: string;
}

type Check = (outline: SelectorOutline) => SelectorProblem | null;

export function selectorProblem(selector: string): SelectorProblem | null {
  const outline = selectorOutline(selector);
  if (typeof outline === "string")
    return {
      why: outline,
      hint: "Quotes and brackets come in pairs, and behind a backslash stands the sign that it escapes.",
    };
  for (const check of CHECKS) {
    const problem = check(outline);
    if (problem) return problem;
  }
  return null;
}

const CHECKS: readonly Check[] = [pseudoElement, strangeSign, wrongAttribute, wrongName, wrongPart];

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

function strangeSign({ flat, outer }: SelectorOutline): SelectorProblem | null {
  const sign = (/[{};]/.exec(flat) ?? /[^\w\s.#:*|>+~,&()[\]\u0080-\u{10ffff}-]/u.exec(outer))?.[0];
  if (sign === undefined) return null;
  const hint = /[{};]/.test(sign)
    ? "Write only what stands before the curly brackets in a style sheet."
    : KINDS_OF_SELECTORS;
  return { why: `it holds \`${sign}\``, hint };
}

const VALUE = `${STRING}|(?!-?[0-9])${NAME}`;
const ATTRIBUTE = new RegExp(
  `^\\[\\s*(?:(?:${NAME}|\\*)?\\|)?${NAME}\\s*(?:[~|^$*]?=\\s*(?:${VALUE})\\s*(?:[a-z]\\s*)?)?\\]$`,
  "iu",
);

function wrongAttribute({ attributes }: SelectorOutline): SelectorProblem | null {
  const wrong = attributes.find((one) => !ATTRIBUTE.test(one));
  if (wrong === undefined) return null;
  return {
    why: `\`${wrong.slice(0, 60)}\` does not have the form of a condition on an attribute`,
    hint: 'Write it like `[name="q"]` or `[href^="tel:"]`, with the value in quotes.',
  };
}

function wrongName({ flat, outer }: SelectorOutline): SelectorProblem | null {
  const sign = /[.#:](?!-?[A-Za-z_\u0080-\u{10ffff}]|--)/u.exec(flat)?.[0];
  if (sign !== undefined)
    return {
      why: `a \`${sign}\` has no name behind it`,
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
    why: "`>`, `+` and `~` stand between two elements, and one of them is missing",
    hint: "Name the elements on both sides: `.menu > a`.",
  };
}
