/** Environments: versions that are served under a code, in place of the live one. */
import { createHash } from "node:crypto";
import { type Call, nextFingerprint, param, type Route, type World } from "../call.ts";
import type { ContainerState, EnvironmentState, Fields, Json } from "../state.ts";
import { environmentAnswer } from "./answers.ts";
import { checkFingerprint, containerOf, listAnswer } from "./places.ts";
import { duplicateName, invalid, notFound, refused } from "./refusals.ts";
import { EDIT, PUBLISH, READ } from "./scopes.ts";

const COLLECTION = "tagmanager/v2/accounts/{account}/containers/{container}/environments";
const ENVIRONMENT = `${COLLECTION}/{environment}`;

export const ENVIRONMENT_ROUTES: readonly Route[] = [
  { verb: "GET", path: COLLECTION, rpc: "ListEnvironments", scopes: READ, run: list },
  {
    verb: "POST",
    path: COLLECTION,
    rpc: "CreateEnvironment",
    scopes: EDIT,
    body: "Environment",
    run: create,
  },
  { verb: "GET", path: ENVIRONMENT, rpc: "GetEnvironment", scopes: READ, run: get },
  {
    verb: "PUT",
    path: ENVIRONMENT,
    rpc: "UpdateEnvironment",
    scopes: EDIT,
    body: "Environment",
    run: update,
  },
  { verb: "DELETE", path: ENVIRONMENT, rpc: "DeleteEnvironment", scopes: EDIT, run: remove },
  {
    verb: "POST",
    path: `${ENVIRONMENT}:reauthorize`,
    rpc: "ReauthorizeEnvironment",
    scopes: PUBLISH,
    body: "Environment",
    run: reauthorize,
  },
];

/** Live and Latest, which every container has. */
function builtIn(container: ContainerState): EnvironmentState[] {
  const { fingerprint } = container;
  return (["live", "latest"] as const).map((type, index) => {
    const id = String(index + 1);
    const name = type === "live" ? "Live" : "Latest";
    return { id, type, name, fingerprint, fields: {}, ...authorization(container, id, Number(fingerprint)) };
  });
}

function environmentsOf(container: ContainerState): readonly EnvironmentState[] {
  return container.environments ?? builtIn(container);
}

/** The environment that belongs to a workspace, where Google makes one by itself. */
export function addEnvironmentOfWorkspace(
  world: World,
  container: ContainerState,
  workspaceId: string,
): void {
  add(world, container, { type: "workspace", name: `Workspace ${workspaceId}`, fields: { workspaceId } });
}

/** What was a draft is a version now; null: the draft is gone, and its environment with it. */
export function workspaceBecame(
  container: ContainerState,
  workspaceId: string,
  version: string | null,
): void {
  if (container.environments === undefined) return;
  container.environments = container.environments.flatMap((one) => {
    if (one.type !== "workspace" || one.fields["workspaceId"] !== workspaceId) return [one];
    return version === null ? [] : [{ ...one, fields: { containerVersionId: version } }];
  });
}

type New = Pick<EnvironmentState, "type" | "name" | "fields">;

function add(world: World, container: ContainerState, made: New): EnvironmentState {
  const id = String(container.nextEntityId);
  container.nextEntityId += 1;
  const fingerprint = nextFingerprint(world);
  const hasCode = made.type !== "user" || world.switches.environmentCode === "given";
  const code = hasCode ? authorization(container, id, Number(fingerprint)) : {};
  const environment = { ...made, id, fingerprint, ...code };
  container.environments = [...environmentsOf(container), environment];
  return environment;
}

/** Nobody guesses it at Google; here it only has to be another one each time. */
function authorization(
  { publicId }: ContainerState,
  id: string,
  at: number,
): Required<Pick<EnvironmentState, "code" | "authorizedAt">> {
  const code = createHash("sha256").update(`${publicId} ${id} ${at}`).digest("base64url").slice(0, 22);
  return { code, authorizedAt: new Date(at).toISOString() };
}

function find(call: Call, container: ContainerState): EnvironmentState {
  const found = environmentsOf(container).find(({ id }) => id === param(call, "environment"));
  if (found === undefined) throw notFound();
  return found;
}

function replace(container: ContainerState, old: EnvironmentState, now: EnvironmentState): Json {
  container.environments = environmentsOf(container).map((one) => (one.id === old.id ? now : one));
  return environmentAnswer(container, now);
}

function list(call: Call): Json {
  const container = containerOf(call);
  const answer = (environment: EnvironmentState) => environmentAnswer(container, environment);
  return listAnswer(call, "environment", environmentsOf(container), ({ id }) => id, answer);
}

function get(call: Call): Json {
  const container = containerOf(call);
  return environmentAnswer(container, find(call, container));
}

/** No capture of what a limit or a wrong link answers exists. */
function create(call: Call): Json {
  const container = containerOf(call);
  if ((call.body["type"] ?? "user") !== "user") throw invalid("type", "The value is not allowed.");
  const { environmentLimit } = call.switches;
  const users = environmentsOf(container).filter(({ type }) => type === "user");
  if (environmentLimit !== null && users.length >= environmentLimit) throw refused();
  const name = nameFor(call, container);
  return environmentAnswer(
    container,
    add(call, container, { type: "user", name, fields: fieldsOf(call, container) }),
  );
}

function nameFor({ body }: Call, container: ContainerState, own?: EnvironmentState): string {
  const name = body["name"];
  if (typeof name !== "string") throw invalid("name", "The value must not be empty.");
  if (environmentsOf(container).some((other) => other.id !== own?.id && other.name === name))
    throw duplicateName();
  return name;
}

const OF_ANY_TYPE = ["enableDebug", "url"] as const;
const LINKS = ["containerVersionId", "workspaceId"] as const;

function fieldsOf({ body }: Call, container: ContainerState): Fields {
  const { containerVersionId: version, workspaceId: workspace } = body;
  if (version !== undefined && workspace !== undefined)
    throw invalid("workspaceId", "Only one of container_version_id and workspace_id can be set.");
  if (version !== undefined && !container.versions.some(({ id }) => id === version)) throw notFound();
  if (
    workspace !== undefined &&
    !container.workspaces.some(({ id, submitted }) => id === workspace && !submitted)
  )
    throw notFound();
  return taken(body, ["description", ...OF_ANY_TYPE, ...LINKS]);
}

function taken(body: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

/** Of what Google manages itself, only two fields can be changed. */
function update(call: Call): Json {
  const container = containerOf(call);
  const environment = find(call, container);
  checkFingerprint(call, call.query.get("fingerprint"), environment.fingerprint);
  const isUser = environment.type === "user";
  const links = taken(environment.fields, ["description", ...LINKS]);
  const fields = isUser ? fieldsOf(call, container) : { ...links, ...taken(call.body, OF_ANY_TYPE) };
  const name = isUser ? nameFor(call, container, environment) : environment.name;
  return replace(container, environment, {
    ...environment,
    name,
    fields,
    fingerprint: nextFingerprint(call),
  });
}

function remove(call: Call): undefined {
  const container = containerOf(call);
  const { id, type } = find(call, container);
  if (type !== "user") throw refused();
  container.environments = environmentsOf(container).filter((one) => one.id !== id);
}

/** Every snippet and link with the old code stops working. */
function reauthorize(call: Call): Json {
  const container = containerOf(call);
  const environment = find(call, container);
  const fingerprint = nextFingerprint(call);
  const code = authorization(container, environment.id, Number(fingerprint));
  return replace(container, environment, { ...environment, fingerprint, ...code });
}
