/** `impact`, and `plan --impact`: how often would the goals have counted? */

import { IMPACT_FORMAT, type Impact } from "../figures/impact/impact.ts";
import { askingOf, type Compared, impactsOf } from "../figures/impact/judge.ts";
import type { ImpactSource } from "../figures/impact/source.ts";
import { listsFor, unmatched, withNearest } from "../figures/impact/unmatched.ts";
import { forTarget } from "../language/for-target.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { readGoals } from "../language/read-goals.ts";
import type { Plan, SubjectChange } from "../plan/plan.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan } from "./make-plan.ts";
import type { Ports, Reporting } from "./ports.ts";
import { type ReportOptions, refuseNoFile } from "./report.ts";
import { type PeriodOptions, requestedPeriod } from "./report-period.ts";
import { Refusal } from "./result/refusal.ts";
import type { ImpactReported } from "./result/reported.ts";
import { chooseTarget, type TargetOptions, withTarget } from "./target.ts";

export interface ImpactOptions extends TargetOptions, Omit<PeriodOptions, "months"> {
  /** Ids of goals; without any, those that a plan would add, change or remove. */
  readonly goals?: readonly string[] | undefined;
  readonly events?: ReportOptions["events"];
}

export interface ImpactPorts extends Pick<Ports, "env" | "files" | "google" | "warn" | "progress"> {
  readonly reporting: Reporting;
}

export async function impact(options: ImpactOptions, ports: ImpactPorts): Promise<ImpactReported> {
  const goalSet = readValidGoals(options.file, ports);
  const target = chooseTarget(goalSet, options.file, options.target, ports);
  const here = forTarget(goalSet, target.name);
  refuseUnknown(options.goals ?? [], here, options.file);
  refuseNoFile(options.events);
  const plan = await withTarget(goalSet, options, "read", ports, async (open) => {
    return (await makePlan(goalSet, open)).built.plan;
  });
  const named = options.goals?.length ? options.goals : null;
  const compared = comparedIn(plan, here).filter(({ id }) => named === null || named.includes(id));
  const unchanged = (named ?? []).filter((id) => !compared.some((one) => one.id === id));
  const all = [...compared, ...unchanged.map((id) => asItIs(here, id))];
  return { is: "impact", impact: await impactOf(goalSet, target, all, options, ports), target: target.name };
}

/** The impact of a plan's changes, for the plan that shows them. */
export async function impactOfPlan(
  plan: Plan,
  goalSet: GoalSet,
  target: ReturnType<typeof chooseTarget>,
  ports: Pick<ImpactPorts, "reporting" | "progress">,
  events?: ImpactOptions["events"],
): Promise<Impact> {
  return impactOf(goalSet, target, comparedIn(plan, forTarget(goalSet, target.name)), { events }, ports);
}

async function impactOf(
  goalSet: GoalSet,
  target: ReturnType<typeof chooseTarget>,
  goals: readonly Compared[],
  options: PeriodOptions & Pick<ImpactOptions, "events">,
  { reporting, progress }: Pick<ImpactPorts, "reporting" | "progress">,
): Promise<Impact> {
  const from = (source: ImpactSource) => impactFrom(source, goalSet.owner, goals, options);
  const { events } = options;
  return events === undefined
    ? reporting.atGoogle(goalSet, target, progress, ({ source }) => from(source))
    : reporting.fromEvents(events, progress, from);
}

async function impactFrom(
  source: ImpactSource,
  owner: string,
  goals: readonly Compared[],
  options: PeriodOptions,
): Promise<Impact> {
  const calendar = await source.calendar();
  const period = requestedPeriod(options, calendar);
  const asking = askingOf(goals, source.hasEveryEvent);
  const matches = await source.match(asking.seen, asking.ownEvents, period);
  const impacts = impactsOf(asking, matches);
  const nothing = unmatched(asking, impacts);
  const among = listsFor(nothing);
  const found = among.length === 0 ? [] : await source.frequent(among, period);
  const lists = new Map(among.map((what, index) => [what, found[index]!]));
  const quality = matches.quality.map(({ code, message }) => ({ code, message }));
  return {
    format: IMPACT_FORMAT,
    owner,
    source: source.name,
    period: { ...period, timeZone: calendar.timeZone, settled: period.to <= calendar.settled },
    quality,
    goals: withNearest(impacts, nothing, lists, quality),
  };
}

/** Goals that are added, changed or removed; those that only get a mark count as before. */
function comparedIn(plan: Plan, { goals }: GoalSet): Compared[] {
  return plan.changes
    .filter(({ subject, action }) => subject.is === "goal" && action !== "adopt")
    .map((change) => {
      const { id, name } = change.subject;
      const after = change.action === "remove" ? null : (goals.find((goal) => goal.id === id) ?? null);
      return { id, name, before: goalBefore(change), after };
    });
}

function asItIs({ goals }: GoalSet, id: string): Compared {
  const goal = goals.find((one) => one.id === id)!;
  return { id, name: goal.name, before: goal, after: goal };
}

/** What is at Google, as the words of the plan say it, read like any goal. Null where there are no words. */
function goalBefore({ subject, words }: SubjectChange): Goal | null {
  if (!words?.before) return null;
  const { leads_to: _, was: __, adopt: ___, ...said } = words.before.said;
  const file = { ...AROUND_GOALS, goals: { [subject.id]: said } };
  const { goalSet } = readGoals("before", new TextEncoder().encode(JSON.stringify(file)));
  return goalSet?.goals.find(({ id }) => id === subject.id) ?? null;
}

/** A file needs a name and a target; nothing is read of them. */
const AROUND_GOALS = {
  version: 1,
  name: "before",
  targets: {
    any: { ga4: { property: "1", measurement_id: "G-BEFORE0001" }, gtm: { container: "GTM-BEFORE" } },
  },
};

function refuseUnknown(ids: readonly string[], { goals }: GoalSet, file: string): void {
  const unknown = ids.find((id) => !goals.some((goal) => goal.id === id));
  if (unknown !== undefined)
    throw new Refusal(
      "unknown-goal",
      `${file} has no goal ${unknown.slice(0, 80)}.`,
      "Name goals by their id.",
    );
}
