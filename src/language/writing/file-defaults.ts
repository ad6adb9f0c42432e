/** What the `defaults:` of a goals file say already, so that goals written into it need not. */
import { readWritten } from "../meaning/read-written.ts";
import { readGoalsFile } from "../read-file.ts";
import { type FileDefaults, NO_DEFAULTS } from "./goal.ts";

/** @param bytes of a valid file; nothing is said about any other */
export function fileDefaults(file: string, bytes: Uint8Array): FileDefaults {
  const { content } = readGoalsFile(file, bytes);
  if (content === null) return NO_DEFAULTS;
  return readWritten(content.source, content.root, new Set()).written.defaults;
}
