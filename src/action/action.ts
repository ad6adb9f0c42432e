/** The GitHub Action's entry: what `dist/action/index.mjs` is built from. A bug, and only a bug, ends with a stack. */
import { stopOnSignals } from "../machine/interruption.ts";
import { annotationCommand } from "../render/workflow-command.ts";
import { run } from "./run.ts";

process.on("uncaughtException", endWithBug);
process.on("unhandledRejection", endWithBug);
// Google's library would log the answers of the token endpoint, tokens included.
delete process.env["GOOGLE_SDK_NODE_LOGGING"];

// A runner that has gone is not a bug; the work is still finished.
process.stdout.on("error", () => {});

const write = (text: string) => void process.stdout.write(text);
// GitHub cancels a job with SIGINT, SIGTERM 7.5 seconds later and SIGKILL after 2.5 more.
const stop = stopOnSignals(write);

process.exitCode = await run({ env: process.env, cwd: process.cwd(), write, now: Date.now(), stop });
// A request that nobody waits for any more would keep the process alive.
if (stop.aborted) process.exit();

function endWithBug(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `This is a bug in goalform. Please report it with the text below.\n${stack}`;
  // One line for the runner, whatever is in it.
  process.stdout.write(annotationCommand({ level: "error", title: "goalform", message: text }));
  process.exit(1);
}
