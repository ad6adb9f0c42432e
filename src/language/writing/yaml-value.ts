/** What a goals file contains, as plain data: YAML and JSON are written from it. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

/** A key and its value, in the order in which they are written. */
export type Field = readonly [key: string, value: YamlValue];

export function fieldsInOne(fields: readonly Field[]): { readonly [key: string]: YamlValue } {
  return Object.fromEntries(fields);
}

/** The field, unless there is nothing to say. */
export function field(key: string, value: YamlValue | null): readonly Field[] {
  return value === null ? [] : [[key, value]];
}
