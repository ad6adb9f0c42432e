/** Everywhere that something is sent along: in goals, in the file's defaults, and in the defaults of targets. */
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, type LocatedEntry } from "../../source/located.ts";

export interface ParameterList {
  readonly entries: readonly LocatedEntry[];
  /** Null for defaults. */
  readonly of: WrittenGoal | null;
  readonly is: "parameter" | "user property";
}

export function parameterLists({ root, goals, targets }: Written): readonly ParameterList[] {
  const defaults = [child(root, "defaults"), ...targets.map(({ node }) => child(node, "defaults"))];
  return [
    ...defaults.map((node) => ({ node, of: null })),
    ...goals.map((goal) => ({ node: goal.node, of: goal })),
  ].flatMap(({ node, of }): readonly ParameterList[] => [
    { entries: entriesOf(child(node, "parameters")), of, is: "parameter" },
    { entries: entriesOf(child(node, "user_properties")), of, is: "user property" },
  ]);
}
