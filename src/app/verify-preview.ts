/** The version that is not published yet, served to one browser: an environment that already exists, or one for this moment. */
import { GoogleError } from "../apply/google-port.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import { versionName } from "../plan/applied-commit.ts";
import type { Environment, EnvironmentsPort, Unpublished } from "../resources/environments.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { PreviewSource } from "./result/verify.ts";

/** Where unpublished versions are found, and environments made. Closed whatever happens. */
export interface Previews {
  readonly opened: <T>(
    goalSet: GoalSet,
    target: ResolvedTarget,
    use: (port: EnvironmentsPort) => Promise<T>,
  ) => Promise<T>;
}

export interface Preview {
  /** `code` is a secret: it goes to Google, and nowhere else. */
  readonly environment: { readonly code: string; readonly name: string };
  /** Null: only the variable says what is served, which names no version. */
  readonly source: PreviewSource | null;
}

/** What could not be removed afterwards, as a sentence for people; null: nothing is left. */
export interface Previewed<T> {
  readonly result: T;
  readonly left: string | null;
}

type PreviewPorts = Pick<Ports, "env" | "progress"> & { readonly previews: Previews };

/** @throws Refusal if there is nothing that is not published, or no environment can be had */
export async function withPreview<T>(
  goalSet: GoalSet,
  target: ResolvedTarget,
  { env, previews, progress }: PreviewPorts,
  use: (preview: Preview) => Promise<T>,
): Promise<Previewed<T>> {
  const given = environmentIn(env);
  if (given !== null) return { result: await use({ environment: given, source: null }), left: null };
  return previews.opened(goalSet, target, async (port) => {
    const found = await unpublished(port, goalSet.owner);
    const all = await port.list();
    const there = all.find((one) => one.code !== null && servesThis(one, found.serves));
    if (there) {
      progress(`${found.words} is served in the environment "${there.name}"`);
      return { result: await use(previewIn(there, found, false)), left: null };
    }
    await removeLeftOvers(all, goalSet.owner, port, progress);
    progress(`making an environment for ${found.words}`);
    const own = await made(port, goalSet.owner, found.serves);
    const result = await beforeRemoval(port, own, progress, async () =>
      use(previewIn(await withCode(port, own), found, true)),
    );
    return { result, left: await removed(port, own, progress) };
  });
}

/** What fails leaves no environment either. */
async function beforeRemoval<T>(
  port: EnvironmentsPort,
  own: Environment,
  progress: Ports["progress"],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const left = await removed(port, own, progress);
    if (left !== null) progress(left);
    throw error;
  }
}

interface Found {
  readonly serves: Unpublished;
  readonly words: string;
}

/** The latest version, unless it is live; else what an interrupted apply has left in its workspace. */
async function unpublished(port: EnvironmentsPort, owner: string): Promise<Found> {
  const container = await port.container();
  const { live, latest } = await port.versions();
  if (latest !== null && latest.id !== live) {
    const name = latest.name === "" ? "" : ` (${latest.name})`;
    return { serves: { version: latest.id }, words: `version ${latest.id} of ${container}${name}` };
  }
  const workspaces = await port.workspaces();
  const own = workspaces.find(({ name }) => name === versionName(owner));
  if (own) return { serves: { workspace: own.id }, words: `the workspace "${own.name}" of ${container}` };
  throw new Refusal(
    "nothing-to-preview",
    live === null
      ? `${container} has no version yet that could be previewed.`
      : `Nothing in ${container} is waiting to be published: version ${live} is the latest one, and it is live.`,
    [
      "Make a version without publishing it, and verify that: `goalform apply --no-publish`.",
      "Leave out --preview to verify what visitors get now.",
    ],
  );
}

/** "Latest" always serves the latest version, whichever Google says it is. */
function servesThis({ serves, type }: Environment, wanted: Unpublished): boolean {
  if ("workspace" in wanted)
    return serves !== null && "workspace" in serves && serves.workspace === wanted.workspace;
  if (serves === null) return type === "latest";
  return "version" in serves && serves.version === wanted.version;
}

