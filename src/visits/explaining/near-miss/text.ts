/** Near misses about texts: case, spelling, spaces, one letter. */

import { verdictWith } from "../../../engine/conditions.ts";
import { readingsOfPattern } from "../../../lift/pattern/texts.ts";
import { decoded, type JudgedQuestion, quoted } from "../condition-words.ts";
import { isMetWith, type MomentContext, textOf } from "./condition.ts";

export function onlyTheCase(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  const { type, value } = asked.asked;
  if (text === null) return null;
  const byPattern = type === "matchRegex" && isMetWith(asked, text, moment, true);
  const byText = type !== "matchRegex" && lowered(asked, text.toLowerCase(), value.toLowerCase(), moment);
  if (!byPattern && !byText) return null;
  return asked.asked.fact.is === "event"
    ? "only the case differs"
    : "only the case differs: `ignore_case: true` takes both";
}

function lowered({ judged }: JudgedQuestion, left: string, right: string, { url }: MomentContext): boolean {
  return verdictWith({ ...judged, right }, left, url) === "met";
}

/** `%C3%B6` and `ö`, in both directions. */
export function otherSpelling(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null) return null;
  const spellings = [
    decoded(text),
    encodeURI(decoded(text)),
    text.replace(/%[0-9a-f]{2}/gi, upper),
    plusAsSpace(text),
  ];
  const found = spellings.find((one) => one !== text && isMetWith(asked, one, moment));
  return found === undefined ? null : `the same in another spelling: ${quoted(found)}`;
}

function upper(text: string): string {
  return text.toUpperCase();
}

function plusAsSpace(text: string): string {
  return text.replaceAll("+", " ");
}

/** `12,50` is a text; Tag Manager knows numbers with a point. */
export function decimalComma(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null || !/^[+-]?[\d.]*,\d+$/.test(text)) return null;
  const number = text.replaceAll(".", "").replace(",", ".");
  return isMetWith(asked, number, moment) ? `a number has a point: push ${number}` : null;
}

export function space(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null) return null;
  const trimmed = text.replace(/\s+/g, " ").trim();
  return trimmed !== text && isMetWith(asked, trimmed, moment) ? "only spaces differ" : null;
}

/** `sign-up` for `sign_up`, `regstration` for `registration`. */
export function oneLetter(asked: JudgedQuestion): string | null {
  const text = textOf(asked);
  if (text === null || text.length < 4) return null;
  const values = textsOf(asked);
  const isNear = (near: (value: string) => boolean) => values.find(near);
  const dashed = isNear((value) => text.replaceAll("-", "_") === value.replaceAll("-", "_"));
  const found = dashed ?? isNear((value) => distance(text, value) === 1);
  if (found === undefined) return null;
  const which = values.length === 1 ? "" : ` from ${quoted(found)}`;
  return dashed === undefined ? `one letter differs${which}` : `only - and _ differ${which}`;
}

/** What the condition asks for, where it asks for whole texts. */
function textsOf({ asked: { type, value } }: JudgedQuestion): readonly string[] {
  if (type === "equals") return [value];
  const [reading] = type === "matchRegex" ? readingsOfPattern(value) : [];
  return reading?.op === "one_of" || reading?.op === "equals" ? reading.values : [];
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 1) return 2;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  const isOne =
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0]);
  return isOne ? 1 : 2;
}
