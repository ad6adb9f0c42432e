/** The action as the process that the runner starts. A bug, and only a bug, ends with a stack. */
import { annotationCommand } from "../render/workflow-command.ts";
import { run } from "./run.ts";

/** What is needed of Node's `process`. */
export type Process = Pick<NodeJS.Process, "env" | "cwd" | "on" | "exit" | "exitCode"> & {
  readonly stdout: Pick<NodeJS.Process["stdout"], "on" | "write">;
};

/** @param stopped a signal that is aborted when the job is cancelled; what happens then is said */
export async function runInProcess(
  process: Process,
  stopped: (say: (text: string) => void) => AbortSignal,
): Promise<void> {
  const endWithBug = (error: unknown) => {
    process.stdout.write(bugText(error));
    process.exit(1);
  };
  process.on("uncaughtException", endWithBug);
  process.on("unhandledRejection", endWithBug);
  // Google's library would log the answers of the token endpoint, tokens included.
  delete process.env["GOOGLE_SDK_NODE_LOGGING"];
  // A runner that has gone is not a bug; the work is still finished.
  process.stdout.on("error", () => {});
  const write = (text: string) => void process.stdout.write(text);
  const stop = stopped(write);
  process.exitCode = await run({ env: process.env, cwd: process.cwd(), write, stop });
  // A request that nobody waits for any more would keep the process alive.
  if (stop.aborted) process.exit();
}

/** One line for the runner, whatever is in it. */
function bugText(error: unknown): string {
  const stack = (error as Partial<Error> | null | undefined)?.stack ?? String(error);
  const message = `This is a bug in goalform. Please report it with the text below.\n${stack}`;
  return annotationCommand({ level: "error", title: "goalform", message });
}
