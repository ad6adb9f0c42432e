/**
 * Plain paths that were meant as patterns: `/foo/*` and `^/foo$` are compared letter by letter.
 * And patterns that look for the host in the path, as goals of older tools did where a filter had put it there.
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written, WrittenComparison } from "../meaning/written.ts";
import type { LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Rule } from "./rule.ts";

export const mistakenPatterns: Rule = {
  codes: ["not-a-wildcard", "looks-like-a-pattern", "host-in-path-pattern"],
  check: ({ source, comparisons }: Written): readonly Diagnostic[] => {
    const ofPaths = comparisons.filter(({ subject }) => subject === "path");
    const plain = ofPaths.filter(({ matcher }) => FROM_THE_START.has(matcher.op));
    const patterns = ofPaths.filter(({ matcher }) => matcher.op === "matches");
    return [
      ...plain.flatMap((one) => one.nodes.flatMap((node) => check(source, one, node))),
      ...patterns.flatMap(({ nodes }) => nodes.flatMap((node) => checkHost(source, node))),
    ];
  },
};

/** Names with dots and a slash behind them, where the pattern or one of its alternatives begins. */
const HOST = /(?:^|\|)\^?((?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|shop|example|[a-z]{2}))\//i;

function checkHost(source: SourceText, node: LocatedScalar): readonly Diagnostic[] {
  const host = HOST.exec(node.text.replaceAll("\\", ""))?.[1];
  if (host === undefined) return [];
  return [
    source.warning(
      "host-in-path-pattern",
      node,
      `A path begins behind the host, so no path holds \`${host}\`.`,
      `Write \`host: ${host}\` beside \`path\`, and take it out of the pattern.`,
    ),
  ];
}

const FROM_THE_START: ReadonlySet<string> = new Set(["equals", "one_of", "begins_with"]);

function check(
  source: SourceText,
  { matcher }: WrittenComparison,
  node: LocatedScalar,
): readonly Diagnostic[] {
  const { text } = node;
  // Anything else is an error already, and its hint says the same.
  if (!text.startsWith("/") || /[?#]/.test(text)) return [];
  if (looksLikePattern(text))
    return [
      source.warning(
        "looks-like-a-pattern",
        node,
        "This looks like a regular expression, but it is compared letter by letter.",
        patternHint(text, matcher.op),
      ),
    ];
  if (!text.includes("*")) return [];
  return [
    source.warning(
      "not-a-wildcard",
      node,
      "`*` stands for nothing else here: the path is compared letter by letter.",
      wildcardHint(text, matcher.op),
    ),
  ];
}

/** Brackets alone are no sign: pages are called `/wiki/Mercury_(planet)` too. */
const SIGNS_OF_A_PATTERN = /^\^|\$$|\.\*|\.\+|\\[dswb./]|\((?:\?|[^()]*[|[\\^])|[)\]][*+?{]/;

export function looksLikePattern(text: string): boolean {
  return SIGNS_OF_A_PATTERN.test(text);
}

/** How to write what looks like a regular expression as one. */
export function patternHint(text: string, op: string): string {
  const start = text.startsWith("^") ? "" : "^";
  const end = op === "begins_with" || text.endsWith("$") ? "" : "$";
  return `For a regular expression write ${matches(start + text + end)}.`;
}

function wildcardHint(text: string, op: string): string {
  const [start = "", ...rest] = text.split("*");
  if (rest.every((part) => part === ""))
    return `Write \`path: { begins_with: ${start} }\` for all that follows.`;
  const end = op === "begins_with" ? "" : "$";
  const pattern = `^${text.split("*").map(literally).join("[^/]*")}${end}`;
  return `Write \`path: { begins_with: ${start} }\`, or a regular expression: ${matches(pattern)}.`;
}

function matches(pattern: string): string {
  return `\`path: { matches: '${pattern.replaceAll("'", "''")}' }\``;
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
