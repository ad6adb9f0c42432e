/**
 * A pattern for one part of an address → the same as a pattern for the whole address.
 *
 * Analytics knows only the whole address of a page (`page_location`), and whether its
 * rules look for a pattern anywhere or want the whole text to match is documented
 * nowhere. What is made here begins with `^`, ends with `$`, and so means the same either way.
 */
import { printed, type Spelling } from "./printed.ts";
import {
  type Atom,
  everyItem,
  type Item,
  matchesCharacter,
  ONCE,
  parsePattern,
  type Sequence,
} from "./syntax.ts";

export interface AddressPart extends Spelling {
  /** What people call it. */
  readonly name: string;
  /** A pattern for all of the address before the part. */
  readonly before: string;
  /** Every such part begins with a slash, and what comes before it may end anywhere. */
  readonly beginsWithSlash: boolean;
}

const HOST = "https?://[^/?#]+";

export const PATH: AddressPart = { name: "path", before: HOST, ends: "?#", beginsWithSlash: true };
export const URL_WITHOUT_FRAGMENT: AddressPart = {
  name: "address",
  before: "",
  ends: "#",
  beginsWithSlash: false,
};
export const HOST_NAME: AddressPart = {
  name: "host",
  before: "https?://",
  ends: "/?#:",
  beginsWithSlash: false,
};
export const FRAGMENT: AddressPart = { name: "fragment", before: "[^#]*#", ends: "", beginsWithSlash: false };
/** Not part of an address at all: the value of an event parameter. */
export const WHOLE_TEXT: AddressPart = { name: "value", before: "", ends: "", beginsWithSlash: false };

/** One way in which the part can match: what comes after `before`, and whether the part ends with it. */
interface Branch {
  readonly body: string;
  readonly atEnd: boolean;
}

/** `pattern` must be portable and free of `patternObstacle`s. */
export function wholeAddressPattern(pattern: string, part: AddressPart): string {
  const branches = parsePattern(pattern).flatMap((sequence) => branchesOf(sequence, part));
  const bodies = branches.map(({ body }) => body);
  const tails = branches.map(({ atEnd }) => (atEnd ? printed(END, part) : ".*$"));
  const isSame = tails.every((tail) => tail === tails[0]);
  if (isSame) return `^${part.before}${either(bodies)}${tails[0]}`;
  return `^${part.before}${either(bodies.map((body, index) => body + tails[index]))}`;
}

const END: Sequence = [{ atom: { is: "end" }, times: ONCE }];
const SLASH: Item = { atom: { is: "character", character: "/", text: "/" }, times: ONCE };

function either(bodies: readonly string[]): string {
  return bodies.length === 1 ? bodies[0]! : `(?:${bodies.join("|")})`;
}

function branchesOf(sequence: Sequence, part: AddressPart): Branch[] {
  const isLast = sequence.at(-1)?.atom.is === "end";
  const whole = isLast ? sequence.slice(0, -1) : sequence;
  const [first, ...rest] = whole;
  const isAnchored = first?.atom.is === "start";
  const core = isAnchored ? rest : whole;
  return bodiesOf(core, part, isAnchored, isLast).map((body) => ({ body, atEnd: isLast }));
}

function bodiesOf(core: Sequence, part: AddressPart, isAnchored: boolean, isLast: boolean): string[] {
  if (isAnything(core[0])) return bodiesOf(core.slice(1), part, false, isLast);
  const skipped = part.ends === "" ? ".*" : `[^${part.ends}]*`;
  if (!part.beginsWithSlash) return [(isAnchored ? "" : skipped) + printed(core, part)];
  const starts = atSlash(core, isLast).map((one) => printed(one, part));
  if (isAnchored) return starts;
  const later = `/${skipped}${printed(core, part)}`;
  if (starts.length === 1 && starts[0] === printed(core, part)) return [`(?:/${skipped})?${starts[0]}`];
  return [...starts, later];
}

/** `.*` before the rest: the rest may be anywhere. */
function isAnything(item: Item | undefined): boolean {
  return item?.atom.is === "any" && item.times.min === 0 && item.times.max === Number.POSITIVE_INFINITY;
}

/**
 * What the sequence becomes when it begins at the first slash of the path: sequences that begin with
 * that very slash, since what comes before may take any number of the host's characters.
 */
