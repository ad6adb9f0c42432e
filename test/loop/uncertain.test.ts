/**
 * What nobody outside Google has recorded is a switch of the sandbox. Under every
 * setting the same goals end in the same container.
 */
import { expect, test } from "vitest";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import {
  BY_ANALYTICS,
  BY_ANALYTICS_CHANGED,
  CHANGED,
  content,
  EVERY_TYPE,
  FEWER,
} from "../support/faults.ts";
import { HEAD, openShop } from "../support/shop.ts";

const SETTINGS: readonly Partial<Switches>[] = [
  { bulkUpdate: 404 },
  { bulkUpdate: 501 },
  { bulkUpdateTemporaryTriggerIds: false },
  { bulkUpdateAtomic: false },
  { bulkUpdateAtomic: false, bulkUpdateTemporaryTriggerIds: false },
  { bulkUpdateBuiltInVariables: true },
  { bulkUpdateRefuses: ["folder"] },
  { bulkUpdateRefuses: ["variable", "folder"], bulkUpdateAtomic: false },
  { bulkUpdateRefuses: ["tag"] },
  { newContainerIsPublished: false },
  { staleFingerprint: 400 },
  { staleFingerprint: 412 },
  { inUseDelete: "dangle" },
  { unchangedWorkspace: "version" },
  { unchangedWorkspace: "refuse" },
  { namedWorkspaceReplaced: true },
  { namedWorkspaceReplaced: "renamed" },
  { fillsTagDefaults: false },
  { reordersParameters: true },
  { acceptsUpperSnake: false },
  { refusesColonInTagNames: true },
  { tagManagerPageSize: 3 },
  { workspaceLimitStatus: 403 },
  { workspaceLimitStatus: 429 },
  { duplicateWorkspaceNames: "allow" },
  { staleBase: "conflict" },
  { retryAfter: 5 },
  { bulkUpdateMaximum: 10 },
  { bulkUpdateChecksFingerprints: true },
  { keyEventLimitStatus: 400 },
];

const OF_DEFINITIONS: readonly Partial<Switches>[] = [
  { resourceLimitStatus: 400 },
  { eventCreateRuleLimitPer: "property" },
  { ruleOfItsOwnEvent: "accept" },
  { archivedParameterIsFree: false },
  { archivedAgain: 400 },
  { archivedAgain: 200 },
  { duplicateDisplayNames: "refuse" },
  { displayNameLetters: "latin" },
  { unchangedPatch: "refuse" },
  { camelCaseMasks: "refuse" },
  { autoEventFilter: "keep" },
];

const OF_TAG_MANAGER = [EVERY_TYPE, CHANGED, FEWER];
const OF_ANALYTICS = [BY_ANALYTICS, BY_ANALYTICS_CHANGED, `${HEAD}goals: {}\n`];

test.for(SETTINGS)("the same end for new, changed and removed goals under %j", (switches) =>
  endsAlike(switches, OF_TAG_MANAGER),
);

test.for(OF_DEFINITIONS)("the same end for goals that Analytics counts under %j", (switches) =>
  endsAlike(switches, OF_ANALYTICS),
);

async function endsAlike(switches: Partial<Switches>, files: readonly string[]): Promise<void> {
  const expected = await undisturbed(files);
  const { ends, workspaces } = await story(switches, files);
  expect(ends).toEqual(expected.ends);
  expect(workspaces).toEqual(expected.workspaces);
}

const known = new Map<readonly string[], ReturnType<typeof story>>();

/** The story without any switch, played once. */
function undisturbed(files: readonly string[]): ReturnType<typeof story> {
  const played = known.get(files) ?? story({}, files);
  known.set(files, played);
  return played;
}

async function story(
  switches: Partial<Switches>,
  files: readonly string[],
): Promise<{ ends: unknown[]; workspaces: unknown }> {
  const shop = await openShop({ switches });
  try {
    const ends: unknown[] = [];
    let workspaces: unknown;
    for (const goals of files) {
      await shop.apply(goals);
      expect((await shop.plan(goals)).plan.changes).toEqual([]);
      const { workspaces: left, ...end } = await content(shop);
      ends.push(end);
      workspaces = left;
    }
    return { ends, workspaces };
  } finally {
    await shop.close();
  }
}
