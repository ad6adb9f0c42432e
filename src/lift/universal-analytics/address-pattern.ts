/**
 * A regular expression that Universal Analytics searched in the path and the query of a page → one that finds the same
 * in the whole address.
 *
 * The host must not take part: after it, the search begins at the first slash or later. So whatever a branch may begin
 * with is taken apart: a slash may be the first one, everything else comes after it.
 */
import { regexProblem } from "../../countable/pattern/portable-regex.ts";
import { alternativesOf } from "../pattern/alternatives.ts";

const HOST = "^https?://[^/?#]+";

/** Null for a pattern that cannot be taken apart like this, or that not every engine reads alike. */
export function addressPatternOf(pattern: string): string | null {
  if (regexProblem(pattern) !== null) return null;
  const branches = alternativesOf(pattern).map(branchOf);
  if (branches.includes(null)) return null;
  const address = branches.length === 1 ? `${HOST}${branches[0]}` : `${HOST}(?:${branches.join("|")})`;
  return regexProblem(address) === null ? address : null;
}

function branchOf(branch: string): string | null {
  const isAnchored = branch.startsWith("^");
  const body = branch.slice(isAnchored ? 1 : 0);
  if (hasAnchorInside(body)) return null;
  return isAnchored ? fromFirstSlash(body) : anywhere(body);
}

/** `^` anywhere but in brackets or behind a backslash. */
function hasAnchorInside(body: string): boolean {
  return body.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, "").includes("^");
}

/** At the beginning of the path, which is a slash. */
function fromFirstSlash(body: string): string | null {
  const first = firstOf(body);
  if (first === null) return body === "" ? "/" : null;
  const { atom, repeated, rest } = first;
  if (isSlash(atom) && repeated === "?") return mayBeginWithSlash([rest]) ? null : `/${rest}`;
  if (isSlash(atom)) return repeated === "" ? body : null;
  if (atom === ".") return afterAnyCharacter(repeated, rest);
  if (repeated !== "") return null;
  return isGroup(atom) && beginsWithSlash(insideOf(atom)) ? body : null;
}

function afterAnyCharacter(repeated: string, rest: string): string | null {
  if (repeated === "*") return anywhere(rest);
  if (repeated === "+") return `/.*${rest}`;
  return repeated === "" ? `/${rest}` : null;
}

/** From the first slash on. */
function anywhere(body: string): string | null {
  const first = firstOf(body);
  if (first === null) return null;
  const { atom, repeated, rest } = first;
  // What may be missing at the beginning of a search changes nothing.
  if (repeated === "?" || repeated === "*") return rest === "" ? null : anywhere(rest);
  if (isSlash(atom)) return repeated === "" ? `(?:/.*)?${body}` : null;
  if (atom === "." && repeated === "+") return `/.*${rest}`;
  const mayBeSlash = isGroup(atom) ? mayBeginWithSlash(insideOf(atom)) : new RegExp(`^${atom}$`).test("/");
  if (!mayBeSlash) return `/.*${body}`;
  if (repeated !== "") return null;
  if (isGroup(atom)) return beginsWithSlash(insideOf(atom)) ? `(?:/.*)?${body}` : null;
  return `(?:/|/.*${atom})${rest}`;
}

interface First {
  /** A character, a class or a group. */
  readonly atom: string;
  /** `?`, `*`, `+`, `{2}` or nothing. */
  readonly repeated: string;
  readonly rest: string;
}

function firstOf(body: string): First | null {
  const atom = /^(?:\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[^()])/u.exec(body)?.[0] ?? groupAt(body);
  if (atom === null) return null;
  const after = body.slice(atom.length);
  const repeated = /^(?:[?*+]|\{\d+(?:,\d*)?\})/.exec(after)?.[0] ?? "";
  const rest = after.slice(repeated.length);
  return /^[?+]/.test(rest) && repeated !== "" ? null : { atom, repeated, rest };
}

function groupAt(body: string): string | null {
  let depth = 0;
  let length = 0;
  for (const token of body.match(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu) ?? []) {
    length += token.length;
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth === 0) return length > 1 ? body.slice(0, length) : null;
  }
  return null;
}

function isSlash(atom: string): boolean {
  return atom === "/" || atom === "\\/";
}

function isGroup(atom: string): boolean {
  return atom.startsWith("(");
}

function insideOf(group: string): readonly string[] {
  return alternativesOf(group.slice(1, -1).replace(/^\?:/, ""));
}

function beginsWithSlash(alternatives: readonly string[]): boolean {
  return alternatives.every((one) => {
    const first = firstOf(one);
    return first !== null && isSlash(first.atom) && first.repeated === "";
  });
}

/** Whether any of them may: they are taken apart only where all of them must. */
function mayBeginWithSlash(alternatives: readonly string[]): boolean {
  return alternatives.some((one) => {
    const first = firstOf(one);
    if (first === null || isGroup(first.atom) || /^[?*{]/.test(first.repeated)) return true;
    return new RegExp(`^${first.atom}$`).test("/");
  });
}
