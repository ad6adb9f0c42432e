/** `--all-targets`: one command at every target of the file, one after the other, with a separate result for each. */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { AtTargets, TargetResult } from "./result/at-target.ts";
import { asRefusal, Refusal } from "./result/refusal.ts";
import type { OpenByName, OpenTarget, TargetOptions } from "./target.ts";

export interface AllTargetsOptions extends TargetOptions {
  readonly allTargets?: boolean | undefined;
}

/** One target that fails does not keep the others from being read. */
export async function atEachTarget<T>(
  { targets }: GoalSet,
  open: OpenByName,
  work: (open: OpenTarget) => Promise<T>,
): Promise<TargetResult<T>[]> {
  const results: TargetResult<T>[] = [];
  for (const { name } of targets)
    results.push({ target: name, result: await orRefusal(() => work(open(name))) });
  return results;
}

export async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    return asRefusal(error);
  }
}

export function refuseOneTarget({ allTargets, target }: AllTargetsOptions): void {
  if (allTargets && target !== undefined) throw contradiction("--all-targets", "--target");
}

export function contradiction(one: string, other: string): Refusal {
  return new Refusal("contradiction", `${one} and ${other} exclude each other.`, "Leave one of them out.");
}

/** A saved plan is what was reviewed for one target. */
export function savedPlanForAll(): Refusal {
  return new Refusal(
    "contradiction",
    "A saved plan is for one target, not for all of them.",
    "Save and apply one plan for each target, with --target; or leave the file out.",
  );
}

/** All results as one; a refusal about them all when any target failed. */
export function combinedResult(command: AtTargets["command"], targets: AtTargets["targets"]): AtTargets {
  const about: AtTargets = { is: "targets", command, targets };
  const failed = targets.filter(({ result }) => result instanceof Refusal).map(({ target }) => target);
  if (failed.length === 0) return about;
  const message = `${failed.length} of ${targets.length} targets failed: ${failed.join(", ")}.`;
  throw new Refusal("targets-failed", message, "The reasons are above, target by target.", { about });
}
