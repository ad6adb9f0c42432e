/** Carrying out what was approved, at one target that is open. */

import { apply as applyPlan } from "../apply/apply.ts";
import { ApplyError } from "../apply/apply-error.ts";
import type { Applied, WentLive } from "../apply/apply-options.ts";
import { settle, settledBy } from "../apply/settled-commits.ts";
import { countOf, tallyInWords } from "../apply/tally.ts";
import { differentUnpublished, type WorkingPlan, withoutChangesLeft } from "../apply/working-plan.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { annotationOf, inAnalyticsAlone } from "../plan/annotation.ts";
import { type AppliedCommit, oneLine, versionName, withSettled } from "../plan/applied-commit.ts";
import type { SavedPlan } from "../plan/approval.ts";
import { countedWrongly } from "../plan/counted-wrongly.ts";
import { type GuardOverride, type Plan, type PlanWarning, resourceChanges } from "../plan/plan.ts";
import { replaces } from "../plan/rollback.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import type { AllTargetsOptions } from "./all-targets.ts";
import { refuseBlocked, refuseEdited, refuseUnreviewed, withOverrides } from "./guards.ts";
import { makePlan, planToRead } from "./make-plan.ts";
import type { Ports } from "./ports.ts";
import type { ApplyResult, Done, Planned } from "./result/at-target.ts";
import { Refusal } from "./result/refusal.ts";
import type { OpenTarget } from "./target.ts";

export interface ApplyOptions extends AllTargetsOptions {
  /** What was reviewed. Then nobody is asked, and nothing else is done. */
  readonly saved?: SavedPlan | undefined;
  readonly overrides?: ReadonlySet<GuardOverride> | undefined;
  /** Do not overwrite what somebody edited at Google. */
  readonly strict?: boolean | undefined;
  /** False leaves the new version for a preview. */
  readonly publish?: boolean | undefined;
  /** Why there is a new version: for its name and its description. */
  readonly message?: string | undefined;
  /** One more sentence for the version's description: where this came from. */
  readonly note?: string | undefined;
  /** Digests of operations that are not done: what they would change stays as it is at Google. */
  readonly leave?: ReadonlySet<string> | undefined;
  /** Written down at Google once the plan is live: everything up to this commit is settled. */
  readonly settled?: AppliedCommit | undefined;
}

const NONE: ReadonlySet<GuardOverride> = new Set();

/** The plan as these options have it, with their guards overridden. */
export function planned(plan: Plan, options: ApplyOptions): Planned {
  return { is: "plan", plan: withOverrides(plan, options.overrides ?? NONE), live: null };
}

export function refuseStopped(about: Planned, { strict }: ApplyOptions): void {
  refuseBlocked(about.plan.blockers, about);
  if (strict) refuseEdited(about.plan, about);
}

/** The plan without what is to be left as it is. A saved one was read before. */
export async function planToCarryOut(
  goalSet: GoalSet,
  open: OpenTarget,
  options: ApplyOptions,
): Promise<WorkingPlan> {
  const plan = options.saved ? makePlan : planToRead;
  return leaving(await plan(goalSet, open), options);
}

function leaving(work: WorkingPlan, { leave = new Set() }: ApplyOptions): WorkingPlan {
  const changes = resourceChanges(work.built.plan).filter(({ digest }) => leave.has(digest));
  const addresses = new Set(changes.map(({ address }) => address));
  const moving = differentUnpublished(work, addresses);
  if (moving.length === 0) return withoutChangesLeft(work, addresses);
  throw new Refusal(
    "unpublished-version",
    `An unpublished version of ${work.built.plan.target.container} has different content for what should stay as it is: ${moving.slice(0, 5).join(", ")}. Applying would publish that too.`,
    "Publish or delete that version in Tag Manager, then run apply again.",
  );
}

