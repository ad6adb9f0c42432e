/**
 * What the commands come to, as data. Nothing here is text for a terminal or for a comment: `render/` makes that of
 * it, when somebody asks, in the format that they ask for.
 */
import type { Diagnostic, Severity } from "../../diagnostic.ts";
import type { Report } from "../../figures/report.ts";
import type { GoalGraph } from "../../graph/goal-graph.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { GoalByHand } from "./added.ts";
import type { AtTargets, Drift, Planned, RollbackPlan } from "./at-target.ts";

/** What is shown with a question or a refusal that is about it. */
export type Subject = Problems | Planned | Drift | RollbackPlan | AtTargets | GoalByHand;

/** A valid goals file; the diagnostics are warnings. */
export interface Validated {
  readonly is: "validated";
  readonly file: string;
  readonly goalSet: GoalSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that is wrong with a goals file. */
export interface Problems {
  readonly is: "problems";
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
}

export type Picture = "mermaid" | "svg" | "html";

export interface Graph {
  readonly is: "graph";
  readonly graph: GoalGraph;
  /** What the goals counted; absent where nobody gave a report. */
  readonly report?: Report;
  /** Drawn where somebody asked for it; null for a tree, a table or data. */
  readonly picture: { readonly as: Picture; readonly text: string } | null;
  /** The file that it was written to. */
  readonly out: string | null;
}

/** The page about a code that `validate` prints. */
export interface Explanation {
  readonly is: "explanation";
  readonly code: string;
  readonly severity: Severity | null;
  readonly page: RulePage;
}

export interface RulePage {
  /** Where it is on this machine. */
  readonly path: string;
  readonly markdown: string;
}
