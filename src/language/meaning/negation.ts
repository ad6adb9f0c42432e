/** Whether a mapping says a comparison, and which one its `not` negates. */

import { booleanOf, type Located } from "../source/located.ts";
import { isValue, type Mode } from "./comparison.ts";
import type { Notes } from "./written.ts";

interface Refusal {
  readonly at: Located;
  readonly code: "matcher-without-operator" | "ambiguous-not";
  readonly message: string;
  readonly hint: string;
}

/** False, with the reason noted, if the mapping is not a comparison or the meaning of its `not` is not clear. */
export function isClear(
  notes: Notes,
  node: Located,
  operators: number,
  notNode: Located | undefined,
  mode: Mode,
): boolean {
  const refusal =
    withoutOperator(node, operators, notNode, mode) ?? unclearNot(node, operators, notNode, mode);
  return refusal === null || refuse(notes, refusal.at, refusal.code, refusal.message, refusal.hint);
}

function withoutOperator(
  node: Located,
  operators: number,
  notNode: Located | undefined,
  { subject }: Mode,
): Refusal | null {
  if (operators > 0) return null;
  if (notNode === undefined)
    return {
      at: node,
      code: "matcher-without-operator",
      message: "This comparison says how to compare but not with what.",
      hint: "Add one of `equals`, `begins_with`, `ends_with`, `contains`, `matches`, `one_of`.",
    };
  const plainNot = booleanOf(notNode);
  if (plainNot === undefined || isValue(subject)) return null;
  return {
    at: notNode,
    code: "ambiguous-not",
    message: `\`not: ${plainNot}\` negates nothing: there is no comparison next to it.`,
    hint: "Add the comparison: `{ contains: draft, not: true }` or `{ not: { contains: draft } }`.",
  };
}

function unclearNot(
  node: Located,
  operators: number,
  notNode: Located | undefined,
  { nested }: Mode,
): Refusal | null {
  if (nested && (notNode !== undefined || operators > 1))
    return {
      at: node,
      code: "ambiguous-not",
      message: "`not` contains more than one comparison; it can negate only one.",
      hint: "Give each its own `not: true`, or write one regular expression.",
    };
  if (booleanOf(notNode) !== true || operators <= 1) return null;
  return {
    at: notNode ?? node,
    code: "ambiguous-not",
    message: "`not: true` is next to several comparisons, and it is not clear which one it negates.",
    hint: "Write the one that is meant as `not: { … }`.",
  };
}

export function refuse(notes: Notes, node: Located, code: string, message: string, hint: string): false {
  notes.problems.push(
    notes.source.error(
      code,
      node.kind === "scalar" ? node : { start: node.start, end: node.start + 1 },
      message,
      hint,
    ),
  );
  return false;
}
