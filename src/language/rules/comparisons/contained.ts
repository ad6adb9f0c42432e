/** Destinations whose every page view is one of another destination too, found without comparing each with each. */

import type { Comparison, PageConditions, TextMatcher } from "../../goal-set/conditions.ts";
import type { DestinationGoal } from "../../goal-set/goal.ts";
import { comparisonsDisjoint } from "./disjoint.ts";
import { implies, isExact } from "./implied.ts";

/** True when every page view that reaches `a` reaches `b`. Only what is certain. */
export function isContained(a: DestinationGoal, b: DestinationGoal): boolean {
  if (a.spa && !b.spa) return false;
  const parts = askedBy(a);
  return askedBy(b).every(({ part, matchers }) => {
    const given = parts.find((one) => one.part === part)?.matchers ?? [];
    return matchers.every((wanted) => given.some((one) => ensures(one, wanted)));
  });
}

export function ensures(given: Comparison, wanted: Comparison): boolean {
  if (implies(given, wanted)) return true;
  return wanted.not && !given.not && comparisonsDisjoint(given, { ...wanted, not: false });
}

interface Part {
  readonly part: string;
  readonly matchers: readonly Comparison[];
}

function askedBy({ page, where, cookie }: DestinationGoal): readonly Part[] {
  return [
    ...partsOf(page),
    ...where.map(({ key, is }) => ({ part: `data layer ${key}`, matchers: is })),
    ...cookie.map(({ key, is }) => ({ part: `cookie ${key}`, matchers: is })),
  ];
}

/** The parts of the address that are compared at all. */
function partsOf({ path, url, host, fragment, query, title, referrer }: PageConditions): readonly Part[] {
  const parts = [
    { part: "path", matchers: path },
    { part: "url", matchers: url },
    { part: "host", matchers: host },
    { part: "fragment", matchers: fragment },
    { part: "title", matchers: title },
    { part: "referrer", matchers: referrer },
    ...query.map(({ name, is }) => ({ part: `query ${name}`, matchers: is })),
  ];
  return parts.filter(({ matchers }) => matchers.length > 0);
}

/** Every goal is compared with at most this many others that look alike. */
const MOST_COMPARED = 25;

/**
 * Destinations filed under one literal text that reaching them requires, so that those
 * which may contain another one are looked up by that one's own texts.
 */
export class Destinations {
  readonly #filed = new Map<string, DestinationGoal[]>();
  /** By part: the texts under which `contains` is filed. */
  readonly #pieces = new Map<string, Set<string>>();

  /** Files the goal where the fewest others are. */
  add(goal: DestinationGoal): void {
    const anchors = matchersOf(goal).filter(({ matcher }) => !matcher.not);
    const [anchor] = anchors.sort((a, b) => this.#crowd(a) - this.#crowd(b));
    if (!anchor) return;
    if (anchor.matcher.op === "contains") this.#noteLookedFor(anchor);
    for (const key of keysOf(anchor)) {
      const others = this.#filed.get(key);
      if (!others) this.#filed.set(key, [goal]);
      else if (others.length <= MOST_COMPARED) others.push(goal);
    }
  }

  #crowd(anchor: Anchor): number {
    return Math.max(...keysOf(anchor).map((key) => this.#filed.get(key)?.length ?? 0));
  }

  #noteLookedFor({ part, matcher }: Anchor): void {
    const pieces = this.#pieces.get(part) ?? new Set();
    this.#pieces.set(part, new Set([...pieces, ...matcher.values.map(fold)]));
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

interface Anchor {
  readonly part: string;
  readonly matcher: TextMatcher;
}

function matchersOf({ page }: DestinationGoal): Anchor[] {
  return partsOf(page).flatMap(({ part, matchers }) =>
    matchers.flatMap((matcher) => ("values" in matcher ? [{ part, matcher }] : [])),
  );
}

function keysOf({ part, matcher }: Anchor): readonly string[] {
  return [...new Set(matcher.values.map(fold))].map((text) => keyOf(part, matcher.op, text));
}

/** The length shows where the part ends: the name of a query parameter may contain any character. */
function keyOf(part: string, op: TextMatcher["op"], text: string): string {
  return `${op === "one_of" ? "equals" : op}:${part.length}:${part}:${text}`;
}

/** What contains a goal contains the page with any of its texts, so the first one finds it. */
function textOf({ values: [text] }: TextMatcher): string {
  return fold(text);
}

function fold(text: string): string {
  return text.toLowerCase();
}
