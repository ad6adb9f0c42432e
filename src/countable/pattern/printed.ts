/** The tree of a pattern → its text, kept within one part of an address. */

import { entryIn } from "../../entry-in.ts";
import type { Atom, Item, Pattern, Sequence, Times } from "./syntax.ts";

export interface Spelling {
  /** The characters after which the part is over; empty when nothing follows it. */
  readonly ends: string;
  /** How one character is written in the part; by default, as the author wrote it. */
  readonly character?: (character: string) => string;
}

export function printed(sequence: Sequence, spelling: Spelling): string {
  return sequence.map((item) => printedItem(item, spelling)).join("");
}

function printedItem({ atom, times }: Item, spelling: Spelling): string {
  const text = printedAtom(atom, spelling);
  const count = printedTimes(times);
  return count !== "" && atom.is === "character" && isSeveral(text) ? `(?:${text})${count}` : text + count;
}

/** One character may become several: `%C3%A4`. */
function isSeveral(text: string): boolean {
  return !/^(?:\\?[\s\S]|\\x..|\(\?:[^()]*\))$/u.test(text);
}

function printedAtom(atom: Atom, spelling: Spelling): string {
  const { ends, character } = spelling;
  switch (atom.is) {
    case "character":
      return character ? character(atom.character) : atom.text;
    case "any":
      return ends === "" ? "." : `[^${ends}]`;
    case "class":
      return within(atom.text, ends);
    case "group":
      return `(?:${printedPattern(atom.pattern, spelling)})`;
    case "start":
      return "^";
    case "end":
      return ends === "" ? "$" : `(?:[${ends}].*)?$`;
    case "boundary":
      return atom.negated ? "\\B" : "\\b";
  }
}

function printedPattern(pattern: Pattern, spelling: Spelling): string {
  return pattern.map((sequence) => printed(sequence, spelling)).join("|");
}

/** "Anything but these" must not run over the end of the part. */
function within(characterClass: string, ends: string): string {
  if (ends === "") return characterClass;
  if (characterClass.startsWith("[^")) return `[^${ends}${characterClass.slice(2)}`;
  return /^\\[DSW]$/.test(characterClass) ? `[^${ends}${characterClass.toLowerCase()}]` : characterClass;
}

function printedTimes({ min, max, lazy }: Times): string {
  const short = entryIn(SHORT_TIMES, `${min},${max}`);
  const text =
    short ?? (max === Number.POSITIVE_INFINITY ? `{${min},}` : min === max ? `{${min}}` : `{${min},${max}}`);
  return text + (lazy && text !== "" ? "?" : "");
}

const SHORT_TIMES: Readonly<Record<string, string>> = {
  "1,1": "",
  "0,1": "?",
  "0,Infinity": "*",
  "1,Infinity": "+",
};
