/** Regular expressions in `matches`. */

import { regexProblem } from "../../../countable/pattern/portable-regex.ts";
import type { RegexProblem } from "../../../countable/pattern/regex-problem.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Misreading } from "../../misread/misreading.ts";
import { misreadingOf } from "../../misread/misreadings.ts";
import { textPositions } from "../../misread/text-position.ts";
import type { LocatedScalar } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const regexes: Rule = {
  codes: ["regex-not-portable", "regex-syntax"],
  check: (file) => {
    const misreadings = new Map<Span, Misreading | null>(
      textPositions(file).map((one) => [one.span, one.op === "matches" ? misreadingOf(one) : null]),
    );
    return file.comparisons
      .filter(({ matcher }) => matcher.op === "matches")
      .flatMap(({ nodes }) =>
        nodes.flatMap((node) => check(file.source, node, misreadings.get(node) ?? null)),
      );
  },
};

function check(source: SourceText, node: LocatedScalar, misread: Misreading | null): readonly Diagnostic[] {
  const problem = regexProblem(node.text);
  if (!problem) return [];
  const message =
    problem.code === "regex-syntax"
      ? `This regular expression cannot be read: ${problem.why}.`
      : `This regular expression does not mean the same in Tag Manager and in Analytics: ${problem.why}.`;
  return [source.error(problem.code, inside(source, node, problem), message, misread?.hint ?? problem.hint)];
}

/** The place inside the value, if the file contains the value character by character. */
function inside(source: SourceText, node: LocatedScalar, { index, length }: RegexProblem): Span {
  const raw = source.text.slice(node.start, node.end);
  const start = node.start + (node.style === "plain" ? 0 : 1) + index;
  const isVerbatim = raw.slice(node.style === "plain" ? 0 : 1).startsWith(node.text);
  return isVerbatim && node.style !== "block" ? { start, end: start + length } : node;
}
