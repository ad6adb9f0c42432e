/** Goals against Google in memory: plans without a request, for what is asked many times or of many containers. */
import { apply } from "../../src/apply/apply.ts";
import { type WorkingPlan, workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { forTarget } from "../../src/language/for-target.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { MemoryGoogle } from "./memory-google.ts";
import { type Goals, goalSet, MEASUREMENT_ID } from "./shop.ts";

export async function workFor(google: MemoryGoogle, goals: Goals): Promise<WorkingPlan> {
  const compiled = typeof goals === "string" ? compiledFrom(goals) : goals;
  const snapshot = await google.read((container) => listsToRead(compiled, container));
  return workingPlan(compiled, snapshot, "production");
}

/** What was compiled last: an apply plans the same file several times. */
const recent = new Map<string, Compiled>();

function compiledFrom(yaml: string): Compiled {
  const compiled = recent.get(yaml) ?? compiledAnew(yaml);
  if (recent.size > 8) recent.clear();
  recent.set(yaml, compiled);
  return compiled;
}

function compiledAnew(yaml: string): Compiled {
  const meaning = forTarget(goalSet(yaml), "production");
  return compile(meaning, MEASUREMENT_ID, meaning.targets[0]?.googleTag);
}

export async function planned(google: MemoryGoogle, goals: Goals): Promise<Plan> {
  return (await workFor(google, goals)).built.plan;
}

/** Applies what a file asks for, whatever guards say, and gives the plan of it. */
export async function applyGoals(google: MemoryGoogle, goals: Goals): Promise<Plan> {
  const work = await workFor(google, goals);
  const options = { title: "t", notes: "", allowUnpublished: false, publish: true, strict: false };
  await apply(
    work,
    () => workFor(google, goals),
    google,
    () => {},
    options,
  );
  return work.built.plan;
}
