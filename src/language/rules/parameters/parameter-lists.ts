/** Everywhere that something is sent along: in goals, in the file's defaults, and in the defaults of targets. */
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, type LocatedEntry } from "../../source/located.ts";

export interface ParameterList {
  readonly entries: readonly LocatedEntry[];
  /** Null for defaults. */
  readonly of: WrittenGoal | null;
}

export function parameterLists({ root, goals, targets }: Written): readonly ParameterList[] {
  const defaults = [child(root, "defaults"), ...targets.map(({ node }) => child(node, "defaults"))];
  return [
    ...defaults.map((node) => ({ node, of: null })),
    ...goals.map((goal) => ({ node: goal.node, of: goal })),
  ].map(({ node, of }) => ({ entries: entriesOf(child(node, "parameters")), of }));
}
