/** Environments of Tag Manager, and what they could serve. Load it only when needed. */
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { allInOrder } from "../apply/all-in-order.ts";
import { GoogleError } from "../apply/google-port.ts";
import type { Environment, EnvironmentsPort, Unpublished } from "../resources/environments.ts";
import { ENVIRONMENT, ENVIRONMENTS, NOTHING, WORKSPACES } from "./answers.ts";
import type { Connection, Rights } from "./connection.ts";
import { REAL_TIMING } from "./google.ts";
import { Interruption, NEVER_INTERRUPTED } from "./interruption.ts";
import { newPaces } from "./pace.ts";
import { allPages } from "./pages.ts";
import { Requests, type Timing, type Wait } from "./requests.ts";
import { clientOptions, signIn } from "./sign-in.ts";
import { type ContainerName, TagManager } from "./tag-manager.ts";

export interface EnvironmentsOptions {
  readonly onWait: (wait: Wait) => void;
  readonly stop: AbortSignal;
  readonly timing?: Timing;
}

/** Looking asks for the right to read alone; the other rights are asked for when they are needed. */
export function openEnvironments(
  name: ContainerName,
  connection: Connection,
  { onWait, stop, timing = REAL_TIMING }: EnvironmentsOptions,
): EnvironmentsPort {
  const pace = newPaces().tagManager;
  const requests = new Requests(pace, timing, onWait, new Interruption(stop, { say: "", run: "again" }));
  const last = new Requests(pace, timing, onWait, NEVER_INTERRUPTED);
  const reading = clientOptions(connection, "look", timing.timeout);
  const tagManager = new TagManager(reading, requests, name);
  const environmentsWith = (rights: Rights) =>
    new tagmanager_v2.Tagmanager({ ...clientOptions(connection, rights, timing.timeout) }).accounts.containers
      .environments;
  return {
    container: async () => {
      await signIn(reading.auth);
      return (await tagManager.container()).label;
    },
    versions: async () => {
      const [live, latest] = await allInOrder([tagManager.liveVersionId(), tagManager.latestHeader()]);
      return { live, latest };
    },
    workspaces: () => workspacesIn(tagManager, requests),
    list: () => environmentsIn(tagManager, requests),
    create: async (name, description, serves) => {
      const parent = await tagManager.containerPath();
      const own = `${name}${crypto.randomUUID().slice(0, 8)}`;
      const requestBody = { type: "user", name: own, description, ...linkOf(serves) };
      const made = await requests.send("Making an environment", "only when refused", ENVIRONMENT, () =>
        environmentsWith("preview").create({ parent, requestBody }),
      );
      return environmentOf(made);
    },
    authorize: async ({ path }) => {
      const made = await requests.send("Asking for a code", "only when refused", ENVIRONMENT, () =>
        environmentsWith("authorize").reauthorize({ path, requestBody: {} }),
      );
      return environmentOf(made);
    },
    remove: (environment) => removeFrom(environmentsWith("preview"), environment, last),
  };
}

type Environments = tagmanager_v2.Resource$Accounts$Containers$Environments;

async function workspacesIn(tagManager: TagManager, requests: Requests) {
  const parent = await tagManager.containerPath();
  const workspaces = await allPages<tagmanager_v2.Schema$Workspace>(
    requests,
    "Reading the workspaces",
    WORKSPACES,
    (page) => tagManager.api.accounts.containers.workspaces.list({ parent, ...page }),
  );
  return workspaces.map(({ path, name }) => ({ id: idIn(path), name: name ?? "" }));
}

async function environmentsIn(tagManager: TagManager, requests: Requests): Promise<Environment[]> {
  const parent = await tagManager.containerPath();
  const environments = await allPages<tagmanager_v2.Schema$Environment>(
    requests,
    "Reading the environments",
    ENVIRONMENTS,
    (page) => tagManager.api.accounts.containers.environments.list({ parent, ...page }),
  );
  return environments.map(environmentOf);
}

/** One that is already gone is removed. */
async function removeFrom(
  environments: Environments,
  { path, name }: Environment,
  requests: Requests,
): Promise<void> {
  try {
    await requests.send(`Removing the environment "${name}"`, "always", NOTHING, () =>
      environments.delete({ path }),
    );
  } catch (error) {
    if (!(error instanceof GoogleError) || error.status !== 404) throw error;
  }
}

function linkOf(serves: Unpublished): tagmanager_v2.Schema$Environment {
  return "version" in serves ? { containerVersionId: serves.version } : { workspaceId: serves.workspace };
}

function environmentOf(one: tagmanager_v2.Schema$Environment): Environment {
  const { path, name, type, containerVersionId: version, workspaceId: workspace } = one;
  const made = Date.parse(String(one.authorizationTimestamp ?? ""));
  return {
    path: path!,
    id: one.environmentId || idIn(path),
    name: name ?? "",
    type: type ?? "",
    serves: version ? { version } : workspace ? { workspace } : null,
    code: one.authorizationCode || null,
    age: Number.isNaN(made) ? null : Date.now() - made,
  };
}

function idIn(path: string | null | undefined): string {
  return (path ?? "").replace(/.*\//, "");
}
