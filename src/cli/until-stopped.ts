/** Commands that only read have nothing to finish: the first signal ends them. */
import { constants } from "node:os";
import { Refusal } from "../app/result/refusal.ts";
import type { Process } from "./process.ts";

/** Ended by a signal. */
export class Stopped extends Refusal {
  /** As shells say it: 130 for SIGINT, 143 for SIGTERM. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super("interrupted", `Interrupted (${signal}). Nothing was written.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** @throws Stopped as soon as a signal has come, whatever is still under way */
export function untilStopped<T>({ stop }: Process, work: () => Promise<T>): Promise<T> {
  if (stop === undefined) return work();
  const stopped = new Promise<never>((_, reject) => {
    const end = () => reject(new Stopped(stop.reason as NodeJS.Signals));
    if (stop.aborted) end();
    else stop.addEventListener("abort", end, { once: true });
  });
  return Promise.race([work(), stopped]);
}
