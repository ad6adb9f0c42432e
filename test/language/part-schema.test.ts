/** The schema of included files: what editors read is what validates. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import published from "../../schemas/goals-part.schema.json" with { type: "json" };
import { partSchema } from "../../src/language/schema/part-schema.ts";
import { EDITOR_KEYWORDS } from "../support/editor-keywords.ts";

test("the file for editors is the schema that validates: it refers to the one beside it", () => {
  const { properties, ...rest } = published;
  const { $id: _, properties: __, ...expected } = partSchema;
  expect(rest).toEqual(expected);
  const references = Object.entries(properties).map(([key, { $ref }]) => [key, $ref]);
  expect(references).toEqual(
    Object.keys(partSchema.properties).map((key) => [key, `goals.schema.json#/properties/${key}`]),
  );
});

test("it is valid, compiles strictly beside the other one, and takes what that one takes", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  ajv.addVocabulary(EDITOR_KEYWORDS);
  ajv.addSchema(goalsSchema, "goals.schema.json");
  expect(ajv.validateSchema(published)).toBe(true);
  const accepts = ajv.compile(published);
  expect(accepts({ goals: { thanks: { type: "destination", page: "/thanks" } } })).toBe(true);
  expect(accepts({ goals: { thanks: { type: "destination" } } })).toBe(false);
  expect(accepts({ version: 1 })).toBe(false);
});

test("it says about goals and funnels what the goals file's schema says, and knows no other key", () => {
  expect(Object.keys(partSchema.properties)).toEqual(["goals", "funnels"]);
  expect(partSchema.properties.goals).toBe(goalsSchema.properties.goals);
  expect(partSchema.properties.funnels).toBe(goalsSchema.properties.funnels);
});
