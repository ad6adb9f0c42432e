/** What one object at Google stands for, before the rules of the language are asked. */
import type { Goal } from "../language/goal-set/goal-set.ts";
import type { FoundStep } from "./funnels.ts";
import type { Origin } from "./lifted.ts";
import type { Findings } from "./reasons.ts";

export type Found =
  | { readonly is: "goal"; readonly goal: Goal; readonly origin: Origin; readonly findings: Findings }
  | { readonly is: "step"; readonly step: FoundStep; readonly origin: Origin; readonly findings: Findings }
  | { readonly is: "left out"; readonly origin: Origin; readonly findings: Findings };

export function foundGoal(findings: Findings, origin: Origin, goal: Goal | null): Found {
  if (goal === null || findings.reasons.length > 0) return { is: "left out", origin, findings };
  return { is: "goal", goal, origin, findings };
}

export function foundStep(findings: Findings, origin: Origin, step: FoundStep | null): Found {
  if (step === null || findings.reasons.length > 0) return { is: "left out", origin, findings };
  return { is: "step", step, origin, findings };
}
