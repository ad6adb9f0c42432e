/** Work of others that nobody saw in the plan: every reason to stop on the way, before anything of it is lost or goes live. */
import type { BuiltPlan } from "../plan/build-plan.ts";
import { EDITED, resourceChanges } from "../plan/plan.ts";
import { contentDifferences, foreignDifferences } from "../resources/content-differences.ts";
import { labelOf } from "../resources/kinds.ts";
import type { ApplyOptions } from "./apply.ts";
import { type CreatedVersion, GoogleError, type GooglePort, type Workspace } from "./google-port.ts";
import type { Work } from "./work.ts";

/**
 * The last look before publishing. Our workspace started from the latest version,
 * which may be newer than the plan. What others put live meanwhile may stay; what is
 * not live is somebody's unpublished work; and what they changed on our own
 * objects was overwritten unseen.
 */
export async function refuseChangesMeanwhile(
  version: CreatedVersion,
  { built, snapshot, planFor }: Work,
  port: GooglePort,
  { allowUnpublished }: ApplyOptions,
): Promise<void> {
  const { owner } = built.plan;
  const { content, latest } = snapshot.container;
  refuseUnfinished(version, planFor);
  const isNext = Number(version.id) === Number(latest?.id ?? 0) + 1;
  if (isNext && (allowUnpublished || foreignDifferences(owner, content, version.content).length === 0))
    return;
  const live = await port.readLive();
  const others = allowUnpublished ? [] : foreignDifferences(owner, live, version.content);
  const ours = contentDifferences(content, live).filter((one) => one.owner === owner);
  const names = [...others, ...ours.map(({ name }) => `"${name}"`)];
  if (names.length === 0) return;
  throw new GoogleError(
    "changed-meanwhile",
    200,
    `Somebody else changed the container while this was applied: ${names.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
    "Look at that version in Tag Manager, publish or delete it, then plan again.",
  );
}

/** The plan speaks of what is live; the work starts from what an earlier run, or an unpublished version, left. */
export function refuseEditedUnseen(started: BuiltPlan, { plan }: BuiltPlan, { name }: Workspace): void {
  const seen = new Set(resourceChanges(plan).map(({ digest }) => digest));
  const edited = resourceChanges(started.plan).filter(
    ({ reason, digest, kind }) => EDITED.includes(reason) && kind.startsWith("gtm.") && !seen.has(digest),
  );
  if (edited.length === 0) return;
  const names = edited.map((one) => `${labelOf(one.kind)} "${one.name}"`);
  throw new GoogleError(
    "edited-at-google",
    200,
    `Somebody edited what is not live yet: ${names.slice(0, 5).join(", ")}.`,
    `Take the edit over into the goals file, or repeat without --strict to undo it; see the workspace "${name}" in Tag Manager.`,
  );
}

/** What goes live does exactly what the file asks for, also when somebody worked in our workspace beside us. */
function refuseUnfinished(version: CreatedVersion, planFor: Work["planFor"]): void {
  const left = resourceChanges(planFor(version.content).plan).filter(({ kind }) => kind.startsWith("gtm."));
  if (left.length === 0) return;
  const names = left.map(({ kind, name }) => `${labelOf(kind)} "${name}"`);
  throw new GoogleError(
    "changed-meanwhile",
    200,
    `Somebody else worked in our workspace while this was applied: ${names.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
    "Run apply again: it plans anew from what is there.",
  );
}
