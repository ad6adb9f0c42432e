/** `drift --accept`: what somebody edited at Google, into the goals file. */
import { keyOfColumn } from "../../language/goal-set/column.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { nearest } from "../../language/schema/nearest.ts";
import { invalidGoals } from "../goals-file.ts";
import { makePlan } from "../make-plan.ts";
import type { Ports } from "../ports.ts";
import type { Accepted } from "../result/at-target.ts";
import { Refusal } from "../result/refusal.ts";
import { type TargetOptions, withTarget } from "../target.ts";
import { acceptance } from "./acceptance.ts";
import { readSources, readTexts } from "./sources.ts";

export interface AcceptOptions extends TargetOptions {
  /** Ids of goals, funnels and forwards, and keys of `dimensions` and `metrics`; true: whatever was edited. */
  readonly accept: readonly string[] | true;
  readonly dryRun?: boolean | undefined;
}

export async function accept(options: AcceptOptions, ports: Ports): Promise<Accepted> {
  const sources = readSources(options.file, ports.files);
  const { goalSet, diagnostics } = readTexts(sources, sources.texts);
  if (!goalSet) throw invalidGoals(options.file, diagnostics);
  if (diagnostics.length > 0) ports.warn(diagnostics);
  const names = options.accept === true ? null : options.accept;
  refuseUnknown(names ?? [], goalSet);
  return withTarget(goalSet, options, "read", ports, async (open) => {
    const work = await makePlan(goalSet, open);
    const acceptEdit = acceptance(sources, goalSet, work, open, names);
    const written = options.dryRun !== true && acceptEdit.files.length > 0;
    if (written) for (const { file, after } of acceptEdit.files) ports.files.replaceGoals(file, after);
    return { is: "accepted", written, ...acceptEdit };
  });
}

function refuseUnknown(
  names: readonly string[],
  { goals, funnels, disabled, disabledFunnels, forwards = [], columns = [], calculated = [] }: GoalSet,
): void {
  const all = [...goals, ...funnels, ...disabled, ...disabledFunnels, ...forwards, ...calculated];
  const ids = [...all.map(({ id }) => id), ...columns.map(keyOfColumn)];
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, ids);
  const hint = near === null ? "Name goals, funnels and forwards by their ids." : `Did you mean ${near}?`;
  throw new Refusal("unknown-goal", `The goals file has no goal, funnel or forward "${unknown}".`, hint);
}
