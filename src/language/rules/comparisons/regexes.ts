/** Regular expressions in `matches`. */

import { regexProblem } from "../../../countable/pattern/portable-regex.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Misreading } from "../../misread/misreading.ts";
import { misreadingOf } from "../../misread/misreadings.ts";
import { textPositions } from "../../misread/text-position.ts";
import { insideText, type LocatedScalar } from "../../source/located.ts";
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
  return [
    source.error(problem.code, insideText(source, node, problem), message, misread?.hint ?? problem.hint),
  ];
}