function previewIn({ id, code, name }: Environment, { serves }: Found, isOwn: boolean): Preview {
  return {
    environment: { code: code!, name: `env-${id}` },
    source: {
      version: "version" in serves ? serves.version : null,
      workspace: "workspace" in serves ? serves.workspace : null,
      environment: name,
      made: isOwn,
    },
  };
}

/** Two runs at the same time do not take each other's environment away: each has its own. */
async function made(port: EnvironmentsPort, owner: string, serves: Unpublished): Promise<Environment> {
  const description = "Made by `goalform verify --preview`, which removes it when it has finished.";
  try {
    return await port.create(prefixOf(owner), description, serves);
  } catch (error) {
    if (!(error instanceof GoogleError) || error.code === "interrupted") throw error;
    throw error.but({
      hint:
        error.status === 403
          ? "Making an environment needs the right to edit the container (scope tagmanager.edit.containers). Or have somebody make one in Tag Manager (Admin, Environments), and put the parameters from its snippet into GOALFORM_PREVIEW."
          : "The container may have as many environments as it can have: remove one in Tag Manager (Admin, Environments). Or put the parameters from the snippet of one that serves the version into GOALFORM_PREVIEW.",
    });
  }
}

async function withCode(port: EnvironmentsPort, own: Environment): Promise<Environment> {
  const authorized = own.code === null ? await port.authorize(own) : own;
  if (authorized.code !== null) return authorized;
  throw new Refusal(
    "no-environment",
    `Google gave no code for the environment "${own.name}", so nothing can be loaded from it.`,
    "In Tag Manager (Admin, Environments), publish the version to an environment, and put `gtm_auth=…&gtm_preview=…` from its snippet into GOALFORM_PREVIEW.",
  );
}

async function removed(
  port: EnvironmentsPort,
  own: Environment,
  progress: Ports["progress"],
): Promise<string | null> {
  try {
    progress(`removing the environment "${own.name}"`);
    await port.remove(own);
    return null;
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return `The environment "${own.name}" could not be removed (${error.message.replace(/\.$/, "")}). Remove it in Tag Manager: Admin, Environments.`;
  }
}

/** Long enough for every verification that is still under way. Milliseconds. */
const LEFT_OVER = 60 * 60_000;

/** Of runs that were killed. What cannot be removed is in nobody's way. */
async function removeLeftOvers(
  all: readonly Environment[],
  owner: string,
  port: EnvironmentsPort,
  progress: Ports["progress"],
): Promise<void> {
  const old = all.filter(
    ({ name, type, age }) =>
      (type === "user" || type === "") && name.startsWith(prefixOf(owner)) && age !== null && age > LEFT_OVER,
  );
  for (const one of old) await removed(port, one, progress);
}

function prefixOf(owner: string): string {
  return `${versionName(owner)} verify `;
}

/** What Tag Manager's snippet of an environment adds to the address of the container. It is a secret, so it is never an argument. */
const PREVIEW = "GOALFORM_PREVIEW";

/** The way without Google's API. */
function environmentIn(env: Ports["env"]): Preview["environment"] | null {
  const said = env[PREVIEW] ?? "";
  if (said.trim() === "") return null;
  const read = (name: string) => new RegExp(`\\b${name}=([\\w-]+)`).exec(said)?.[1];
  const [code, name] = [read("gtm_auth"), read("gtm_preview")];
  if (code !== undefined && name !== undefined) return { code, name };
  throw new Refusal(
    "invalid-environment",
    `${PREVIEW} does not contain gtm_auth=… and gtm_preview=….`,
    `In Tag Manager, choose Admin > Environments, publish the version to an environment of your own, choose Get Snippet, and put \`gtm_auth=…&gtm_preview=…\` from it into ${PREVIEW}. It is a secret. Or unset ${PREVIEW}: goalform then finds or makes an environment by Google's API.`,
  );
}
