/** Ways out, in the words of the command line. */
import type { Override, WayOut } from "../diagnostic.ts";

/** How a face words a way out. */
export type WayWords = (way: WayOut) => string;

/** What differs from face to face. */
export interface Vocabulary {
  /** How to let a guard pass: "repeat with --allow-removals". */
  readonly override: (override: Override) => string;
  /** "run the command again". */
  readonly runAgain: string;
  /** What chooses a container version: "--to". */
  readonly optionTo: string;
  readonly rollBackTo: (version: string) => string;
}

export function wordsOf({ override, runAgain, optionTo, rollBackTo }: Vocabulary): WayWords {
  return (way) => {
    if (typeof way === "string") return way;
    if ("override" in way) return `${way.say} ${override(way.override)}.`;
    if ("option" in way) return `${optionTo} ${way.say}`;
    if ("rollBackTo" in way) return rollBackTo(way.rollBackTo);
    return `${afterWords(way.say, runAgain)}${way.when === undefined ? "" : ` ${way.when}`}.`;
  };
}

/** A new sentence, or the rest of one. */
function afterWords(say: string, words: string): string {
  if (say !== "" && !say.endsWith(".")) return `${say} ${words}`;
  return `${say === "" ? "" : `${say} `}${words[0]!.toUpperCase()}${words.slice(1)}`;
}

export const terminalWords: WayWords = wordsOf({
  override: (override) => `repeat with --${override}`,
  runAgain: "run the command again",
  optionTo: "--to",
  rollBackTo: (version) => `Run: goalform rollback --to ${version}`,
});

/** All of them in one line; null when there is none. */
export function joinedWays(ways: readonly WayOut[], words: WayWords): string | null {
  return ways.length === 0 ? null : ways.map(words).join(" Or: ");
}
