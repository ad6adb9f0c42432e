/**
 * Work of other goals files that is ready and not live.
 *
 * A workspace starts from the latest version, so ours would publish it. But it is known by its marks, and its file makes
 * it again at any time. So it never blocks us: a run in progress publishes it while we wait; what
 * an interrupted run or `--no-publish` left stays as it is, and our version starts from the live one.
 */

import type { BuiltPlan } from "../plan/build-plan.ts";
import type { EntityStep } from "../plan/steps.ts";
import { foreignDifferences } from "../resources/content-differences.ts";
import { ENTITY_KINDS } from "../resources/kinds.ts";
import { isMadeByGoalform, readMark } from "../resources/mark.ts";
import type { EntityKind } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { ContainerChanged } from "./apply-error.ts";
import type { Progress } from "./apply-options.ts";
import type { GooglePort } from "./google-port.ts";
import { type WorkingPlan, withoutUnpublished } from "./working-plan.ts";

/** Milliseconds. Between a version and its publishing lies one request, or a few when key events are removed. */
const WAITS = [1_000, 2_000, 4_000, 8_000];

export function containsWorkOfOtherFiles({ built, snapshot: { container } }: WorkingPlan): boolean {
  const { content, unpublished } = container;
  if (unpublished === null) return false;
  const { ofPeople, ofRuns } = foreignDifferences(built.plan.owner, content, unpublished.content);
  return ofPeople.length + ofRuns.length > 0;
}

/** The same work, planned from where a new workspace starts then. */
export async function withoutWorkOfOtherFiles(
  work: WorkingPlan,
  port: GooglePort,
  progress: Progress,
): Promise<WorkingPlan> {
  const { live, unpublished, content } = work.snapshot.container;
  if (unpublished === null) return work;
  const isLeftIn = (now: ContainerContent) =>
    foreignDifferences(work.built.plan.owner, now, unpublished.content).ofRuns.length > 0;
  if (!isLeftIn(content)) return work;
  for (const wait of WAITS) {
    await port.pause(
      wait,
      `Waiting for version ${unpublished.id}`,
      "another run made it and may be about to publish it, looking again",
    );
    if (!isLeftIn(await port.readLive())) throw new ContainerChanged(`Version ${unpublished.id} went live.`);
  }
  progress(`Leaving out what is in version ${unpublished.id} and not live`);
  if (live === null) return withoutEntitiesOfOthers(work);
  await port.setLatest(live);
  return withoutUnpublished(work);
}

/**
 * Two runs of our own file, each in a workspace of its own, end in a version with everything twice. It is not
 * published, and nobody's workspace shall start from it.
 */
export async function withoutDuplicates({ built, snapshot }: WorkingPlan, port: GooglePort): Promise<void> {
  const { owner } = built.plan;
  const { live, unpublished, content } = snapshot.container;
  if (live === null || unpublished === null) return;
  const { ofPeople, owners } = foreignDifferences(owner, content, unpublished.content);
  if (ofPeople.length === 0 && owners.includes(owner)) await port.setLatest(live);
}

/** Where nothing was ever live there is no version to start from: what others have added goes from our workspace. */
function withoutEntitiesOfOthers(work: WorkingPlan): WorkingPlan {
  const { owner } = work.built.plan;
  const planFor = (content: ContainerContent): BuiltPlan => {
    const built = work.planFor(content);
    return {
      ...built,
      steps: [...built.steps, ...ENTITY_KINDS.flatMap((kind) => removals(kind, content))],
    };
  };
  const removals = (kind: EntityKind, { entities }: ContainerContent) =>
    entities[kind].flatMap((entity): EntityStep[] => {
      const mark = readMark(entity.notes);
      if (mark === null || mark.owner === owner || !isMadeByGoalform(entity)) return [];
      return [{ do: "delete entity", kind, address: mark.address, entity }];
    });
  return { ...work, planFor };
}
