/** Whether `dist/` is what the sources make: a digest of both, written by each build, beside what else tools remember. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const STAMP = "node_modules/.cache/goalform-built";

/** All that a build reads; of the libraries, which of them are installed. */
const SOURCES = [
  "src",
  "scripts",
  "schemas",
  "docs",
  "package.json",
  "tsconfig.json",
  "package-lock.json",
  "node_modules/.package-lock.json",
];

/** @returns {boolean} whether a build would only write what is there */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest();
}

/** To be called at the end of a build. */
export function rememberBuild() {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, digest());
}

function digest() {
  const hash = createHash("sha256").update(process.version);
  for (const path of [...SOURCES, "dist"].flatMap(filesIn))
    hash.update(`\0${path}\0`).update(createHash("sha256").update(readFileSync(path)).digest());
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (/\.json$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .sort();
}
