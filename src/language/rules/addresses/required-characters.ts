/** What every text that a regular expression matches must contain. Only what is certain. */

/** Longer ones are refused elsewhere. */
const LONGEST = 1000;

/** True if every match contains the character: it is outside groups, classes and alternatives, and not optional. */
export function requiresCharacter(pattern: string, character: "?" | "#"): boolean {
  const plain = outline(pattern, character);
  return plain !== null && new RegExp(`${MARK}(?![?*{])`).test(plain);
}

/** True when every match is at the start of the text and begins with one character of that kind. */
export function beginsWith(pattern: string, kind: RegExp): boolean {
  const plain = outline(pattern, null);
  if (plain === null || !plain.startsWith("^")) return false;
  const [first = "", next = ""] = /^\\\//.test(pattern.slice(1)) ? ["/", pattern[3]] : pattern.slice(1);
  return kind.test(first) && !/[?*{]/.test(next ?? "");
}

/** Stands for the character that is looked for. */
const MARK = "\u0001";

/** The pattern with an `x` for everything that may vary; null when it has alternatives. */
function outline(pattern: string, character: "?" | "#" | null): string | null {
  if (pattern.length > LONGEST) return null;
  const escaped = pattern.replace(/\\([\s\S])/g, (_, one: string) => (one === character ? MARK : "x"));
  const marked = character === "#" ? escaped.replaceAll("#", MARK) : escaped;
  let plain = marked.replace(/\[[^\]]*\]/g, "x");
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, "x");
  }
  return plain.includes("|") ? null : plain;
}
