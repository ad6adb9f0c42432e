/** What comes nearest to a value that nothing has matched: mostly what the author meant. */

import type { TextMatcher } from "../../language/goal-set/conditions.ts";
import { literalsOf } from "./literals.ts";
import type { Condition, RecordedEvents } from "./recorded.ts";
import type { Frequent, ValueCount } from "./source.ts";

/** Texts that must be found one way or another, and whether each is the whole value, or its beginning or end. */
export interface Sought {
  readonly texts: readonly string[];
  readonly isFromStart: boolean;
  readonly isToEnd: boolean;
}

export interface NearestQuestion {
  readonly among: Frequent;
  /** Any of them. */
  readonly sought: readonly Sought[];
}

/** The address that was looked for; null where nothing can be near. */
export function nearestQuestion({ events }: RecordedEvents): NearestQuestion | null {
  for (const { conditions } of events)
    for (const { field, is } of conditions) {
      if (!isText(is) || is.not || typeof field !== "string") continue;
      const among = AMONG[field];
      const sought = among === undefined ? [] : soughtBy(field === "url" ? withoutHost(is) : is);
      if (among !== undefined && sought.length > 0) return { among, sought };
    }
  return null;
}

/** A name of an event, as a whole. */
export function eventSought(event: string): NearestQuestion {
  return { among: "event", sought: [{ texts: [event], isFromStart: true, isToEnd: true }] };
}

const AMONG: Readonly<Partial<Record<Condition["field"] & string, Frequent>>> = {
  path: "page",
  url: "page",
  "link url": "link",
};

function isText(is: Condition["is"]): is is TextMatcher {
  return "values" in is;
}

/** Pages are known by their paths only. */
function withoutHost(is: TextMatcher): TextMatcher {
  const [first, ...others] = is.values.map((value) => value.replace(/^[a-z]+:\/\/[^/?#]*|[?#].*$/g, ""));
  return { ...is, values: [first ?? "", ...others] };
}

/** What is shorter says nothing. */
const SHORTEST = 3;

function soughtBy({ op, values }: TextMatcher): Sought[] {
  const all = values.map((value): Sought => {
    if (op === "matches") return literalsOf(value);
    const isWhole = op === "equals" || op === "one_of";
    return {
      texts: [value],
      isFromStart: isWhole || op === "begins_with",
      isToEnd: isWhole || op === "ends_with",
    };
  });
  return all.filter(({ texts }) => texts.join("").length >= SHORTEST);
}

/** Less alike is something else. A part of a text is found by chance more easily than the whole. */
const ALIKE = { whole: 0.5, part: 0.65 } as const;

/** The most alike; of those that are alike, the most frequent. */
export function nearestOf(sought: readonly Sought[], seen: readonly ValueCount[]): ValueCount | null {
  let best: { readonly one: ValueCount; readonly likeness: number } | null = null;
  for (const one of seen) {
    const value = folded(one.value);
    const likeness = Math.max(...sought.map((wanted) => likenessOf(wanted, value)));
    const isBetter =
      best === null || likeness > best.likeness || (likeness === best.likeness && one.count > best.one.count);
    if (likeness > 0 && isBetter) best = { one, likeness };
  }
  return best?.one ?? null;
}

/** As a browser may spell it, with a slash at the end or without. */
function folded(text: string): string {
  return decoded(text).toLowerCase().replace(/\/$/, "").slice(0, LONGEST);
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

const LONGEST = 200;

/** 1 for the same text; 0 for what is too little alike. */
function likenessOf({ texts, isFromStart, isToEnd }: Sought, value: string): number {
  const isWhole = isFromStart && isToEnd && texts.length === 1;
  const wanted = texts.map((text) =>
    isToEnd ? folded(text) : decoded(text).toLowerCase().slice(0, LONGEST),
  );
  const edits = wanted.reduce((sum, text, index) => {
    const isFirst = isFromStart && index === 0;
    const isLast = isToEnd && index === wanted.length - 1;
    return sum + editsBetween(text, value, { isFromStart: isFirst, isToEnd: isLast });
  }, 0);
  const length = wanted.reduce((sum, text) => sum + text.length, 0);
  const longest = isWhole ? Math.max(length, value.length) : length;
  const likeness = longest === 0 ? 1 : 1 - edits / longest;
  return likeness >= (isWhole ? ALIKE.whole : ALIKE.part) ? likeness : 0;
}

/** Levenshtein: characters to add, to leave out or to replace in `a`, so that it is `b`, or a part of it (Sellers). */
function editsBetween(a: string, b: string, { isFromStart, isToEnd }: Omit<Sought, "texts">): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => (isFromStart ? index : 0));
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return isToEnd ? row[b.length]! : Math.min(...row);
}
