/** Comparisons inside the text: `!= free`, `> 100`, `not free`, `contains: pro`. */

import { amountFrom } from "../schema/people-say.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { Look, Misreading } from "./misreading.ts";
import { entryOf, LONG_FORMS, sameWith } from "./rewritten.ts";
import { isName, isProse, type TextPosition } from "./text-position.ts";

export const operatorInText: Look = (position) => {
  if (isName(position)) return operatorInName(position);
  const range = between(position) ?? nameInValue(position);
  if (range) return range;
  const found = readOperator(position);
  if (found === null) return null;
  return {
    code: "looks-like-an-operator",
    message: `This is compared letter by letter, with \`${found.written}\` as part of the text.`,
    hint: hintFor(position, found),
  };
};

/** `order.total > 100`, `!plan` and `event: order` where a name is looked up. */
function operatorInName(position: TextPosition): Misreading | null {
  const { text, subject } = position;
  const event = subject === "event" ? /^event\s*[:=]+\s*(\S.*)$/.exec(text)?.[1] : undefined;
  if (event === undefined && !/^!\w|\s(?:[<>!=]=?|==)\s*\S/.test(text)) return null;
  return {
    code: "looks-like-an-operator",
    message: "This is looked up as one name, letter by letter.",
    hint:
      event === undefined
        ? "Write the name alone, and the comparison as its value: `total: { more_than: 100 }`, `plan: { not: free }`."
        : `Write \`${sameWith(position, event.replace(/^(["'])(.*)\1$/, "$2"))}\`.`,
  };
}

function between(position: TextPosition): Misreading | null {
  const [, low, high] = /^between (-?[\d.]+) (?:and|-) (-?[\d.]+)$/i.exec(position.text) ?? [];
  if (low === undefined || high === undefined || position.subject !== "data layer" || position.not)
    return null;
  const comparison = `at_least: ${low}, at_most: ${high}`;
  return {
    code: "looks-like-an-operator",
    message: "This is compared letter by letter, with `between` as part of the text.",
    hint: `Write \`${position.under === position.op ? comparison : `${inYaml(position.under)}: { ${comparison} }`}\`.`,
  };
}

/** `step: step=done`: the name is the key already. */
function nameInValue(position: TextPosition): Misreading | null {
  const [, name, value] = /^[?&]?([^=&?]+)=([^=&]+)$/.exec(position.text) ?? [];
  const isAgain = name === position.under || /^[?&]/.test(position.text);
  if (position.subject !== "query" || value === undefined || !isAgain) return null;
  return {
    code: "looks-like-an-operator",
    message: "This is compared with the value alone, and no value begins with the parameter's name.",
    hint: `Write \`${sameWith(position, value)}\`.`,
  };
}

interface Found {
  readonly written: string;
  readonly op: keyof typeof WORDS_OF | "not";
  readonly rest: string;
}

const WORDS_OF = {
  equals: "equals|is equal to|equal to|is exactly",
  begins_with: "begins with|starts with|begins_with|starts_with",
  ends_with: "ends with|ends_with",
  contains: "contains|includes",
  matches: "matches(?: regex)?",
  more_than: "(?:is )?(?:greater|more|higher|bigger) than",
  at_least: "at least",
  less_than: "(?:is )?(?:less|fewer|lower|smaller) than",
  at_most: "at most",
} as const;

const NUMBERS: ReadonlySet<string> = new Set(["more_than", "at_least", "less_than", "at_most"]);

const SIGNS: readonly (readonly [RegExp, Found["op"]])[] = [
  [/^(!==?|<>|≠|!)\s*(\S.*)$/u, "not"],
  [/^(>=|=>|≥)\s*(\S.*)$/u, "at_least"],
  [/^(<=|=<|≤)\s*(\S.*)$/u, "at_most"],
  [/^(>)\s*(\S.*)$/u, "more_than"],
  [/^(<)\s*(\S.*)$/u, "less_than"],
  [/^(={1,3})\s*(\S.*)$/u, "equals"],
];

const WORDS: readonly (readonly [RegExp, Found["op"]])[] = [
  [/^((?:is )?not|isn't|except|nicht|anything but):?\s+(\S.*)$/i, "not"],
  ...Object.entries(WORDS_OF).map(
    ([op, words]) => [new RegExp(`^(${words})\\b:?\\s*(\\S.*)$`, "i"), op as Found["op"]] as const,
  ),
];

/** What is said of things that have no value; no condition. */
const NO_OPERATOR =
  /^not (?:applicable|available|provided|specified|stated|known|given|interested|sure|started|found|yet)\b/i;

function readOperator(position: TextPosition): Found | null {
  const { text } = position;
  for (const [pattern, op] of SIGNS) {
    const [, written, rest] = pattern.exec(text) ?? [];
    if (written === undefined || rest === undefined) continue;
    const isNumber = numberIn(rest) !== null;
    if (NUMBERS.has(op)) return isNumber ? { written, op, rest } : null;
    // `!` begins sentences, and `=` formulas; beside a word they are an operator.
    if (written === "!" && (isProse(position) || position.subject === "fragment" || !/^[\w/]/.test(rest)))
      return null;
    if (isProse(position) && !/^(?:!=|<>|≠|==)/.test(text)) return null;
    return { written, op, rest };
  }
  if (isProse(position) || NO_OPERATOR.test(text)) return null;
  for (const [pattern, op] of WORDS) {
    const [, written, rest] = pattern.exec(text) ?? [];
    if (written === undefined || rest === undefined) continue;
    if (NUMBERS.has(op) && numberIn(rest) === null) continue;
    // A search for the words "contains nuts" is one for these words.
    if (position.subject === "query" && op !== "not" && !NUMBERS.has(op)) continue;
    return { written, op, rest };
  }
  return null;
}

function numberIn(text: string): number | null {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const amount = amountFrom(text);
  return amount === null ? null : Number(amount.number);
}

function hintFor(position: TextPosition, { op, rest }: Found): string {
  const bare = rest.replace(/^(["'])(.*)\1$/, "$2");
  if (position.all.length > 1) return "A list holds plain texts; write the comparison instead of it.";
  if (op === "not" && position.not && position.under === position.op)
    return `Write \`${sameWith(position, bare)}\`, and delete \`not\`.`;
  if (op === "not") return `Write \`${negated(position, bare)}\`.`;
  const number = numberIn(bare);
  if (!NUMBERS.has(op)) return `Write \`${entryOf(position, op, bare)}\`.`;
  if (position.subject !== "data layer" || number === null)
    return "Numbers are compared only under `where`; here write the text, or a regular expression: `matches`.";
  return `Write \`${entryOf(position, op, number)}\`.`;
}

/** `not` beside the operator that is there; what is negated already is meant as it would be without. */
function negated(position: TextPosition, text: string): string {
  if (position.not) return entryOf(position, "equals", text);
  const value = inYaml(text);
  if (position.under === position.op) return `${position.op}: ${value}, not: true`;
  const long = LONG_FORMS.get(position.under);
  return long === undefined
    ? `${inYaml(position.under)}: { not: ${value} }`
    : `${position.under}: { ${long}: { not: ${value} } }`;
}
