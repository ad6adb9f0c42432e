/** Texts as YAML in one line, in quotes only where they need some. */

/** Valid inside `{…}` and `[…]` too, and read back as the very same text. */
export function inYaml(value: string | number | readonly string[]): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return `[${value.map(inYaml).join(", ")}]`;
  const isPlain =
    /^[\p{L}\p{N}/_.][\p{L}\p{N}/_.@+~-]*(?: [\p{L}\p{N}][\p{L}\p{N}/_.@+~-]*)*$/u.test(value) &&
    !isOther(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}

/** What YAML, or an older reader of it, takes for something other than text. */
function isOther(text: string): boolean {
  return /^(?:true|false|null|yes|no|on|off|y|n|~|[-+.]?\d.*|0x.*|\.(?:inf|nan))$/i.test(text);
}
