/** Tag Manager API v2: workspaces, where all changes are made. */
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import {
  type ChangedEntity,
  type CreatedVersion,
  type EntityChange,
  GoogleError,
  type Workspace,
} from "../apply/google-port.ts";
import { ENTITY_KIND_LIST, ENTITY_KINDS, type EntityKind, entityId } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import {
  BUILT_IN_VARIABLES,
  BULK_UPDATE,
  CREATED_VERSION,
  ENTITIES,
  NOTHING,
  SYNC,
  WORKSPACE,
  WORKSPACE_LISTS,
  WORKSPACES,
} from "./answers.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";
import { contentOf, createdVersion, type TagManager } from "./tag-manager.ts";

export class Workspaces {
  readonly #tagManager: TagManager;
  readonly #requests: Requests;

  constructor(tagManager: TagManager, requests: Requests) {
    this.#tagManager = tagManager;
    this.#requests = requests;
  }

  /**
   * Creating comes first, since there is nearly always nothing to find: only when
   * Google refuses (the name is taken, or there is room for three workspaces only)
   * or its answer is lost are the existing ones looked at.
   */
  async open(name: string, description: string): Promise<Workspace> {
    try {
      return await this.#create(name, description);
    } catch (error) {
      if (!(error instanceof GoogleError) || !mayBeThere(error)) throw error;
      const existing = await this.#list();
      const ours = existing.find((workspace) => workspace.name === name);
      if (ours) return (await this.#takeOver(ours.path!, name)) ?? this.#create(`${name} 2`, description);
      if (error.isUncertain) return this.#create(name, description);
      throw noRoom(
        error,
        existing.map((workspace) => workspace.name ?? ""),
      );
    }
  }

  async read(workspace: Workspace): Promise<ContainerContent> {
    const [folder, variable, trigger, tag, builtInVariable] = await Promise.all([
      this.#all("folders", workspace),
      this.#all("variables", workspace),
      this.#all("triggers", workspace),
      this.#all("tags", workspace),
      this.#all("built_in_variables", workspace),
    ]);
    return contentOf({
      folder,
      variable,
      trigger,
      tag,
      builtInVariable,
    } as tagmanager_v2.Schema$ContainerVersion);
  }

  async enableBuiltInVariables(workspace: Workspace, types: readonly string[]): Promise<void> {
    await this.#requests.send("Enabling built-in variables", "only when refused", BUILT_IN_VARIABLES, () =>
      this.#api.built_in_variables.create({ parent: workspace.path, type: [...types] }),
    );
  }

  async changeEntities(workspace: Workspace, changes: readonly EntityChange[]): Promise<ChangedEntity[]> {
    const entries = changes.map(({ kind, status, entity }) => ({
      [ENTITY_KINDS[kind].collection]: entity,
      changeStatus: status,
    }));
    const answer = await this.#requests.send("Changing the workspace", "only when refused", BULK_UPDATE, () =>
      this.#api.bulk_update({ path: workspace.path, requestBody: { changes: entries } }),
    );
    return (answer.changes ?? []).flatMap(changedEntities);
  }

  async changeEntity(
    workspace: Workspace,
    { kind, status, entity }: EntityChange,
  ): Promise<ChangedEntity | null> {
    const { collection, plural } = COLLECTIONS[kind];
    const calls = this.#api[plural] as unknown as EntityCalls;
    const path = `${workspace.path}/${plural}/${entityId(kind, entity)}`;
    const what = `Changing the ${collection} ${String(entity["name"])}`;
    if (status === "deleted") {
      await this.#requests.send(what, "only when refused", NOTHING, () => calls.delete({ path }));
      return null;
    }
    const answer = await this.#requests.send(what, "only when refused", ENTITIES[kind], () =>
      status === "added"
        ? calls.create({ parent: workspace.path, requestBody: entity })
        : calls.update({ path, requestBody: entity }),
    );
    return { kind, id: entityId(kind, answer), name: String(answer["name"]) };
  }

  async createVersion(workspace: Workspace, name: string, notes: string): Promise<CreatedVersion | null> {
    const { compilerError, containerVersion, syncStatus } = await this.#requests.send(
      "Creating a version",
      "only when refused",
      CREATED_VERSION,
      () => this.#api.create_version({ path: workspace.path, requestBody: { name, notes } }),
    );
    if (syncStatus?.mergeConflict) throw mergeConflict(workspace);
    if (compilerError) return null;
    if (!containerVersion?.path) throw noVersion(workspace);
    return createdVersion(containerVersion);
  }

  get #api(): tagmanager_v2.Resource$Accounts$Containers$Workspaces {
    return this.#tagManager.api.accounts.containers.workspaces;
  }

  async #create(name: string, description: string): Promise<Workspace> {
    const parent = await this.#tagManager.containerPath();
    const created = await this.#requests.send("Creating a workspace", "only when refused", WORKSPACE, () =>
      this.#api.create({ parent, requestBody: { name, description } }),
    );
    return { path: created.path!, name, isNew: true };
  }

  async #list(): Promise<tagmanager_v2.Schema$Workspace[]> {
    const parent = await this.#tagManager.containerPath();
    return allPages(this.#requests, "Reading the workspaces", WORKSPACES, (page) =>
      this.#api.list({ parent, ...page }),
    );
  }

  /** What an earlier run left may be older than the latest version. Null when both changed the same object. */
  async #takeOver(path: string, name: string): Promise<Workspace | null> {
    const { syncStatus } = await this.#requests.send(
      "Bringing our workspace up to date",
      "always",
      SYNC,
      () => this.#api.sync({ path }),
    );
    return syncStatus?.mergeConflict ? null : { path, name, isNew: false };
  }

  #all(plural: Plural, { path: parent }: Workspace): Promise<JsonObject[]> {
    const calls = this.#api[plural] as unknown as ListCall;
    const what = `Reading the ${plural.replace("built_in_", "built-in ")}`;
    return allPages(this.#requests, what, WORKSPACE_LISTS[plural], (page) => calls.list({ parent, ...page }));
  }
}

