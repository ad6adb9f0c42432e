/** Which columns a file has. Files are read by name, since converters lose types and leave out what is always empty. */

/** A column's type: the names of its fields, or of those of its elements. */
export type Type = "plain" | { readonly fields: ReadonlyMap<string, Type> } | { readonly list: Type };

/** The type at a path such as `device.category`; null where there is none. */
export function typeAt(columns: ReadonlyMap<string, Type>, path: string): Type | null {
  let fields: ReadonlyMap<string, Type> | null = columns;
  let found: Type | null = null;
  for (const name of path.split(".")) {
    found = fields?.get(name) ?? null;
    fields = found !== null && found !== "plain" && "fields" in found ? found.fields : null;
  }
  return found;
}

/** As SQL: `"device"."category"`. */
export function quoted(path: string): string {
  return path
    .split(".")
    .map((name) => `"${name.replaceAll('"', '""')}"`)
    .join(".");
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
