/** A clock that is stopped until somebody advances it. */
export interface StoppedClock {
  /** Milliseconds since the epoch. */
  now(): number;
  advance(milliseconds: number): void;
}

export function createStoppedClock(start: number): StoppedClock {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
