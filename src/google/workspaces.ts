/** Tag Manager API v2: workspaces, where all changes are made. */
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { allInOrder } from "../apply/all-in-order.ts";
import { ContainerChanged, sentence } from "../apply/apply-error.ts";
import {
  type ChangedEntity,
  type CreatedVersion,
  type EntityChange,
  GoogleError,
  type Workspace,
} from "../apply/google-port.ts";
import type { Entity } from "../resources/body.ts";
import { ENTITIES, entityId } from "../resources/kinds.ts";
import { WORKSPACES_IN_A_FREE_CONTAINER } from "../resources/limits.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import {
  BUILT_IN_VARIABLES,
  BULK_UPDATE,
  CREATED_VERSION,
  ENTITY_SHAPES,
  NOTHING,
  SYNC,
  WORKSPACE,
  WORKSPACE_LISTS,
  WORKSPACE_STATUS,
  WORKSPACES,
  type WorkspaceList,
} from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";
import type { TagManager } from "./tag-manager.ts";
import { contentOf, createdVersion } from "./version-answers.ts";
import {
  changedEntities,
  entitiesIn,
  mayBeThere,
  mergeConflict,
  noRoom,
  noVersion,
  workspaceOf,
} from "./workspace-answers.ts";

export class Workspaces {
  readonly #tagManager: TagManager;
  readonly #requests: Requests;
  readonly #clearing: ClientOptions;

  /** @param clearing signs in with the right to delete a workspace, which nothing else here needs */
  constructor(tagManager: TagManager, requests: Requests, clearing: ClientOptions) {
    this.#tagManager = tagManager;
    this.#requests = requests;
    this.#clearing = clearing;
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
      const existing = await this.list();
      const ours = existing.filter((workspace) => workspace.name === name || workspace.name === second(name));
      for (const one of ours) if (await this.#bringUpToDate(one)) return one;
      if (ours.length > 0) return this.#createBeside(ours, name, description);
      if (existing.length >= WORKSPACES_IN_A_FREE_CONTAINER && !error.isUncertain)
        throw noRoom(error, existing);
      return this.#createAgain(name, description, error, existing);
    }
  }

