/** Several texts in one: `/danke|/merci`, `pro or team`, `lead, quote`. */

import { entryIn } from "../../entry-in.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { MisreadingDetector } from "./misreading.ts";
import { entryOf } from "./rewritten.ts";
import { hostIn } from "./split-address.ts";
import { isAddress, isEvent, isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const alternatives: MisreadingDetector = (position) => {
  const several = severalIn(position);
  if (several.length < 2) return null;
  return {
    code: "looks-like-a-pattern",
    message: isName(position)
      ? "These look like several names, but they are looked up as one."
      : "These look like several texts, but they are compared as one text.",
    hint: hintFor(position, several),
  };
};

function severalIn(position: TextPosition): readonly string[] {
  const { text } = position;
  const byBar = text.split(/\s*\|\|?\s*/).filter((one) => one !== "");
  const listed = /^(?:in |one of |any of )?\s*[[(]([^[\]()]+,[^[\]()]+)[\])]$/i.exec(text)?.[1];
  if (listed !== undefined && !isProse(position))
    return listed.split(",").map((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2"));
  const pages = isAddress(position) && /\s/.test(text) ? addressesIn(text) : [];
  if (pages.length > 1) return pages;
  if (text.includes("|") && isSeparatedByBar(position, byBar)) return byBar;
  if (isProse(position)) return [];
  const byWord = text.split(/ (?:or|OR|oder|ou) /);
  if (byWord.length > 1 && byWord.every((one) => /^\S+$/.test(one))) return byWord;
  const byComma = text.split(/[,;]\s*/);
  return byComma.length > 1 && isSeparatedByComma(position, byComma) ? byComma : [];
}

/** `/danke und /merci`, `/danke /merci`, in whatever language the word between them is. */
function addressesIn(text: string): readonly string[] {
  const parts = text.split(/[,;]?\s+(?:(?:\p{L}{1,4}|[&+/,;])\s+)?(?=(?:\/|https?:\/\/)\S)/u);
  return parts.every((one) => /^(?:\/|https?:\/\/)\S+$/.test(one)) && !text.includes("|") ? parts : [];
}

/** Titles have bars between spaces: `Thank you | Acme`. */
function isSeparatedByBar(position: TextPosition, parts: readonly string[]): boolean {
  if (!/\s\|+\s/.test(position.text)) return true;
  if (isProse(position)) return false;
  return !isValue(position) || parts.every((one) => /^[a-z0-9_/-]+$/.test(one));
}

function isSeparatedByComma(position: TextPosition, parts: readonly string[]): boolean {
  if (parts.some((one) => one === "")) return false;
  if (isName(position) || isEvent(position)) return true;
  if (isAddress(position))
    return parts.slice(1).every((one) => /^(?:\/|https?:|www\.)/.test(one) || hostIn(one) === one);
  if (position.subject === "query") return false;
  if (isValue(position))
    return /[,;]\s/.test(position.text) && parts.every((one) => /^[a-z][a-z0-9_-]*$/.test(one));
  return position.subject.endsWith("id") && /[,;]\s/.test(position.text);
}

function hintFor(position: TextPosition, several: readonly string[]): string {
  if (isName(position)) return entryIn(NAME_HINTS, position.subject) ?? "Write one name.";
  const { op, all } = position;
  if (all.length > 1)
    return `Make an item of each: ${several.map((one) => `\`${inYaml(one)}\``).join(", ")}.`;
  if (op === "equals" || op === "one_of") return `Write \`${entryOf(position, "one_of", several)}\`.`;
  return `Write \`${position.under}: ${inYaml(several)}\`.`;
}

/** A goal is about one event, one depth, one share of a video. */
export function goalOfEach(key: string, events: readonly string[]): string {
  const [first = "", ...others] = events
    .slice(0, 5)
    .map((one) => `\`on: { ${key}: ${/^\d+$/.test(one) ? one : inYaml(one)} }\``);
  if (others.length === 0) return `Write ${first}.`;
  return `A goal counts one thing. Write ${first} here, and make another goal with ${others.join(", another with ")}.`;
}

const NAME_HINTS: Readonly<Record<string, string>> = {
  "data-layer key": "Write one key; make a goal for each if there are several.",
  "query name": "Write one name.",
  "cookie name": "Write one name.",
};
