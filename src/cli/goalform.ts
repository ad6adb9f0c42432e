#!/usr/bin/env node
/**
 * The executable. `--version` answers before anything else is loaded, and `validate` of a file without a mistake before
 * the process has streams and signals to look after; a bug, and only a bug, ends with a stack.
 */
import { fstatSync, statSync, writeSync } from "node:fs";
import { ignoreBrokenOutput } from "./broken-output.ts";

declare const GOALFORM_VERSION: string;

const args = process.argv.slice(2);
if (args[0] === "--version" || args[0] === "-V") print(`${GOALFORM_VERSION}\n`);
else run().catch(endWithBug);

async function run(): Promise<void> {
  const isChecked = args[0] === "validate" && !isTerminal();
  const text = isChecked ? await valid() : null;
  if (text === null) await command(isChecked);
  else print(text);
}

async function valid(): Promise<string | null> {
  const { validFile } = await import("./valid-file.ts");
  return validFile(args, { cwd: process.cwd(), columns: null });
}

/** @param isChecked the file of `validate` has been looked at, and there is something to say about it */
async function command(isChecked: boolean): Promise<void> {
  ignoreBrokenOutput();
  process.on("uncaughtException", endWithBug);
  process.on("unhandledRejection", endWithBug);
  // Libraries warn Node's way, about things that nobody at a terminal can act on; what matters is an error anyway.
  process.removeAllListeners("warning");
  // Google's library would log the answers of the token endpoint, tokens included.
  delete process.env["GOOGLE_SDK_NODE_LOGGING"];
  const [{ main }, { realProcess }] = await Promise.all([import("./main.ts"), import("./process.ts")]);
  const io = realProcess();
  process.exitCode = await main(args, GOALFORM_VERSION, io, isChecked);
  // A request that nobody waits for any more would keep the process alive.
  if (io.stop?.aborted) process.stdout.write("", () => process.exit());
}

/** Where lines are wrapped, and arrows may have to be spelled. */
function isTerminal(): boolean {
  try {
    const { rdev } = statSync("/dev/null");
    const output = fstatSync(1);
    return output.isCharacterDevice() && output.rdev !== rdev;
  } catch {
    return true;
  }
}

/** Written at once, if that is possible: the stream of the process takes a few milliseconds to make. */
function print(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    ignoreBrokenOutput();
    process.stdout.write(text);
  }
}

function endWithBug(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a bug in goalform. Please report it with the text below.\n${stack}\n`);
  process.exit(1);
}
