/**
 * Carries out a plan, and nothing else.
 *
 * Others may be at work at the same time, and answers get lost. Whatever went wrong on
 * the way, the remedy is the same: read what is there now, plan again, and carry out
 * what is left, until a round ends undisturbed.
 */

import { ContainerChanged, withProgress } from "./apply-error.ts";
import type { Applied, ApplyOptions, Progress } from "./apply-options.ts";
import { carryOut } from "./carry-out.ts";
import { clearAfterOthers, clearUnused } from "./clear-workspaces.ts";
import type { GooglePort } from "./google-port.ts";
import { withoutDuplicates } from "./other-goals-files.ts";
import { RunRecord } from "./run-record.ts";
import type { WorkingPlan } from "./working-plan.ts";

/** So often others may be faster before it is given up. */
const ROUNDS = 6;

/** Milliseconds that another run gets to finish what it is doing. */
const AFTER_OTHERS = 1000;

/**
 * Milliseconds after which a request whose answer was given up has arrived, or never will: it is a minute old
 * already when it timed out, and whatever passes requests on gives them up by then.
 */
const UNTIL_ALL_ARRIVED = 15_000;

/**
 * @param again reads and plans once more; throws when that is not what was approved
 */
export async function apply(
  work: WorkingPlan,
  again: () => Promise<WorkingPlan>,
  port: GooglePort,
  progress: Progress,
  options: ApplyOptions,
): Promise<Applied> {
  const account = new RunRecord();
  let now = work;
  let applied: Applied | null = null;
  let answersMissed = port.lostAnswers;
  for (let round = 1; ; round++) {
    try {
      const done = await carryOut(now, port, progress, options, account);
      applied = together(applied, { ...done, ...saidBy(account) });
      if (port.lostAnswers === answersMissed) return applied;
      answersMissed = port.lostAnswers;
      now = await afterAll(applied, () => readAgainLater(again, port, options));
    } catch (error) {
      if (!(error instanceof ContainerChanged) || round >= ROUNDS) throw error;
      await port.pause(AFTER_OTHERS, "Planning again", "another run was faster, continuing");
      now = await again();
    }
    if (now.built.steps.length > 0) continue;
    await withoutDuplicates(now, port);
    await clearAfterOthers(port, options.title);
    return applied ?? doneByOthers(account, now);
  }
}

async function readAgainLater(
  again: () => Promise<WorkingPlan>,
  port: GooglePort,
  { title }: ApplyOptions,
): Promise<WorkingPlan> {
  await port.pause(UNTIL_ALL_ARRIVED, "Looking once more", "an answer was lost, continuing");
  await clearUnused(port, title);
  return again();
}

/** If it is not possible to check again, the error says what is certain. */
async function afterAll<T>({ version, isLive }: Applied, work: () => Promise<T>): Promise<T> {
  const what = version === null ? "" : ` (version ${version.id} is ${isLive ? "live" : "ready"})`;
  return withProgress(
    `The plan was carried out${what}. An answer was lost on the way, so something may exist twice: run apply again.`,
    work,
  );
}

function saidBy({ analytics, unannotated = null }: RunRecord): Pick<Applied, "analytics" | "unannotated"> {
  return { analytics, unannotated };
}

/** What is left for a later round may be in Analytics alone: the version is that of the round before then. */
function together(before: Applied | null, now: Applied): Applied {
  return { ...now, version: now.version ?? before?.version ?? null };
}

/** Another run of the same file has done it all. */
function doneByOthers(account: RunRecord, { snapshot: { container } }: WorkingPlan): Applied {
  const version = container.live ? { ...container.live, url: "" } : null;
  return { ...saidBy(account), heldBack: [], version, isLive: true };
}
