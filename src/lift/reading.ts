/** What one object at Google stands for, before the rules of the language are asked. */
import type { Goal } from "../language/goal-set/goal.ts";
import { Findings } from "./findings.ts";
import type { LiftedStep } from "./funnels.ts";
import type { Origin } from "./lifted.ts";

export type Reading =
  | { readonly is: "goal"; readonly goal: Goal; readonly origin: Origin; readonly findings: Findings }
  | { readonly is: "step"; readonly step: LiftedStep; readonly origin: Origin; readonly findings: Findings }
  | { readonly is: "left out"; readonly origin: Origin; readonly findings: Findings };

export function goalReading(findings: Findings, origin: Origin, goal: Goal | null): Reading {
  if (goal === null || findings.reasons.length > 0) return { is: "left out", origin, findings };
  return { is: "goal", goal, origin, findings };
}

export function stepReading(findings: Findings, origin: Origin, step: LiftedStep | null): Reading {
  if (step === null || findings.reasons.length > 0) return { is: "left out", origin, findings };
  return { is: "step", step, origin, findings };
}

/** What carries the mark of another goals file stays with that file. */
export function managedElsewhere(origin: Origin, owner: string): Reading {
  const findings = new Findings();
  findings.leaveOut("other-goals-file", owner);
  return { is: "left out", origin, findings };
}
