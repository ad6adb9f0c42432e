/** Tags, triggers, variables and folders in a workspace, one at a time. */
import { type Call, param, type Route } from "../call.ts";
import type { ContainerState, Json, StoredEntity, WorkspaceState } from "../state.ts";
import { entityAnswer } from "./answers.ts";
import { find } from "./content.ts";
import { EDITABLE_KINDS, type EditableKind, KINDS } from "./entity-kinds.ts";
import {
  checkFingerprint,
  containerOf,
  listAnswer,
  readableWorkspaceOf,
  writableWorkspaceOf,
} from "./places.ts";
import { notFound } from "./refusals.ts";
import { EDIT, READ } from "./scopes.ts";
import { atomically, checkContext, checkUnused, erase, nextEntityId, ownFields, write } from "./writing.ts";

const WORKSPACE = "tagmanager/v2/accounts/{account}/containers/{container}/workspaces/{workspace}";

export const ENTITY_ROUTES: readonly Route[] = EDITABLE_KINDS.flatMap(routesOf);

type Method = (call: Call, kind: EditableKind) => Json | undefined;

function routesOf(kind: EditableKind): Route[] {
  const { collection, message } = KINDS[kind];
  const path = `${WORKSPACE}/${collection}`;
  const entity = `${path}/{entity}`;
  const run = (method: Method) => ({ run: (call: Call) => method(call, kind) });
  return [
    { verb: "GET", path, rpc: `List${message}s`, scopes: READ, ...run(list) },
    { verb: "POST", path, rpc: `Create${message}`, scopes: EDIT, body: message, ...run(create) },
    { verb: "GET", path: entity, rpc: `Get${message}`, scopes: READ, ...run(get) },
    { verb: "PUT", path: entity, rpc: `Update${message}`, scopes: EDIT, body: message, ...run(update) },
    { verb: "DELETE", path: entity, rpc: `Delete${message}`, scopes: EDIT, ...run(remove) },
  ];
}

function list(call: Call, kind: EditableKind): Json {
  const container = containerOf(call);
  const workspace = readableWorkspaceOf(call, container);
  const entities = workspace.content.entities[kind];
  return listAnswer(
    call,
    kind,
    entities,
    ({ id }) => id,
    (entity) => entityAnswer(container, workspace, kind, entity),
  );
}

function get(call: Call, kind: EditableKind): Json {
  const container = containerOf(call);
  const workspace = readableWorkspaceOf(call, container);
  return entityAnswer(container, workspace, kind, existing(call, workspace, kind));
}

function create(call: Call, kind: EditableKind): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  return save(call, container, workspace, kind, nextEntityId(container));
}

/** PUT replaces: what the request leaves out is gone. */
function update(call: Call, kind: EditableKind): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const { id, fingerprint } = existing(call, workspace, kind);
  checkFingerprint(call, call.query.get("fingerprint"), fingerprint);
  return save(call, container, workspace, kind, id);
}

function save(
  call: Call,
  container: ContainerState,
  workspace: WorkspaceState,
  kind: EditableKind,
  id: string,
): Json {
  const entity = atomically(workspace, (content) => {
    const written = write(call, content, kind, id, ownFields(kind, call.body));
    checkContext(container, content, kind, written);
    return written;
  });
  return entityAnswer(container, workspace, kind, entity);
}

function remove(call: Call, kind: EditableKind): undefined {
  const workspace = writableWorkspaceOf(call, containerOf(call));
  atomically(workspace, (content) => {
    checkUnused(content, kind, erase(content, kind, param(call, "entity")), call.switches);
  });
}

function existing(call: Call, workspace: WorkspaceState, kind: EditableKind): StoredEntity {
  const entity = find(workspace.content, kind, param(call, "entity"));
  if (entity === undefined) throw notFound();
  return entity;
}
