/** Tag Manager API v2: one container's versions, and the few calls that publish a new one. */
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { allInOrder } from "../apply/all-in-order.ts";
import { ContainerChanged } from "../apply/apply-error.ts";
import { type CreatedVersion, GoogleError } from "../apply/google-port.ts";
import {
  type ContainerContent,
  type ContainerSnapshot,
  EMPTY_CONTENT,
  type VersionHeader,
} from "../resources/snapshot.ts";
import {
  FOUND_CONTAINER,
  LATEST_HEADER,
  LIVE_VERSION,
  PUBLISHED,
  VERSION,
  VERSION_HEADERS,
} from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import { nullWhenNotFound } from "./google-error.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";
import { contentOf, createdVersion, headerOf, unpublishedVersion, type Version } from "./version-answers.ts";

export type ContainerName =
  | { readonly publicId: string }
  | { readonly account: string; readonly container: string };

interface Located {
  readonly path: string;
  readonly label: string;
  readonly usageContext: readonly string[];
}

/** Milliseconds for which what was read counts as fresh: looking again would cost a request. */
const FRESH = 2000;

export class TagManager {
  readonly api: tagmanager_v2.Tagmanager;
  readonly #requests: Requests;
  readonly #name: ContainerName;
  #located: Promise<Located> | null = null;
  /** The live version as of the last `read`, and when that was. */
  #liveId: string | null = null;
  #readAt = 0;

  constructor(options: ClientOptions, requests: Requests, name: ContainerName) {
    this.api = new tagmanager_v2.Tagmanager({ ...options });
    this.#requests = requests;
    this.#name = name;
  }

  /** Two requests; one more for the look-up of a public id, and one when the latest version is not the live one. */
  async read(): Promise<ContainerSnapshot> {
    const { path, label, usageContext } = await this.#locate();
    const [live, latest] = await allInOrder([this.#liveVersion(path), this.#latestHeader(path)]);
    const newer =
      latest === null || latest.id === live?.containerVersionId ? null : await this.version(latest.id);
    const container = (live ?? newer)?.container;
    const known = container?.usageContext ?? usageContext;
    this.#liveId = live?.containerVersionId ?? null;
    this.#readAt = this.#requests.now();
    return {
      label: container?.publicId ?? label,
      usageContext: known.length > 0 ? known : await this.#usageContext(path),
      live: live ? { ...headerOf(live), description: live.description ?? "" } : null,
      latest,
      content: live ? contentOf(live) : EMPTY_CONTENT,
      unpublished: newer ? unpublishedVersion(newer) : null,
    };
  }

  /** What is live from now on is what `publish` may replace: the caller has looked at it. */
  async readLive(): Promise<ContainerContent> {
    const live = await this.#liveVersion(await this.containerPath());
    this.#liveId = live?.containerVersionId ?? null;
    this.#readAt = this.#requests.now();
    return live ? contentOf(live) : EMPTY_CONTENT;
  }

  async liveVersionId(): Promise<string | null> {
    return (await this.#liveVersion(await this.containerPath()))?.containerVersionId ?? null;
  }

  async latestHeader(): Promise<VersionHeader | null> {
    return this.#latestHeader(await this.containerPath());
  }

  async readLatest(): Promise<CreatedVersion | null> {
    const latest = await this.latestHeader();
    return latest === null ? null : createdVersion(await this.version(latest.id));
  }

  async version(id: string): Promise<Version> {
    const path = await this.#versionPath(id);
    return this.#requests.send(`Reading version ${id}`, "always", VERSION, () =>
      this.api.accounts.containers.versions.get({ path }),
    );
  }

  /**
   * Publishing the same version twice changes nothing, so it may be repeated. What
   * went live since `read` must not be replaced by an older version: that is looked at
   * when some time has passed. False when the version does not compile.
   */
  async publish(path: string): Promise<boolean> {
    const isOurs = { already: false };
    const check = async () => {
      isOurs.already = await this.#isLive(path);
    };
    if (this.#requests.now() - this.#readAt > FRESH) await check();
    if (isOurs.already) return true;
    try {
      const { compilerError } = await this.#requests.send(
        "Publishing",
        "always",
        PUBLISHED,
        () => this.api.accounts.containers.versions.publish({ path }),
        check,
      );
      return !compilerError;
    } catch (error) {
      if (!(error instanceof GoogleError) || !error.isUncertain) throw error;
      const isLive = await this.#isLive(path).catch((reason: unknown) => {
        throw reason instanceof ContainerChanged ? reason : error;
      });
      if (isLive) return true;
      throw new GoogleError(error.code, error.status, error.message, error.hint, false, error);
    }
  }

