/** Chance that is the same for the same seed: mulberry32, which is public domain (github.com/bryc/code, PRNGs.md). */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** True this many times in a hundred thousand, on average. */
  happens(rate: number): boolean;
  /** One of several, by their weights. */
  pick<T>(choices: readonly (readonly [value: T, weight: number])[]): T;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    happens: (rate) => next() < rate,
    pick: (choices) => {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [value, weight] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return choices.at(-1)![0];
    },
  };
}
