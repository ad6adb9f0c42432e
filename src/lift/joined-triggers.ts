/**
 * Several triggers that ask for the same thing in one place, each with a value of its own → one that asks for any of them. A
 * goal says either: `any:` with a way for each trigger, or one comparison with several texts.
 */

import { literalPattern } from "../compile/encoded-text.ts";
import type { PageConditions, PartMatcher, TextMatcher } from "../language/goal-set/conditions.ts";
import type { Way } from "./way.ts";

/** Null where they differ in more than one comparison. */
export function anyOf(ways: readonly Way[]): Way | null {
  const [first, ...others] = ways;
  if (first === undefined) return null;
  return others.reduce<Way | null>((all, way) => (all === null ? null : merged(all, way)), first);
}

/** What must be the same in both. */
const KEPT = ["where", "cookie", "unless"] as const;

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function merged(one: Way, other: Way): Way | null {
  if (one.is !== other.is || !KEPT.every((key) => isSame(one[key], other[key]))) return null;
  if (one.is === "page") {
    const page = mergedPage(one.page, other.page);
    return page === null ? null : { ...one, page };
  }
  if (one.is !== "interaction" || other.is !== "interaction") return null;
  if (JSON.stringify(one.page) !== JSON.stringify(other.page)) return null;
  const [a, b] = [one.on, other.on];
  if (
    a.kind !== "link" ||
    b.kind !== "link" ||
    JSON.stringify({ ...a, url: [] }) !== JSON.stringify({ ...b, url: [] })
  )
    return null;
  const url = either(a.url, b.url);
  return url === null ? null : { ...one, on: { ...a, url } };
}

const PARTS = ["path", "url", "host", "fragment"] as const;

function mergedPage(one: PageConditions, other: PageConditions): PageConditions | null {
  const [part, ...more] = PARTS.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
  if (part === undefined || more.length > 0 || JSON.stringify(one.query) !== JSON.stringify(other.query))
    return null;
  const is = either(one[part], other[part]);
  return is === null ? null : { ...one, [part]: is };
}

/** One positive comparison on each side, in the same case. */
function either(one: readonly PartMatcher[], other: readonly PartMatcher[]): readonly TextMatcher[] | null {
  const [a, b] = [one[0], other[0]];
  if (a === undefined || b === undefined || one.length > 1 || other.length > 1) return null;
  if (a.op === "present" || b.op === "present") return null;
  if (a.not || b.not || a.ignoreCase !== b.ignoreCase || a.numbers || b.numbers) return null;
  if (a.eitherSlash !== b.eitherSlash) return null;
  const values: TextMatcher["values"] = [a.values[0], ...a.values.slice(1), ...b.values];
  if (isWhole(a) && isWhole(b)) return [{ ...a, op: "one_of", values }];
  if (a.op === b.op && a.op !== "matches") return [{ ...a, values }];
  const patterns = [pattern(a), pattern(b)];
  return patterns.includes(null) ? null : [{ ...a, op: "matches", values: [patterns.join("|")] }];
}

function isWhole({ op }: TextMatcher): boolean {
  return op === "equals" || op === "one_of";
}

/** Of whole addresses a pattern would ask for more than its text says. */
function pattern({ op, values }: TextMatcher): string | null {
  if (op === "matches") return values[0];
  if (op !== "contains" && op !== "ends_with") return null;
  return values.map((text) => `${literalPattern(text)}${op === "contains" ? "" : "$"}`).join("|");
}
