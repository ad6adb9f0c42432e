/** The `updateMask` of a PATCH: which fields of the body count. */
import type { Fields, Json } from "../state.ts";
import type { Switches } from "../switches.ts";
import { camelCase, snakeCase } from "./field-names.ts";
import { invalidArgument } from "./refusals.ts";

export interface MaskFields {
  /** In snake case, as masks must be. */
  readonly mutable: readonly string[];
  /** Fields that exist and cannot be changed. */
  readonly fixed: readonly string[];
}

/**
 * The named paths; `*` means every mutable field.
 *
 * @throws GoogleError 400 for a mask that is missing, or names a field that is
 *   unknown, not in snake case, or cannot be changed.
 */
export function maskedPaths(
  mask: string | null,
  fields: MaskFields,
  { camelCaseMasks }: Pick<Switches, "camelCaseMasks">,
): readonly string[] {
  const named = (mask ?? "").split(",").filter((path) => path !== "");
  const paths = camelCaseMasks === "accept" ? named.map(snakeCase) : named;
  if (paths.length === 0) throw invalidArgument("The update mask is required.");
  if (paths.includes("*")) {
    if (paths.length > 1) throw invalidArgument("The path * must be the only one in the update mask.");
    return fields.mutable.filter((path) => !path.includes("."));
  }
  for (const path of paths) {
    if (fields.fixed.includes(path)) throw invalidArgument(`The field ${path} cannot be updated.`);
    if (!fields.mutable.includes(path))
      throw invalidArgument(`The update mask has an unknown path: ${path}.`);
  }
  return paths;
}

/** The message after a patch. A path with a dot names one part of a field; the other parts stay. */
export function patched(old: Fields, body: Fields, paths: readonly string[]): Fields {
  let fields: Fields = old;
  for (const path of paths) {
    const [field = "", part] = path.split(".").map(camelCase);
    fields = withValue(fields, field, part === undefined ? body[field] : withPart(fields, body, field, part));
  }
  return fields;
}

function withPart(fields: Fields, body: Fields, field: string, part: string): Json {
  const sent = (body[field] ?? {}) as Fields;
  return withValue((fields[field] ?? {}) as Fields, part, sent[part]) as Json;
}

function withValue(fields: Fields, field: string, value: Json | undefined): Fields {
  const { [field]: _, ...others } = fields;
  return value === undefined ? others : { ...others, [field]: value };
}
