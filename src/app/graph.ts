/** `graph`: which goal leads where. Offline. */
import { goalGraph } from "../graph/goal-graph.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import { invalidGoals, readValidGoals } from "./goals-file.ts";
import type { Ports } from "./ports.ts";
import type { Graph } from "./result/result.ts";

export interface GraphOptions {
  readonly file: string;
  /** Only what this target measures; without it the whole file. */
  readonly target?: string | undefined;
}

type Reading = Pick<Ports, "env" | "files" | "warn">;

export function graph(options: GraphOptions, ports: Reading): Graph {
  return { is: "graph", graph: goalGraph(measured(options, ports)), picture: null, out: null };
}

/** A target's ids at Google do not matter here, so its environment variables need not be set. */
function measured({ file, target }: GraphOptions, ports: Reading): GoalSet {
  const goalSet = readValidGoals(file, ports);
  if (target === undefined) return goalSet;
  if (goalSet.targets.some(({ name }) => name === target)) return forTarget(goalSet, target);
  throw invalidGoals(file, resolveTarget(goalSet, target, ports.env).diagnostics);
}
