/** Workspaces that runs leave behind are deleted, as long as there is nothing in them that anybody could miss. */

import { isMadeByGoalform } from "../resources/mark.ts";
import { GoogleError, type GooglePort, type Workspace } from "./google-port.ts";

/** What cannot be cleared now is used, or cleared, by the next run. */
export async function clearIfUnchanged(workspace: Workspace, port: GooglePort): Promise<void> {
  try {
    const changed = await port.changedIn(workspace);
    if (changed.length === 0) await port.deleteWorkspace(workspace);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
  }
}

/** Those of this title that a late request opened, when the run that wanted one has another already. */
export async function clearUnused(port: GooglePort, title: string): Promise<void> {
  const all = await port.listWorkspaces();
  for (const one of all.filter(({ name }) => name === title)) await clearIfUnchanged(one, port);
}

/**
 * The same for a run that has found its work done: the one that did it may have died between its version and
 * the workspace that Google left in its place. What cannot be listed now is cleared by the next run.
 */
export async function clearAfterOthers(port: GooglePort, title: string): Promise<void> {
  try {
    await clearUnused(port, title);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
  }
}

/**
 * A run of another goals file that died has left its workspace, and there is no room for ours. What it did there is
 * made again by its next apply; what people did there stays.
 *
 * @returns whether there is room now
 */
export async function clearOneOfOthers(others: readonly Workspace[], port: GooglePort): Promise<boolean> {
  for (const one of others) {
    const changed = await port.changedIn(one);
    if (changed.every(isMadeByGoalform) && (await port.deleteWorkspace(one))) return true;
  }
  return false;
}
