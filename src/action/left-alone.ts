/** What differs at Google and is nothing that was merged: it stays as it is, and is said. */
import { neededBeside } from "../plan/leave.ts";
import { counted } from "../render/words.ts";
import type { Address } from "../resources/resource.ts";
import type { Approvals } from "./approvals.ts";
import { goalsAt } from "./goals-before.ts";
import type { Job } from "./job.ts";
import type { Live } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import { inRepository } from "./repository-path.ts";
import type { NewCommits } from "./standing.ts";

export interface LeftAlone {
  readonly addresses: ReadonlySet<Address>;
  readonly digests: ReadonlySet<string>;
  readonly notice: string | null;
}

const NOTHING: LeftAlone = { addresses: new Set(), digests: new Set(), notice: null };

/**
 * Operations that nobody approved and that were due already with the goals as they were before: at the commit that
 * is settled, or before the pull requests that approve. What the approved ones cannot do without is not left.
 */
export async function leftAlone(
  job: Job,
  live: Live,
  { missing, comments }: Approvals,
  standing: NewCommits,
): Promise<LeftAlone> {
  if (missing.length === 0) return NOTHING;
  const due = await dueBefore(job, live, [
    ...(standing.settled === null ? [] : [standing.settled]),
    ...comments.flatMap(({ marker }) => baseIn(marker, job) ?? []),
  ]);
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

async function dueBefore(job: Job, live: Live, commits: readonly string[]): Promise<ReadonlySet<string>> {
  const file = inRepository(job.inputs.file, job.workspace);
  const due = new Set<string>();
  for (const commit of new Set(commits)) {
    const before = await goalsAt(await job.github(), file, commit);
    if (before.is === "read") for (const digest of live.dueBefore(before.goalSet)) due.add(digest);
  }
  return due;
}