const COLLECTIONS: Readonly<
  Record<EntityKind, { collection: string; plural: "folders" | "variables" | "triggers" | "tags" }>
> = {
  "gtm.folder": { collection: "folder", plural: "folders" },
  "gtm.variable": { collection: "variable", plural: "variables" },
  "gtm.trigger": { collection: "trigger", plural: "triggers" },
  "gtm.tag": { collection: "tag", plural: "tags" },
};

type Plural = "folders" | "variables" | "triggers" | "tags" | "built_in_variables";

/** Google's client has a type of its own for each collection; the calls are the same. */
interface EntityCalls {
  create(request: { parent: string; requestBody: JsonObject }): Promise<{ data: JsonObject }>;
  update(request: { path: string; requestBody: JsonObject }): Promise<{ data: JsonObject }>;
  delete(request: { path: string }): Promise<{ data: unknown }>;
}

interface ListCall {
  list(request: { parent: string; pageToken?: string }): Promise<{ data: Record<string, unknown> }>;
}

function changedEntities(entry: tagmanager_v2.Schema$Entity): ChangedEntity[] {
  return ENTITY_KIND_LIST.flatMap((kind) => {
    const entity = entry[ENTITY_KINDS[kind].collection] as JsonObject | undefined;
    return entity ? [{ kind, id: entityId(kind, entity), name: String(entity["name"]) }] : [];
  });
}

/** Google does not document how it refuses a taken name or a fourth workspace: any plain refusal may mean that. */
function mayBeThere({ status, code, isUncertain }: GoogleError): boolean {
  return (
    isUncertain ||
    status === 400 ||
    status === 409 ||
    (status === 403 && code === "forbidden") ||
    status === 429
  );
}

/** Refused although none of ours is there: no room, no right, or another run had the name until a moment ago. */
function noRoom(error: GoogleError, names: readonly string[]): GoogleError {
  if (names.length < LEAST_ROOM)
    return error.hint === null
      ? new GoogleError(error.code, error.status, error.message, ANOTHER_RUN)
      : error;
  const hint = `The container has these workspaces: ${names.join(", ")}. A free account has room for three: delete or publish one in Tag Manager.`;
  return new GoogleError(error.code, error.status, error.message, hint);
}

/** support.google.com/tagmanager/answer/7059647: three workspaces in a free account, the default one included. */
const LEAST_ROOM = 3;

const ANOTHER_RUN =
  "Another apply may be at work in this container. Wait until it has ended, then plan again.";

function mergeConflict({ name }: Workspace): GoogleError {
  return new GoogleError(
    "merge-conflict",
    409,
    `The workspace "${name}" and the latest version changed the same objects.`,
    `Delete the workspace "${name}" in Tag Manager, then plan again.`,
  );
}

function noVersion({ name }: Workspace): GoogleError {
  return new GoogleError(
    "no-version",
    200,
    `Tag Manager made no version of the workspace "${name}": it holds no change.`,
    "Plan again: the changes may be in the latest version already.",
  );
}
