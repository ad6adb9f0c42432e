/** A colleague at Tag Manager's screen: the same API, another pair of hands. */

import { OAuth2Client } from "google-auth-library";
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { CONTAINER, type Shop } from "./shop.ts";

type Entity = { name?: string | null; notes?: string | null; [field: string]: unknown };

export interface Screen {
  /** Changes an entity of this name and publishes, unless told otherwise; in a workspace of its own, or in that of the path. */
  edit(
    kind: "tags" | "triggers" | "variables" | "folders",
    name: string,
    change: (entity: Entity) => Entity,
    where?: { readonly publish?: boolean; readonly workspace?: string },
  ): Promise<void>;
  /** The id of an entity of this name in the live version. */
  idOf(kind: "triggers" | "tags", name: string): Promise<string>;
  /** The path of the workspace whose name begins so. */
  workspace(name: string): Promise<string>;
  add(kind: "tags" | "triggers" | "variables", entity: Entity): Promise<void>;
  remove(kind: "tags" | "triggers" | "variables", name: string): Promise<void>;
  /** The same as the others, but the version stays unpublished. */
  draft(version: string, kind: "triggers", entity: Entity): Promise<void>;
}

export async function screenOf(shop: Pick<Shop, "sandbox">): Promise<Screen> {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: "a-colleague" });
  const api = new tagmanager_v2.Tagmanager({ auth, rootUrl: `${shop.sandbox.url}/` });
  const { workspaces, versions } = api.accounts.containers;
  const { data: container } = await api.accounts.containers.lookup({ tagId: CONTAINER });

  /** The four collections of a workspace speak the same language; TypeScript sees four. */
  const collection = (kind: string) => (workspaces as unknown as Record<string, Collection>)[kind]!;

  async function inWorkspace(
    name: string,
    publish: boolean,
    work: (path: string) => Promise<void>,
  ): Promise<void> {
    const { data: workspace } = await workspaces.create({ parent: container.path!, requestBody: { name } });
    await work(workspace.path!);
    const { data } = await workspaces.create_version({ path: workspace.path!, requestBody: { name } });
    if (publish) await versions.publish({ path: data.containerVersion!.path! });
  }

  async function find(kind: string, parent: string, name: string): Promise<Entity & { path: string }> {
    const { data } = await collection(kind).list({ parent });
    const found = Object.values(data)
      .flat()
      .find((entity) => (entity as Entity).name === name);
    if (!found) throw new Error(`there are no ${kind} named ${name}`);
    return found as Entity & { path: string };
  }

  return {
    edit: async (kind, name, change, { publish = true, workspace } = {}) => {
      const work = async (parent: string) => {
        const entity = await find(kind, parent, name);
        await collection(kind).update({ path: entity.path, requestBody: change(entity) });
      };
      return workspace ? work(workspace) : inWorkspace("edited by hand", publish, work);
    },
    idOf: async (kind, name) => {
      const { data } = await versions.live({ parent: container.path! });
      const list = kind === "tags" ? data.tag : data.trigger;
      const found = (list ?? []).find((one) => one.name === name) as Record<string, unknown> | undefined;
      return String(found?.[kind === "tags" ? "tagId" : "triggerId"]);
    },
    workspace: async (name) => {
      const { data } = await workspaces.list({ parent: container.path! });
      return data.workspace!.find((one) => one.name!.startsWith(name))!.path!;
    },
    add: (kind, entity) =>
      inWorkspace("added by hand", true, async (parent) => {
        await collection(kind).create({ parent, requestBody: entity });
      }),
    remove: (kind, name) =>
      inWorkspace("removed by hand", true, async (parent) => {
        await collection(kind).delete({ path: (await find(kind, parent, name)).path });
      }),
    draft: (version, kind, entity) =>
      inWorkspace(version, false, async (parent) => {
        await collection(kind).create({ parent, requestBody: entity });
      }),
  };
}

interface Collection {
  list(request: { parent: string }): Promise<{ data: Record<string, unknown> }>;
  create(request: { parent: string; requestBody: Entity }): Promise<unknown>;
  update(request: { path: string; requestBody: Entity }): Promise<unknown>;
  delete(request: { path: string }): Promise<unknown>;
}
