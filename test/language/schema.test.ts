import { execFileSync } from "node:child_process";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import { INTERACTION_KEYS } from "../../src/language/goal-set/interaction.ts";
import { EDITOR_KEYWORDS } from "../support/editor-keywords.ts";
import { expectWithin } from "../support/processor-time.ts";

interface Named {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

describe("the published schema", () => {
  test("is valid against the 2020-12 meta-schema and compiles strictly", () => {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: false,
      strictRequired: false,
      allowUnionTypes: true,
    });
    ajv.addVocabulary(EDITOR_KEYWORDS);
    expect(ajv.validateSchema(goalsSchema)).toBe(true);
    expect(() => ajv.compile(goalsSchema)).not.toThrow();
  });

  test("needs no keyword that only the newer drafts know, since the check at run time does without them", () => {
    const ajv = new Ajv({
      strict: true,
      strictTypes: false,
      strictRequired: false,
      allowUnionTypes: true,
      meta: false,
      validateSchema: false,
    });
    ajv.addVocabulary(EDITOR_KEYWORDS);
    expect(() => ajv.compile({ unevaluatedProperties: false })).toThrow(/unknown keyword/);
    expect(() => ajv.compile(goalsSchema)).not.toThrow();
  });

  test("knows the interactions that the language knows", () => {
    expect(Object.keys(goalsSchema.$defs.on.properties).sort()).toEqual([...INTERACTION_KEYS].sort());
  });

  test("explains every key with a title, a description and an example", () => {
    const poor = keys(goalsSchema, "#").filter(
      ({ schema }) =>
        !has(schema, "description") ||
        !has(schema, "title") ||
        !(has(schema, "examples") || has(schema, "furtherExamples")),
    );
    expect(poor.map(({ path }) => path)).toEqual([]);
  });

  test("explains every key where it is written, so that editors show it beside a reference too", () => {
    const silent = keys(goalsSchema, "#").filter(({ schema }) => schema["description"] === undefined);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test("allows no unknown key in any mapping with known keys", () => {
    const open = schemas(goalsSchema, "#").filter(
      ({ schema, path }) =>
        !/\/(then|if|else)\b/.test(path) &&
        schema["properties"] !== undefined &&
        schema["additionalProperties"] !== false,
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test("accepts its own examples", () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(goalsSchema);
    const wrong = schemas(goalsSchema, "#").flatMap(({ path, schema }) =>
      ["examples", "furtherExamples"]
        .flatMap((keyword) => (schema[keyword] as unknown[] | undefined) ?? [])
        .filter((example) => !ajv.validate({ $ref: `${goalsSchema.$id}${path}` }, example))
        .map((example) => [path, example]),
    );
    expect(wrong).toEqual([]);
  });
});

describe("validation", () => {
  test("starts quickly: the first file is read in less than a quarter of a second", () => {
    // In a process of its own, since other tests in this one have read files already.
    const program = `import { readGoals } from "./dist/library/index.js";
      const start = process.cpuUsage();
      readGoals("version: 1");
      const { user, system } = process.cpuUsage(start);
      console.log((user + system) / 1000);`;
    const milliseconds = Number(execFileSync(process.execPath, ["--input-type=module", "-e", program]));
    expect(milliseconds).toBeGreaterThan(0);
    expectWithin(milliseconds, 250);
  });
});

function has(schema: Readonly<Record<string, unknown>>, keyword: string): boolean {
  return schema[keyword] !== undefined || definitionOf(schema)?.[keyword] !== undefined;
}

function definitionOf(
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const name = /^#\/\$defs\/(\w+)$/.exec(String(schema["$ref"] ?? ""))?.[1] ?? "";
  return (goalsSchema.$defs as Record<string, Record<string, unknown>>)[name];
}

/** Every schema of a key, without `false`, which forbids one. */
function keys(schema: unknown, path: string): readonly Named[] {
  return schemas(schema, path).filter(
    (one) => /\/properties\/\w+$/.test(one.path) && !/\/(then|if|else)\//.test(one.path),
  );
}

/** Their values are no schemas, but look like some. */
const NO_SCHEMAS = new Set(["examples", "furtherExamples", "const", "defaultSnippets"]);

function schemas(schema: unknown, path: string): readonly Named[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.entries(schema).filter(([key]) => !NO_SCHEMAS.has(key));
  const below = inner.flatMap(([key, one]) => schemas(one, `${path}/${key}`));
  return Array.isArray(schema) || /\/(properties|\$defs)$/.test(path)
    ? below
    : [{ path, schema: schema as Named["schema"] }, ...below];
}
