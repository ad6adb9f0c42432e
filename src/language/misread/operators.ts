/** Comparisons inside the text: `!= free`, `> 100`, `not free`, `contains: pro`. */

import { entryIn } from "../../entry-in.ts";
import { amountFrom } from "../schema/value-spellings.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import {
  isAmountKey,
  NUMBER_OPERATORS,
  type Worded,
  type WordOperator,
  wordsBefore,
  wordsOfAmount,
} from "./operator-words.ts";
import { entryOf, LONG_FORMS, sameWith } from "./rewritten.ts";
import { isEvent, isName, isProse, type TextPosition } from "./text-position.ts";

export const operatorInText: MisreadingDetector = (position) => {
  if (isName(position) || isEvent(position)) return operatorInName(position);
  const again = nameInValue(position);
  if (again) return again;
  const found = readOperator(position);
  if (found === null) return null;
  return {
    code: "looks-like-an-operator",
    message: `This is compared literally, with \`${found.written}\` as part of the text.`,
    hint: hintFor(position, found),
  };
};

/** `order.total > 100`, `!plan` and `plan = pro` where a name is looked up. */
function operatorInName({ text }: TextPosition): Misreading | null {
  if (!/^!\w|\s(?:[<>!=]=?|==)\s*\S/.test(text)) return null;
  const written = conditionIn(text);
  return {
    code: "looks-like-an-operator",
    message: "This is compared as one name, literally.",
    hint: `Write the name alone, and the comparison as its value: \`${written ?? "total: { more_than: 100 }"}\`.`,
  };
}

/** `plan = pro` and `total > 100` as an entry of `where`; null when the text is not a comparison. */
export function conditionIn(text: string): string | null {
  const [, name, sign = "", value = ""] =
    /^\s*([\w.]+)\s*(===?|=|:|!==?|<>|≠|>=|<=|>|<)\s*['"]?([^'"]+?)['"]?\s*$/u.exec(text) ?? [];
  if (name === undefined) return null;
  const op = entryIn(SIGN_OPERATORS, sign) ?? "equals";
  const number = numberIn(value);
  if (NUMBER_OPERATORS.has(op)) return number === null ? null : `${inYaml(name)}: { ${op}: ${number} }`;
  const shown = number === null || sign === ":" ? inYaml(value) : String(number);
  return `${inYaml(name)}: ${op === "not" ? `{ not: ${shown} }` : shown}`;
}

const SIGN_OPERATORS: Readonly<Record<string, WordOperator>> = {
  "!=": "not",
  "!==": "not",
  "<>": "not",
  "≠": "not",
  ">=": "at_least",
  "<=": "at_most",
  ">": "more_than",
  "<": "less_than",
};

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

const SIGNS: readonly (readonly [RegExp, WordOperator])[] = [
  [/^(!==?|<>|≠|!)\s*(\S.*)$/u, "not"],
  [/^(>=|=>|≥)\s*(\S.*)$/u, "at_least"],
  [/^(<=|=<|≤)\s*(\S.*)$/u, "at_most"],
  [/^(>)\s*(\S.*)$/u, "more_than"],
  [/^(<)\s*(\S.*)$/u, "less_than"],
  [/^(={1,3})\s*(\S.*)$/u, "equals"],
];

/** What is said about things that have no value; no condition. */
const NO_OPERATOR =
  /^not (?:applicable|available|provided|specified|stated|known|given|interested|sure|started|found|yet)\b/i;

function readOperator(position: TextPosition): Worded | null {
  const { text } = position;
  for (const [pattern, op] of SIGNS) {
    const [, written, rest] = pattern.exec(text) ?? [];
    if (written === undefined || rest === undefined) continue;
    const isNumber = numberIn(rest) !== null;
    if (NUMBER_OPERATORS.has(op)) return isNumber ? { written, op, rest } : null;
    // `!` begins sentences, and `=` formulas; next to a word they are an operator.
    if (written === "!" && (isProse(position) || position.subject === "fragment" || !/^[\w/]/.test(rest)))
      return null;
    if (isProse(position) && !/^(?:!=|<>|≠|==)/.test(text)) return null;
    return { written, op, rest };
  }
  if (isProse(position) || NO_OPERATOR.test(text)) return null;
  const found = wordsBefore(text) ?? (isAmountKey(position.under) ? wordsOfAmount(text) : null);
  if (found === null || (NUMBER_OPERATORS.has(found.op) && numberIn(found.rest) === null)) return null;
  // "Not without my data" is a title; what is negated is a word or two.
  if (found.op === "not" && listIn(found.rest) === null && found.rest.split(" ").length > 2) return null;
  // A search for the words "contains nuts" is one for these words.
  const isSearch = position.subject === "query" && found.op !== "not" && !NUMBER_OPERATORS.has(found.op);
  return isSearch ? null : found;
}

function numberIn(text: string): number | null {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const amount = amountFrom(text);
  return amount === null ? null : Number(amount.number);
}

function hintFor(position: TextPosition, { op, rest }: Worded): string {
  const bare = rest.replace(/^(["'])(.*)\1$/, "$2");
  if (position.all.length > 1)
    return "Lists contain plain texts only; write the comparison instead of the list.";
  if (op === "not" && position.not && position.under === position.op)
    return `Write \`${sameWith(position, bare)}\`, and delete \`not\`.`;
  const list = listIn(bare);
  if (list !== null && (op === "not" || op === "equals")) return `Write \`${inList(position, op, list)}\`.`;
  if (op === "not") return `Write \`${negated(position, bare)}\`.`;
  const number = numberIn(bare);
  if (!NUMBER_OPERATORS.has(op)) return `Write \`${entryOf(position, op, bare)}\`.`;
  if (position.subject !== "data layer" || number === null)
    return "Numbers are compared only under `where`; here write the text, or a regular expression: `matches`.";
  return `Write \`${entryOf(position, op, number)}\`.`;
}

/** `in [free, trial]`, `(free, trial)` */
function listIn(text: string): readonly string[] | null {
  const inner = /^(?:in|one of|any of)?\s*[[({](.+,.+)[\])}]$/i.exec(text)?.[1];
  return inner === undefined
    ? null
    : inner.split(",").map((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2"));
}

function inList(position: TextPosition, op: string, list: readonly string[]): string {
  const isInside = position.under === position.op;
  if (op === "equals" || position.not) return entryOf(position, "one_of", list);
  const negated = `not: ${inYaml(list)}`;
  const long = LONG_FORMS.get(position.under);
  if (isInside) return negated;
  return long === undefined
    ? `${inYaml(position.under)}: { ${negated} }`
    : `${position.under}: { ${long}: { ${negated} } }`;
}

/** `not` in addition to the operator that is there; what is negated already is meant as it would be without. */
function negated(position: TextPosition, text: string): string {
  if (position.not) return entryOf(position, "equals", text);
  const value = position.subject === "data layer" && /^-?\d+(?:\.\d+)?$/.test(text) ? text : inYaml(text);
  if (position.under === position.op) return `${position.op}: ${value}, not: true`;
  const long = LONG_FORMS.get(position.under);
  return long === undefined
    ? `${inYaml(position.under)}: { not: ${value} }`
    : `${position.under}: { ${long}: { not: ${value} } }`;
}
