/** Google's side for one command: Google itself, an endpoint on this machine, or the sandbox in this very process. */
import { existsSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { contradiction } from "../app/all-targets.ts";
import type { Access, Google } from "../app/ports.ts";
import { Refusal } from "../app/result/refusal.ts";
import type { GooglePort } from "../apply/google-port.ts";
import { type Connection, endpointProblem } from "../google/connection.ts";
import type { Wait } from "../google/requests.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";

export interface GoogleOptions {
  readonly sandbox?: boolean | undefined;
  readonly endpoint?: string | undefined;
}

export interface GoogleContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onWait: (wait: Wait) => void;
  /** Aborted when the command is to end in order. */
  readonly stop: AbortSignal | undefined;
  /** Milliseconds since 1970, for reports; left out, the machine's clock. */
  readonly today?: () => number;
  /** Sends the requests to an endpoint; left out, Google's client does it by itself. */
  readonly fetch?: typeof fetch | undefined;
}

export function googleFor(options: GoogleOptions, surroundings: GoogleContext): Google {
  const { env, onWait, stop } = surroundings;
  return {
    connected: async (goalSet, access, use) => {
      refuseLoudNode(env);
      const { connection, close } = await connect(goalSet, options, surroundings);
      try {
        return await use(await opening(connection, access, { onWait, stop }));
      } finally {
        await close();
      }
    },
  };
}

/** Opens targets over one connection: they share Google's quotas. Google's client is loaded only now. */
export async function opening(
  connection: Connection,
  access: Access,
  { onWait, stop }: Pick<GoogleContext, "onWait" | "stop">,
): Promise<(target: ResolvedTarget) => GooglePort> {
  const { newPaces, openGoogle } = await import("../google/google.ts");
  const paces = newPaces();
  return ({ ga4, gtm }) => {
    const names = { property: ga4.property, container: gtm };
    return openGoogle(names, connection, access, onWait, undefined, paces, stop);
  };
}

/** Node's own log of requests shows their headers, and it cannot be switched off from within. */
export function refuseLoudNode(env: GoogleContext["env"]): void {
  if (!/http|net|tls|stream|\*/i.test(env["NODE_DEBUG"] ?? "")) return;
  throw new Refusal(
    "node-debug",
    "NODE_DEBUG makes Node print every request with its token or code.",
    "Unset NODE_DEBUG, or leave http, net, tls and stream out of it.",
  );
}

interface Connected {
  readonly connection: Connection;
  readonly close: () => Promise<void>;
}

export async function connect(
  goalSet: GoalSet,
  options: GoogleOptions,
  { cwd, env, fetch }: GoogleContext,
): Promise<Connected> {
  if (options.sandbox && options.endpoint !== undefined) throw contradiction("--sandbox", "--endpoint");
  if (options.sandbox) return openSandbox(goalSet, cwd, env);
  const connection = givenConnection(options, env);
  const isLocal = connection.to === "endpoint" && fetch !== undefined;
  return { connection: isLocal ? { ...connection, fetch } : connection, close: async () => {} };
}

/** Google itself, or the endpoint that the options or the environment name. */
export function givenConnection({ endpoint: named }: GoogleOptions, env: GoogleContext["env"]): Connection {
  const endpoint = named ?? (env["GOALFORM_ENDPOINT"] || undefined);
  const token = accessToken(env["GOALFORM_ACCESS_TOKEN"] ?? "", "GOALFORM_ACCESS_TOKEN");
  if (endpoint === undefined) return { to: "google", accessToken: token };
  return { to: "endpoint", root: endpointRoot(endpoint), accessToken: token };
}

/** Without a slash at the end. @throws Refusal for what is not on this machine */
export function endpointRoot(endpoint: string): string {
  const problem = endpointProblem(endpoint);
  if (problem) throw new Refusal(problem.code, problem.message, problem.hint ?? null);
  return endpoint.replace(/\/+$/, "");
}

/**
 * Null where there is none. What cannot be a header ends here: the error that Node makes of it would show the token.
 *
 * @param where it was given
 */
export function accessToken(given: string, where: string): string | null {
  const token = given.trim();
  if (/^[\x21-\x7e]*$/.test(token)) return token || null;
  throw new Refusal(
    "access-token",
    `${where} is not an access token: it contains white space or characters outside ASCII.`,
    "Set it to the token only, without quotes and line breaks.",
  );
}

const SANDBOX_STATE = ".goalform/sandbox.json";

/** With its state in the working folder; it knows the file's own targets. */
async function openSandbox(goalSet: GoalSet, cwd: string, env: GoogleContext["env"]): Promise<Connected> {
  const { sandboxSeed } = await import("./sandbox-seed.ts");
  const { fetchFromSandbox } = await import("../sandbox/sandbox.ts");
  const stateFile = resolve(cwd, SANDBOX_STATE);
  makeIgnoredFolder(dirname(stateFile));
  try {
    const fetch = fetchFromSandbox({ stateFile, seed: sandboxSeed(goalSet, env) });
    return { connection: { to: "endpoint", root: NOWHERE, accessToken: null, fetch }, close: async () => {} };
  } catch (error) {
    return cannotStart(error);
  }
}

/** Nothing listens there: requests to the sandbox in this process do not leave it. */
const NOWHERE = "http://127.0.0.1";

/** A damaged state file is not a bug; it can be deleted. */
function cannotStart(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  const way = `Delete ${SANDBOX_STATE} to start again.`;
  throw new Refusal("sandbox", `The sandbox cannot start: ${message}`, way, { cause });
}

/** What is in there is nobody's source: git need not see it. */
function makeIgnoredFolder(folder: string): void {
  try {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error(`${folder} is a symbolic link.`);
    mkdirSync(folder, { recursive: true });
    const ignore = resolve(folder, ".gitignore");
    // A checkout may contain a link; after it is created again, the file is where it should be.
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n", { flag: "wx" });
  } catch (error) {
    cannotStart(error);
  }
}
