/** What a table has under a key that somebody else wrote: `constructor` and the like are not in it. */
export function entryIn<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
