/** Other people's work that the plan did not show: every reason to stop before any of it is lost or goes live. */

import type { BuiltPlan } from "../plan/build-plan.ts";
import { EDITED, resourceChanges } from "../plan/plan.ts";
import {
  type ContentDifference,
  contentDifferences,
  foreignDifferences,
} from "../resources/content-differences.ts";
import { labelOf } from "../resources/kinds.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { ApplyRefusal, ContainerChanged } from "./apply-error.ts";
import type { ApplyOptions } from "./apply-options.ts";
import type { CreatedVersion, GooglePort, Workspace } from "./google-port.ts";
import type { WorkingPlan } from "./working-plan.ts";

/**
 * The last look before publishing. Our workspace started from the latest version,
 * which may be newer than the plan. What others put live meanwhile may stay; what is
 * not live is somebody's unpublished work; and what they changed on our own
 * objects was overwritten unseen. Another run's work is not a stranger's: planning again waits for it.
 */
export async function refuseConcurrentChanges(
  version: CreatedVersion,
  { built, snapshot, planFor }: WorkingPlan,
  port: GooglePort,
  { allowUnpublished }: ApplyOptions,
): Promise<void> {
  const { owner } = built.plan;
  const { content, latest } = snapshot.container;
  refuseUnfinished(version, planFor);
  const isNext = Number(version.id) === Number(latest?.id ?? 0) + 1;
  const before = foreignDifferences(owner, content, version.content);
  if (isNext && (allowUnpublished || before.ofPeople.length + before.ofRuns.length === 0)) return;
  const live = await port.readLive();
  const others = foreignDifferences(owner, live, version.content);
  const names = [
    ...(allowUnpublished ? [] : others.ofPeople),
    ...overwritten(owner, content, live, version.content),
  ];
  if (names.length > 0)
    throw new ApplyRefusal(
      "changed-meanwhile",
      `Somebody else changed the container while this was applied: ${names.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
      "Look at that version in Tag Manager, publish or delete it, then plan again.",
    );
  if (!allowUnpublished && others.ofRuns.length > 0)
    throw new ContainerChanged(
      `Version ${version.id} contains unpublished work of another run: ${others.owners.join(", ")}.`,
    );
}

/** What of ours somebody put live since the plan, and our version would take back. */
function overwritten(
  owner: string,
  planned: ContainerContent,
  live: ContainerContent,
  ours: ContainerContent,
): string[] {
  const key = ({ kind, id }: ContentDifference) => `${kind}/${id}`;
  const takenBack = new Set(contentDifferences(live, ours).map(key));
  return contentDifferences(planned, live)
    .filter((one) => one.owner === owner && takenBack.has(key(one)))
    .map(({ name }) => `"${name}"`);
}

/** The plan is about what is live; the work starts from what an earlier run, or an unpublished version, left. */
export function refuseUnreviewedEdits(started: BuiltPlan, { plan }: BuiltPlan, { name }: Workspace): void {
  const seen = new Set(resourceChanges(plan).map(({ digest }) => digest));
  const edited = resourceChanges(started.plan).filter(
    ({ reason, digest, kind }) => EDITED.includes(reason) && kind.startsWith("gtm.") && !seen.has(digest),
  );
  if (edited.length === 0) return;
  const names = edited.map((one) => `${labelOf(one.kind)} "${one.name}"`);
  throw new ApplyRefusal(
    "edited-at-google",
    `Somebody edited what is not live yet: ${names.slice(0, 5).join(", ")}.`,
    `Take the edit over into the goals file, or repeat without --strict to undo it; see the workspace "${name}" in Tag Manager.`,
  );
}

/** What goes live does exactly what the file asks for, even if somebody else worked in our workspace at the same time. */
function refuseUnfinished(version: CreatedVersion, planFor: WorkingPlan["planFor"]): void {
  const left = resourceChanges(planFor(version.content).plan).filter(({ kind }) => kind.startsWith("gtm."));
  if (left.length === 0) return;
  const names = left.map(({ kind, name }) => `${labelOf(kind)} "${name}"`);
  throw new ApplyRefusal(
    "changed-meanwhile",
    `Somebody else worked in our workspace while this was applied: ${names.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
    "Run apply again: it plans from what is there now.",
  );
}
