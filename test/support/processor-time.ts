/** How long something keeps the processor busy. Time on the clock would count other work on the machine, too. */
import { expect } from "vitest";

/** Milliseconds of the processor's time, with the answer. */
export function timed<T>(work: () => T): { readonly answer: T; readonly milliseconds: number } {
  const start = process.cpuUsage();
  const answer = work();
  return { answer, milliseconds: since(start) };
}

/** The same for what other processes or sockets have a part in. */
export async function timedAsync<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly milliseconds: number }> {
  const start = process.cpuUsage();
  const answer = await work();
  return { answer, milliseconds: since(start) };
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** What `work` takes on the machine that the limits were chosen on, in milliseconds of its processor. */
const NOMINAL = 20;

/**
 * The work took less than the limit, in milliseconds of processor time, as much larger as this machine is slower right
 * now: a busy neighbor takes away caches and half of a core's units, which the processor's time does not show.
 */
export function expectWithin(milliseconds: number, limit: number): void {
  // How slow the machine is takes a while to find out, so only what is over the limit asks.
  if (milliseconds >= limit) expect(milliseconds).toBeLessThan(limit * slowness());
}

function slowness(): number {
  const times = [work, work, work].map((once) => timed(once).milliseconds);
  return Math.max(1, ...times.map((time) => time / NOMINAL));
}

function work(): number {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ [`key_${index}`]: index })));
  return (JSON.parse(text) as unknown[]).length + text.replace(/[0-9]+/g, "n").length;
}
