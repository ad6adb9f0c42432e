/** The file against the published JSON Schema: one sentence for each mistake. */
import type { Diagnostic } from "../../diagnostic.ts";
import { MOST_REPORTED } from "../reported-problems.ts";
import { type Located, plain } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { FilePath } from "./file-path.ts";
import { numberCutBefore } from "./key-slips.ts";
import { type SchemaError, schemaErrors } from "./schema-errors.ts";
import { type Role, SCHEMAS } from "./schemas.ts";
import { withoutSecondaryErrors } from "./secondary-errors.ts";
import { describe } from "./wording.ts";

export interface SchemaCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Parts whose shape is wrong, as `goals/newsletter`, `targets/live`, `defaults`: rules stay away from them. */
  readonly broken: ReadonlySet<string>;
}

/** As many as are ever shown, and one more, which shows that there are more. */
const MAX_PROBLEMS = MOST_REPORTED + 1;

export function checkSchema(source: SourceText, root: Located, role: Role = "file"): SchemaCheck {
  const errors = schemaErrors(SCHEMAS[role], SCHEMAS.file.$defs, plain(root));
  return inWords(source, root, withoutSecondaryErrors(errors));
}

function inWords(source: SourceText, root: Located, errors: readonly SchemaError[]): SchemaCheck {
  const broken = new Set<string>();
  const diagnostics = new Map<string, Diagnostic>();
  const cut = new Set(errors.flatMap((error) => numberCutBy(root, error) ?? []));
  for (const error of errors) {
    const path = new FilePath(root, error.instancePath);
    // What else the goal says stays as it is when a comma has only cut a number in two.
    if (numberCutBy(root, error) === null) broken.add(path.part(error));
    const isSaid = path.isUnknown(error) || cut.has(error.instancePath);
    if (isSaid || diagnostics.size >= MAX_PROBLEMS) continue;
    const found = describe(source, path, error);
    diagnostics.set(`${found.place?.line}:${found.place?.column}:${found.code}:${found.message}`, found);
  }
  return { diagnostics: [...diagnostics.values()], broken };
}

/** The pointer of the number of which the unknown key is the rest, as in `{ value: 12,50 }`. */
function numberCutBy(root: Located, { keyword, instancePath, params }: SchemaError): string | null {
  if (keyword !== "additionalProperties") return null;
  const { node } = new FilePath(root, instancePath);
  const key = numberCutBefore(node, String(params["additionalProperty"]));
  return key === null ? null : `${instancePath}/${key}`;
}
