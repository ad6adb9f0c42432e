/** Asks the project's tests about one fault after another. They run in a process of their own, because a fault may make a loop endless. */
import { type ChildProcess, fork } from "node:child_process";
import type { Mutant } from "./mutants.ts";

export interface Question {
  readonly mutant: Mutant;
  /** Folders or files of tests; null for all tests that load the faulty file. */
  readonly tests: readonly string[] | null;
}

/** Milliseconds after which a loop counts as endless, which is a fault that somebody would notice. */
const ENDLESS = 400_000;

let runner: ChildProcess | null = null;

export async function testsFail(question: Question): Promise<boolean> {
  runner ??= await startRunner();
  const answer = nextMessage(runner);
  runner.send(question);
  const isEndless = setTimeout(endTests, ENDLESS);
  const fail = await answer;
  clearTimeout(isEndless);
  // A runner that ended without an answer was ended by the fault.
  return fail !== false;
}

/** The workers of the runner are of its process group, and end with it even when they are busy. */
export function endTests(): void {
  if (runner?.pid !== undefined && runner.exitCode === null) process.kill(-runner.pid, "SIGKILL");
  runner = null;
}

async function startRunner(): Promise<ChildProcess> {
  const started = fork("scripts/run.mjs", ["scripts/mutation/runner.ts"], { detached: true });
  started.once("exit", () => {
    runner = null;
  });
  await nextMessage(started);
  return started;
}

function nextMessage(from: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    const end = () => resolve(undefined);
    from.once("exit", end);
    from.once("message", (message) => {
      from.off("exit", end);
      resolve(message);
    });
  });
}
