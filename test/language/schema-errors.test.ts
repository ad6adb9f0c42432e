/** The check of a file against the schema, and what Ajv says about the same file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import { KEYWORDS, schemaErrors } from "../../src/language/schema/schema-errors.ts";
import { SCHEMAS } from "../../src/language/schema/schemas.ts";
import { EDITOR_KEYWORDS } from "../support/editor-keywords.ts";
import { runs } from "../support/runs.ts";

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  strictNumbers: true,
  validateSchema: false,
  messages: false,
});
/** Both refer to the same definitions. */
const PART = { ...SCHEMAS.part, $defs: goalsSchema.$defs };
const AJV = {
  file: ajv.compile(SCHEMAS.file),
  part: ajv.compile(PART),
};

/** What it adds to the errors that it follows from. */
const UMBRELLAS = new Set(["if", "propertyNames"]);

type Role = keyof typeof AJV;

function byAjv(role: Role, data: unknown): readonly object[] {
  AJV[role](data);
  return (AJV[role].errors ?? [])
    .filter(({ keyword }) => !UMBRELLAS.has(keyword))
    .map(({ instancePath, keyword, params, parentSchema, data, propertyName }) => {
      const { comparison: _, ...own } = params;
      const error = {
        instancePath,
        keyword,
        params: own,
        parentSchema: parentSchema === PART ? SCHEMAS.part : parentSchema,
        data,
      };
      return propertyName === undefined ? error : { ...error, propertyName };
    });
}

function ours(role: Role, data: unknown): readonly object[] {
  return schemaErrors(SCHEMAS[role], SCHEMAS.file.$defs, data);
}

const FIXTURES = join(import.meta.dirname, "fixtures");
const EXAMPLE = parse(readFileSync("goals.example.yaml", "utf8")) as unknown;

describe("the errors of the schema are those that Ajv finds, in its order", () => {
  test("for every broken file", () => {
    const files = readdirSync(FIXTURES).map((name) =>
      readFileSync(join(FIXTURES, name, "goals.yaml"), "utf8"),
    );
    const values = files.flatMap((text) => dataIn(text));
    expect(values.length).toBeGreaterThan(files.length / 2);
    const found = values.map((value) => ours("file", value));
    expect(found).toEqual(values.map((value) => byAjv("file", value)));
    expect(found.flat().length).toBeGreaterThan(150);
  });

  test("for every definition, with the values that occur in any other", () => {
    const values = [...new Set(VALUES.map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one));
    for (const [name, schema] of Object.entries(goalsSchema.$defs)) {
      const validate = ajv.compile({ $ref: `${goalsSchema.$id}#/$defs/${name}` });
      const refused = values.filter((value) => !validate(value));
      expect([
        name,
        values.filter((value) => schemaErrors(schema, goalsSchema.$defs, value).length > 0),
      ]).toEqual([name, refused]);
    }
  });

  test("for the example with anything changed", () => {
    const changed = fc.array(fc.record({ at: fc.nat(), to: anything(), key: anyKey() }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom("file", "part"), changed, (role, changes) => {
        const data = changes.reduce((value, { at, to, key }) => change(value, at, to, key), EXAMPLE);
        expect(ours(role, data)).toEqual(byAjv(role, data));
      }),
      { numRuns: runs(100) },
    );
  });
});

test("every keyword of the schema is one that the check knows", () => {
  const editors = [
    ...EDITOR_KEYWORDS,
    "$schema",
    "$id",
    "$comment",
    "title",
    "description",
    "examples",
    "default",
  ];
  const known = new Set([...KEYWORDS, ...editors]);
  expect([...new Set(keywordsIn(goalsSchema))].filter((one) => !known.has(one))).toEqual([]);
});

test("the values of `const` and `enum` are words and numbers, which are compared as such", () => {
  const values = JSON.stringify(goalsSchema).matchAll(/"(?:const|enum)":(\[.*?\]|[^,}]*)/g);
  for (const [, value] of values)
    for (const one of [JSON.parse(value!)].flat())
      expect(["string", "number", "boolean"]).toContain(typeof one);
});

/** What a text says to a YAML parser; nothing if it cannot be parsed. */
function dataIn(text: string): readonly unknown[] {
  try {
    return [parse(text, { logLevel: "error", maxAliasCount: 0 })];
  } catch {
    return [];
  }
}

/** What the schema shows as right somewhere, and what is right nowhere. */
const VALUES: readonly unknown[] = [
  ...schemasIn(goalsSchema).flatMap((schema) =>
    ["examples", "furtherExamples", "enum"].flatMap((key) => (schema[key] as readonly unknown[]) ?? []),
  ),
  ...["", " ", "x".repeat(101), "😀".repeat(100), "Ä", "a b", "<<", "$ref", "__proto__"],
  ...[null, true, false, 0, -1, 1.5, 1e300, [], [[]], {}, { not: true }, { data_layer: null }],
];

function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(...VALUES), fc.string({ maxLength: 3 }), fc.integer(), fc.double());
}

function anyKey(): fc.Arbitrary<string> {
  const known = schemasIn(goalsSchema).flatMap((schema) => Object.keys(schema["properties"] ?? {}));
  return fc.oneof(fc.constantFrom(...new Set(known), "a/b~c", "constructor", "toString"), fc.string());
}

/** A copy in which the `at`th place has another value, or one key more. */
function change(value: unknown, at: number, to: unknown, key: string): unknown {
  const copy = { root: structuredClone(value) };
  const places = mappingsIn(copy);
  const mapping = places[at % places.length]!;
  const keys = [...Object.keys(mapping), key];
  Object.defineProperty(mapping, keys[at % keys.length]!, {
    value: to,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy.root;
}

function mappingsIn(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(mappingsIn);
  return Array.isArray(value) ? below : [value as Record<string, unknown>, ...below];
}

type Keywords = Readonly<Record<string, unknown>>;

/** A schema and all that are part of it. */
function schemasIn(schema: unknown): readonly Keywords[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, $defs = {}, allOf = [], ...rest } = schema as Keywords;
  const named = [properties, $defs, allOf].flatMap((some) => Object.values(some as object));
  const inner = ["if", "then", "else", "not", "items", "propertyNames", "additionalProperties"];
  return [schema as Keywords, ...[...named, ...inner.map((key) => rest[key])].flatMap(schemasIn)];
}

function keywordsIn(schema: unknown): readonly string[] {
  return schemasIn(schema).flatMap((one) => Object.keys(one));
}
