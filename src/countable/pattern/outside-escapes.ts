/**
 * Searches in addresses that begin between characters, never inside one: `20` is not part of `/my%20page`.
 *
 * Browsers show an address percent-encoded, so a search that may begin with a hexadecimal digit also finds the digits of
 * an escape. Such a pattern is anchored, and what comes before the search takes whole characters: `^(?:[^%]|%..)*20`.
 * All other patterns stay as they are.
 */
import { printed } from "./printed.ts";
import {
  type Atom,
  type Item,
  matchesCharacter,
  ONCE,
  type Pattern,
  parsePattern,
  type Sequence,
} from "./syntax.ts";

/** How a pattern is compared, as far as it decides what is found inside escapes. */
export interface Compared {
  readonly ignoreCase: boolean;
  /** How the pattern spells a percent sign that begins an escape; `%` unless it says otherwise. */
  readonly percent?: string;
}

/** The same pattern where it cannot begin inside an escape. It must be portable. */
export function outsideEscapes(pattern: string, compared: Compared): string {
  const before = parsePattern(pattern);
  const after = before.map((sequence) => anchored(rewritten(sequence, [], compared), compared));
  const isSame = after.every((sequence, index) => sequence === before[index]);
  return isSame ? pattern : after.map((sequence) => printed(sequence, { ends: "" })).join("|");
}

/** What a search that begins here does first. */
type Beginning =
  /** It may take digits of an escape. */
  | "in an escape"
  /** It may take nothing, or anything: what follows decides. */
  | "later"
  | "outside";

function anchored(sequence: Sequence, compared: Compared): Sequence {
  if (beginning(sequence, [], compared) !== "in an escape") return sequence;
  const [first] = sequence;
  const skips = first?.atom.is === "group" && isAnyCharacter(first, compared) ? [] : [anything(compared)];
  return [{ atom: { is: "start" }, times: ONCE }, ...skips, ...sequence];
}

function anything(compared: Compared): Item {
  return { atom: wholeCharacter("[^%]", compared), times: ANY_NUMBER };
}

const ANY_NUMBER = { min: 0, max: Number.POSITIVE_INFINITY, lazy: false } as const;

function isAnyCharacter({ atom, times }: Item, compared: Compared): boolean {
  return times.min === 0 && times.max === ANY_NUMBER.max && isSameAtom(atom, anything(compared).atom);
}

function isSameAtom(one: Atom, other: Atom): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What takes any character takes whole ones where what follows it might begin inside an escape: `.*20`. */
function rewritten(sequence: Sequence, after: Sequence, compared: Compared): Sequence {
  const items = sequence.map((item, index) => {
    const rest = [...sequence.slice(index + 1), ...after];
    return rewrittenItem(item, rest, compared);
  });
  return items.every((item, index) => item === sequence[index]) ? sequence : items;
}

function rewrittenItem(item: Item, rest: Sequence, compared: Compared): Item {
  const { atom, times } = item;
  if (atom.is === "group") {
    const pattern: Pattern = atom.pattern.map((inner) => rewritten(inner, rest, compared));
    const isSame = pattern.every((inner, index) => inner === atom.pattern[index]);
    return isSame ? item : { atom: { is: "group", pattern }, times };
  }
  const unescaped = withoutPercent(atom);
  if (unescaped === null || beginning(rest, [], compared) !== "in an escape") return item;
  return { atom: wholeCharacter(unescaped, compared), times };
}

/** The class of everything that the atom takes but the percent sign; null where the author thought of that character. */
function withoutPercent(atom: Atom): string | null {
  if (atom.is === "any") return "[^%]";
  if (atom.is !== "class" || !matchesCharacter(atom, "%")) return null;
  if (/^\\[DSW]$/.test(atom.text)) return `[^%${atom.text.toLowerCase()}]`;
  return atom.text.startsWith("[^") ? `[^%${atom.text.slice(2)}` : null;
}

function wholeCharacter(unescaped: string, { percent = "%" }: Compared): Atom {
  const any: Item = { atom: { is: "any" }, times: ONCE };
  const sign: Item =
    percent === "%"
      ? { atom: { is: "character", character: "%", text: "%" }, times: ONCE }
      : { atom: { is: "class", text: percent }, times: ONCE };
  return {
    is: "group",
    pattern: [[{ atom: { is: "class", text: unescaped }, times: ONCE }], [sign, any, any]],
  };
}

function beginning(sequence: Sequence, after: Sequence, compared: Compared): Beginning {
  for (const [index, item] of sequence.entries()) {
    const rest = [...sequence.slice(index), ...after];
    const begins = beginningOf(item, rest, compared);
    if (begins === "in an escape" || (begins === "outside" && item.times.min > 0)) return begins;
  }
  return "later";
}

/** `rest` begins with the item itself. */
function beginningOf({ atom }: Item, rest: Sequence, compared: Compared): Beginning {
  switch (atom.is) {
    case "character":
      return mayBeginInEscape(literalStart(rest), compared.ignoreCase) ? "in an escape" : "outside";
    case "any":
    case "boundary":
      return "later";
    case "class":
      if (matchesCharacter(atom, "%")) return "later";
      return DIGITS.some((digit) => matchesCharacter(atom, digit)) ? "in an escape" : "outside";
    case "group": {
      const all = atom.pattern.map((inner) => beginning(inner, rest.slice(1), compared));
      return all.find((one) => one === "in an escape") ?? all.find((one) => one === "later") ?? "outside";
    }
    case "start":
    case "end":
      return "outside";
  }
}

const DIGITS = [..."0123456789"];

/** The characters that the sequence asks for one by one. */
function literalStart(sequence: Sequence): string {
  let text = "";
  for (const { atom, times } of sequence) {
    if (atom.is !== "character") break;
    text += atom.character;
    if (times.min !== 1 || times.max !== 1) break;
  }
  return text;
}

/** Whether a text that an address contains may begin with one or two digits of an escape. */
function mayBeginInEscape(text: string, ignoreCase: boolean): boolean {
  if (ENCODED_BY_AUTHOR.test(text)) return false;
  const [both = "", rest = ""] = [text.slice(0, 2), text.slice(2)];
  const isPair = /^[0-9A-F]{2}$/i.test(both) && (ignoreCase || !/[a-f][A-F]|[A-F][a-f]/.test(both));
  if (isPair && mayBeByte(Number.parseInt(both, 16), rest) && !isTailOfWord(both[1]!, rest, ignoreCase))
    return true;
  return /^[0-9A-F]/i.test(text) && !isTailOfWord(text[0]!, text.slice(1), ignoreCase);
}

/** `C3%B6`: the author looks for escapes. */
const ENCODED_BY_AUTHOR = /^[C-F][0-9A-F]%/i;

/** A byte that addresses spell as an escape: ASCII except letters, digits and `-._`, or one of a UTF-8 sequence. */
function mayBeByte(byte: number, rest: string): boolean {
  if (byte < 0x80) return !/[A-Za-z0-9\-._]/.test(String.fromCharCode(byte));
  const isContinuation = byte < 0xc0;
  return isContinuation || (byte >= 0xc2 && byte <= 0xf4 && rest === "");
}

/**
 * Found inside an escape, the address would show the rest of a word without its beginning, such as `anke` of `danke`, or of
 * a host, such as `pi.example` of `api.example`, after a letter outside ASCII. No address reads like that, and a plain comparison is easier to review than a pattern.
 */
function isTailOfWord(last: string, rest: string, ignoreCase: boolean): boolean {
  return !ignoreCase && /[a-f]/.test(last) && /^[a-z][a-z.-]{2}/.test(rest);
}
