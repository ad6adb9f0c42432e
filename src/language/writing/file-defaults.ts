/** What the `defaults:` of a goals file say already, so that goals written into it need not. */
import { readWritten } from "../meaning/read-written.ts";
import { readGoalsFile } from "../read-file.ts";
import { type FileDefaults, NO_DEFAULTS } from "./goal.ts";

/**
 * @param bytes of a valid file; nothing is said about any other
 * @param target whose own defaults count, too: what a target says by itself must not be written for all of them
 */
export function fileDefaults(file: string, bytes: Uint8Array, target?: string): FileDefaults {
  const { content } = readGoalsFile(file, bytes);
  if (content === null) return NO_DEFAULTS;
  const { defaults, targets } = readWritten(content.source, content.root, new Set()).written;
  return targets.find((one) => one.target.name === target)?.own?.defaults ?? defaults;
}
