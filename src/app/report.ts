/** `report`: what the goals counted, and what that is worth. */
import { buildReport } from "../figures/build-report.ts";
import { type Change, isDead } from "../figures/dead.ts";
import { type Breakdown, type Questions, questionsOf } from "../figures/question.ts";
import type { FigureSource } from "../figures/source.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import { combinedResult, contradiction, orRefusal, refuseOneTarget } from "./all-targets.ts";
import { invalidGoals, readValidGoals } from "./goals-file.ts";
import type { EventCounting, Ports, Reporting } from "./ports.ts";
import { changesIn } from "./report-changes.ts";
import {
  MOST_LEAD_DAYS,
  MOST_SILENT_DAYS,
  type PeriodOptions,
  requestedMonths,
  requestedPeriod,
  wholeNumber,
} from "./report-period.ts";
import type { AtTargets, TargetResult } from "./result/at-target.ts";
import { Refusal } from "./result/refusal.ts";
import type { Reported } from "./result/reported.ts";
import { chooseTarget } from "./target.ts";
import type { ValueWay } from "./write-values.ts";

export interface ReportOptions extends PeriodOptions {
  readonly file: string;
  readonly target?: string | undefined;
  readonly by?: Breakdown | undefined;
  readonly leads?: boolean | undefined;
  /** The funnels of forms: begun, and sent. */
  readonly forms?: boolean | undefined;
  /** Days without an event after which a goal is silent. */
  readonly silentAfter?: string | undefined;
  /** Write suggested values into the goals file: by which way. True: by ratio. */
  readonly writeValues?: ValueWay | true | undefined;
  /** Files of an event export; without it, Google's Data API answers. */
  readonly events?: readonly string[] | undefined;
  /** From events only: who walks funnels and leads, and within how many days a lead must lead. */
  readonly unit?: (typeof UNITS)[number] | undefined;
  readonly leadDays?: string | undefined;
}

export interface ReportPorts extends Pick<Ports, "env" | "files" | "warn" | "progress"> {
  readonly reporting: Reporting;
}

export const UNITS = ["user", "session"] as const;

const SILENT_AFTER = "7";

/**
 * Each target has a property of its own, and so a report of its own.
 * @param finished what is done with each as soon as it is finished
 */
export async function reportAtTargets(
  options: ReportOptions,
  ports: ReportPorts,
  finished: (made: Reported, target: string) => Promise<Reported>,
): Promise<AtTargets> {
  refuseOneTarget({ ...options, allTargets: true });
  if (options.events !== undefined) throw contradiction("--all-targets", "--events");
  if (options.writeValues) throw contradiction("--all-targets", "--write-values");
  const goalSet = readValidGoals(options.file, ports);
  refuseBadOptions(options);
  const results: TargetResult<Reported>[] = [];
  for (const { name } of goalSet.targets) {
    const work = async () => finished(await made({ ...options, target: name }, goalSet, ports), name);
    results.push({ target: name, result: await orRefusal(work) });
  }
  return combinedResult("report", results);
}

/** From events every pair costs nothing, at Google a request. */
export async function report(options: ReportOptions, ports: ReportPorts): Promise<Reported> {
  const goalSet = readValidGoals(options.file, ports);
  refuseBadOptions(options);
  const { writeValues } = options;
  if (!writeValues) return made(options, goalSet, ports);
  const reported = await made({ ...options, leads: true }, goalSet, ports);
  const { writeValues: write } = await import("./write-values.ts");
  const way = writeValues === true ? "ratio" : writeValues;
  // The currency of a value may be that of the target.
  const here = measuredAt(goalSet, options, ports);
  return { ...reported, values: write(options.file, reported.report, here, way, ports.files) };
}

async function made(options: ReportOptions, goalSet: GoalSet, ports: ReportPorts): Promise<Reported> {
  const { events } = options;
  if (events !== undefined) {
    const here = measuredAt(goalSet, options, ports);
    const use = (source: FigureSource) =>
      reportFrom(here, source, { ...options, leads: true }, async () => []);
    return ports.reporting.fromEvents(events, ports.progress, use, countingOf(options));
  }
  const target = chooseTarget(goalSet, options.file, options.target, ports);
  const here = forTarget(goalSet, target.name);
  return ports.reporting.atGoogle(goalSet, target, ports.progress, (open) =>
    reportFrom(here, open.source, options, (questions, timeZone) =>
      changesIn(questions, timeZone, open, target.annotates, ports.progress),
    ),
  );
}

/** A target's ids at Google do not matter to files, so its environment variables need not be set. */
function measuredAt(goalSet: GoalSet, { file, target }: ReportOptions, { env }: ReportPorts): GoalSet {
  const name = target ?? goalSet.defaultTarget;
  if (name === null) return goalSet;
  if (goalSet.targets.some((one) => one.name === name)) return forTarget(goalSet, name);
  throw invalidGoals(file, resolveTarget(goalSet, name, env).diagnostics);
}

export function hasDeadGoals({ report }: Reported): boolean {
  return report.dead.some(isDead);
}

type FindChanges = (questions: Questions, timeZone: string) => Promise<readonly Change[]>;

async function reportFrom(
  goalSet: GoalSet,
  source: FigureSource,
  options: ReportOptions,
  findChanges: FindChanges,
): Promise<Reported> {
  const calendar = await source.calendar();
  const period = requestedPeriod(options, calendar);
  const breakdowns = {
    months: requestedMonths(options, period),
    by: options.by ?? null,
    leads: options.leads ?? false,
    forms: options.forms ?? false,
  };
  const questions = questionsOf(goalSet, period, breakdowns);
  const answers = await source.answer(questions);
  const changes = await findChanges(questions, calendar.timeZone ?? "Etc/UTC");
  const silentAfter = silentAfterOf(options);
  const parts = { owner: goalSet.owner, source: source.name, calendar, questions, answers };
  return { is: "report", report: buildReport({ ...parts, changes, silentAfter }), out: null };
}

function silentAfterOf({ silentAfter = SILENT_AFTER }: ReportOptions): number {
  return wholeNumber(silentAfter, "--silent-after", 1, MOST_SILENT_DAYS);
}

export function refuseNoFile(events: ReportOptions["events"]): void {
  if (events?.includes("")) throw new Refusal("invalid-option", "--events names no file.");
}

function countingOf({ unit = "user", leadDays }: ReportOptions): EventCounting {
  return {
    unit,
    leadDays: leadDays === undefined ? null : wholeNumber(leadDays, "--lead-days", 1, MOST_LEAD_DAYS),
  };
}

/** Analytics' funnels count users, at any time of the period. */
function refuseWithoutEvents(option: string): never {
  throw new Refusal(
    "invalid-option",
    `${option} is for reports from an export of events: Analytics' own funnels count users within the whole period.`,
    `Add --events, or leave ${option} out.`,
  );
}

/** Before anything is read at Google. */
function refuseBadOptions(options: ReportOptions): void {
  countingOf(options);
  if (options.events === undefined && options.leadDays !== undefined) refuseWithoutEvents("--lead-days");
  if (options.events === undefined && options.unit === "session") refuseWithoutEvents("--unit session");
  silentAfterOf(options);
  refuseNoFile(options.events);
  const { from, to, days } = options;
  // Which days have figures is not known yet: with nothing but a first day, that is the only one that is certain.
  const period = requestedPeriod(
    { ...options, to: to ?? (days === undefined ? from : undefined) },
    { timeZone: null, first: null, settled: "9999-12-31", last: "9999-12-31" },
  );
  requestedMonths(options, period);
}
