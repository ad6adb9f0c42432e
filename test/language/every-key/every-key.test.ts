/** A file that uses the whole language, and what it means. `vitest -u` writes the golden again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import { readGoals } from "../../../src/language/read-goals.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
const FILE = readFileSync(join(FIXTURES, "goals.yaml"));
const PART = { file: "part.yaml", bytes: readFileSync(join(FIXTURES, "part.yaml")) };
const INCLUDED = [{ pattern: "part.yaml", files: [PART], troubles: [] }];

test("a file that uses every key means exactly this", async () => {
  const { goalSet, diagnostics } = readGoals("goals.yaml", FILE, INCLUDED);
  expect(diagnostics.filter((one) => one.severity === "error")).toEqual([]);
  const golden = JSON.stringify(goalSet, shortPlaces, 2);
  await expect(`${golden}\n`).toMatchFileSnapshot(join(FIXTURES, "goal-set.json"));
});

test("every key of the schema is used in it", () => {
  const text = FILE.toString("utf8");
  const unused = propertyNames(goalsSchema).filter((key) => !new RegExp(`\\b${key}:`).test(text));
  expect(unused).toEqual([]);
});

test("byte order mark and Windows line ends change nothing but the bytes", () => {
  const plain = readGoals("goals.yaml", FILE, INCLUDED);
  const windows = Buffer.from(`\ufeff${FILE.toString("utf8").replaceAll("\n", "\r\n")}`);
  expect(readGoals("goals.yaml", windows, INCLUDED)).toEqual(plain);
});

function shortPlaces(key: string, value: unknown): unknown {
  if (key !== "at") return value;
  const { file, line, column } = value as { file: string; line: number; column: number };
  return file === "goals.yaml" ? `${line}:${column}` : `${file}:${line}:${column}`;
}

function propertyNames(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, examples: _, ...rest } = schema as Record<string, object>;
  return [
    ...new Set([
      ...Object.keys(properties),
      ...Object.values({ ...rest, ...properties }).flatMap(propertyNames),
    ]),
  ];
}
