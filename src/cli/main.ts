/** What `goalform` does with its arguments: one command, which ends with an exit code. */
import type { Process } from "./process.ts";
import { validFile } from "./valid-file.ts";

/** `args`: what follows `goalform`. */
export async function main(args: readonly string[], version: string, io: Process): Promise<number> {
  const text = validFile(args, io);
  if (text === null) return (await import("./run-command.ts")).runCommand(args, version, io);
  io.out(text);
  return 0;
}
