/** Tag Manager API v2: one container's live version and the few calls that change it. */
import type { GoogleAuth, OAuth2Client } from "google-auth-library";
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import type { CreatedVersion, EntityChange, Workspace } from "../apply/google-port.ts";
import { ENTITY_KIND_LIST, ENTITY_KINDS } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { ContainerSnapshot, VersionHeader } from "../resources/snapshot.ts";
import { isNotFound } from "./google-error.ts";
import type { Requests } from "./requests.ts";

/** What both of Google's clients are opened with. */
export interface ClientOptions {
  readonly auth: OAuth2Client | GoogleAuth;
  readonly rootUrl?: string;
  /** Ours are counted and paced; gaxios would repeat some requests by itself. */
  readonly retry: false;
  /** Milliseconds. */
  readonly timeout: number;
  readonly noProxy?: string[];
}

export type ContainerName =
  | { readonly publicId: string }
  | { readonly account: string; readonly container: string };

interface Located {
  readonly path: string;
  readonly label: string;
  readonly usageContext: readonly string[];
}

export class TagManager {
  readonly #api: tagmanager_v2.Tagmanager;
  readonly #requests: Requests;
  readonly #name: ContainerName;
  #located: Promise<Located> | null = null;

  constructor(options: ClientOptions, requests: Requests, name: ContainerName) {
    this.#api = new tagmanager_v2.Tagmanager({ ...options });
    this.#requests = requests;
    this.#name = name;
  }

  /** Two requests, three with the look-up of a public id, one more for a container that was never published. */
  async read(): Promise<ContainerSnapshot> {
    const { path, label, usageContext } = await this.#locate();
    const [live, latest] = await Promise.all([this.#liveVersion(path), this.#latestHeader(path)]);
    const base = live ?? (latest === null ? null : await this.#version(path, latest.id));
    const context = base?.container?.usageContext ?? usageContext;
    return {
      label: base?.container?.publicId ?? label,
      usageContext: context,
      live: live ? headerOf(live) : null,
      latest,
      entities: entitiesOf(base ?? {}),
      builtInVariables: (base?.builtInVariable ?? []).map(({ type }) => type ?? ""),
    };
  }

  async createWorkspace(name: string, description: string): Promise<Workspace> {
    const { path } = await this.#locate();
    const created = await this.#requests.send("Creating a workspace", "only when refused", () =>
      this.#api.accounts.containers.workspaces.create({ parent: path, requestBody: { name, description } }),
    );
    return { path: created.path!, name };
  }

  async enableBuiltInVariables(workspace: Workspace, types: readonly string[]): Promise<void> {
    await this.#requests.send("Enabling built-in variables", "only when refused", () =>
      this.#api.accounts.containers.workspaces.built_in_variables.create({
        parent: workspace.path,
        type: [...types],
      }),
    );
  }

  async changeEntities(workspace: Workspace, changes: readonly EntityChange[]): Promise<void> {
    const entries = changes.map(({ kind, status, entity }) => ({
      [ENTITY_KINDS[kind].collection]: entity,
      changeStatus: status,
    }));
    await this.#requests.send("Changing the workspace", "only when refused", () =>
      this.#api.accounts.containers.workspaces.bulk_update({
        path: workspace.path,
        requestBody: { changes: entries },
      }),
    );
  }

  async createVersion(workspace: Workspace, name: string, notes: string): Promise<CreatedVersion | null> {
    const { compilerError, containerVersion } = await this.#requests.send(
      "Creating a version",
      "only when refused",
      () =>
        this.#api.accounts.containers.workspaces.create_version({
          path: workspace.path,
          requestBody: { name, notes },
        }),
    );
    if (compilerError || !containerVersion?.path) return null;
    return {
      ...headerOf(containerVersion),
      path: containerVersion.path,
      fingerprint: containerVersion.fingerprint ?? "",
      entities: entitiesOf(containerVersion),
    };
  }

  async publish({ path, fingerprint }: CreatedVersion): Promise<boolean> {
    const { compilerError } = await this.#requests.send("Publishing", "only when refused", () =>
      this.#api.accounts.containers.versions.publish({ path, ...(fingerprint ? { fingerprint } : {}) }),
    );
    return !compilerError;
  }

  #locate(): Promise<Located> {
    this.#located ??= this.#lookUp();
    return this.#located;
  }

  async #lookUp(): Promise<Located> {
    if (!("publicId" in this.#name)) {
      const { account, container } = this.#name;
      return {
        path: `accounts/${account}/containers/${container}`,
        label: `${account}/${container}`,
        usageContext: [],
      };
    }
    const { publicId } = this.#name;
    const found = await this.#requests.send(`Looking up container ${publicId}`, "always", () =>
      this.#api.accounts.containers.lookup({ tagId: publicId }),
    );
    return { path: found.path!, label: publicId, usageContext: found.usageContext ?? [] };
  }

  #liveVersion(path: string): Promise<tagmanager_v2.Schema$ContainerVersion | null> {
    return nullIfNotFound(
      this.#requests.send("Reading the live container version", "always", () =>
        this.#api.accounts.containers.versions.live({ parent: path }),
      ),
    );
  }

  async #latestHeader(path: string): Promise<VersionHeader | null> {
    const header = await nullIfNotFound(
      this.#requests.send("Reading the latest version", "always", () =>
        this.#api.accounts.containers.version_headers.latest({ parent: path }),
      ),
    );
    return header?.containerVersionId ? headerOf(header) : null;
  }

  #version(path: string, id: string): Promise<tagmanager_v2.Schema$ContainerVersion> {
    return this.#requests.send(`Reading version ${id}`, "always", () =>
      this.#api.accounts.containers.versions.get({ path: `${path}/versions/${id}` }),
    );
  }
}

async function nullIfNotFound<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function headerOf(version: { containerVersionId?: string | null; name?: string | null }): VersionHeader {
  return { id: version.containerVersionId ?? "", name: version.name ?? "" };
}

function entitiesOf(version: tagmanager_v2.Schema$ContainerVersion): ContainerSnapshot["entities"] {
  const pairs = ENTITY_KIND_LIST.map((kind) => [kind, version[ENTITY_KINDS[kind].collection] ?? []] as const);
  return Object.fromEntries(pairs) as unknown as Record<(typeof ENTITY_KIND_LIST)[number], JsonObject[]>;
}
