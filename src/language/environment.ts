/** `${NAME}` and `${NAME:-default}` in the values of `targets`. */

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

export interface Filled {
  readonly text: string;
  /** Variables that are not set, or empty, and have no default. */
  readonly unset: readonly string[];
}

/** Like a shell's `${NAME:-default}`: an empty variable counts as unset. */
export function fillIn(text: string, env: Readonly<Record<string, string | undefined>>): Filled {
  const unset: string[] = [];
  const filled = text.replace(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(env, name) ? env[name] : undefined) || fallback;
    if (value === undefined) unset.push(name);
    return value ?? "";
  });
  return { text: filled, unset };
}

/** The first reference in the text, as written; null when there is none. */
export function firstReference(
  text: string,
): { readonly written: string; readonly name: string; readonly index: number } | null {
  for (const match of text.matchAll(REFERENCE))
    return { written: match[0], name: match[1] ?? "", index: match.index };
  return null;
}

/** What is left that looks like a reference but is none: `${1X}`, `${NAME`, `${NAME-default}`. */
export function isUnclosedReference(text: string): boolean {
  return text.replace(REFERENCE, "").includes("${");
}
