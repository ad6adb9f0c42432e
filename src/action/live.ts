/** The file against Google, as the command line reads both. */
import { join } from "node:path";
import { type Acceptance, acceptance } from "../app/accept/acceptance.ts";
import { readSources } from "../app/accept/sources.ts";
import { invalidGoals, readGoalsFile } from "../app/goals-file.ts";
import { remaining } from "../app/guards.ts";
import { planBeside, planToRead } from "../app/make-plan.ts";
import { Refusal } from "../app/result/refusal.ts";
import { type OpenTarget, withTarget } from "../app/target.ts";
import { type WorkingPlan, withoutChangesLeft } from "../apply/working-plan.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type ResolvedTarget, resolveTarget } from "../language/resolve-target.ts";
import type { Blocker, GuardOverride, Plan } from "../plan/plan.ts";
import { isEmpty, operationsOf, resourceChanges } from "../plan/plan.ts";
import { savedPlanText } from "../render/plan-json.ts";
import { visible } from "../render/visible.ts";
import type { Address } from "../resources/resource.ts";
import type { Inputs } from "./inputs.ts";
import type { Job } from "./job.ts";
import type { Outputs } from "./job-result.ts";
import { refuseLinks } from "./no-links.ts";
import { workflowWords } from "./workflow-words.ts";

export interface Live {
  readonly work: WorkingPlan;
  readonly plan: Plan;
  /** The number of the version that visitors get. */
  readonly version: string | null;
  /** Warnings about the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** The patterns of the file's `include`. */
  readonly include: readonly string[];
  /** What was edited at Google, as changes of the goals files. */
  readonly accepting: () => Acceptance;
  /** Digests of the operations that would be due now if the goals were still those. */
  readonly dueBefore: (before: GoalSet) => ReadonlySet<string>;
}

