/** A pattern for a whole address (`compile/address-pattern.ts`) → the comparisons that it may stand for. */
import { alternativesOf, insideOfGroup, literalText } from "./alternatives.ts";
import { decodings } from "./decoded.ts";
import { asPaths, asPattern, asTexts, eitherSlash, type Reading, readingsOf } from "./texts.ts";

export function readingsOfAddress(pattern: string): readonly Reading[] {
  const all = decodings(pattern);
  return [
    ...all.flatMap(fromStart),
    ...all.flatMap(asTexts),
    ...all.flatMap(asPaths),
    ...all.flatMap(anywhere),
    ...all.flatMap(withoutHosts),
    ...all.flatMap(asPattern),
  ];
}

const ANY_HOST = "https?://[^/?#]+";
const ANY_SCHEME = "https?:";
const AFTER_PATH = "([?#].*)?$";

/** `^https?://[^/?#]+/thanks([?#].*)?$` is a path that begins with a slash, on any host. */
function fromStart(pattern: string): readonly Reading[] {
  if (!pattern.startsWith("^")) return [];
  const whole = branchOf(pattern.slice(1));
  const inside = insideOfGroup(whole.body);
  const branches =
    inside === null ? [whole] : alternativesOf(inside).map((one) => withOuter(branchOf(one), whole));
  const texts = branches.map(({ body }) => literalText(body));
  if (texts.includes(null))
    return branches.every(({ isWhole }) => isWhole)
      ? eitherSlash(
          branches.map(({ body }) => body),
          true,
        )
      : [];
  return readingsOf({ texts: texts as string[], numbers: [] }, true, branches[0]!.isWhole);
}

interface Branch {
  readonly body: string;
  readonly isWhole: boolean;
}

function branchOf(text: string): Branch {
  const isPath = text.endsWith(AFTER_PATH);
  const isWhole = isPath || /(?:^|[^\\])(?:\\\\)*\$$/.test(text);
  const end = isPath ? AFTER_PATH.length : isWhole ? 1 : 0;
  const body = text.slice(0, text.length - end);
  return { body: withoutPrefix(body), isWhole };
}

function withoutPrefix(body: string): string {
  const prefix = [ANY_HOST, ANY_SCHEME].find((one) => body.startsWith(one));
  return body.slice(prefix?.length ?? 0);
}

function withOuter(inner: Branch, outer: Branch): Branch {
  return { ...inner, isWhole: inner.isWhole || outer.isWhole };
}

/** The branches that begin where the address does are for hosts; the others are the texts as they were written. */
function anywhere(pattern: string): readonly Reading[] {
  const all = alternativesOf(pattern);
  const texts = all.filter((one) => !one.startsWith("^"));
  if (texts.length === 0 || texts.length === all.length) return [];
  const isEnd = texts.every((one) => one.endsWith("$"));
  const bodies = isEnd ? texts.map((one) => one.slice(0, -1)) : texts;
  const body = bodies.length === 1 ? bodies[0]! : `(?:${bodies.join("|")})`;
  return [`${body}${isEnd ? "$" : ""}`].flatMap((one) => [...asTexts(one), ...asPaths(one)]);
}

/** `(?:ä|xn--4ca)`: a label in both spellings. */
function withoutHosts(pattern: string): readonly Reading[] {
  const plain = pattern.replace(/\(\?:([^()|]+)\|[^()|]*xn--[^()|]*\)/g, "$1");
  return plain === pattern ? [] : asPattern(plain);
}
