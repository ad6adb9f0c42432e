/** The port to Google: opened for one target, one connection and one kind of access. Load it only when needed. */
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import { GoogleError, type GooglePort } from "../apply/google-port.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import { type Access, type Connection, sandboxToken, scopesFor } from "./connection.ts";
import { googleError } from "./google-error.ts";
import { Requests } from "./requests.ts";
import { type ClientOptions, type ContainerName, TagManager } from "./tag-manager.ts";

export interface GoogleTarget {
  readonly property: string;
  readonly container: ContainerName;
}

/** Milliseconds. */
const TIMEOUT = 60_000;
const RETRY_BUDGET = 180_000;

export function openGoogle(
  target: GoogleTarget,
  connection: Connection,
  access: Access,
  onWait: (message: string) => void,
): GooglePort {
  const requests = new Requests({
    budget: RETRY_BUDGET,
    now: () => performance.now(),
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    random: Math.random,
    onWait,
  });
  const options = clientOptions(connection, access);
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
  return {
    read: async () => {
      await signIn(auth);
      const [container, property] = await Promise.all([tagManager.read(), analytics.read()]);
      return { container, property, requests: requests.count };
    },
    createKeyEvent: (body) => analytics.createKeyEvent(body),
    updateKeyEvent: (name, body, mask) => analytics.updateKeyEvent(name, body, mask),
    deleteKeyEvent: (name) => analytics.deleteKeyEvent(name),
    createWorkspace: (name, description) => tagManager.createWorkspace(name, description),
    enableBuiltInVariables: (workspace, types) => tagManager.enableBuiltInVariables(workspace, types),
    changeEntities: (workspace, changes) => tagManager.changeEntities(workspace, changes),
    createVersion: (workspace, name, notes) => tagManager.createVersion(workspace, name, notes),
    publish: async (version) => {
      if (await tagManager.publish(version)) return;
      throw new GoogleError("not-compiled", 200, `Tag Manager could not compile version ${version.id}.`);
    },
    get requests() {
      return requests.count;
    },
  };
}

function clientOptions(connection: Connection, access: Access): ClientOptions {
  const common = { retry: false, timeout: TIMEOUT } as const;
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
