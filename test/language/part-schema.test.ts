/** The schema of included files, for editors and for `validate` alike. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import { partSchema } from "../../src/language/schema/part-schema.ts";

test("the file for editors is the schema that validates, written by `vitest -u`", async () => {
  const { $defs, ...rest } = partSchema;
  const written = `{\n${linesOf(rest)},\n"$defs":{\n${linesOf($defs)}\n}\n}\n`;
  expect(JSON.parse(written)).toEqual(partSchema);
  await expect(written).toMatchFileSnapshot("../../schemas/goals-part.schema.json");
});

test("it is valid, compiles strictly, and stands by itself", () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  expect(ajv.validateSchema(partSchema)).toBe(true);
  expect(() => ajv.compile(partSchema)).not.toThrow();
});

test("it says of goals and funnels what the goals file's schema says, and knows no other key", () => {
  expect(Object.keys(partSchema.properties)).toEqual(["goals", "funnels"]);
  expect(partSchema.properties.goals).toBe(goalsSchema.properties.goals);
  expect(Object.keys(partSchema.$defs)).not.toContain("target");
  expect(partSchema.$defs["goal"]).toBe(goalsSchema.$defs.goal);
});

/** One line an entry: it travels in the package, and nobody edits it. */
function linesOf(object: object): string {
  return Object.entries(object)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(",\n");
}
