/** Container versions: made from workspaces, their content never changed, one of them live. */
import { type Call, nextFingerprint, param, type Route, type World } from "../call.ts";
import type { ContainerState, Content, Json, VersionState, WorkspaceState } from "../state.ts";
import { versionAnswer, versionHeaderAnswer, workspacePath } from "./answers.ts";
import { newProblems } from "./compile.ts";
import { sameContent } from "./content.ts";
import { workspaceBecame } from "./environments.ts";
import { baseContent, mergeLatest } from "./merge.ts";
import { checkFingerprint, containerOf, listAnswer, versionOf, writableWorkspaceOf } from "./places.ts";
import { notFound, nothingPublished, refused } from "./refusals.ts";
import { EDIT, EDIT_VERSIONS, PUBLISH, READ, READ_VERSIONS } from "./scopes.ts";
import { addWorkspace, DEFAULT_WORKSPACE } from "./workspaces.ts";

const CONTAINER = "tagmanager/v2/accounts/{account}/containers/{container}";
const WORKSPACE = `${CONTAINER}/workspaces/{workspace}`;
const VERSION = `${CONTAINER}/versions/{version}`;
const OPTIONS = "CreateContainerVersionRequestVersionOptions";

export const VERSION_ROUTES: readonly Route[] = [
  {
    verb: "GET",
    path: `${CONTAINER}/version_headers`,
    rpc: "ListContainerVersionHeaders",
    scopes: READ_VERSIONS,
    run: headers,
  },
  {
    verb: "GET",
    path: `${CONTAINER}/version_headers:latest`,
    rpc: "GetLatestContainerVersionHeader",
    scopes: READ,
    run: latest,
  },
  {
    verb: "GET",
    path: `${CONTAINER}/versions:live`,
    rpc: "GetLiveContainerVersion",
    scopes: READ,
    run: live,
  },
  { verb: "GET", path: VERSION, rpc: "GetContainerVersion", scopes: READ_VERSIONS, run: get },
  {
    verb: "PUT",
    path: VERSION,
    rpc: "UpdateContainerVersion",
    scopes: EDIT_VERSIONS,
    body: "ContainerVersion",
    run: update,
  },
  { verb: "POST", path: `${VERSION}:publish`, rpc: "PublishContainerVersion", scopes: PUBLISH, run: publish },
  {
    verb: "POST",
    path: `${VERSION}:set_latest`,
    rpc: "SetLatestContainerVersion",
    scopes: EDIT,
    run: setLatest,
  },
  {
    verb: "POST",
    path: `${WORKSPACE}:create_version`,
    rpc: "CreateContainerVersion",
    scopes: EDIT_VERSIONS,
    body: OPTIONS,
    run: create,
  },
  {
    verb: "POST",
    path: `${WORKSPACE}:quick_preview`,
    rpc: "QuickPreview",
    scopes: EDIT_VERSIONS,
    run: quickPreview,
  },
];

/** A version that becomes the latest one; it is not published. */
export function addVersion(
  world: World,
  container: ContainerState,
  content: Content,
  name: string,
  description: string,
): VersionState {
  const id = String(container.nextVersionId);
  const version = { id, name, description, fingerprint: nextFingerprint(world), content };
  container.nextVersionId += 1;
  container.versions.push(version);
  container.latestVersionId = id;
  return version;
}

function headers(call: Call): Json {
  const container = containerOf(call);
  const answer = (version: VersionState) => versionHeaderAnswer(container, version);
  return listAnswer(call, "containerVersionHeader", container.versions, ({ id }) => id, answer);
}

function latest(call: Call): Json {
  const container = containerOf(call);
  if (container.latestVersionId === null) throw notFound();
  return versionHeaderAnswer(container, versionOf(container, container.latestVersionId));
}

function live(call: Call): Json {
  const container = containerOf(call);
  if (container.liveVersionId === null) throw nothingPublished();
  return versionAnswer(container, versionOf(container, container.liveVersionId));
}

