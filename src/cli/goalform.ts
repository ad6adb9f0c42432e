#!/usr/bin/env node
/**
 * The executable. `--version` answers before anything else is loaded; a bug, and
 * only a bug, ends with a stack.
 */
import { ignoreBrokenOutput } from "./broken-output.ts";

declare const GOALFORM_VERSION: string;

ignoreBrokenOutput();
if (process.argv[2] === "--version" || process.argv[2] === "-V")
  process.stdout.write(`${GOALFORM_VERSION}\n`);
else run();

async function run(): Promise<void> {
  process.on("uncaughtException", endWithBug);
  process.on("unhandledRejection", endWithBug);
  // Libraries warn Node's way, about things that nobody at a terminal can act on; what matters is an error anyway.
  process.removeAllListeners("warning");
  // Google's library would log the answers of the token endpoint, tokens included.
  delete process.env["GOOGLE_SDK_NODE_LOGGING"];
  const [{ main }, { realProcess }] = await Promise.all([import("./main.ts"), import("./process.ts")]);
  const io = realProcess();
  process.exitCode = await main(process.argv.slice(2), GOALFORM_VERSION, io);
  // A request that nobody waits for any more would keep the process alive.
  if (io.stop?.aborted) process.stdout.write("", () => process.exit());
}

function endWithBug(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a bug in goalform. Please report it with the text below.\n${stack}\n`);
  process.exit(1);
}