  /** Another run may have had the name, or the last place, until a moment ago. */
  async #createAgain(
    name: string,
    description: string,
    first: GoogleError,
    existing: readonly Workspace[],
  ): Promise<Workspace> {
    try {
      return await this.#create(name, description);
    } catch (error) {
      if (!(error instanceof GoogleError) || error.isUncertain || ![400, 409].includes(error.status))
        throw error;
      throw noRoom(first.isUncertain ? error : first, existing);
    }
  }

  async list(): Promise<Workspace[]> {
    const parent = await this.#tagManager.containerPath();
    const all = await allPages<tagmanager_v2.Schema$Workspace>(
      this.#requests,
      "Reading the workspaces",
      WORKSPACES,
      (page) => this.#api.list({ parent, ...page }),
    );
    return all.map((one) => workspaceOf(one, false));
  }

  async changedIn({ path }: Workspace): Promise<Entity[]> {
    const { workspaceChange } = await this.#requests.send(
      "Looking at what a workspace changes",
      "always",
      WORKSPACE_STATUS,
      () => this.#api.getStatus({ path }),
    );
    return (workspaceChange ?? []).flatMap(entitiesIn);
  }

  async delete({ path, name }: Workspace): Promise<boolean> {
    const { workspaces } = new tagmanager_v2.Tagmanager({ ...this.#clearing }).accounts.containers;
    try {
      await this.#requests.send(`Deleting the workspace "${name}"`, "always", NOTHING, () =>
        workspaces.delete({ path }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      if (error.status === 404) return true;
      if ([401, 403].includes(error.status) || error.code === "no-credentials") return false;
      throw error;
    }
  }

  async read(workspace: Workspace): Promise<ContainerContent> {
    const lists = await allInOrder(
      WORKSPACE_LISTS.map(async (one) => [one.field, await this.#all(one, workspace)] as const),
    );
    return contentOf(Object.fromEntries(lists) as tagmanager_v2.Schema$ContainerVersion);
  }

  async enableBuiltInVariables(workspace: Workspace, types: readonly string[]): Promise<void> {
    await this.#requests.send("Enabling built-in variables", "only when refused", BUILT_IN_VARIABLES, () =>
      this.#api.built_in_variables.create({ parent: workspace.path, type: [...types] }),
    );
  }

  async changeEntities(workspace: Workspace, changes: readonly EntityChange[]): Promise<ChangedEntity[]> {
    const entries = changes.map(({ kind, status, entity }) => ({
      [ENTITIES[kind].collection]: entity,
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
    const { collection, plural } = ENTITIES[kind];
    const calls = this.#api[plural] as unknown as EntityCalls;
    const path = `${workspace.path}/${plural}/${entityId(kind, entity)}`;
    const what = `Changing the ${collection} ${String(entity.name)}`;
    if (status === "deleted") {
      await this.#requests.send(what, "only when refused", NOTHING, () => calls.delete({ path }));
      return null;
    }
    const answer = await this.#requests.send(what, "only when refused", ENTITY_SHAPES[kind], () =>
      status === "added"
        ? calls.create({ parent: workspace.path, requestBody: entity })
        : calls.update({ path, requestBody: entity }),
    );
    return { kind, id: entityId(kind, answer), name: String(answer.name) };
  }

  async createVersion(workspace: Workspace, name: string, notes: string): Promise<CreatedVersion | null> {
    const { compilerError, containerVersion, syncStatus, newWorkspacePath } = await this.#requests.send(
      "Creating a version",
      "only when refused",
      CREATED_VERSION,
      () => this.#api.create_version({ path: workspace.path, requestBody: { name, notes } }),
    );
    if (syncStatus?.mergeConflict) throw mergeConflict(workspace);
    if (compilerError) return null;
    if (!containerVersion?.path) throw noVersion(workspace);
    if (newWorkspacePath) await this.#clearSuccessor({ ...workspace, path: newWorkspacePath });
    return createdVersion(containerVersion);
  }

  /**
   * Google may leave a new workspace in place of the one that was used up. Where it
   * cannot be deleted it gets our name, whatever Google called it: then the next run uses it.
   */
  async #clearSuccessor(successor: Workspace): Promise<void> {
    const { path, name, description } = successor;
    try {
      if (await this.delete(successor)) return;
      await this.#requests.send("Naming the new workspace", "always", WORKSPACE, () =>
        this.#api.update({ path, requestBody: { name, description } }),
      );
    } catch (error) {
      // The version is there, and that is what counts.
      if (!(error instanceof GoogleError)) throw error;
    }
  }

  get #api(): tagmanager_v2.Resource$Accounts$Containers$Workspaces {
    return this.#tagManager.api.accounts.containers.workspaces;
  }

  async #create(name: string, description: string): Promise<Workspace> {
    const parent = await this.#tagManager.containerPath();
    const created = await this.#requests.send("Creating a workspace", "only when refused", WORKSPACE, () =>
      this.#api.create({ parent, requestBody: { name, description } }),
    );
    return workspaceOf(created, true);
  }

  /** What an earlier run left may be older than the latest version. False when both changed the same object. */
  async #bringUpToDate({ path }: Workspace): Promise<boolean> {
    try {
      const { syncStatus } = await this.#requests.send("Updating our workspace", "always", SYNC, () =>
        this.#api.sync({ path }),
      );
      return !syncStatus?.mergeConflict;
    } catch (error) {
      if (!(error instanceof GoogleError) || ![400, 404].includes(error.status)) throw error;
      throw new ContainerChanged(`${sentence(error.message)} Another run has used that workspace up.`, error);
    }
  }

  /** Ours of before cannot be used any more: they make room, or the new one gets a name of its own. */
  async #createBeside(useless: readonly Workspace[], name: string, description: string): Promise<Workspace> {
    let isFree = true;
    for (const one of useless) isFree = (await this.delete(one)) && isFree;
    return this.#create(isFree ? name : second(name), description);
  }

  #all(one: WorkspaceList, { path: parent }: Workspace): Promise<Entity[]> {
    const calls = this.#api[one.under] as unknown as ListCall;
    return allPages(this.#requests, `Reading the ${one.plural}`, one, (page) =>
      calls.list({ parent, ...page }),
    );
  }
}

/** Google's client has a type of its own for each collection; the calls are the same. */
interface EntityCalls {
  create(request: { parent: string; requestBody: Entity }): Promise<{ data: Entity }>;
  update(request: { path: string; requestBody: Entity }): Promise<{ data: Entity }>;
  delete(request: { path: string }): Promise<{ data: unknown }>;
}

interface ListCall {
  list(request: { parent: string; pageToken?: string }): Promise<{ data: Record<string, unknown> }>;
}

/** For a second workspace, if one of ours can neither be used nor deleted. */
function second(name: string): string {
  return `${name} 2`;
}
