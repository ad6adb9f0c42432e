/** The texts that a pattern spells out: people write lists of events as `^(trial|demo)_(start|end)$`. */

/** Lists can multiply. */
const MOST = 100;

/** A group without anything special in it but `|`. */
const GROUP = /\((?:\?:)?([^()[\]{}*+?.\\]*)\)(?![*+?{])/;

/** What is left when every list is taken apart; a pattern that says more gives its pieces, which it may not match. */
export function namedByPattern(pattern: string): readonly string[] {
  // An escaped character stands for itself, so it must not look special while lists are taken apart.
  const escaped: string[] = [];
  const plain = pattern.replace(/\\(\W)/g, (_, character: string) => {
    escaped.push(character);
    return String.fromCharCode(0xe000 + escaped.length - 1);
  });
  const back = (text: string) =>
    text.replace(/[\ue000-\uf8ff]/g, (one) => escaped[one.charCodeAt(0) - 0xe000] ?? one);
  const spelledOut = spellOut(topLevel(plain)).map((text) => back(text.replace(/^\^|\$$/g, "")));
  return [...new Set([...spelledOut, ...pattern.split(/[|()^$]/)])].filter((text) => text !== "");
}

function spellOut(patterns: readonly string[]): readonly string[] {
  const next = patterns.flatMap((one) => {
    const group = GROUP.exec(one);
    if (!group) return [one];
    const [whole, list] = group as unknown as [string, string];
    const end = group.index + whole.length;
    return list.split("|").map((word) => one.slice(0, group.index) + word + one.slice(end));
  });
  const done = next.length === patterns.length && next.every((one, index) => one === patterns[index]);
  return done || next.length > MOST ? next.slice(0, MOST) : spellOut(next);
}

/** `a|(b|c)d` is `a` or `(b|c)d`. */
function topLevel(pattern: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const character of pattern) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
