/**
 * A portable regular expression as a tree, so that it can be rewritten.
 *
 * Reads the language that the rule `regexes` allows: literals, `.`, classes, groups,
 * alternatives, `^ $ \b`, counts.
 */

import { entryIn } from "../../entry-in.ts";

/** Alternatives; the whole pattern, or the content of a group. */
export type Pattern = readonly Sequence[];

/** Things one after another. */
export type Sequence = readonly Item[];

export interface Item {
  readonly atom: Atom;
  readonly times: Times;
}

export interface Times {
  readonly min: number;
  /** Infinity for no limit. */
  readonly max: number;
  readonly lazy: boolean;
}

export type Atom =
  /** One character, and how the pattern spells it. */
  | { readonly is: "character"; readonly character: string; readonly text: string }
  | { readonly is: "any" }
  /** `[…]`, or `\d` and its like. */
  | { readonly is: "class"; readonly text: string }
  | { readonly is: "group"; readonly pattern: Pattern }
  | { readonly is: "start" }
  | { readonly is: "end" }
  | { readonly is: "boundary"; readonly negated: boolean };

export const ONCE: Times = { min: 1, max: 1, lazy: false };

/** The pattern must be a regular expression that JavaScript and RE2 both read. */
export function parsePattern(pattern: string): Pattern {
  const tokens = pattern.match(TOKENS) ?? [];
  let next = 0;
  return alternatives();

  function alternatives(): Pattern {
    const found: Item[][] = [[]];
    for (; next < tokens.length && tokens[next] !== ")"; ) {
      const token = tokens[next++]!;
      if (token === "|") found.push([]);
      else found.at(-1)!.push({ atom: atomOf(token), times: timesOf() });
    }
    return found;
  }

  function atomOf(token: string): Atom {
    if (!token.startsWith("(")) return simpleAtom(token);
    const inner = alternatives();
    next += 1;
    return { is: "group", pattern: inner };
  }

  function timesOf(): Times {
    const token = tokens[next] ?? "";
    const times = entryIn(COUNTS, token[0] ?? "")?.(token);
    if (times) next += 1;
    return times ?? ONCE;
  }
}

const TOKENS =
  /\\x[0-9A-Fa-f]{2}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?:|\{\d+(?:,\d*)?\}\??|[*+?]\??|[\s\S]/gu;

const COUNTS: Readonly<Record<string, (token: string) => Times>> = {
  "*": (token) => ({ min: 0, max: Number.POSITIVE_INFINITY, lazy: token.length > 1 }),
  "+": (token) => ({ min: 1, max: Number.POSITIVE_INFINITY, lazy: token.length > 1 }),
  "?": (token) => ({ min: 0, max: 1, lazy: token.length > 1 }),
  "{": (token) => {
    const [, min = "0", comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [];
    const most = max ? Number(max) : comma ? Number.POSITIVE_INFINITY : Number(min);
    return { min: Number(min), max: most, lazy: token.endsWith("?") };
  },
};

const ESCAPED_CHARACTERS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
};

function simpleAtom(token: string): Atom {
  if (token === "^") return { is: "start" };
  if (token === "$") return { is: "end" };
  if (token === ".") return { is: "any" };
  if (token === "\\b" || token === "\\B") return { is: "boundary", negated: token === "\\B" };
  if (token.startsWith("[") || /^\\[dDsSwW]$/.test(token)) return { is: "class", text: token };
  return { is: "character", character: characterOf(token), text: token };
}

function characterOf(token: string): string {
  if (!token.startsWith("\\")) return token;
  if (token.startsWith("\\x")) return String.fromCharCode(Number.parseInt(token.slice(2), 16));
  return entryIn(ESCAPED_CHARACTERS, token[1]!) ?? token.slice(1);
}

/** Everything in the pattern, that in groups too. */
export function everyItem(pattern: Pattern): Item[] {
  return pattern.flatMap((sequence) =>
    sequence.flatMap((item) => (item.atom.is === "group" ? [item, ...everyItem(item.atom.pattern)] : [item])),
  );
}

/** Whether the atom, a character or a class, takes this character. */
export function matchesCharacter(atom: Atom, character: string): boolean {
  if (atom.is === "any") return true;
  if (atom.is === "character") return atom.character === character;
  return atom.is === "class" && new RegExp(`^${atom.text}$`).test(character);
}
