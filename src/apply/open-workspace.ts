/** A workspace of our own, also where other goals files are applied to the same container at the same time. */
import type { ApplyOptions } from "./apply-options.ts";
import { clearOneOfOthers } from "./clear-workspaces.ts";
import { GoogleError, type GooglePort, type Workspace } from "./google-port.ts";

/** Milliseconds. Another apply takes a few seconds; one that needs longer plans again by itself. */
const WAITS = [3_000, 6_000, 12_000, 20_000];

export async function openWorkspace(
  port: GooglePort,
  { title, notes }: Pick<ApplyOptions, "title" | "notes">,
): Promise<Workspace> {
  for (const wait of WAITS) {
    try {
      return await port.openWorkspace(title, notes);
    } catch (error) {
      if (!isNoRoom(error)) throw error;
      // If none of them is left, whatever took the last place no longer exists, or does not belong to a run.
      if ((await workspacesOfRuns(port)).length === 0) break;
      await port.pause(
        wait,
        "Opening a workspace",
        "other goals files are being applied to this container, trying again",
      );
    }
  }
  return openInTheirPlace(port, title, notes);
}

/** A run whose workspace still exists after all this waiting has died. */
async function openInTheirPlace(port: GooglePort, title: string, notes: string): Promise<Workspace> {
  try {
    return await port.openWorkspace(title, notes);
  } catch (error) {
    const others = isNoRoom(error) ? await workspacesOfRuns(port) : [];
    if (!isNoRoom(error) || others.length === 0) throw error;
    if (await clearOneOfOthers(others, port)) return port.openWorkspace(title, notes);
    const names = others.map(({ name }) => `"${name}"`).join(" and ");
    const hint = `An interrupted apply has left the workspace ${names}: run apply with the goals file of that name, which finishes its work there. Or delete the workspace in Tag Manager.`;
    throw error.but({ hint });
  }
}

function isNoRoom(error: unknown): error is GoogleError {
  return error instanceof GoogleError && error.code === "no-room";
}

/** Named by goalform, and described by a plan. */
async function workspacesOfRuns(port: GooglePort): Promise<Workspace[]> {
  const all = await port.listWorkspaces();
  return all.filter(
    ({ name, description }) => name.startsWith("goalform ") && /\bPlan [0-9a-f]{16}\b/.test(description),
  );
}
