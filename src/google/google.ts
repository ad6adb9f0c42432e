/** The port to Google: opened for one target, one connection and one kind of access. Load it only when needed. */
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import { GoogleError, type GooglePort } from "../apply/google-port.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import type { ClientOptions } from "./client-options.ts";
import { type Access, type Connection, sandboxToken, scopesFor } from "./connection.ts";
import { googleError } from "./google-error.ts";
import { Requests } from "./requests.ts";
import { type ContainerName, createdVersion, TagManager } from "./tag-manager.ts";
import { Workspaces } from "./workspaces.ts";

export interface GoogleTarget {
  readonly property: string;
  readonly container: ContainerName;
}

/** Milliseconds. Tests have less patience and a clock of their own. */
export interface Timing {
  /** How long one request may take. */
  readonly timeout: number;
  /** How long one request and its repetitions may take in all. */
  readonly budget: number;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
}

const REAL_TIMING: Timing = {
  timeout: 60_000,
  budget: 180_000,
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  random: Math.random,
};

export function openGoogle(
  target: GoogleTarget,
  connection: Connection,
  access: Access,
  onWait: (message: string) => void,
  timing: Timing = REAL_TIMING,
): GooglePort {
  const requests = new Requests({ ...timing, onWait });
  const options = clientOptions(connection, access, timing.timeout);
  const tagManager = new TagManager(options, requests, target.container);
  const analytics = new AnalyticsAdmin(options, requests, target.property);
  return portOf(tagManager, analytics, requests, options.auth);
}

function portOf(
  tagManager: TagManager,
  analytics: AnalyticsAdmin,
  requests: Requests,
  auth: ClientOptions["auth"],
): GooglePort {
  const workspaces = new Workspaces(tagManager, requests);
  return {
    read: async () => {
      await signIn(auth);
      const [container, property] = await Promise.all([tagManager.read(), analytics.read()]);
      return { container, property, requests: requests.count };
    },
    createKeyEvent: (body) => analytics.createKeyEvent(body),
    updateKeyEvent: (name, body, mask) => analytics.updateKeyEvent(name, body, mask),
    deleteKeyEvent: (name) => analytics.deleteKeyEvent(name),
    readLive: () => tagManager.readLive(),
    readLatest: () => tagManager.readLatest(),
    openWorkspace: (name, description) => workspaces.open(name, description),
    readWorkspace: (workspace) => workspaces.read(workspace),
    enableBuiltInVariables: (workspace, types) => workspaces.enableBuiltInVariables(workspace, types),
    changeEntities: (workspace, changes) => workspaces.changeEntities(workspace, changes),
    changeEntity: (workspace, change) => workspaces.changeEntity(workspace, change),
    createVersion: (workspace, name, notes) => workspaces.createVersion(workspace, name, notes),
    publish: async ({ id, path }) => {
      if (await tagManager.publish(path)) return;
      throw new GoogleError("not-compiled", 200, `Tag Manager could not compile version ${id}.`);
    },
    listVersions: () => tagManager.listVersions(),
    readVersion: async (id) => createdVersion(await tagManager.version(id)),
    setLatest: ({ path }) => tagManager.setLatest(path),
    get requests() {
      return requests.count;
    },
  };
}

function clientOptions(connection: Connection, access: Access, timeout: number): ClientOptions {
  const common = { retry: false, timeout } as const;
  if (connection.to === "endpoint") {
    const auth = bearer(connection.accessToken ?? sandboxToken(access));
    return { ...common, auth, rootUrl: `${connection.root}/`, noProxy: ["127.0.0.1", "localhost", "::1"] };
  }
  const { accessToken } = connection;
  return {
    ...common,
    auth: accessToken ? bearer(accessToken) : new GoogleAuth({ scopes: scopesFor(access) }),
  };
}

/** Once, before several requests would each look for credentials, and fail, by themselves. */
async function signIn(auth: ClientOptions["auth"]): Promise<void> {
  if (!(auth instanceof GoogleAuth)) return;
  try {
    await auth.getClient();
  } catch (error) {
    throw googleError("Signing in", error);
  }
}

function bearer(accessToken: string): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: accessToken });
  return client;
}
