/** What differs at Google and was not merged: it stays as it is, and is reported. */
import { neededBeside } from "../plan/partial-plan.ts";
import { counted } from "../render/words.ts";
import type { Address } from "../resources/resource.ts";
import type { Approvals } from "./approvals.ts";
import type { NewCommits } from "./commit-position.ts";
import { goalsAt } from "./goals-before.ts";
import type { Job } from "./job.ts";
import type { Live } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import { inRepository } from "./repository-path.ts";

export interface ExistingDrift {
  readonly addresses: ReadonlySet<Address>;
  readonly digests: ReadonlySet<string>;
  readonly notice: string | null;
}

const NOTHING: ExistingDrift = { addresses: new Set(), digests: new Set(), notice: null };

/**
 * Operations that nobody approved and that were due already with the goals as they were before: at the commit that
 * is settled, or before the pull requests that approve. What the approved ones cannot do without is not left.
 */
export async function existingDrift(
  job: Job,
  live: Live,
  { missing, comments, others }: Approvals,
  standing: NewCommits,
): Promise<ExistingDrift> {
  if (missing.length === 0) return NOTHING;
  const before = [
    ...(standing.settled === null ? [] : [standing.settled]),
    ...comments.flatMap(({ marker }) => baseIn(marker, job) ?? []),
  ];
  const former = [...comments, ...others].flatMap(({ marker }) => marker.was ?? []);
  const due = new Set<string>();
  for (const commit of new Set(before))
    for (const digest of (await operationsDueWith(job, live, commit, former)) ?? []) due.add(digest);
  const dueAlready = missing.filter(({ digest }) => due.has(digest));
  const addresses = new Set(dueAlready.map(({ address }) => address));
  for (const needed of neededBeside(live.work.built, addresses)) addresses.delete(needed);
  const left = dueAlready.filter(({ address }) => addresses.has(address));
  if (left.length === 0) return NOTHING;
  const [was, it, is] = left.length === 1 ? ["was", "it", "is"] : ["were", "they", "are"];
  return {
    addresses,
    digests: new Set(left.map(({ digest }) => digest)),
    notice: `${counted(left.length, "difference")} at Google ${was} there before and ${was} not approved, so ${it} ${is} left as ${it} ${is}; the drift issue shows what to do.`,
  };
}

/** A pull request that was planned for another branch brings that branch's goals along: they were not here before. */
function baseIn({ base, into }: PlanMarker, { trigger: { branch } }: Job): string | undefined {
  return into === undefined || into === branch ? base : undefined;
}

/**
 * Digests of what would be due with the goals of that commit; null when they cannot be read.
 *
 * @param former paths that the goals file had before it was renamed
 */
export async function operationsDueWith(
  job: Job,
  live: Live,
  commit: string,
  former: readonly string[] = [],
): Promise<ReadonlySet<string> | null> {
  const github = await job.github();
  for (const file of [inRepository(job.inputs.file, job.workspace), ...former]) {
    const goals = await goalsAt(github, file, commit);
    if (goals.is === "read") return live.dueBefore(goals.goalSet);
    if (goals.is === "unreadable") return null;
  }
  return null;
}
