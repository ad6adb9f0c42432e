/**
 * What nobody outside Google has recorded is a switch of the sandbox. Under every
 * setting the same goals end in the same container.
 */
import { expect, test } from "vitest";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { CHANGED, content, EVERY_TYPE, FEWER } from "../support/faults.ts";
import { openShop } from "../support/shop.ts";

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

test("the same end under every setting, for new, changed and removed goals", async () => {
  const expected = await story({});
  for (const switches of SETTINGS) {
    const { ends, workspaces } = await story(switches);
    expect({ switches, ends }).toEqual({ switches, ends: expected.ends });
    if (!switches.namedWorkspaceReplaced)
      expect({ switches, workspaces }).toEqual({ switches, workspaces: expected.workspaces });
  }
}, 120_000);

async function story(switches: Partial<Switches>): Promise<{ ends: unknown[]; workspaces: unknown }> {
  const shop = await openShop({ switches });
  try {
    const ends: unknown[] = [];
    let workspaces: unknown;
    for (const goals of [EVERY_TYPE, CHANGED, FEWER]) {
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
