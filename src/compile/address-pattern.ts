/**
 * A comparison with a whole address, as browsers show it: the host in small letters and punycode, the rest
 * percent-encoded. A text that may be anywhere may be part of either, and is looked for in both spellings.
 */

import { addressPatternWithHosts, browserAddress, hostInText } from "../countable/pattern/host-spelling.ts";
import { outsideEscapes } from "../countable/pattern/outside-escapes.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import { bySlash } from "../language/goal-set/trailing-slash.ts";
import { encodePattern, literalPattern, patternFor, plainSpelling } from "./encoded-text.ts";
import { anyOf, ENDS } from "./values-pattern.ts";

/** The only text that the address must be compared with; null when it takes a pattern. */
export function plainAddress(matcher: TextMatcher): string | null {
  const { op, values, ignoreCase } = matcher;
  if (op === "matches" || values.length > 1 || ignoreCase) return null;
  const [text] = values;
  if (!isFromStart(op)) return isPlainAnywhere(matcher) ? plainOf("", text) : null;
  if (isPath(text) || isWithoutScheme(text)) return null;
  const [opaque, rest] = parted(shown(op, text));
  return plainOf(opaque, rest);
}

/** A pattern that finds the address; `^` and `$` are at its ends or at those of its alternatives. */
export function addressPattern(matcher: TextMatcher): string {
  const { op, values, ignoreCase } = matcher;
  if (op === "matches")
    return outsideEscapes(encodePattern(addressPatternWithHosts(values[0]), ignoreCase), matcher);
  if (!isFromStart(op)) return outsideEscapes(anyAnywhere(matcher, ENDS[op].after), matcher);
  const branches = bySlash(matcher).map(({ text, isEither }) => {
    const branch = fromStart(op, text, ignoreCase);
    return isEither ? { ...branch, body: `${branch.body}/?` } : branch;
  });
  const after = branches.every((branch) => branch.after === branches[0]?.after)
    ? branches[0]?.after
    : undefined;
  if (after !== undefined) return `^${sharedStart(branches)}${after}`;
  return `^${anyOf(branches.map((branch) => branch.start + branch.body + branch.after))}`;
}

/** Whether the text is found where it should be by looking for it character by character. */
function isPlainAnywhere(matcher: TextMatcher): boolean {
  const pattern = anywhere("", matcher.values[0], matcher.ignoreCase);
  return hostInText(matcher.values[0]) === null && outsideEscapes(pattern, matcher) === pattern;
}

type FromStart = "equals" | "one_of" | "begins_with";

function isFromStart(op: TextMatcher["op"]): op is FromStart {
  return op === "equals" || op === "one_of" || op === "begins_with";
}

interface Branch {
  readonly start: string;
  readonly body: string;
  readonly after: string;
}

function sharedStart(branches: readonly Branch[]): string {
  const start = branches[0]?.start ?? "";
  if (branches.every((branch) => branch.start === start))
    return start + anyOf(branches.map(({ body }) => body));
  return anyOf(branches.map((branch) => branch.start + branch.body));
}

function fromStart(op: FromStart, text: string, ignoreCase: boolean): Branch {
  const { after } = ENDS[op];
  const body = patternFromStart(isPath(text) ? text : shown(op, text), ignoreCase);
  if (isPath(text)) return { start: "https?://[^/?#]+", body, after: after === "$" ? "([?#].*)?$" : after };
  return { start: isWithoutScheme(text) ? "https?:" : "", body, after };
}

function shown(op: FromStart, text: string): string {
  return browserAddress(text, op !== "begins_with");
}

/** Texts that no host can have in them share what comes after them. */
function anyAnywhere(matcher: TextMatcher, after: string): string {
  const texts = bySlash(matcher).map(({ text, isEither }) => ({ text, ends: isEither ? "/?" : "" }));
  if (texts.every(({ text }) => hostInText(text) === null))
    return anyOf(texts.map(({ text, ends }) => encodedPattern(text, matcher.ignoreCase) + ends)) + after;
  return texts.map(({ text, ends }) => anywhere(ends + after, text, matcher.ignoreCase)).join("|");
}

/** `ends`: what comes after the text, whether it is part of the host or of what follows. */
function anywhere(ends: string, text: string, ignoreCase: boolean): string {
  const host = hostInText(text);
  const plain = encodedPattern(text, ignoreCase) + ends;
  return host === null ? plain : `${host.before}${encodedPattern(host.text, ignoreCase)}${ends}|${plain}`;
}

function isPath(text: string): boolean {
  return text.startsWith("/") && !isWithoutScheme(text);
}

function isWithoutScheme(text: string): boolean {
  return text.startsWith("//");
}

/** A space may be spelled in several ways: see `SPACE`. */
function plainOf(opaque: string, rest: string): string | null {
  const start = isOutsideAscii(opaque) ? null : opaque;
  const end = rest.includes(" ") ? null : plainSpelling(rest);
  return start === null || end === null ? null : start + end;
}

/** `%20` in an address with a host, `+` where a form sent it in the query, itself in `tel:+49 30 123`. */
const SPACE = "(?:[ +]|%20)";

function encodedPattern(text: string, ignoreCase: boolean): string {
  return text
    .split(" ")
    .map((part) => patternFor(part, ignoreCase))
    .join(SPACE);
}

function patternFromStart(text: string, ignoreCase: boolean): string {
  const [opaque, rest] = parted(text);
  const start = opaque
    .split(/([\u0080-\u{10ffff}]+)/u)
    .map((part) => (isOutsideAscii(part) ? patternFor(part, ignoreCase) : literalPattern(part)))
    .join("");
  return start + encodedPattern(rest, ignoreCase);
}

/**
 * What browsers leave as it is, all but characters outside ASCII, and what they encode as in any address: `tel:+49 30 123`
 * is opaque to them, and so is a `mailto:` up to its query (url.spec.whatwg.org, *opaque path*).
 */
function parted(text: string): readonly [opaque: string, rest: string] {
  const [opaque = ""] = /^(?!https?:)[a-z][a-z0-9+.-]*:(?!\/\/)[^?]*/i.exec(text) ?? [];
  return [opaque, text.slice(opaque.length)];
}

function isOutsideAscii(text: string): boolean {
  return /[\u0080-\u{10ffff}]/u.test(text);
}
