/** `import` without files and without Google: exports that are at hand. */

import type { ImportPorts } from "../../src/app/import/options.ts";
import { type ImportOptions, importGoals } from "../../src/app/import.ts";
import type { Imported } from "../../src/app/result/imported.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { readContainerExport } from "../../src/sandbox/sandbox.ts";
import { contentOf } from "./exported.ts";
import { reading } from "./shop.ts";

export interface Importing {
  /** What was found, in files of these names. */
  readonly sources: Readonly<Record<string, unknown>>;
  /** Goals files that are there. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ImportOptions;
}

/** @returns what came of it, and the goals files that are there afterwards */
export async function importing({ sources, files = {}, options = {} }: Importing) {
  const disk = new Map(Object.entries(files));
  const ports = {
    env: {},
    google: { connected: () => Promise.reject(new Error("nobody asks Google")) },
    warn: () => {},
    files: {
      exists: (file: string) => disk.has(file),
      readGoals: (file: string) => new TextEncoder().encode(disk.get(file)),
      included: () => [],
      createGoals: (file: string, text: string) => void disk.set(file, text),
      replaceGoals: (file: string, text: string) => void disk.set(file, text),
      folderName: () => "shop",
      schemaFor: () => "./schema.json",
    },
    sources: {
      json: (file: string) => sources[file],
      container: async (file: string) => ({
        publicId: "GTM-FOUND1",
        usageContext: readContainerExport(sources[file]).usageContext,
        content: contentOf(sources[file]),
      }),
    },
  } as unknown as ImportPorts;
  const imported = await importGoals({ from: Object.keys(sources), ...options }, ports);
  return { imported, disk };
}

/** A new file from one export. */
export async function importedFrom(exported: unknown, options: ImportOptions = {}): Promise<Imported> {
  return (await importing({ sources: { "export.json": exported }, options })).imported;
}

/** @throws Error that shows what is wrong with the file */
export function validFile({ text }: Pick<Imported, "text">): GoalSet {
  const { goalSet, diagnostics } = reading(text);
  if (goalSet) return goalSet;
  throw new Error(`${text}\n${JSON.stringify(diagnostics.filter(({ severity }) => severity === "error"))}`);
}