  /** Whether this version is live; refuses to continue when another one has come in between. */
  async #isLive(path: string): Promise<boolean> {
    const live = await this.#liveVersion(await this.containerPath());
    if (live?.path === path) return true;
    const id = live?.containerVersionId ?? null;
    if (id === this.#liveId) return false;
    throw new ContainerChanged(`Version ${id} went live while this was applied.`);
  }

  async listVersions(): Promise<VersionHeader[]> {
    const parent = await this.containerPath();
    const headers = await allPages<tagmanager_v2.Schema$ContainerVersionHeader>(
      this.#requests,
      "Reading the list of versions",
      VERSION_HEADERS,
      (page) => this.api.accounts.containers.version_headers.list({ parent, ...page }),
    );
    return headers.filter(({ deleted }) => !deleted).map(headerOf);
  }

  /** Read, changed and written as a whole: Google's PUT replaces what it is given. */
  async describe(id: string, change: (description: string) => string): Promise<void> {
    const version = await this.version(id);
    const description = change(version.description ?? "");
    if (description === (version.description ?? "")) return;
    const path = await this.#versionPath(id);
    await this.#requests.send(`Describing version ${id}`, "always", VERSION, () =>
      this.api.accounts.containers.versions.update({
        path,
        requestBody: { ...version, description },
      }),
    );
  }

  async setLatest(id: string): Promise<void> {
    const path = await this.#versionPath(id);
    await this.#requests.send("Making the version the base of new workspaces", "always", LIVE_VERSION, () =>
      this.api.accounts.containers.versions.set_latest({ path }),
    );
  }

  async #versionPath(id: string): Promise<string> {
    return `${await this.containerPath()}/versions/${id}`;
  }

  async container(): Promise<{ readonly label: string; readonly usageContext: readonly string[] }> {
    const { path, label, usageContext } = await this.#locate();
    return { label, usageContext: usageContext.length > 0 ? usageContext : await this.#usageContext(path) };
  }

  async containerPath(): Promise<string> {
    return (await this.#locate()).path;
  }

  #locate(): Promise<Located> {
    this.#located ??= this.#lookUp();
    return this.#located;
  }

  async #lookUp(): Promise<Located> {
    if (!("publicId" in this.#name)) {
      const { account, container } = this.#name;
      const path = `accounts/${account}/containers/${container}`;
      return { path, label: `${account}/${container}`, usageContext: [] };
    }
    const { publicId } = this.#name;
    const found = await this.#requests.send(
      `Looking up container ${publicId}`,
      "always",
      FOUND_CONTAINER,
      () => this.api.accounts.containers.lookup({ tagId: publicId }),
    );
    return { path: found.path!, label: publicId, usageContext: found.usageContext ?? [] };
  }

  /** For a container that has no version yet, or versions that do not say it. */
  async #usageContext(path: string): Promise<readonly string[]> {
    const container = await this.#requests.send("Reading the container", "always", FOUND_CONTAINER, () =>
      this.api.accounts.containers.get({ path }),
    );
    return container.usageContext ?? [];
  }

  #liveVersion(path: string): Promise<Version | null> {
    return nullWhenNotFound(
      this.#requests.send("Reading the live container version", "always", LIVE_VERSION, () =>
        this.api.accounts.containers.versions.live({ parent: path }),
      ),
    );
  }

  async #latestHeader(path: string): Promise<VersionHeader | null> {
    const header = await nullWhenNotFound(
      this.#requests.send("Reading the latest version", "always", LATEST_HEADER, () =>
        this.api.accounts.containers.version_headers.latest({ parent: path }),
      ),
    );
    return header?.containerVersionId ? headerOf(header) : null;
  }
}
