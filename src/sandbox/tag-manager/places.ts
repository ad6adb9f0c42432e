/** From the parts of a path to the thing it names. */
import { type Call, param } from "../call.ts";
import { pageAnswer } from "../listing.ts";
import type { ContainerState, Json, VersionState, WorkspaceState } from "../state.ts";
import { alreadySubmitted, invalid, notFound, staleFingerprint } from "./refusals.ts";

/** @throws GoogleError 404. */
export function containerOf(call: Call): ContainerState {
  const accountId = param(call, "account");
  const containerId = param(call, "container");
  const found = call.state.tagManager.containers.find(
    (container) => container.accountId === accountId && container.containerId === containerId,
  );
  if (found === undefined) throw notFound();
  return found;
}

/** The workspace, submitted or not. @throws GoogleError 404. */
export function anyWorkspaceOf(call: Call, container: ContainerState): WorkspaceState {
  const id = param(call, "workspace");
  const found = container.workspaces.find((workspace) => workspace.id === id);
  if (found === undefined) throw notFound();
  return found;
}

/** @throws GoogleError 404, also for a workspace of which a version was made. */
export function readableWorkspaceOf(call: Call, container: ContainerState): WorkspaceState {
  const workspace = anyWorkspaceOf(call, container);
  if (workspace.submitted) throw notFound();
  return workspace;
}

/** @throws GoogleError 404, or 400 for a workspace of which a version was made. */
export function writableWorkspaceOf(call: Call, container: ContainerState): WorkspaceState {
  const workspace = anyWorkspaceOf(call, container);
  if (workspace.submitted) throw alreadySubmitted();
  return workspace;
}

/** @throws GoogleError 404. */
export function versionOf(container: ContainerState, id: string): VersionState {
  const found = container.versions.find((version) => version.id === id);
  if (found === undefined) throw notFound();
  return found;
}

/** Checks that a write is based on the current version. @throws GoogleError if it is not. */
export function checkFingerprint(call: Call, sent: string | null | undefined, current: string): void {
  if (typeof sent !== "string" || sent === "" || sent === current) return;
  throw staleFingerprint(call.switches.staleFingerprint);
}

/** A page of answers under the name that the list has in its message. */
export function listAnswer<T>(
  call: Call,
  name: string,
  items: readonly T[],
  idOf: (item: T) => string,
  answer: (item: T) => Json,
): Json {
  const page = pageAnswer(call, { name, items, idOf, answer }, call.switches.tagManagerPageSize);
  if (page === undefined) throw invalid("pageToken", "The value is not a valid page token.");
  return page;
}
