/** The `updateMask` of a PATCH: which fields of the body count. */
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
export function maskedPaths(mask: string | null, fields: MaskFields): readonly string[] {
  const paths = (mask ?? "").split(",").filter((path) => path !== "");
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
