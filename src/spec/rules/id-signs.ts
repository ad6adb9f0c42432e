/** Ids and classes written as CSS writes them: `#contact` is no id, `contact` is. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Subject, Written } from "../meaning/written.ts";
import type { LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Rule } from "./rule.ts";

export const idSigns: Rule = {
  codes: ["id-with-sign"],
  check: ({ source, comparisons }: Written): readonly Diagnostic[] =>
    comparisons
      .filter(({ matcher }) => FROM_THE_START.has(matcher.op))
      .flatMap(({ subject, nodes }) => nodes.flatMap((node) => check(source, subject, node))),
};

const FROM_THE_START: ReadonlySet<string> = new Set(["equals", "one_of", "begins_with"]);

function check(source: SourceText, subject: Subject, node: LocatedScalar): readonly Diagnostic[] {
  const [interaction = "", part] = subject.split(" ");
  const [, sign, word] = /^([#.])(\S+)/.exec(node.text) ?? [];
  if (sign === undefined || word === undefined) return [];
  if (part !== "id" && !(part === "classes" && sign === ".")) return [];
  const selector = `${interaction}: { selector: "${sign}${word.slice(0, 60)}" }`;
  return [
    source.error("id-with-sign", node, sign === "." ? CLASS : ID, `Write \`${selector}\`${or(sign, word)}.`),
  ];
}

function or(sign: string, word: string): string {
  return sign === "#" ? `, or the id alone: \`${word.slice(0, 60)}\`` : "";
}

const ID = "This is an id as CSS selectors write it; the id itself has no sign before it.";
const CLASS = "This is a class as CSS selectors write it; the class itself has no dot before it.";
