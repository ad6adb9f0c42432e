/** Who gets the credit for a conversion with several small steps before it: the removal effect in a Markov chain of order 1. */
import { shareOfOne } from "./share-of-one.ts";

/** From one step of a path to the next one, and how often. */
export interface Transition {
  /** Null: the path begins. */
  readonly from: string | null;
  readonly to: string | PathEnd;
  readonly count: number;
}

/** How a path ends. No goal's id looks like this. */
export type PathEnd = "(converted)" | "(lost)";

/** A path of goals, and how often it ended in a conversion and how often it did not. */
export interface Path {
  readonly goals: readonly string[];
  readonly converted: number;
  readonly lost: number;
}

/** The same goal several times in succession is one step: published figures are made so. */
export function transitionsOf(paths: readonly Path[]): Transition[] {
  return paths.flatMap(({ goals, converted, lost }) => {
    const steps = goals.filter((goal, i) => goal !== goals[i - 1]);
    const last = steps.at(-1) ?? null;
    const walked = steps.map((to, i) => ({ from: steps[i - 1] ?? null, to, count: converted + lost }));
    return [
      ...walked,
      { from: last, to: "(converted)" as const, count: converted },
      { from: last, to: "(lost)" as const, count: lost },
    ];
  });
}

export interface RemovalEffects {
  /** The probability that a path ends in a conversion. */
  readonly conversion: number;
  /** By goal: which fraction of the conversions would be lost without it, 0–1. */
  readonly effects: ReadonlyMap<string, number>;
  /** The effects as shares of the conversions. They add up to 1. */
  readonly shares: ReadonlyMap<string, number>;
}

/** Without a goal, every path that came to it is lost there. Needs the paths that did not convert, too. */
export function removalEffects(goals: readonly string[], transitions: readonly Transition[]): RemovalEffects {
  const chain = chainOf(goals, transitions);
  const conversion = absorbed(chain, -1);
  const effects = new Map(
    goals.map((goal, i) => [
      goal,
      conversion === 0 ? 0 : Math.max(0, 1 - absorbed(chain, i + 1) / conversion),
    ]),
  );
  return { conversion, effects, shares: shareOfOne(effects) };
}

interface Chain {
  /** Row and column 0 is the beginning; then the goals. */
  readonly between: readonly (readonly number[])[];
  /** To a conversion, at once. */
  readonly converts: readonly number[];
}

function chainOf(goals: readonly string[], transitions: readonly Transition[]): Chain {
  const place = new Map<string | null, number>([
    [null, 0],
    ...goals.map((goal, i) => [goal, i + 1] as const),
  ]);
  const size = goals.length + 1;
  const between = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const converts = new Array<number>(size).fill(0);
  const leaving = new Array<number>(size).fill(0);
  for (const { from, to, count } of transitions) {
    const row = place.get(from)!;
    leaving[row]! += count;
    if (to === "(converted)") converts[row]! += count;
    else if (to !== "(lost)") between[row]![place.get(to)!]! += count;
  }
  const share = (count: number, row: number): number => (leaving[row] === 0 ? 0 : count / leaving[row]!);
  return {
    between: between.map((counts, row) => counts.map((count) => share(count, row))),
    converts: converts.map(share),
  };
}

/** P(conversion) from the beginning, with the place `removed` leading nowhere: (I − T)·p = c, by Gauss. */
function absorbed({ between, converts }: Chain, removed: number): number {
  const rows = between.map((row, i) => [
    ...row.map((share, j) => (i === j ? 1 : 0) - (i === removed ? 0 : share)),
    i === removed ? 0 : converts[i]!,
  ]);
  for (let at = rows.length - 1; at > 0; at--) {
    const pivot = rows[at]!;
    // A step that is never left leads to no conversion.
    const scale = pivot[at]! > 1e-12 ? pivot[at]! : Number.POSITIVE_INFINITY;
    for (let i = 0; i < at; i++) {
      const factor = rows[i]![at]! / scale;
      if (factor !== 0) rows[i] = rows[i]!.map((value, j) => (j === at ? 0 : value - factor * pivot[j]!));
    }
  }
  const first = rows[0]!;
  return first[0]! > 1e-12 ? first.at(-1)! / first[0]! : 0;
}