function atSlash(core: Sequence, mustEnd: boolean): Sequence[] {
  // What asks for nothing fits every path, unless the path had to end where it begins.
  return [...slashFirst(core), ...(core.every(mayBeNothing) && !mustEnd ? [[SLASH]] : [])];
}

/** Every way in which the first thing that the sequence takes is the slash. */
function slashFirst(sequence: Sequence): Sequence[] {
  const [first, ...rest] = sequence;
  if (!first) return [];
  const taken = slashFromItem(first).map((one) => [...one, ...rest]);
  return mayBeNothing(first) ? [...taken, ...slashFirst(rest)] : taken;
}

function slashFromItem(item: Item): Sequence[] {
  const { atom, times } = item;
  if (times.max === 0) return [];
  if (atom.is === "group") return atom.pattern.flatMap(slashFirst).map((one) => [...one, ...oneLess(item)]);
  return matchesCharacter(atom, "/") ? [[SLASH, ...oneLess(item)]] : [];
}

/** Whether the item can be passed at the start of the path without taking a character. */
function mayBeNothing({ atom, times }: Item): boolean {
  if (times.min === 0 || atom.is === "start") return true;
  if (atom.is === "boundary") return atom.negated;
  return atom.is === "group" && atom.pattern.some((sequence) => sequence.every(mayBeNothing));
}

function oneLess({ atom, times }: Item): Item[] {
  const { min, max, lazy } = times;
  return max === 1 ? [] : [{ atom, times: { min: Math.max(min - 1, 0), max: max - 1, lazy } }];
}

/** Why a portable pattern cannot be said on the whole address; null when it can. */
export function patternObstacle(text: string, part: AddressPart): string | null {
  const pattern = parsePattern(text);
  const misplaced = pattern.some((sequence) => startsLater(sequence));
  if (misplaced) return "`^` is inside a group or follows something else";
  const outside = everyItem(pattern)
    .map(({ atom }) => outsideOf(atom, part))
    .find((found) => found !== null);
  if (outside !== undefined) return `no ${part.name} contains \`${outside}\``;
  const never = part.beginsWithSlash && pattern.some(beginsWithoutSlash);
  return never
    ? `every ${part.name} begins with \`/\`, and a part of the pattern wants something else at the start`
    : null;
}

/**
 * Why a pattern for the decoded value of a query parameter cannot be said on the address, where the site
 * chooses which characters are percent-encoded: what takes "any other character" would take half of one.
 */
export function queryPatternObstacle(text: string): string | null {
  const pattern = parsePattern(text);
  if (pattern.some(startsLater)) return "`^` is inside a group or follows something else";
  const unclear = everyItem(pattern).find(({ atom, times }) => {
    if (atom.is === "boundary") return true;
    if (atom.is === "class") return ENCODED_SAMPLES.some((sign) => matchesCharacter(atom, sign));
    return atom.is === "any" && times.max !== Number.POSITIVE_INFINITY;
  });
  return unclear
    ? `\`${printed([unclear], { ends: "" })}\` may match characters that addresses write with several characters`
    : null;
}

/** Characters that are percent-encoded in queries, often or always; an atom that takes none of them takes only plain ones. */
const ENCODED_SAMPLES = [..." \"#%&'+,/:;<=>?@[]^`{|}!$()*\u00e4\u044f"];

function startsLater(sequence: Sequence): boolean {
  return sequence.some(({ atom, times }, index) => {
    if (atom.is === "start") return index > 0 || times.max !== 1;
    return atom.is === "group" && everyItem(atom.pattern).some((inner) => inner.atom.is === "start");
  });
}

/** A character after which the part is over, when the pattern looks for it. Negated classes are narrowed instead. */
function outsideOf(atom: Atom, part: AddressPart): string | null {
  if (atom.is !== "character" && (atom.is !== "class" || isNegated(atom.text))) return null;
  return [...part.ends].find((sign) => matchesCharacter(atom, sign)) ?? null;
}

function isNegated(characterClass: string): boolean {
  return /^\[\^|^\\[DSW]$/.test(characterClass);
}

function beginsWithoutSlash(sequence: Sequence): boolean {
  const [first, ...rest] = sequence;
  if (first?.atom.is !== "start" || isAnything(rest[0])) return false;
  return atSlash(rest, false).length === 0;
}
