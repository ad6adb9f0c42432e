/** The file against the published JSON Schema: one sentence for each mistake. */
import type { ErrorObject } from "ajv";
import type { Diagnostic } from "../../diagnostic.ts";
import { SHOWN_PROBLEMS } from "../shown-problems.ts";
import { type Located, plain } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { withoutEchoes } from "./echoes.ts";
import { FilePath } from "./file-path.ts";
import { validate } from "./validator.ts";
import { describe } from "./wording.ts";

export interface SchemaCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Parts whose shape is wrong, as `goals/newsletter`, `targets/live`, `defaults`: rules stay away from them. */
  readonly broken: ReadonlySet<string>;
}

/** As many as are ever shown, and one more, which shows that there are more. */
const MAX_PROBLEMS = SHOWN_PROBLEMS + 1;

/** A goals file, or a part that one includes. */
export type Role = "file" | "part";

export function checkSchema(source: SourceText, root: Located, role: Role = "file"): SchemaCheck {
  const errors = errorsOf(role, plain(root)).filter((error) => !UMBRELLAS.has(error.keyword));
  return inWords(source, root, withoutEchoes(errors));
}

function errorsOf(role: Role, value: unknown): ErrorObject[] {
  validate({ [role]: value });
  const top = `/${role}`.length;
  return (validate.errors ?? []).map((error) => ({
    ...error,
    instancePath: error.instancePath.slice(top),
  }));
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
