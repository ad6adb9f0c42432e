/** DuckDB is an optional peer of 70 MB, and loaded only for events. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { EventsError } from "../events-error.ts";

export type DuckdbLibrary = typeof import("@duckdb/node-api");

/** From where goalform is installed, otherwise from the working folder. */
export async function loadDuckdb(cwd: string): Promise<DuckdbLibrary> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    const path = createRequire(join(cwd, "package.json")).resolve("@duckdb/node-api");
    return (await import(pathToFileURL(path).href)) as DuckdbLibrary;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw MISSING;
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}

const MISSING = new EventsError(
  "duckdb-missing",
  "Reading files of events needs DuckDB, which is not installed.",
  "Run `npm install --save-dev @duckdb/node-api` (70 MB), and then this command again.",
);
