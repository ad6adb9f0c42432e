/** What changed in a workspace, and how it is brought up to the latest version. */
import type { Call, Route } from "../call.ts";
import type { ContainerState, Fields, Json, StoredEntity, WorkspaceState } from "../state.ts";
import { builtInVariableAnswer, entityAnswer } from "./answers.ts";
import { builtInChangesBetween, changesBetween, find, remove } from "./content.ts";
import { EDITABLE_KINDS, type EntityKind, KINDS } from "./entity-kinds.ts";
import { baseContent, mergeLatest } from "./merge.ts";
import { checkFingerprint, containerOf, readableWorkspaceOf, writableWorkspaceOf } from "./places.ts";
import { refused } from "./refusals.ts";
import { EDIT, READ } from "./scopes.ts";
import { atomically, ownFields, write } from "./writing.ts";

const WORKSPACE = "tagmanager/v2/accounts/{account}/containers/{container}/workspaces/{workspace}";

export const WORKSPACE_CHANGE_ROUTES: readonly Route[] = [
  { verb: "GET", path: `${WORKSPACE}/status`, rpc: "GetWorkspaceStatus", scopes: READ, run: status },
  { verb: "POST", path: `${WORKSPACE}:sync`, rpc: "SyncWorkspace", scopes: EDIT, run: sync },
  {
    verb: "POST",
    path: `${WORKSPACE}:resolve_conflict`,
    rpc: "ResolveConflict",
    scopes: EDIT,
    body: "Entity",
    run: resolve,
  },
];

function status(call: Call): Json {
  const container = containerOf(call);
  const workspace = readableWorkspaceOf(call, container);
  const changes = workspaceChanges(container, workspace);
  const conflicts = conflictAnswers(container, workspace);
  return {
    ...(changes.length > 0 && { workspaceChange: changes }),
    ...(conflicts.length > 0 && { mergeConflict: conflicts }),
  };
}

function workspaceChanges(container: ContainerState, workspace: WorkspaceState): Json[] {
  const base = baseContent(container, workspace);
  const entities = changesBetween(base, workspace.content).map(({ status, kind, entity }) =>
    entityMessage(container, workspace, kind, entity, status),
  );
  const builtIns = builtInChangesBetween(base, workspace.content).map(({ status, type }) => ({
    builtInVariable: builtInVariableAnswer(container, workspace, type),
    changeStatus: status,
  }));
  return [...entities, ...builtIns];
}

/** An Entity message: the thing itself under the name of its kind, and what happened to it. */
export function entityMessage(
  container: ContainerState,
  workspace: WorkspaceState | undefined,
  kind: EntityKind,
  entity: StoredEntity,
  changeStatus: "added" | "updated" | "deleted",
): { [field: string]: Json } {
  return { [kind]: entityAnswer(container, workspace, kind, entity), changeStatus };
}

/** What both this workspace and a newer version changed; something deleted on one side is missing or marked there. */
function conflictAnswers(container: ContainerState, workspace: WorkspaceState): Json[] {
  const base = baseContent(container, workspace);
  return workspace.conflicts.map(({ kind, id }) => {
    const ours = find(workspace.content, kind, id);
    const theirs = find(base, kind, id);
    const here = ours ?? theirs;
    const status = ours === undefined ? "deleted" : "updated";
    return {
      ...(here !== undefined && {
        entityInWorkspace: entityMessage(container, workspace, kind, here, status),
      }),
      ...(theirs !== undefined && {
        entityInBaseVersion: entityMessage(container, undefined, kind, theirs, "updated"),
      }),
    };
  });
}

/** A sync with conflicts succeeds too; only a version cannot be made until they are resolved. */
function sync(call: Call): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  mergeLatest(container, workspace);
  const mergeConflict = conflictAnswers(container, workspace);
  return mergeConflict.length > 0
    ? { syncStatus: { mergeConflict: true }, mergeConflict }
    : { syncStatus: {} };
}

/** The body is the entity as it shall be. */
function resolve(call: Call): undefined {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const { kind, id, message } = resolvedEntity(call.body, workspace);
  const current = find(workspace.content, kind, id) ?? find(baseContent(container, workspace), kind, id);
  if (current !== undefined) checkFingerprint(call, call.query.get("fingerprint"), current.fingerprint);
  atomically(workspace, (content) => {
    if (call.body["changeStatus"] === "deleted") remove(content, kind, id);
    else write(call, content, kind, id, ownFields(kind, message));
  });
  workspace.conflicts = workspace.conflicts.filter((other) => other.kind !== kind || other.id !== id);
}

function resolvedEntity(body: Fields, { conflicts }: WorkspaceState) {
  for (const kind of EDITABLE_KINDS) {
    const message = body[kind] as Fields | undefined;
    const id = message?.[KINDS[kind].idField];
    const known = conflicts.some((conflict) => conflict.kind === kind && conflict.id === id);
    if (message !== undefined && known) return { kind, id: String(id), message };
  }
  throw refused();
}