/** Does what was approved and nothing else, planning again as often as others were faster or an answer got lost. */
export async function carryOut(
  work: WorkingPlan,
  goalSet: GoalSet,
  approved: SavedPlan,
  open: OpenTarget,
  options: ApplyOptions,
  ports: Ports,
): Promise<ApplyResult> {
  const { plan } = work.built;
  let meanwhile: readonly PlanWarning[] = [];
  const again = async () => {
    const left = await planAgain(goalSet, open, approved, options);
    meanwhile = newlyWrong(plan, left.built.plan);
    return left;
  };
  const applied = await applyPlan(work, again, open.port, ports.progress, {
    title: versionName(plan.owner),
    versionName: versionName(plan.owner, oneLine(options.message ?? "")),
    notes: versionDescription(plan, work.snapshot, options),
    allowUnpublished: (options.overrides ?? NONE).has("allow-unpublished"),
    publish: options.publish ?? true,
    strict: options.strict ?? false,
    annotation: annotationFor(work),
  });
  const unsettled = await settleAfter(work, applied, open, options);
  return {
    is: "applied",
    plan,
    done: { ...doneOf(work, applied, unsettled, open), meanwhile },
    publish: options.publish ?? true,
    namesTarget: options.allTargets === true || options.target !== undefined,
  };
}

/** What others did while this run was under way: the plan that was approved does not say it. */
function newlyWrong(approved: Plan, now: Plan): readonly PlanWarning[] {
  const known = new Set(approved.warnings.map(({ message }) => message));
  return countedWrongly(now.warnings).filter(({ message }) => !known.has(message));
}

/** In the words of the whole plan, whatever a round of it leaves for the next. */
function annotationFor({ built: { plan, annotates } }: WorkingPlan) {
  return ({ version, isAll }: WentLive) =>
    annotates ? annotationOf(isAll ? plan : inAnalyticsAlone(plan), version) : null;
}

/** What is left to do: only what was approved, and only if nothing blocks it. */
async function planAgain(
  goalSet: GoalSet,
  open: OpenTarget,
  approved: SavedPlan,
  options: ApplyOptions,
): Promise<WorkingPlan> {
  const work = leaving(await makePlan(goalSet, open), options);
  const { plan } = work.built;
  const about = planned(plan, options);
  refuseStopped(about, options);
  refuseUnreviewed(approved, plan, about);
  return work;
}

/** What went live is live, whether its version says so or not: a failure is reported and stops nothing. */
async function settleAfter(
  { built, snapshot }: WorkingPlan,
  { isLive, version }: Applied,
  { port }: OpenTarget,
  { settled }: ApplyOptions,
): Promise<string | null> {
  if (settled === undefined || !isLive) return null;
  const live = version === null ? snapshot.container.live : { ...version, description: "" };
  try {
    await settle(built.plan.owner, { live }, settled, port);
    return null;
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    return error.message;
  }
}

/**
 * An apply from a terminal settles no commit, but what the live version says is settled stays so: otherwise approvals that
 * are used up would count again after a few of them.
 */
function versionDescription(
  plan: Plan,
  snapshot: Snapshot,
  { note = "", message = "", settled }: ApplyOptions,
): string {
  const notes = [versionNotes(plan, snapshot), note, oneLine(message)].filter((one) => one !== "").join(" ");
  const { live } = snapshot.container;
  const known = settled === undefined && live !== null ? settledBy(plan.owner, live) : null;
  return known === null ? notes : withSettled(plan.owner, notes, known);
}

/** What people see in Tag Manager's list of versions, and `rollback` reads. */
function versionNotes(
  { summary: { add, change, remove }, digest }: Plan,
  { container: { live } }: Snapshot,
): string {
  const notes = `Goals: ${add} added, ${change} changed, ${remove} removed. Plan ${digest}.`;
  return live ? `${notes} ${replaces(live)}` : notes;
}

function doneOf(
  { snapshot }: WorkingPlan,
  applied: Applied,
  unsettled: string | null,
  { port }: OpenTarget,
): Omit<Done, "meanwhile"> {
  const { analytics } = applied;
  return {
    ...applied,
    inAnalytics: countOf(analytics) === 0 ? null : tallyInWords(analytics),
    before: snapshot.container.live,
    unsettled,
    requests: port.requests,
  };
}
