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

/** The last branch is the text as it was written; those before it are for hosts. */
function anywhere(pattern: string): readonly Reading[] {
  const last = alternativesOf(pattern).at(-1);
  return last === undefined || last === pattern ? [] : asTexts(last);
}

/** `(?:ä|xn--4ca)`: a label in both spellings. */
function withoutHosts(pattern: string): readonly Reading[] {
  const plain = pattern.replace(/\(\?:([^()|]+)\|[^()|]*xn--[^()|]*\)/g, "$1");
  return plain === pattern ? [] : asPattern(plain);
}
