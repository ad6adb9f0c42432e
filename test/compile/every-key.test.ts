/**
 * Everything that a file with the whole language becomes, written out: a property that gets lost on the way shows here.
 * What the properties are good for is said in the tests beside this one. `vitest -u` writes the golden again.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { sessionScriptText } from "../../src/compile/session-script/text.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const FIXTURES = join(import.meta.dirname, "../language/every-key/fixtures");
/** Variables that every container has. */
const BY_ITSELF = ["_event"];
const VIRTUAL = `${HEAD}goals:
  done: { type: destination, spa: true, page: { path: /order, query: { step: done, a: b } } }
  address: { type: destination, spa: true, page: { url: { contains: /thanks } } }
  fragment: { type: destination, spa: true, page: { fragment: /thanks } }
`;
const PART = { file: "part.yaml", bytes: readFileSync(join(FIXTURES, "part.yaml")) };

function compiledFile() {
  const bytes = readFileSync(join(FIXTURES, "goals.yaml"));
  const { goalSet } = readGoals("goals.yaml", bytes, [{ pattern: "part.yaml", files: [PART], troubles: [] }]);
  return compile(goalSet!, MEASUREMENT_ID, goalSet!.targets[0]!.googleTag);
}

test("a file that uses every key becomes exactly this", async () => {
  const compiled = compiledFile();
  const golden = written(compiled).replace(
    JSON.stringify(sessionScriptText({ hasFunnels: true })).slice(1, -1),
    "(the script)",
  );
  await expect(`${golden}\n`).toMatchFileSnapshot("fixtures/every-key.json");
});

test.each([
  ["of every key", compiledFile],
  ["of virtual pages", () => compile(goalSet(VIRTUAL), MEASUREMENT_ID)],
])("all variables that the objects %s read come with them", (_, compiled) => {
  const { resources } = compiled();
  const variables = resources.filter(({ kind }) => /[vV]ariable$/.test(kind)).map(({ name }) => name);
  const bodies = resources.filter(({ kind }) => kind.startsWith("gtm.")).map(({ body }) => body);
  const script = JSON.stringify(sessionScriptText({ hasFunnels: true })).slice(1, -1);
  const read = JSON.stringify(bodies)
    .replaceAll(script, "")
    .matchAll(/\{\{(.+?)\}\}/g);
  const missing = [...read].map(([, name]) => JSON.parse(`"${name}"`) as string);
  expect(missing.length).toBeGreaterThan(10);
  expect(missing.filter((name) => !variables.includes(name) && !BY_ITSELF.includes(name))).toEqual([]);
});

test("variables of virtual pages keep their addresses, by which an apply finds them again", () => {
  const { resources } = compile(goalSet(VIRTUAL), MEASUREMENT_ID);
  const variables = resources.filter(({ kind }) => kind === "gtm.variable");
  expect(variables.map(({ address }) => address.replace("gtm.variable/shared:", "")).sort()).toEqual([
    "fragment",
    "history:after:path%2Ba%2Bstep",
    "history:after:path%2Bfragment",
    "history:before:path%2Ba%2Bstep",
    "history:before:path%2Bfragment",
    "history:new_url",
    "history:old_path",
    "history:old_query:a",
    "history:old_query:step",
    "history:old_url",
    "query:a",
    "query:step",
  ]);
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
