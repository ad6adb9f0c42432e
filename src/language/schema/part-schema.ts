/**
 * The schema of an included file: the goals and funnels of the goals file's own schema, and nothing else.
 * `schemas/goals-part.schema.json` is this for editors, by reference to `goals.schema.json` in the same folder; a test compares them.
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
  $defs: definitionsFor({ goals, funnels }),
};

/** Those that the schema refers to, directly or through others, in the order of the goals file's schema. */
function definitionsFor(schema: unknown): Record<string, unknown> {
  const all: Readonly<Record<string, unknown>> = goalsSchema.$defs;
  const needed = new Set<string>();
  const waiting = namesIn(schema);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...namesIn(all[name]));
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => needed.has(name)));
}

function namesIn(schema: unknown): string[] {
  const references = JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g);
  return [...references].map((match) => match[1] ?? "");
}
