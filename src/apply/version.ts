/** From a workspace to a version, also if Google's answer is lost. */

import type { Snapshot } from "../resources/snapshot.ts";
import { ApplyRefusal, ContainerChanged, sentence } from "./apply-error.ts";
import type { ApplyOptions } from "./apply-options.ts";
import { type CreatedVersion, GoogleError, type GooglePort, type Workspace } from "./google-port.ts";

const TRIES = 3;

/**
 * Creating a version cannot be undone or repeated blindly: when it is not known
 * whether it happened, the latest version shows it.
 */
export async function createVersion(
  workspace: Workspace,
  { container }: Snapshot,
  port: GooglePort,
  { title, versionName = title, notes }: ApplyOptions,
): Promise<CreatedVersion> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await port.createVersion(workspace, versionName, notes)) ?? notCompiled(workspace);
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      if (!error.isUncertain) throw [400, 404, 409].includes(error.status) ? usedUp(error) : error;
      const latest = await port.readLatest();
      if (latest && isOurs(latest, container, notes)) return latest;
      if (attempt === TRIES) throw error;
    }
  }
}

/**
 * Newer than what was planned from, and described by this very plan: any other version that
 * came in between is somebody's work.
 */
function isOurs(
  { id, description }: CreatedVersion,
  { latest }: Snapshot["container"],
  notes: string,
): boolean {
  return id !== latest?.id && description === notes;
}

function usedUp(refused: GoogleError): ContainerChanged {
  return new ContainerChanged(
    `${sentence(refused.message)} Somebody else, or another run, used the workspace up, changed it or deleted it.`,
    refused,
  );
}

function notCompiled(workspace: Workspace): never {
  throw new ApplyRefusal(
    "not-compiled",
    `Tag Manager could not compile the workspace "${workspace.name}". It is kept as it is.`,
    "Open that workspace in Tag Manager and use Preview: it names the tag, trigger or variable at fault.",
  );
}
