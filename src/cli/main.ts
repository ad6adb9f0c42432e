/** What `goalform` does with its arguments: one command, which ends with an exit code. */
import type { Process } from "./process.ts";
import { validFile } from "./valid-file.ts";

/**
 * @param args what follows `goalform`
 * @param isChecked there is something to say about the file of `validate`, as the executable has seen
 */
export async function main(
  args: readonly string[],
  version: string,
  io: Process,
  isChecked = false,
): Promise<number> {
  const text = isChecked ? null : validFile(args, io);
  if (text === null) return (await import("./run-command.ts")).runCommand(args, version, io);
  io.out(text);
  return 0;
}
