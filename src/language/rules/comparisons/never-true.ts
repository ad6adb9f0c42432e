/** Conditions that cannot be met together: the goal would never count. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Comparison } from "../../goal-set/conditions.ts";
import type { Written } from "../../meaning/written.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { comparisonsDisjoint } from "./disjoint.ts";
import { letsAllThrough } from "./everything.ts";
import { type Group, matcherGroups } from "./matcher-groups.ts";

export const neverTrue: Rule = {
  codes: ["never-true"],
  check: (file: Written) => matcherGroups(file).flatMap((group) => check(file.source, group)),
};

const AT_MOST = 20;

/** One contradiction a group is enough: fixing it changes the others. */
function check(source: SourceText, group: Group): readonly Diagnostic[] {
  // A comparison with nothing is an error of its own.
  const few = group.filter(({ nodes }) => nodes.every(({ text }) => text.trim() !== "")).slice(0, AT_MOST);
  const excluding = few.find((one) => one.matcher.not && letsAllThrough(one));
  if (excluding)
    return [warn(source, excluding.nodes[0], "This excludes every page, so it can never be true.")];
  for (const [index, later] of few.entries()) {
    const earlier = few.slice(0, index).find((one) => comparisonsDisjoint(one.matcher, later.matcher));
    if (!earlier) continue;
    const message = `${words(later.matcher)} and ${words(earlier.matcher)} (line ${earlier.matcher.at.line}) can never be true together.`;
    return [warn(source, later.nodes[0], message)];
  }
  return [];
}

function warn(source: SourceText, span: Span | undefined, message: string): Diagnostic {
  return source.warning(
    "never-true",
    span ?? { start: 0, end: 1 },
    message,
    "All conditions of a goal must be met: delete one, or allow several values with a list.",
  );
}

function words(matcher: Comparison): string {
  if (matcher.op === "present") return `\`present: ${!matcher.not}\``;
  const op = matcher.op === "number_equals" ? "equals" : matcher.op;
  const [only = "", ...others] = "value" in matcher ? [String(matcher.value)] : matcher.values;
  const value = others.length === 0 ? only.slice(0, 60) : `[${[only, ...others].join(", ").slice(0, 60)}]`;
  if (op === "one_of" && others.length > 0) return matcher.not ? `\`not: ${value}\`` : `\`${value}\``;
  return matcher.not ? `\`not: { ${op}: ${value} }\`` : `\`${op}: ${value}\``;
}
