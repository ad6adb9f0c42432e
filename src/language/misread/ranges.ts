/** Two bounds in one text: `100-200`, `100..200`, `between 100 and 200`, `>100 && <200`. */

import { entryIn } from "../../entry-in.ts";
import { amountFrom } from "../schema/value-spellings.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { MisreadingDetector } from "./misreading.ts";
import { isAmountKey } from "./operator-words.ts";

export const range: MisreadingDetector = (position) => {
  if (position.subject !== "data layer" || position.not || position.all.length > 1) return null;
  const bounds = boundsIn(position.text, isAmountKey(position.under));
  if (bounds === null) return null;
  const comparison = bounds.map(([op, number]) => `${op}: ${number}`).join(", ");
  const isInside = position.under === position.op;
  return {
    code: "looks-like-an-operator",
    message: "This range is compared literally, as one text.",
    hint: `Write \`${isInside ? comparison : `${inYaml(position.under)}: { ${comparison} }`}\`.`,
  };
};

type Bound = readonly [op: string, number: string];

const NUMBER = "-?\\d[\\d.,]*";
const BETWEEN = new RegExp(`^(?:between|zwischen|entre) (${NUMBER}) (?:and|und|et|y|-) (${NUMBER})$`, "i");
const DOTS = new RegExp(`^(${NUMBER}?)\\s*(?:\\.{2,3}|…)\\s*(${NUMBER})$`);
/** `1-10` is a class of sizes as well: a range only where the key is called as an amount. */
const DASH = new RegExp(`^(${NUMBER})\\s*(?:[-–—]|to|bis|à)\\s*(${NUMBER})$`, "i");
const SIGNS = new RegExp(
  `^([<>]=?)\\s*(${NUMBER})\\s*(?:&&?|and|und|et|y|,)\\s*([<>]=?)\\s*(${NUMBER})$`,
  "i",
);
const OPERATORS: Readonly<Record<string, string>> = {
  ">": "more_than",
  ">=": "at_least",
  "<": "less_than",
  "<=": "at_most",
};

function boundsIn(text: string, isAmount: boolean): readonly Bound[] | null {
  const signs = SIGNS.exec(text);
  if (signs)
    return bounds([entryIn(OPERATORS, signs[1]!)!, signs[2]], [entryIn(OPERATORS, signs[3]!)!, signs[4]]);
  const found = BETWEEN.exec(text) ?? DOTS.exec(text) ?? (isAmount ? DASH.exec(text) : null);
  return found && bounds(["at_least", found[1]], ["at_most", found[2]]);
}

function bounds(...written: readonly (readonly [string, string | undefined])[]): readonly Bound[] | null {
  const all = written.map(([op, text = ""]) => [op, numberOf(text)] as const);
  return all.every(([, number]) => number !== null) ? (all as readonly Bound[]) : null;
}

function numberOf(text: string): string | null {
  const amount = amountFrom(text.replace(/^-/, ""));
  return amount === null ? null : (text.startsWith("-") ? "-" : "") + amount.number;
}
