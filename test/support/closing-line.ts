/**
 * The last line of a test run, in words that any reader of logs understands. In CI a test that is skipped counts as
 * failed, unless its name says what it needs of the data beside the project, and that is not there.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const names = (state: string) =>
      tests.filter((test) => test.result().state === state).map((test) => test.fullName);
    const broken = modules.filter(
      (module) =>
        module.state() === "failed" &&
        ![...module.children.allTests()].some((test) => test.result().state === "failed"),
    );
    const skipped = names("skipped");
    const missed = process.env["CI"] ? skipped.filter((name) => !maySkip(name)) : [];
    for (const name of missed) process.stdout.write(`\nskipped, which CI does not allow: ${name}`);
    if (missed.length > 0) process.exitCode = 1;
    const failed =
      names("failed").length + broken.length + errors.length + missed.length + (await failedChecks());
    const rest = skipped.length - missed.length;
    process.stdout.write(`\n${closingLine(names("passed").length, failed, rest)}\n`);
  }
}

export function closingLine(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** How many of the other checks of `scripts/test.mjs` failed, once they have ended; none if that did not start the tests. */
async function failedChecks(): Promise<number> {
  if (!process.env["GOALFORM_TEST_CHECKS"] || !process.connected) return 0;
  process.send?.("ended");
  const [failed] = await once(process, "message");
  process.disconnect();
  return Number(failed);
}

/** The data have licences, or a size, that keep them out of the project: a clone is complete without them. */
export function maySkip(name: string, isThere: (path: string) => boolean = existsSync): boolean {
  const needed = /\(needs (\.\.\/shared\/[^\s)]+)\)/.exec(name)?.[1];
  return needed !== undefined && !isThere(needed);
}
