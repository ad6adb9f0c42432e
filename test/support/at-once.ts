/**
 * Several runs at once, one request at a time: whose turn it is, a seed decides. So any order in which
 * Google may hear of them can happen, and happens again with the same seed.
 */
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";

export interface Turns {
  /** Waits until it is this run's turn. */
  readonly turn: () => Promise<void>;
  /** Hands out turns until everything has ended. */
  readonly until: <T>(all: Promise<T>) => Promise<T>;
}

export function turnsAt(sandbox: RunningSandbox, seed: number): Turns {
  const waiting: (() => void)[] = [];
  const random = randomFrom(seed);
  return {
    turn: () => new Promise((go) => void waiting.push(go)),
    until: async (all) => {
      let isOver = false;
      const ended = all.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        const heard = sandbox.requests.length;
        const [go] = waiting.splice(Math.floor(random() * waiting.length), 1);
        go?.();
        for (let wait = 0; wait < 200 && sandbox.requests.length === heard; wait++) await aMoment();
        for (let wait = 0; wait < 10; wait++) await aMoment();
      }
      return ended;
    },
  };
}

function aMoment(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** mulberry32: between 0 and 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
