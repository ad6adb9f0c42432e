/** What was found where goals are imported from. */

import type { Lift } from "../../lift/lifted.ts";
import type { LiveState } from "../../lift/live-state.ts";
import { notForWebPages } from "../../plan/target-checks.ts";
import type { ImportSource } from "../result/imported.ts";
import { Refusal } from "../result/refusal.ts";
import type { NewFile } from "./output-file.ts";

export interface SourceContent {
  readonly source: ImportSource;
  /** What it is, within a sentence: `export.json (GTM-ABC123)`. */
  readonly title: string;
  readonly lift: Lift;
  /** Null where nothing in it can carry a mark. */
  readonly at: LiveState | null;
  /** For a new file. */
  readonly ids: Omit<NewFile, "file" | "remarks">;
  /** What people have to know about it, in sentences. */
  readonly notes: readonly string[];
}

/** Server and app containers have other kinds of triggers. */
export function refuseOtherThanWeb(usageContext: readonly string[], label: string): void {
  const [blocker] = notForWebPages({ usageContext, label });
  if (blocker) throw new Refusal(blocker.code, blocker.message, "Import the web container of the site.");
}

/** The path of an export belongs to one person's machine, and the goals file is committed: without the folders. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