function get(call: Call): Json {
  if (call.query.get("containerVersionId") === "published") return live(call);
  const container = containerOf(call);
  return versionAnswer(container, versionOf(container, param(call, "version")));
}

/** Its name and description alone: what is in a version never changes. */
function update(call: Call): Json {
  const container = containerOf(call);
  const version = versionOf(container, param(call, "version"));
  checkFingerprint(call, call.query.get("fingerprint"), version.fingerprint);
  const { name, description } = call.body;
  const changed = {
    ...version,
    name: String(name ?? ""),
    description: String(description ?? ""),
    fingerprint: nextFingerprint(call),
  };
  container.versions[container.versions.indexOf(version)] = changed;
  return versionAnswer(container, changed);
}

function publish(call: Call): Json {
  const container = containerOf(call);
  const version = versionOf(container, param(call, "version"));
  checkFingerprint(call, call.query.get("fingerprint"), version.fingerprint);
  if (newProblems(version.content, container.tolerated).length > 0) return { compilerError: true };
  container.liveVersionId = version.id;
  return { containerVersion: versionAnswer(container, version) };
}

function setLatest(call: Call): Json {
  const container = containerOf(call);
  const version = versionOf(container, param(call, "version"));
  container.latestVersionId = version.id;
  return versionAnswer(container, version);
}

/** Unless a switch says otherwise, the workspace is synced first. A compile error is not an HTTP error, and leaves the workspace as it is. */
function create(call: Call): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const obstacle = obstacleTo(call, container, workspace);
  if (obstacle !== undefined) return obstacle;
  if (sameContent(baseContent(container, workspace), workspace.content)) {
    if (call.switches.unchangedWorkspace === "refuse") throw refused();
    if (call.switches.unchangedWorkspace === "no-version") return {};
  }
  const { name, notes } = call.body;
  const version = addVersion(call, container, workspace.content, String(name ?? ""), String(notes ?? ""));
  workspaceBecame(container, workspace.id, version.id);
  const successor = submit(call, container, workspace);
  return {
    containerVersion: versionAnswer(container, version),
    ...(successor !== undefined && { newWorkspacePath: workspacePath(container, successor) }),
  };
}

function obstacleTo(
  { switches }: Call,
  container: ContainerState,
  workspace: WorkspaceState,
): Json | undefined {
  const isStale = workspace.baseVersionId !== container.latestVersionId;
  if (isStale && switches.staleBase === "conflict") return { syncStatus: { mergeConflict: true } };
  mergeLatest(container, workspace);
  if (workspace.conflicts.length > 0) return { syncStatus: { mergeConflict: true } };
  return newProblems(workspace.content, container.tolerated).length > 0 ? { compilerError: true } : undefined;
}

/** The workspace is deleted; Default Workspace is created again from the version. */
function submit(
  call: Call,
  container: ContainerState,
  workspace: WorkspaceState,
): WorkspaceState | undefined {
  workspace.submitted = true;
  const replaced = workspace.name === DEFAULT_WORKSPACE || call.switches.namedWorkspaceReplaced;
  if (!replaced) return undefined;
  const isRenamed =
    workspace.name !== DEFAULT_WORKSPACE && call.switches.namedWorkspaceReplaced === "renamed";
  const name = isRenamed ? `Workspace ${container.nextWorkspaceId}` : workspace.name;
  return addWorkspace(call, container, name, isRenamed ? "" : workspace.description);
}

/** A version that is not kept and takes no number. */
function quickPreview(call: Call): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const obstacle = obstacleTo(call, container, workspace);
  if (obstacle !== undefined) return obstacle;
  const preview = { id: "0", name: "QUICK_PREVIEW", description: "", fingerprint: workspace.fingerprint };
  return { containerVersion: versionAnswer(container, { ...preview, content: workspace.content }) };
}
