/** The files that goals are imported from. */
import { resolve } from "node:path";
import type { SourceFiles } from "../app/ports.ts";
import { type JsonFile, readJsonFile } from "./json-file.ts";

const SOURCE = {
  code: "import-source",
  help: "Name a container export (in Tag Manager: Admin, Export Container) or a list of Universal Analytics goals.",
} as const;

/** @param cwd the folder that names are relative to */
export function sourceFilesIn(cwd: string): SourceFiles {
  const read = new Map<string, JsonFile>();
  const file = (name: string): JsonFile => {
    const known = read.get(name) ?? readJsonFile(resolve(cwd, name), SOURCE);
    read.set(name, known);
    return known;
  };
  return {
    json: (name) => file(name).json,
    container: async (name) => {
      const emulator = await import("../sandbox/sandbox.ts");
      const { exportedContainer } = await import("./container-export.ts");
      return exportedContainer(resolve(cwd, name), file(name), emulator);
    },
  };
}
