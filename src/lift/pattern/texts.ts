/** A pattern → the comparisons with texts that it may stand for. */
import { regexProblem } from "../../countable/pattern/portable-regex.ts";
import type { TextMatcher } from "../../language/goal-set/conditions.ts";
import { alternativesOf, insideOfGroup, literalText } from "./alternatives.ts";
import { decodings } from "./decoded.ts";
import { numberOfPattern } from "./numbers.ts";

/** A comparison without its `not` and its case. */
export interface Reading {
  readonly op: TextMatcher["op"];
  readonly values: readonly [string, ...string[]];
  readonly numbers?: readonly string[];
  readonly eitherSlash?: true;
}

/** Of a text that is compared as it is, or of one that the browser encodes. Likeliest first; `matches` is the last resort. */
export function readingsOfPattern(pattern: string): readonly Reading[] {
  const all = decodings(pattern);
  return [...all.flatMap(asTexts), ...all.flatMap(asPaths), ...all.flatMap(asPattern)];
}

export function asPattern(pattern: string): readonly Reading[] {
  return regexProblem(pattern) === null ? [{ op: "matches", values: [pattern] }] : [];
}

/** `^(?:a|b)$` → one of these, `^(?:a|b)` → begins with one of these. */
export function asTexts(pattern: string): readonly Reading[] {
  const [, start, body = "", end] = /^(\^?)((?:\\[\s\S]|[^\\])*?)(\$?)$/.exec(pattern) ?? [];
  const values = valuesOf(body);
  return values === null ? [] : readingsOf(values, start === "^", end === "$");
}

/** `^/thanks/?$`, `^(?:/a/?|/)$` and `/thanks/?$`: paths with or without a slash at the end. */
export function asPaths(pattern: string): readonly Reading[] {
  const [, start, body = ""] = /^(\^?)([\s\S]*)\$$/.exec(pattern) ?? [];
  const parts = alternativesOf(insideOfGroup(body) ?? body);
  if (insideOfGroup(body) === null && parts.length > 1) return [];
  return eitherSlash(parts, start === "^");
}

/** @param parts patterns of which at least one ends with a slash that may be missing */
export function eitherSlash(parts: readonly string[], isStart: boolean): readonly Reading[] {
  if (!parts.some((part) => part.endsWith("/?"))) return [];
  const texts = parts.flatMap((part) => {
    const text = literalText(part.replace(/\/\?$/, ""));
    return text !== null && part.endsWith("/?") ? [text, `${text}/`] : [text];
  });
  if (texts.includes(null) || texts.includes("")) return [];
  const [first, ...rest] = texts as string[];
  const values: Reading["values"] = [first!, ...rest];
  const one = { values, eitherSlash: true } as const;
  if (!isStart) return [{ op: "ends_with", ...one }];
  return parts.length === 1
    ? [
        { op: "equals", ...one },
        { op: "one_of", ...one },
      ]
    : [{ op: "one_of", ...one }];
}

export interface Values {
  readonly texts: readonly string[];
  /** Those that are numbers. */
  readonly numbers: readonly string[];
}

export function readingsOf({ texts, numbers }: Values, isStart: boolean, isEnd: boolean): readonly Reading[] {
  const [first, ...rest] = texts;
  if (first === undefined) return [];
  const values: Reading["values"] = [first, ...rest];
  const compared = numbers.length === 0 ? { values } : { values, numbers };
  if (isStart && isEnd)
    return rest.length === 0
      ? [
          { op: "equals", ...compared },
          { op: "one_of", ...compared },
        ]
      : [{ op: "one_of", ...compared }];
  if (numbers.length > 0) return [];
  return [{ op: isStart ? "begins_with" : isEnd ? "ends_with" : "contains", values }];
}

/** Null where something is not a text character by character. */
function valuesOf(body: string): Values | null {
  const inside = insideOfGroup(body);
  const parts = alternativesOf(inside ?? body).map(valueOfPattern);
  if (inside === null && parts.length > 1) return numberAlone(body);
  if (parts.includes(null)) return numberAlone(body);
  const found = parts as { text: string; isNumber: boolean }[];
  const texts = [...new Set(found.map(({ text }) => text))];
  return { texts, numbers: [...new Set(found.filter((one) => one.isNumber).map(({ text }) => text))] };
}

/** The pattern of 0 is itself a group. */
function numberAlone(body: string): Values | null {
  const number = valueOfPattern(body);
  return number === null ? null : { texts: [number.text], numbers: [number.text] };
}

function valueOfPattern(pattern: string): { text: string; isNumber: boolean } | null {
  const text = literalText(pattern);
  if (text !== null) return { text, isNumber: false };
  const number = numberOfPattern(pattern);
  return number === null ? null : { text: String(number), isNumber: true };
}
