/** Files that are written whole or not at all. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Written next to its place and moved there: a reader sees either the old file or the new one. */
export function viaDraft(path: string, text: string, move: (draft: string) => void): void {
  const folder = mkdtempSync(join(dirname(path), ".goalform-"));
  try {
    const draft = join(folder, basename(path));
    writeFileSync(draft, text);
    move(draft);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
