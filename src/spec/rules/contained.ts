/** Destinations whose every page view is one of another destination too, found without comparing each with each. */
import type { DestinationGoal, PageConditions, TextMatcher } from "../goal-set.ts";
import { comparisonsDisjoint } from "./disjoint.ts";
import { implies, isExact } from "./implied.ts";

/** True when every page view that reaches `a` reaches `b`. Only what is certain. */
export function isContained(a: DestinationGoal, b: DestinationGoal): boolean {
  if (a.spa && !b.spa) return false;
  return partsOf(b.page).every(({ part, matchers }) => {
    const given = partsOf(a.page).find((one) => one.part === part)?.matchers ?? [];
    return matchers.every((wanted) => given.some((one) => ensures(one, wanted)));
  });
}

function ensures(given: TextMatcher, wanted: TextMatcher): boolean {
  if (implies(given, wanted)) return true;
  return wanted.not && !given.not && comparisonsDisjoint(given, { ...wanted, not: false });
}

interface Part {
  readonly part: string;
  readonly matchers: readonly TextMatcher[];
}

function partsOf({ path, url, host, fragment, query }: PageConditions): readonly Part[] {
  const parts = Object.entries({ path, url, host, fragment }).map(([part, matchers]) => ({ part, matchers }));
  return [...parts, ...query.map(({ name, is }) => ({ part: `query ${name}`, matchers: is }))];
}

/** Every goal is compared with at most this many others that look alike. */
const MOST_COMPARED = 50;

/**
 * Destinations filed under one literal text that reaching them requires, so that those
 * which may contain another one are looked up by that one's own texts.
 */
export class Destinations {
  readonly #filed = new Map<string, DestinationGoal[]>();
  /** By part: the texts under which `contains` is filed. */
  readonly #pieces = new Map<string, Set<string>>();

  add(goal: DestinationGoal): void {
    const anchor = matchersOf(goal).find(({ matcher }) => !matcher.not);
    if (!anchor) return;
    const { part, matcher } = anchor;
    if (matcher.op === "contains")
      this.#pieces.set(part, (this.#pieces.get(part) ?? new Set()).add(textOf(matcher)));
    const keys = isExact(matcher.op) ? matcher.values.map(fold) : [textOf(matcher)];
    for (const text of new Set(keys)) {
      const key = keyOf(part, matcher.op, text);
      this.#filed.set(key, [...(this.#filed.get(key) ?? []).slice(0, MOST_COMPARED), goal]);
    }
  }

  /** Those that may contain `goal`. */
  around(goal: DestinationGoal): readonly DestinationGoal[] {
    const keys = matchersOf(goal)
      .filter(({ matcher }) => !matcher.not)
      .flatMap(({ part, matcher }) => this.#keysAround(part, matcher));
    const found = new Set(keys.flatMap((key) => this.#filed.get(key) ?? []));
    found.delete(goal);
    return [...found].slice(0, MOST_COMPARED);
  }

  #keysAround(part: string, matcher: TextMatcher): readonly string[] {
    const text = textOf(matcher);
    if (matcher.op === "matches") return [keyOf(part, "matches", text)];
    const lengths = Array.from({ length: Math.min(text.length, LONGEST) }, (_, index) => index + 1);
    const whole = isExact(matcher.op);
    const starts = whole || matcher.op === "begins_with" ? lengths : [];
    const ends = whole || matcher.op === "ends_with" ? lengths : [];
    const pieces = [...(this.#pieces.get(part) ?? [])].filter((piece) => text.includes(piece));
    return [
      ...(whole ? [keyOf(part, "equals", text)] : []),
      ...starts.map((length) => keyOf(part, "begins_with", text.slice(0, length))),
      ...ends.map((length) => keyOf(part, "ends_with", text.slice(-length))),
      ...pieces.map((piece) => keyOf(part, "contains", piece)),
    ];
  }
}

/** Texts of addresses are seldom longer; of one that is, only so much is looked up. */
const LONGEST = 300;

function matchersOf({ page }: DestinationGoal): readonly { part: string; matcher: TextMatcher }[] {
  return partsOf(page).flatMap(({ part, matchers }) => matchers.map((matcher) => ({ part, matcher })));
}

function keyOf(part: string, op: TextMatcher["op"], text: string): string {
  return JSON.stringify([part, op === "one_of" ? "equals" : op, text]);
}

function textOf({ values: [text] }: TextMatcher): string {
  return fold(text);
}

function fold(text: string): string {
  return text.toLowerCase();
}
