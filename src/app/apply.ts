/** `goalform apply`: carries the plan out, after asking. */
import { countOf, tallyInWords } from "../apply/analytics.ts";
import { type Applied, apply as applyPlan } from "../apply/apply.ts";
import { GoogleError } from "../apply/google-port.ts";
import { settle } from "../apply/settled.ts";
import { differentUnpublished, type Work, workLeaving } from "../apply/work.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Process } from "../machine/process.ts";
import { type AppliedCommit, versionName } from "../plan/applied-commit.ts";
import type { SavedPlan } from "../plan/approval.ts";
import { type GuardOverride, isEmpty, type Plan, type PlanTarget, resourceChanges } from "../plan/plan.ts";
import { replaces } from "../plan/rollback.ts";
import type { RemovalStep } from "../plan/steps.ts";
import { counted } from "../render/counted.ts";
import { markdownText } from "../render/markdown.ts";
import { planJson } from "../render/plan-json.ts";
import { visible } from "../render/visible.ts";
import { labelOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import type { AllTargetsOptions } from "./all-targets.ts";
import { approve } from "./approve.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan, refuseEdited, standing } from "./make-plan.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import { planOutcome } from "./plan.ts";
import { approvedBy, loadPlan, refuseOtherTarget, refuseUnreviewed } from "./saved-plan.ts";
import { type OpenTarget, withTarget } from "./target.ts";

export interface ApplyOptions extends AllTargetsOptions {
  /** A saved plan. It was reviewed, so nobody is asked. */
  readonly plan?: string | undefined;
  readonly autoApprove?: boolean | undefined;
  readonly allowRemovals?: boolean | undefined;
  readonly allowUnpublished?: boolean | undefined;
  readonly allowProtected?: boolean | undefined;
  readonly allowOtherProperty?: boolean | undefined;
  /** Do not overwrite what somebody edited at Google. */
  readonly strict?: boolean | undefined;
  /** False with --no-publish. */
  readonly publish?: boolean | undefined;
  /** One more sentence for the version's description: where this came from. */
  readonly note?: string | undefined;
  /** Digests of operations that are not done: what they would change stays as it is at Google. */
  readonly leave?: ReadonlySet<string> | undefined;
  /** Written down at Google once the plan is live: everything up to this commit is settled. */
  readonly settled?: AppliedCommit | undefined;
}

export async function apply(options: ApplyOptions, io: Process): Promise<Outcome> {
  const saved = options.plan === undefined ? null : loadPlan(options.plan, io);
  const goalSet = readValidGoals(options.file, io);
  const access = options.publish === false ? "prepare" : "write";
  return withTarget(goalSet, options, access, io, async (open) => {
    const work = left(await makePlan(goalSet, open).catch(beforeAnyChange), options);
    const { plan } = work.built;
    const shown = planOutcome(asAllowed(plan, options), io);
    if (saved) refuseOtherTarget(saved, plan);
    if (isEmpty(plan)) return nothingToDo(shown);
    refuseBlocked(plan, options, shown);
    if (saved) refuseUnreviewed(saved, plan, shown);
    else await approve(shown, `Apply this to ${whereTo(plan)}?`, options, io);
    const approved = saved ?? approvedBy(plan);
    return carryOut(work, () => planAgain(goalSet, open, approved, options, io), open, options, io);
  });
}

/** Whoever stops apply wants to know what is live. */
export function beforeAnyChange(error: unknown): never {
  if (!(error instanceof GoogleError) || error.code !== "interrupted") throw error;
  throw error.but({ message: `${error.message} Nothing was changed.` });
}

function left(work: Work, { leave = new Set() }: ApplyOptions): Work {
  const changes = resourceChanges(work.built.plan).filter(({ digest }) => leave.has(digest));
  const addresses = new Set(changes.map(({ address }) => address));
  const moving = differentUnpublished(work, addresses);
  if (moving.length === 0) return workLeaving(work, addresses);
  throw new Refusal(
    "unpublished-version",
    `An unpublished version of ${work.built.plan.target.container} has something else in place of what is to stay as it is: ${moving.slice(0, 5).join(", ")}. Applying would publish that too.`,
    "Publish or delete that version in Tag Manager, then run apply again.",
  );
}

export function nothingToDo(shown: Outcome): Outcome {
  return { ...shown, json: { ...shown.json, applied: null } };
}

/** For what is left to do: nothing but what was approved, and only where nothing stands in the way. */
export async function planAgain(
  goalSet: GoalSet,
  open: OpenTarget,
  approved: SavedPlan,
  options: ApplyOptions,
  io: Process,
): Promise<Work> {
  const work = left(await makePlan(goalSet, open), options);
  const { plan } = work.built;
  const shown = planOutcome(asAllowed(plan, options), io);
  refuseBlocked(plan, options, shown);
  refuseUnreviewed(approved, plan, shown);
  return work;
}

/** @param again plans what is left to do, when others were faster or an answer got lost */
export async function carryOut(
  work: Work,
  again: () => Promise<Work>,
  open: OpenTarget,
  options: ApplyOptions,
  io: Process,
): Promise<Outcome> {
  const { plan } = work.built;
  const applied = await applyPlan(work, again, open.port, io.progress.step, {
    title: versionName(plan.owner),
    notes: [versionNotes(plan, work.snapshot), options.note ?? ""].join(" ").trim(),
    allowUnpublished: options.allowUnpublished ?? false,
    publish: options.publish ?? true,
    strict: options.strict ?? false,
  });
  return outcome(work, applied, await settleAfter(work, applied, open, options), open, options);
}

/** What went live is live, whether its version says so or not: a failure is reported and stops nothing. */
async function settleAfter(
  { built, snapshot }: Work,
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
    if (!(error instanceof GoogleError)) throw error;
    return error.message;
  }
}

