/** Regular expressions where only plain text is read, and patterns between slashes, as JavaScript writes them. */
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { anyText } from "./presence.ts";
import { anchored, asPattern, patternEntry } from "./rewritten.ts";
import { isAddress, isName, isProse, isValue, type TextPosition } from "./text-position.ts";

export const regularExpression: MisreadingDetector = (position) => {
  if (!isName(position) && /^\^?(?:\.[*+]|\(\.[*+]\))\$?$/.test(position.text))
    return { code: "looks-like-a-pattern", message: COMPARED, hint: anyText(position) };
  const literal = betweenSlashes(position);
  if (literal) return misread(position, literal.pattern, literal.flags.includes("i"));
  const named = /^(?:regexp?|re2?|pattern)\s*[:=]\s*(\S.*)$/i.exec(position.text)?.[1];
  if (named !== undefined && !isProse(position)) return misread(position, named, false);
  if (!looksLikePattern(position)) return null;
  return misread(position, withEnds(position, position.text), false);
};

/** The pattern with the ends that its comparison implies, where its author has not said them. */
function withEnds(position: TextPosition, pattern: string): string {
  const isPlain = position.op === "equals" || position.op === "one_of";
  // `^/danke` is a beginning, and what follows is open; `pro$` is an end.
  if (isPlain && (pattern.startsWith("^") || (END.test(pattern) && !isLocation(position)))) return pattern;
  return mayBeWhole(position, pattern) ? anchored(position.op, pattern) : pattern;
}

const END = /(?:^|[^\\])\$$/;

