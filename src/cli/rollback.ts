/** `goalform rollback`: publishes an earlier container version again. */
import type { CreatedVersion } from "../apply/google-port.ts";
import { planRollback, previousVersion, type Rollback } from "../plan/rollback.ts";
import { rollbackJson, rollbackMarkdown, rollbackText } from "../render/rollback.ts";
import type { Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { approve } from "./approve.ts";
import { readValidGoals } from "./goals-file.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import type { Process } from "./process.ts";
import { type OpenTarget, type TargetOptions, withTarget } from "./target.ts";

export interface RollbackOptions extends TargetOptions {
  /** A version's number. */
  readonly to?: string | undefined;
  readonly autoApprove?: boolean | undefined;
}

export async function rollback(options: RollbackOptions, io: Process): Promise<Outcome> {
  const goalSet = readValidGoals(options.file, io);
  return withTarget(goalSet, options, "write", io, async (open) => {
    const snapshot = await open.port.read();
    const { live, version } = await chooseVersions(snapshot, options, open);
    const planned = planRollback(snapshot, live, version, version.content);
    await approve(
      shownBefore(planned),
      `Publish version ${version.id} of ${planned.container} again?`,
      options,
      io,
    );
    await open.port.publish(version);
    // Otherwise the version that was taken back would be published again with the next change.
    await open.port.setLatest(version);
    return shownAfter(planned, open.port.requests);
  });
}

async function chooseVersions(
  { container }: Snapshot,
  { to }: RollbackOptions,
  { port }: OpenTarget,
): Promise<{ live: VersionHeader; version: CreatedVersion }> {
  const { live, label } = container;
  if (live === null)
    throw new Refusal("nothing-live", `Nothing is live in ${label}, so there is nothing to roll back.`);
  const versions = await port.listVersions();
  const chosen = to === undefined ? previousVersion(live, versions) : versions.find(({ id }) => id === to);
  if (!chosen) throw noSuchVersion(to, live, versions);
  if (chosen.id === live.id) throw new Refusal("already-live", `Version ${live.id} is live already.`);
  return { live, version: await port.readVersion(chosen.id) };
}

function noSuchVersion(
  to: string | undefined,
  live: VersionHeader,
  versions: readonly VersionHeader[],
): Refusal {
  const known = versions
    .map(({ id }) => id)
    .sort((a, b) => Number(a) - Number(b))
    .join(", ");
  const message =
    to === undefined ? `There is no version before ${live.id}, which is live.` : `There is no version ${to}.`;
  return new Refusal("no-such-version", message, `The container has these versions: ${known}.`);
}

function shownBefore(planned: Rollback): Outcome {
  return {
    exitCode: 0,
    text: rollbackText(planned),
    json: rollbackJson(planned),
    markdown: rollbackMarkdown(planned),
  };
}

function shownAfter(planned: Rollback, requests: number): Outcome {
  const live = `Live now: version ${planned.to.id} of ${planned.container}. \`goalform plan\` shows how the goals file differs.`;
  return {
    exitCode: 0,
    text: `${live}\n`,
    json: { ...rollbackJson(planned), rolled_back: true, requests },
    markdown: `${rollbackMarkdown(planned)}\n${live}\n`,
  };
}
