/**
 * A comparison with a whole address, as browsers show it: the host in small letters and punycode, the rest
 * percent-encoded. A text that may stand anywhere may be part of either, and is looked for in both spellings.
 */
import type { TextMatcher } from "../spec/conditions.ts";
import { addressPatternWithHosts, hostInText, shownFromStart } from "../spec/pattern/shown-host.ts";
import { encodePattern, literalPattern, patternFor, plainSpelling } from "./encoded-text.ts";
import { anyOf, ENDS } from "./values-pattern.ts";

/** The only text that the address must be compared with; null when it takes a pattern. */
export function plainAddress(matcher: TextMatcher): string | null {
  const { op, values, ignoreCase } = matcher;
  if (op === "matches" || values.length > 1 || ignoreCase) return null;
  const [text] = values;
  if (isFromStart(op)) return isPath(text) || isWithoutScheme(text) ? null : plainOf(shown(op, text));
  return hostInText(text) === null ? plainOf(text) : null;
}

/** A pattern that finds the address; `^` and `$` stand at its ends or at those of its alternatives. */
export function addressPattern(matcher: TextMatcher): string {
  const { op, values, ignoreCase } = matcher;
  if (op === "matches") return encodePattern(addressPatternWithHosts(values[0]), ignoreCase);
  const spelled = (text: string) => spelledOut(text, ignoreCase);
  if (!isFromStart(op)) return anywhere(ENDS[op].after, values[0], spelled);
  const branches = values.map((text) => fromStart(op, text, spelled));
  const after = branches.every((branch) => branch.after === branches[0]?.after)
    ? branches[0]?.after
    : undefined;
  if (after !== undefined) return `^${sharedStart(branches)}${after}`;
  return `^${anyOf(branches.map((branch) => branch.start + branch.body + branch.after))}`;
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

function fromStart(op: FromStart, text: string, spelled: (text: string) => string): Branch {
  const { after } = ENDS[op];
  if (isPath(text))
    return { start: "https?://[^/?#]+", body: spelled(text), after: after === "$" ? "([?#].*)?$" : after };
  const start = isWithoutScheme(text) ? "https?:" : "";
  return { start, body: spelled(shown(op, text)), after };
}

function shown(op: FromStart, text: string): string {
  return shownFromStart(text, op !== "begins_with");
}

/** `ends`: what stands behind the text, whether it is part of the host or of what follows. */
function anywhere(ends: string, text: string, spelled: (text: string) => string): string {
  const host = hostInText(text);
  const plain = spelled(text) + ends;
  return host === null ? plain : `${host.before}${spelled(host.text)}${ends}|${plain}`;
}

function isPath(text: string): boolean {
  return text.startsWith("/") && !isWithoutScheme(text);
}

function isWithoutScheme(text: string): boolean {
  return text.startsWith("//");
}

function plainOf(text: string): string | null {
  return isOpaque(text) ? text : plainSpelling(text);
}

function spelledOut(text: string, ignoreCase: boolean): string {
  return isOpaque(text) ? literalPattern(text) : patternFor(text, ignoreCase);
}

/** `tel:`, `mailto:` and the like have no parts that browsers encode. */
function isOpaque(text: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(text) && !/[\u0080-\u{10ffff}]/u.test(text);
}
