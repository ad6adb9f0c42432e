/**
 * Everything that a file with the whole language becomes, written out: a property that gets lost on the way shows here.
 * What the properties are good for is said in the tests beside this one. `vitest -u` writes the golden again.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { SESSION_SCRIPT_TEXT } from "../../src/compile/session-script-text.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";

const FIXTURES = join(import.meta.dirname, "../language/every-key/fixtures");
const PART = { file: "part.yaml", bytes: readFileSync(join(FIXTURES, "part.yaml")) };

test("a file that uses every key becomes exactly this", async () => {
  const bytes = readFileSync(join(FIXTURES, "goals.yaml"));
  const { goalSet } = readGoals("goals.yaml", bytes, [{ pattern: "part.yaml", files: [PART], troubles: [] }]);
  const compiled = compile(goalSet!, MEASUREMENT_ID, goalSet!.targets[0]!.googleTag);
  const golden = written(compiled).replace(JSON.stringify(SESSION_SCRIPT_TEXT).slice(1, -1), "(the script)");
  await expect(`${golden}\n`).toMatchFileSnapshot("fixtures/every-key.json");
});

/** JSON in which what fits on one line stands on one line, and places are `line:column`. */
function written(value: unknown, indent = ""): string {
  const short = JSON.stringify(value, shortPlaces) ?? "null";
  if (short.length + indent.length <= 160 || typeof value !== "object" || value === null) return short;
  const more = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const lines = Object.entries(value).map(([key, one]) => {
    const text = written(shortPlaces(key, one), more);
    return more + (Array.isArray(value) ? text : `${JSON.stringify(key)}: ${text}`);
  });
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

function shortPlaces(key: string, value: unknown): unknown {
  if (key !== "at" || typeof value !== "object") return value;
  const { file, line, column } = value as { file: string; line: number; column: number };
  return file === "goals.yaml" ? `${line}:${column}` : `${file}:${line}:${column}`;
}
