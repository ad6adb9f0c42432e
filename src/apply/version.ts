/** From a workspace to a version, also when the answer gets lost on the way. */
import type { Snapshot } from "../resources/snapshot.ts";
import type { ApplyOptions } from "./apply.ts";
import {
  type CreatedVersion,
  GoogleError,
  type GooglePort,
  sentence,
  type Workspace,
} from "./google-port.ts";

const TRIES = 3;

/**
 * Creating a version cannot be undone or repeated blindly: when nobody knows
 * whether it happened, the latest version tells, by the plan's digest in its notes.
 */
export async function createVersion(
  workspace: Workspace,
  { container }: Snapshot,
  port: GooglePort,
  { title, notes }: ApplyOptions,
): Promise<CreatedVersion> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await port.createVersion(workspace, title, notes)) ?? notCompiled(workspace);
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      if (!error.isUncertain) throw [400, 404, 409].includes(error.status) ? overtaken(error) : error;
      const latest = await port.readLatest();
      if (latest && latest.id !== container.latest?.id && latest.description === notes) return latest;
      if (attempt === TRIES) throw error;
    }
  }
}

function overtaken({ status, message }: GoogleError): GoogleError {
  return new GoogleError(
    "overtaken",
    status,
    `${sentence(message)} Somebody else, or another run, used the workspace up, changed it or deleted it.`,
    "Run apply again: it plans anew from what is there.",
  );
}

function notCompiled(workspace: Workspace): never {
  throw new GoogleError(
    "not-compiled",
    200,
    `Tag Manager could not compile the workspace "${workspace.name}". It is kept as it is.`,
    "Open that workspace in Tag Manager and use Preview: it names the tag, trigger or variable at fault.",
  );
}
