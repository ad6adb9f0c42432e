/** A pattern for `page_location` (`compile/page-location.ts`) → which part of the page it compares, and with what. */

import { readingsOfAddress } from "./address.ts";
import { alternativesOf, insideOfGroup } from "./alternatives.ts";
import { asCharacters } from "./decoded.ts";
import { type Reading, readingsOfPattern } from "./texts.ts";

export type PagePart = "path" | "url" | "host" | "fragment" | { readonly query: string };

export interface PartReading {
  readonly part: PagePart;
  readonly reading: Reading;
}

interface Frame {
  readonly part: PagePart;
  readonly before: string;
  /** Where the part is over. */
  readonly ends: string;
  readonly beginsWithSlash: boolean;
}

const FRAMES: readonly Frame[] = [
  { part: "fragment", before: "[^#]*#", ends: "", beginsWithSlash: false },
  { part: "path", before: "https?://[^/?#]+", ends: "?#", beginsWithSlash: true },
  { part: "host", before: "https?://", ends: "/?#:", beginsWithSlash: false },
  { part: "url", before: "", ends: "#", beginsWithSlash: false },
];

/** Likeliest first: to use one, compile it again and compare. */
export function readingsOfPageLocation(pattern: string): readonly PartReading[] {
  return [...queryFrames(pattern), ...FRAMES]
    .filter(({ before }) => pattern.startsWith(`^${before}`))
    .flatMap((frame) => {
      const rest = pattern.slice(1 + frame.before.length);
      const read = frame.part === "url" ? readingsOfAddress : readingsOfPattern;
      return patternsOfPart(rest, frame).flatMap((one) =>
        read(one).map((reading) => ({ part: frame.part, reading })),
      );
    });
}

const WHOLE_TEXT: Frame = { part: "url", before: "", ends: "", beginsWithSlash: false };

/** Of a parameter's value: it may be an address. */
export function readingsOfWholeText(pattern: string): readonly Reading[] {
  if (!pattern.startsWith("^")) return readingsOfPattern(pattern);
  const patterns = patternsOfPart(pattern.slice(1), WHOLE_TEXT);
  const all = [...patterns, pattern];
  return [...all.flatMap(readingsOfPattern), ...all.flatMap(readingsOfAddress)];
}

function queryFrames(pattern: string): readonly Frame[] {
  const [all, name] = /^\^\[\^\?#\]\*\\\?\(\?:\[\^#\]\*&\)\?((?:[^=\\]|\\.)+)=/.exec(pattern) ?? [];
  if (all === undefined || name === undefined) return [];
  return [{ part: { query: queryName(name) }, before: all.slice(1), ends: "&#", beginsWithSlash: false }];
}

function queryName(spelled: string): string {
  const spaced = spelled.replaceAll("(?:\\+|%20)", " ");
  return asCharacters(spaced.replace(/\(\?:(\\?[\s\S])\|%[^)]*\)/g, "$1")).replaceAll("\\", "");
}

/** The pattern for the part itself. */
function patternsOfPart(rest: string, frame: Frame): readonly string[] {
  const branches = branchesOf(rest, frame);
  if (branches === null) return [];
  const cores = branches.map((branch) => coreOf(branch, frame));
  const later = cores.filter(({ isAnchored }) => !isAnchored);
  const last = later.slice(-1);
  const all = [cores, later, last, ...withoutTwins(cores)].filter(
    (some, index) => some.length > 0 && (index === 0 || some.length < cores.length),
  );
  return all.flatMap(asPatterns);
}

/** More than anybody searches for in one pattern. */
const MOST_TWINS = 5;

/**
 * A search that may begin at the first slash or after it has a branch for each, and the latter is what was written. Which
 * branches are such twins shows when one without them is compiled again.
 */
function withoutTwins(cores: readonly Core[]): readonly (readonly Core[])[] {
  const isSearch = (index: number) => cores[index]?.isAnchored === false;
  const twins = cores.filter((_, index) => isSearch(index - 1) || isSearch(index + 1));
  if (twins.length > MOST_TWINS) return [];
  const dropped = twins.reduce<readonly (readonly Core[])[]>(
    (sets, core) => sets.flatMap((set) => [[...set, core], set]),
    [[]],
  );
  return dropped.map((set) => cores.filter((core) => !set.includes(core)));
}

/** With the alternatives in a group, where all of them have the same ends, and next to each other. */
function asPatterns(cores: readonly Core[]): readonly string[] {
  const [first] = cores;
  const apart = [...new Set(cores.map(textOf))].join("|");
  const texts = [...new Set(cores.map(({ text }) => text))];
  const isSame = cores.every(
    ({ isAnchored, isAtEnd }) => isAnchored === first?.isAnchored && isAtEnd === first.isAtEnd,
  );
  return first !== undefined && isSame && texts.length > 1
    ? [textOf({ ...first, text: `(?:${texts.join("|")})` }), apart]
    : [apart];
}

interface Branch {
  readonly body: string;
  readonly isAtEnd: boolean;
}

function branchesOf(rest: string, frame: Frame): readonly Branch[] | null {
  const whole = branchOf(rest, frame);
  if (whole === null) {
    const inside = insideOfGroup(rest);
    const each = inside === null ? [null] : alternativesOf(inside).map((one) => branchOf(one, frame));
    return each.includes(null) ? null : (each as Branch[]);
  }
  const inside = insideOfGroup(whole.body);
  if (inside === null) return [whole];
  return alternativesOf(inside).map((body) => ({ body, isAtEnd: whole.isAtEnd }));
}

function branchOf(text: string, { ends }: Frame): Branch | null {
  const end = ends === "" ? "$" : `(?:[${ends}].*)?$`;
  if (text.endsWith(".*$") && !(ends !== "" && text.endsWith(end)))
    return { body: text.slice(0, -3), isAtEnd: false };
  return text.endsWith(end) ? { body: text.slice(0, text.length - end.length), isAtEnd: true } : null;
}

interface Core {
  readonly text: string;
  readonly isAnchored: boolean;
  readonly isAtEnd: boolean;
}

function coreOf({ body, isAtEnd }: Branch, frame: Frame): Core {
  const skipped = frame.ends === "" ? ".*" : `[^${frame.ends}]*`;
  const any = frame.ends === "" ? "." : `[^${frame.ends}]`;
  const anyEscape = `(?:[^${frame.ends}%]|%${any}${any})*`;
  const escapedInQuery = `(?:[^${frame.ends}%]|[%]${any}${any})*`;
  const slash = frame.beginsWithSlash ? "/" : "";
  const prefixes = [
    ...(frame.beginsWithSlash ? [`(?:/${skipped})?`] : []),
    ...[anyEscape, escapedInQuery, skipped].map((one) => slash + one),
  ];
  const prefix = prefixes.find((one) => body.startsWith(one));
  const text = body.slice(prefix?.length ?? 0);
  return { text: widened(text, frame.ends), isAnchored: prefix === undefined, isAtEnd };
}

/** "Anything" and "anything but these" without what ends the part. */
function widened(text: string, ends: string): string {
  return ends === "" ? text : text.replaceAll(`[^${ends}]`, ".").replaceAll(`[^${ends}`, "[^");
}

function textOf({ text, isAnchored, isAtEnd }: Core): string {
  return `${isAnchored ? "^" : ""}${text}${isAtEnd ? "$" : ""}`;
}
