import { onTestFinished, vi } from "vitest";

/**
 * The command line in this process (`in-process.ts`) asks again for minutes for what is not an answer of Google's. Until
 * the end of the test each pause takes no time, and the clock knows.
 */
export function passTime(): void {
  const [later, now] = [globalThis.setTimeout, performance.now.bind(performance)];
  let passed = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + passed);
  const sooner = (run: () => void, milliseconds = 0): NodeJS.Timeout => {
    const isPause = milliseconds >= 500 && milliseconds !== 60_000;
    if (isPause) passed += milliseconds;
    return later(run, isPause ? 0 : milliseconds);
  };
  vi.spyOn(globalThis, "setTimeout").mockImplementation(sooner as typeof setTimeout);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}
