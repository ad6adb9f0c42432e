/** The action as a process: what it makes of bugs, of a job that is cancelled, and of a runner that has gone. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Process, runInProcess } from "../../src/action/runner-process.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

/** A check of this file, in a process of the tests' own. */
async function ended(goals: string, isStopped = false, env: NodeJS.ProcessEnv = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "goalform-process-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, "goals.yaml"), goals);
  const said: string[] = [];
  const exits: unknown[] = [];
  const listeners: Record<string, (error?: unknown) => void> = {};
  const on = (of: string) => (name: string, listener: () => void) => {
    listeners[`${of}${name}`] = listener;
  };
  const process = {
    env: { GITHUB_EVENT_NAME: "merge_group", GOOGLE_SDK_NODE_LOGGING: "all", ...env },
    cwd: () => cwd,
    on: on(""),
    exit: (code?: number) => void exits.push(code),
    stdout: { on: on("stdout "), write: (text: string) => void said.push(text) },
  } as unknown as Process;
  await runInProcess(process, (say) => {
    say("Listening.\n");
    return isStopped ? AbortSignal.abort() : new AbortController().signal;
  });
  return { process, said, exits, listeners };
}

test("the exit code is what the run ends with, and what is written are its words", async () => {
  const valid = await ended(THANKS);
  expect(valid.process.exitCode).toBe(0);
  expect(valid.said[0]).toBe("Listening.\n");
  expect(valid.said).toContain("goals.yaml is valid: 1 goal.\n");
  expect(valid.exits).toEqual([]);
  expect(valid.process.env).toEqual({ GITHUB_EVENT_NAME: "merge_group" });
  expect((await ended("version: 9\n")).process.exitCode).toBe(1);
});

test("a job that is cancelled waits for no request, and keeps its exit code", async () => {
  const { exits, process } = await ended(THANKS, true);
  expect(exits).toEqual([undefined]);
  expect(process.exitCode).toBe(0);
});

test("the folder of the runner comes before the one that the process is in", async () => {
  const { process, said } = await ended("version: 9\n");
  const env = { GITHUB_WORKSPACE: process.cwd() };
  expect((await ended(THANKS, false, env)).process.exitCode).toBe(1);
  expect(said.join("")).toContain("goals.yaml");
});

test("a bug is one line for the runner, with its stack and a way to report it, whatever is thrown", async () => {
  const { listeners, said, exits } = await ended(THANKS);
  said.length = 0;
  listeners["uncaughtException"]!(Object.assign(new Error("a"), { stack: "Error: a\n    at ::b::" }));
  listeners["unhandledRejection"]!("a text");
  listeners["unhandledRejection"]!(undefined);
  const bug = "::error title=goalform::This is a bug in goalform. Please report it with the text below.%0A";
  expect(said).toEqual([`${bug}Error: a%0A    at ::b::\n`, `${bug}a text\n`, `${bug}undefined\n`]);
  expect(exits).toEqual([1, 1, 1]);
});

test("a runner that has gone is no bug", async () => {
  const { listeners, said, exits } = await ended(THANKS);
  said.length = 0;
  listeners["stdout error"]!(new Error("EPIPE"));
  expect([said, exits]).toEqual([[], []]);
});