/** A whole path begins with `/`, and a whole address with its scheme: `(danke|merci)` with `^` before it finds nothing. */
function mayBeWhole({ subject }: TextPosition, pattern: string): boolean {
  const start = pattern.replace(/^(?:\((?:\?:)?)+/, "");
  if (subject === "path" && !isWholeAddress(pattern)) return /^(?:\\?\/|[.[])/.test(start);
  return !isLocation({ subject }) || /^(?:\w+\??:|[.[])/.test(start);
}

const WHOLE_ADDRESSES: ReadonlySet<string> = new Set(["url", "link url", "form action", "video url"]);

function isLocation({ subject }: Pick<TextPosition, "subject">): boolean {
  return subject === "path" || WHOLE_ADDRESSES.has(subject);
}

function isWholeAddress(pattern: string): boolean {
  return /^\^?\(?https?\b/.test(pattern);
}

/** `matches: /^\/thanks$/i`: the slashes would be looked for in the text. */
export const slashesAroundPattern: MisreadingDetector = (position) => {
  const { text } = position;
  const [, pattern = "", flags = ""] = LITERAL.exec(text) ?? OTHER_LITERAL.exec(text)?.slice(1) ?? [];
  const isOne = pattern !== "" && (/^\^|\$$|\\\//.test(pattern) || flags !== "");
  if (!isOne) return null;
  const written = asPattern(
    position,
    pattern.replaceAll("\\/", "/"),
    flags.includes("i") ? IGNORING_CASE : "",
  );
  return {
    code: "looks-like-a-pattern",
    message: `The \`${text[0]}\` around this pattern, and what follows the last one, would be looked for in the text.`,
    hint: written === null ? "Write the pattern without them." : `Write \`${written}\`.`,
  };
};

/** `(?i)` at the start, as PCRE and RE2 have it. */
export const flagsInPattern: MisreadingDetector = (position) => {
  const [all = "", flags = ""] = /^\^?\(\?([imsUu]+)\)/.exec(position.text) ?? [];
  if (all === "") return null;
  const pattern = (all.startsWith("^") ? "^" : "") + position.text.slice(all.length);
  const written = asPattern(position, pattern, flags.includes("i") ? IGNORING_CASE : "");
  if (written === null) return null;
  return { code: "looks-like-a-pattern", message: COMPARED, hint: `Write \`${written}\`.` };
};

/** `/danke|`: an alternative without anything in it. */
export const emptyAlternative: MisreadingDetector = (position) => {
  const { text } = position;
  if (!/^\||(?:^|[^\\])\|$/.test(text)) return null;
  const written = asPattern(position, text.replace(/^\|+|\|+$/g, ""));
  return {
    code: "looks-like-a-pattern",
    message: "An alternative of this pattern is empty, so the pattern matches every text.",
    hint: written === null ? "Delete the `|`." : `Write \`${written}\`.`,
  };
};

const COMPARED = "This looks like a regular expression, but it is compared literally.";
const IGNORING_CASE = ", ignore_case: true";
/** As PHP writes patterns that contain slashes. */
const OTHER_LITERAL = /^([#~])(.+)\1([gimsuy]{0,3})$/;
const LITERAL = /^\/(.+)\/([gimsuy]{0,3})$/;

function betweenSlashes(position: TextPosition): { readonly pattern: string; readonly flags: string } | null {
  const [, pattern = "", flags = ""] = LITERAL.exec(position.text) ?? [];
  const isMarked =
    /^(?:i|g|gi|ig|gm|im|mi)$/.test(flags) && position.op !== "ends_with" && position.op !== "contains";
  if (pattern === "" || isName(position)) return null;
  if (!isMarked && !/^\^|\$$|\\\//.test(pattern)) return null;
  return { pattern: pattern.replaceAll("\\/", "/"), flags };
}

function misread(position: TextPosition, pattern: string, ignoresCase: boolean): Misreading {
  const code = "looks-like-a-pattern";
  if (isName(position))
    return {
      code,
      message: "This looks like a regular expression, but names are compared literally.",
      hint: "Write the whole name.",
    };
  const more = ignoresCase ? IGNORING_CASE : "";
  const written = inItsPart(position, listed(position, pattern), more);
  const hint =
    written === null
      ? "Only `matches` reads regular expressions."
      : `For a regular expression write ${written}.`;
  return { code, message: COMPARED, hint };
}

/** In backticks, and in the part of the address that the pattern is about: whole addresses are under `url`. */
function inItsPart(position: TextPosition, pattern: string, more: string): string | null {
  const { subject, under } = position;
  const isElsewhere = subject === "path" && isWholeAddress(pattern);
  const entry = patternEntry(isElsewhere ? { ...position, under: "url" } : position, pattern, more);
  if (entry === null || !isElsewhere) return entry && `\`${entry}\``;
  return under === "page" ? `\`page: { ${entry} }\`` : `\`${entry}\` instead of \`path\``;
}

/** In a list the others are patterns from now on as well. */
function listed(position: TextPosition, written: string): string {
  const { all, op } = position;
  // Routes name their patterns: `/order/:id(\\d+)`.
  const pattern = written.replace(/(?<=\/):\w+(?=\()/g, "");
  if (all.length < 2) return pattern;
  const ends = all.some((one) => one.startsWith("^") || END.test(one));
  return ends ? all.map((one) => withEnds(position, one)).join("|") : anchored(op, all.join("|"));
}

/** Nobody writes these who means the characters. */
const ALWAYS =
  /\[[./]\]|\.\*|\.\+|\\[dDsSwW](?![A-Za-z])|\\[bB./-]|\[(?:\^|[^\]]*(?:a-z|A-Z|0-9))|\{\d+(?:,\d*)?\}|\(\?/;
/** Brackets alone prove nothing: pages are called `/wiki/Mercury_(planet)` too. */
const IN_WORDS = /^\^|\$$|\([^()]*[|[\\^]|[)\]][*+?{]/;
const IN_SENTENCES = /^\^|[a-z)\]]\$$|\([^()\s]*\|[^()\s]*\)|[)\]][+{]/;

function looksLikePattern(position: Pick<TextPosition, "subject" | "text">): boolean {
  const { text, subject } = position;
  // Utility classes are full of brackets: `w-[calc(100%-2rem)]`.
  if (subject.endsWith("classes")) return /^\^|\$$|\.\*|\.\+|\\[dsw]|\([^()]*\|/.test(text);
  if (ALWAYS.test(text)) return true;
  const hasSentences = isProse(position) || isValue(position);
  return (hasSentences && !isAddress(position) ? IN_SENTENCES : IN_WORDS).test(text);
}