export function readGoals({ inputs: { file }, workspace, ports }: Job): {
  goalSet: GoalSet;
  include: readonly string[];
  diagnostics: readonly Diagnostic[];
} {
  refuseLinks(file, workspace);
  const { goalSet, include, diagnostics } = readGoalsFile(file, ports.files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  return { goalSet, include, diagnostics };
}

/**
 * Reads only; `more` may look further at the open target.
 *
 * @param isWatch what others do to goals that are applied is looked for as well
 */
export async function readLive<T>(
  job: Job,
  more: (live: Live, open: OpenTarget) => Promise<T>,
  isWatch = false,
): Promise<T> {
  const { goalSet, include, diagnostics } = readGoals(job);
  const { file, target } = job.inputs;
  refuseUnknownTarget(goalSet, job);
  return withTarget(goalSet, { file, target }, "read", job.ports, async (open) => {
    const work = await planToRead(goalSet, open, isWatch);
    const live: Live = {
      work,
      plan: asInWorkflow(work.built.plan, job.inputs),
      version: work.snapshot.container.live?.id ?? null,
      diagnostics,
      include,
      accepting: () => acceptance(readSources(file, job.ports.files), goalSet, work, open, null),
      dueBefore: (before) => digestsAt(before, work, open, job),
    };
    return more(live, open);
  });
}

/** The workflow's mistake, not the file's. */
export function refuseUnknownTarget(
  { targets, defaultTarget }: GoalSet,
  { inputs: { file, target } }: Job,
): void {
  const wanted = target ?? defaultTarget;
  if (targets.some(({ name }) => name === wanted)) return;
  const known = targets.map(({ name }) => name).join(", ");
  if (wanted === null)
    throw new Refusal(
      "usage",
      `The input target is missing: ${file} has several targets (${known}) and no default_target.`,
      "Give each target a job of its own, with its name as the input `target` (docs/github.md).",
    );
  throw new Refusal(
    "usage",
    `The input target is wrong: ${file} has no target "${wanted}". It has ${known}.`,
    "Correct it in the workflow file.",
  );
}

/** The same live state without the changes at these addresses: they are somebody else's. */
export function liveWithout(live: Live, left: ReadonlySet<Address>, { inputs }: Job): Live {
  if (left.size === 0) return live;
  const work = withoutChangesLeft(live.work, left);
  return { ...live, work, plan: asInWorkflow(work.built.plan, inputs) };
}

/** For goals of another target nothing was due at this one. */
function digestsAt(
  before: GoalSet,
  work: WorkingPlan,
  open: OpenTarget,
  { ports }: Job,
): ReadonlySet<string> {
  const { target } = open;
  const then = resolveTarget(before, target.name, ports.env).target;
  if (!then || !isSameTarget(then, target)) return new Set();
  const neighbours = open.neighbours.filter((name) => before.targets.some((one) => one.name === name));
  const { plan } = planBeside(work, before, { ...open, neighbours });
  return new Set(resourceChanges(plan).map(({ digest }) => digest));
}

function isSameTarget(one: ResolvedTarget, other: ResolvedTarget): boolean {
  const { ga4, gtm } = other;
  return (
    one.ga4.property === ga4.property &&
    isSameStream(one.ga4.measurementId, ga4.measurementId) &&
    JSON.stringify(one.gtm) === JSON.stringify(gtm)
  );
}

/** One that is not written is the only one of its property. */
function isSameStream(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

export function overridesOf({ allow, maxRemovals }: Inputs): Set<GuardOverride> {
  const overrides = new Set<GuardOverride>();
  for (const one of ["unpublished", "protected", "other-property"] as const)
    if (allow.has(one)) overrides.add(`allow-${one}`);
  if (maxRemovals !== null) overrides.add("allow-removals");
  return overrides;
}

/**
 * The same plan with the reasons to stop that apply in this workflow. What the workflow lets pass
 * stays to be seen, as a warning.
 */
export function asInWorkflow(plan: Plan, inputs: Inputs): Plan {
  const blockers = remaining(plan.blockers, overridesOf(inputs));
  const passed = plan.blockers.filter((blocker) => !blockers.includes(blocker));
  return {
    ...plan,
    blockers: [...tooManyRemovals(plan, inputs), ...blockers],
    warnings: [
      ...passed.map(({ code, message }) => ({ code, message: `The workflow lets this pass. ${message}` })),
      ...plan.warnings,
    ],
  };
}

function tooManyRemovals({ summary: { remove }, hasForwards }: Plan, { maxRemovals }: Inputs): Blocker[] {
  if (maxRemovals === null || remove <= maxRemovals) return [];
  return [
    {
      code: "many-removals",
      message: `${remove} ${hasForwards ? "goals, funnels and forwards" : "goals and funnels"} would be removed, and the workflow allows ${maxRemovals}.`,
      waysOut: [
        "Check that this is the right file and target.",
        `If it is meant, set \`max-removals: ${remove}\` in the workflow, in the same pull request.`,
      ],
      override: "allow-removals",
    },
  ];
}

/** What people read out and type. */
export function planId({ digest }: Plan): string {
  return digest.slice(0, 12);
}

/** The same shape always: workflows may look for it. */
export function summaryOf(plan: Plan): string {
  const { add, change, remove, unchanged } = plan.summary;
  return `Plan: ${add} to add, ${change} to change, ${remove} to remove, ${unchanged} unchanged.`;
}

/** Saves the plan as well. Digests and counts alone are outputs: the runner drops what looks like a secret. */
export function planOutputs(plan: Plan, { ports, temporary, inputs, trigger }: Job): Outputs {
  const file = join(temporary, `goalform-plan-${inputs.label}-${trigger.run.id}.json`);
  ports.files.save("The plan", file, savedPlanText(plan, workflowWords));
  const { add, change, remove, unchanged } = plan.summary;
  return {
    "has-changes": String(!isEmpty(plan)),
    "to-add": String(add),
    "to-change": String(change),
    "to-remove": String(remove),
    unchanged: String(unchanged),
    "plan-id": planId(plan),
    "plan-digest": plan.digest,
    "plan-file": file,
    "plan-operations": operationsOf(plan).join(" "),
  };
}

export function blockerText({ message, waysOut }: Blocker): { message: string; hint: string } {
  return { message: visible(message), hint: waysOut.map((way) => visible(workflowWords(way))).join(" Or: ") };
}