const OVERRIDES = {
  "allow-removals": "allowRemovals",
  "allow-unpublished": "allowUnpublished",
  "allow-protected": "allowProtected",
  "allow-other-property": "allowOtherProperty",
} as const satisfies Record<GuardOverride, keyof ApplyOptions>;

function overridesOf(options: ApplyOptions): Set<GuardOverride> {
  const all = Object.keys(OVERRIDES) as GuardOverride[];
  return new Set(all.filter((override) => options[OVERRIDES[override]]));
}

/** The plan as these options have it: what they let pass stays to be seen, and stops nothing. */
export function asAllowed(plan: Plan, options: ApplyOptions): Plan {
  const blockers = standing(plan.blockers, overridesOf(options));
  const passed = plan.blockers
    .filter((blocker) => !blockers.includes(blocker))
    .map(({ code, message, override }) => ({ code, message: `Let pass with --${override}: ${message}` }));
  return { ...plan, blockers, warnings: [...passed, ...plan.warnings] };
}

export function refuseBlocked(plan: Plan, options: ApplyOptions, shown: Outcome): void {
  const [blocker] = standing(plan.blockers, overridesOf(options));
  if (blocker) throw new Refusal(blocker.code, blocker.message, blocker.waysOut.join(" Or: "), shown);
  if (options.strict) refuseEdited(plan, shown);
}

export function whereTo({ target }: Plan): string {
  return `${target.container} and property ${target.property}`;
}

/** What people see in Tag Manager's list of versions, and `rollback` reads. */
function versionNotes(
  { summary: { add, change, remove }, digest }: Plan,
  { container: { live } }: Snapshot,
): string {
  const notes = `Goals: ${add} added, ${change} changed, ${remove} removed. Plan ${digest}.`;
  return live ? `${notes} ${replaces(live)}` : notes;
}

function outcome(
  { built, snapshot }: Work,
  applied: Applied,
  unsettled: string | null,
  { port }: OpenTarget,
  options: ApplyOptions,
): Outcome {
  const { plan } = built;
  const { summary } = plan;
  const words = `Applied: ${summary.add} added, ${summary.change} changed, ${summary.remove} removed.`;
  const lines = [
    words,
    ...inAnalytics(applied),
    ...whatIsLive(plan, applied, snapshot, options),
    `${counted(port.requests, "request")} in all.`,
  ];
  const { version, isLive, analytics, heldBack } = applied;
  const result: JsonObject = {
    key_events: analytics["ga4.keyEvent"] ?? 0,
    event_create_rules: analytics["ga4.eventCreateRule"] ?? 0,
    audiences: analytics["ga4.audience"] ?? 0,
    custom_dimensions: analytics["ga4.customDimension"] ?? 0,
    custom_metrics: analytics["ga4.customMetric"] ?? 0,
    held_back: heldBack.map(heldBackName),
    version: version ? { id: version.id, name: version.name, url: version.url } : null,
    live: isLive,
    requests: port.requests,
    ...(unsettled === null ? {} : { unsettled }),
  };
  return {
    exitCode: 0,
    text: `${lines.map(visible).join("\n")}\n`,
    json: { ...planJson(plan), applied: result },
    markdown: `${lines.map((line) => `- ${markdownText(line)}`).join("\n")}\n`,
  };
}

function inAnalytics({ analytics }: Applied): string[] {
  return countOf(analytics) === 0 ? [] : [`Written in Analytics: ${tallyInWords(analytics)}.`];
}

function whatIsLive(
  { target }: Plan,
  { version, isLive, heldBack }: Applied,
  { container: { live } }: Snapshot,
  { allTargets, target: chosen }: ApplyOptions,
): string[] {
  if (!isLive) return [...preview(target, version), ...waiting(heldBack)];
  if (version === null)
    return [`Live now: property ${target.property}; nothing in Tag Manager had to change.`];
  const words = `Live now: version ${version.id} of ${target.container}, and property ${target.property}.`;
  const which = allTargets || chosen !== undefined ? ` --target ${target.name}` : "";
  return live ? [words, `To publish version ${live.id} again: goalform rollback${which}.`] : [words];
}

function preview({ container }: PlanTarget, version: Applied["version"]): string[] {
  if (version === null) return [];
  const where = version.url === "" ? "" : `: ${version.url}`;
  return [`Version ${version.id} of ${container} is ready for preview and not live${where}`];
}

/** Published by hand, the version would take along the marks by which these are known as ours. */
function waiting(heldBack: readonly RemovalStep[]): string[] {
  if (heldBack.length === 0) return ["Publish it in Tag Manager, or run apply again without --no-publish."];
  const keyEvents = heldBack.flatMap((step) => (step.do === "delete key event" ? [step.eventName] : []));
  const others = heldBack.filter((step) => step.do !== "delete key event").map(heldBackName);
  return [
    ...(keyEvents.length > 0
      ? [`Not done yet: these stay key events until then: ${keyEvents.join(", ")}.`]
      : []),
    ...(others.length > 0 ? [`Not done yet: these stay in Analytics until then: ${others.join(", ")}.`] : []),
    `Publish by running apply again without --no-publish; published by hand, they would stay${others.length > 0 ? "" : " key events"}.`,
  ];
}

/** A key event's name; for others what they are as well. */
function heldBackName(step: RemovalStep): string {
  return step.do === "delete key event" ? step.eventName : `${labelOf(step.kind)} "${step.name}"`;
}
