/** Workspaces: drafts of a container's next version. */
import { type Call, nextFingerprint, param, type Route, type World } from "../call.ts";
import type { ContainerState, Json, WorkspaceState } from "../state.ts";
import { workspaceAnswer } from "./answers.ts";
import { DEFAULT_BUILT_IN_VARIABLES } from "./built-in-variable-types.ts";
import { copyOf, emptyContent } from "./content.ts";
import { addEnvironmentOfWorkspace, workspaceBecame } from "./environments.ts";
import { contentOf } from "./merge.ts";
import {
  anyWorkspaceOf,
  checkFingerprint,
  containerOf,
  listAnswer,
  readableWorkspaceOf,
  writableWorkspaceOf,
} from "./places.ts";
import { duplicateName, internalError, invalid, tooManyWorkspaces } from "./refusals.ts";
import { DELETE_CONTAINERS, EDIT, READ } from "./scopes.ts";

const COLLECTION = "tagmanager/v2/accounts/{account}/containers/{container}/workspaces";
const WORKSPACE = `${COLLECTION}/{workspace}`;

export const DEFAULT_WORKSPACE = "Default Workspace";

export const WORKSPACE_ROUTES: readonly Route[] = [
  { verb: "GET", path: COLLECTION, rpc: "ListWorkspaces", scopes: READ, run: list },
  { verb: "POST", path: COLLECTION, rpc: "CreateWorkspace", scopes: EDIT, body: "Workspace", run: create },
  { verb: "GET", path: WORKSPACE, rpc: "GetWorkspace", scopes: READ, run: get },
  { verb: "PUT", path: WORKSPACE, rpc: "UpdateWorkspace", scopes: EDIT, body: "Workspace", run: update },
  { verb: "DELETE", path: WORKSPACE, rpc: "DeleteWorkspace", scopes: DELETE_CONTAINERS, run: remove },
];

/** A new workspace, which starts from the latest version, published or not. */
export function addWorkspace(
  world: World,
  container: ContainerState,
  name: string,
  description: string,
): WorkspaceState {
  const fresh = container.latestVersionId === null;
  const workspace: WorkspaceState = {
    id: String(container.nextWorkspaceId),
    name,
    description,
    fingerprint: nextFingerprint(world),
    baseVersionId: container.latestVersionId,
    content: fresh
      ? emptyContent(DEFAULT_BUILT_IN_VARIABLES[container.usageContext])
      : copyOf(contentOf(container, container.latestVersionId)),
    conflicts: [],
    submitted: false,
  };
  container.nextWorkspaceId += 1;
  container.workspaces.push(workspace);
  if (world.switches.workspaceEnvironments) addEnvironmentOfWorkspace(world, container, workspace.id);
  return workspace;
}

function openWorkspaces(container: ContainerState): WorkspaceState[] {
  return container.workspaces.filter((workspace) => !workspace.submitted);
}

function list(call: Call): Json {
  const container = containerOf(call);
  const answer = (workspace: WorkspaceState) => workspaceAnswer(container, workspace);
  return listAnswer(call, "workspace", openWorkspaces(container), ({ id }) => id, answer);
}

function create(call: Call): Json {
  const container = containerOf(call);
  const name = nameFor(call, container);
  const { workspaceLimit, workspaceLimitStatus } = call.switches;
  if (openWorkspaces(container).length >= workspaceLimit) throw tooManyWorkspaces(workspaceLimitStatus);
  return workspaceAnswer(
    container,
    addWorkspace(call, container, name, String(call.body["description"] ?? "")),
  );
}

function nameFor(call: Call, container: ContainerState, own?: WorkspaceState): string {
  const name = call.body["name"];
  if (typeof name !== "string") throw invalid("name", "The value must not be empty.");
  const isNameUsed = openWorkspaces(container).some((other) => other !== own && other.name === name);
  if (isNameUsed && call.switches.duplicateWorkspaceNames === "refuse") throw duplicateName();
  return name;
}

function get(call: Call): Json {
  const container = containerOf(call);
  return workspaceAnswer(container, readableWorkspaceOf(call, container));
}

function update(call: Call): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  checkFingerprint(call, call.query.get("fingerprint"), workspace.fingerprint);
  workspace.name = nameFor(call, container, workspace);
  workspace.description = String(call.body["description"] ?? "");
  workspace.fingerprint = nextFingerprint(call);
  return workspaceAnswer(container, workspace);
}

/** Deleting a workspace of which a version was made fails inside Google. */
function remove(call: Call): undefined {
  const container = containerOf(call);
  if (anyWorkspaceOf(call, container).submitted) throw internalError();
  const gone = param(call, "workspace");
  container.workspaces = container.workspaces.filter(({ id }) => id !== gone);
  workspaceBecame(container, gone, null);
}
