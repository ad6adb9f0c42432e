/** The text of a pattern, taken apart at its outermost `|`, and the group that is all of it. */

const TOKENS = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu;

/** `a|(b|c)d` → `a` and `(b|c)d`. */
export function alternativesOf(pattern: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const token of pattern.match(TOKENS) ?? []) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/** What is in the one group that is the whole pattern; null where it is not one group. */
export function insideOfGroup(pattern: string): string | null {
  const [, inside] = /^\((?:\?:)?([\s\S]*)\)$/.exec(pattern) ?? [];
  if (inside === undefined) return null;
  let depth = 0;
  for (const token of inside.match(TOKENS) ?? []) {
    if (token === "(") depth++;
    if (token === ")" && --depth < 0) return null;
  }
  return depth === 0 ? inside : null;
}

/** The text that a pattern spells out character by character; null for one that says more. */
export function literalText(pattern: string): string | null {
  let text = "";
  for (const token of pattern.match(TOKENS) ?? []) {
    if (/^\\[^a-zA-Z0-9]$/u.test(token)) text += token.slice(1);
    else if (token.length > 1 && !isOneCharacter(token)) return null;
    else if (/^[.*+?^${}()|[\]\\]$/.test(token)) return null;
    else text += token;
  }
  return text;
}

function isOneCharacter(token: string): boolean {
  return [...token].length === 1;
}
