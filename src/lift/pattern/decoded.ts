/**
 * What compile/ makes of a pattern for an address, undone: escapes back to characters (`%[Cc]3%[Bb]6` → `ö`), and the
 * care not to begin inside an escape (`^(?:[^%]|%..)*20` → `20`). Several readings, likeliest first: to use one,
 * compile it again and compare.
 */
import { literalPattern } from "../../compile/encoded-text.ts";
import { alternativesOf } from "./alternatives.ts";

export function decodings(pattern: string): readonly string[] {
  const undone = alternativesOf(pattern).map(fromAnywhere).join("|");
  const decoded = asCharacters(undone);
  return [...new Set([decoded, asClasses(decoded), undone, pattern])];
}

const WHOLE_CHARACTERS = /\(\?:\[\^%\]\|(?:%|\[%\])\.\.\)/g;
const NARROWED = /\(\?:\[\^%((?:\\[\s\S]|[^\]\\])+)\]\|(?:%|\[%\])\.\.\)/g;

/** What searches in whole characters. */
function fromAnywhere(alternative: string): string {
  return alternative
    .replace(/^\^\(\?:\[\^%\]\|(?:%|\[%\])\.\.\)\*/, "")
    .replace(WHOLE_CHARACTERS, ".")
    .replace(NARROWED, "[^$1]");
}

/** Bytes in a row; a letter among their digits may be in either case. */
const ESCAPES = /(?:%(?:[0-9A-Fa-f]|\[[A-F][a-f]\]){2})+/g;

/** `gr%[Cc]3%[Bb]6…` → `grö…`: every character as people write it, escaped where patterns read it as their own. */
export function asCharacters(pattern: string): string {
  const plain = pattern.replace(ESCAPES, (bytes) => {
    const spelled = bytes.replace(/\[(.).\]/g, "$1");
    try {
      return literalPattern(decodeURIComponent(spelled));
    } catch {
      return bytes;
    }
  });
  return plain
    .replaceAll("%(?:25)?", "%")
    .replace(/\(\?:\[ \+\]\| \)|\(\?:\\\+\| \)/g, " ")
    .replace(/\(\?:(\\?[\s\S])\|(\\?[\s\S]|[^()|\\]{2,3})\)/gu, (all, one: string, other: string) =>
      isSameLetter(one, other) ? one.toLowerCase() : all,
    )
    .replace(/\(\?:([^\p{ASCII}])\)/gu, "$1");
}

/** In capitals, ß is two letters. */
function isSameLetter(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() || one.toUpperCase() === other;
}

/** `(?:[ab]|ä|ö)` was a class with characters outside ASCII in it. */
function asClasses(pattern: string): string {
  const character = "[^\\p{ASCII}]";
  const group = new RegExp(
    `\\(\\?:(?:\\[((?:\\\\[\\s\\S]|[^\\]\\\\^])*)\\]\\|)?(${character}(?:\\|${character})*)\\)`,
    "gu",
  );
  return pattern.replace(group, (_, ascii: string | undefined, others: string) => {
    return `[${ascii ?? ""}${others.replaceAll("|", "")}]`;
  });
}
