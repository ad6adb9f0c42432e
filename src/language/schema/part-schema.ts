/**
 * The schema of an included file: the goals and funnels of the goals file's own schema, and nothing else.
 * It refers to the definitions of that schema. `schemas/goals-part.schema.json` is this for editors, by reference to `goals.schema.json` in the same folder; a test compares them.
 */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };

const { goals, funnels } = goalsSchema.properties;

export const partSchema = {
  $schema: goalsSchema.$schema,
  $id: "urn:goalform:schema:goals-part:1",
  title: "Part of the conversion goals",
  description:
    "Goals and funnels that a goals file includes (`include`). Everything else belongs in the goals file itself.",
  allOf: [{ type: "object", errorMessage: "A goals file is made of keys with values." }],
  additionalProperties: false,
  errorMessage: "There is no such key in an included file.",
  properties: { goals, funnels },
};
