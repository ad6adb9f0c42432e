/** `goalform drift`: a plan for schedules, which ends with 2 when live differs from the file. */
import { isEmpty } from "../plan/plan.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan } from "./make-plan.ts";
import type { Outcome } from "./outcome.ts";
import { planOutcome } from "./plan.ts";
import type { Process } from "./process.ts";
import { type TargetOptions, withTarget } from "./target.ts";

/** What stands in the way of an apply is no matter here: whoever looks for drift wants to know what differs. */
export async function drift(options: TargetOptions, io: Process): Promise<Outcome> {
  const goalSet = readValidGoals(options.file, io);
  const { built, snapshot } = await withTarget(goalSet, options, "read", io, (open) =>
    makePlan(goalSet, open),
  );
  const differs = !isEmpty(built.plan);
  const shown = planOutcome(built.plan, io, snapshot.container.live?.id);
  return { ...shown, exitCode: differs ? 2 : 0, json: { drift: differs, ...shown.json } };
}
