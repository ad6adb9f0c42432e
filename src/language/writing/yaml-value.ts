/** What a goals file contains, as plain data: YAML and JSON are written from it. */
export type Said = string | number | boolean | readonly Said[] | { readonly [key: string]: Said };

/** A key and its value, in the order in which they are written. */
export type Field = readonly [key: string, value: Said];

export function fieldsInOne(fields: readonly Field[]): { readonly [key: string]: Said } {
  return Object.fromEntries(fields);
}

/** The field, unless there is nothing to say. */
export function field(key: string, value: Said | null): readonly Field[] {
  return value === null ? [] : [[key, value]];
}
