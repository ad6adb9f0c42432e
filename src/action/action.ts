/** The GitHub Action's entry: what `dist/action/index.mjs` is built from. A bug, and only a bug, ends with a stack. */
import { run } from "./run.ts";

process.on("uncaughtException", endWithBug);
process.on("unhandledRejection", endWithBug);
// Google's library would log the answers of the token endpoint, tokens included.
delete process.env["GOOGLE_SDK_NODE_LOGGING"];

process.exitCode = await run({
  env: process.env,
  cwd: process.cwd(),
  write: (text) => void process.stdout.write(text),
  now: Date.now(),
});

function endWithBug(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `This is a bug in goalform, please report it with what stands below.\n${stack}`;
  // One line for the runner, whatever stands in it.
  process.stdout.write(
    `::error title=goalform::${text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A")}\n`,
  );
  process.exit(1);
}
