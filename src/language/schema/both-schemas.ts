/**
 * One schema for a goals file and for the part of one that it includes: `{ file }` or `{ part }`. Together they
 * compile to half of what they compile to apart, since both are made of the same definitions.
 */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import { partSchema } from "./part-schema.ts";

export const bothSchemas = {
  type: "object",
  properties: { file: shape(goalsSchema), part: shape(partSchema) },
  $defs: goalsSchema.$defs,
};

function shape<S extends { $id: string; $schema: string; $defs: unknown }>(schema: S) {
  const { $id: _id, $schema: _draft, $defs: _definitions, ...own } = schema;
  return own;
}

/**
 * Without the check of the schema itself and without what only the newer drafts know (tests see that the schema is
 * right and needs none of that). Errors come with the schema that refused (`parentSchema`), by which they are worded.
 */
export const SCHEMA_OPTIONS = {
  allErrors: true,
  verbose: true,
  strict: false,
  strictNumbers: true,
  meta: false,
  validateSchema: false,
  messages: false,
  inlineRefs: 4,
} as const;
