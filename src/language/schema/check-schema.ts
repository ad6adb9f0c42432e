/** The file against the published JSON Schema: one sentence for each mistake. */
import { type AnySchemaObject, type ErrorObject, Ajv as SchemaCompiler, type ValidateFunction } from "ajv";
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import type { Diagnostic } from "../../diagnostic.ts";
import { SHOWN_PROBLEMS } from "../shown-problems.ts";
import { type Located, plain } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { withoutEchoes } from "./echoes.ts";
import { FilePath } from "./file-path.ts";
import { partSchema } from "./part-schema.ts";
import { describe } from "./wording.ts";

export interface SchemaCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Parts whose shape is wrong, as `goals/newsletter`, `targets/live`, `defaults`: rules stay away from them. */
  readonly broken: ReadonlySet<string>;
}

/** As many as are ever shown, and one more, which tells that there are more. */
const MAX_PROBLEMS = SHOWN_PROBLEMS + 1;

/** A goals file, or a part that one includes. */
export type Role = "file" | "part";

const compiled = new Map<Role, ValidateFunction>();

// Compiled on first use, without the check of the schema itself and without what only the newer drafts know (tests see
// that the schema is right and needs none of that): it is a third of the start-up time.
function validatorOf(role: Role): ValidateFunction {
  const known = compiled.get(role);
  if (known) return known;
  const validate = new SchemaCompiler({
    allErrors: true,
    verbose: true,
    strict: false,
    strictNumbers: true,
    meta: false,
    validateSchema: false,
    messages: false,
    inlineRefs: 8,
    code: { optimize: false },
  }).compile((role === "file" ? goalsSchema : partSchema) as AnySchemaObject);
  compiled.set(role, validate);
  return validate;
}

export function checkSchema(source: SourceText, root: Located, role: Role = "file"): SchemaCheck {
  const validate = validatorOf(role);
  validate(plain(root));
  const errors = (validate.errors ?? []).filter((error) => !UMBRELLAS.has(error.keyword));
  return inWords(source, root, withoutEchoes(errors));
}

/** Keywords that only repeat that something below them failed. */
const UMBRELLAS: ReadonlySet<string> = new Set(["if", "propertyNames", "allOf"]);

function inWords(source: SourceText, root: Located, errors: readonly ErrorObject[]): SchemaCheck {
  const broken = new Set<string>();
  const diagnostics = new Map<string, Diagnostic>();
  for (const error of errors) {
    const path = new FilePath(root, error.instancePath);
    broken.add(path.part(error));
    if (path.isUnknown(error) || diagnostics.size >= MAX_PROBLEMS) continue;
    const found = describe(source, path, error);
    diagnostics.set(`${found.place?.line}:${found.place?.column}:${found.code}:${found.message}`, found);
  }
  return { diagnostics: [...diagnostics.values()], broken };
}
