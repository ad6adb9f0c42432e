/** From the common options to an open port: which target, over which connection. */
import { existsSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { GooglePort } from "../apply/google-port.ts";
import { type Access, type Connection, endpointProblem } from "../google/connection.ts";
import type { GoalSet, GtmContainer } from "../language/goal-set/goal-set.ts";
import { type ResolvedTarget, resolveTarget } from "../language/resolve-target.ts";
import type { Process } from "../machine/process.ts";
import { refusal } from "./goals-file.ts";
import { Refusal } from "./outcome.ts";

export interface TargetOptions {
  readonly file: string;
  readonly target?: string | undefined;
  readonly sandbox?: boolean | undefined;
  readonly endpoint?: string | undefined;
}

export interface OpenTarget {
  readonly target: ResolvedTarget;
  /** Names of the file's other targets in the same Analytics property. */
  readonly neighbours: readonly string[];
  readonly port: GooglePort;
}

export const SANDBOX_STATE = ".goalform/sandbox.json";

/** Opens the target for one command and closes it again, whatever happens. */
export async function withTarget<T>(
  goalSet: GoalSet,
  options: TargetOptions,
  access: Access,
  io: Process,
  use: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  chooseTarget(goalSet, options.file, options.target, io);
  return withGoogle(goalSet, options, access, io, (open) => use(open(options.target)));
}

/** Opens one target of the file; a refusal when it cannot be chosen. */
export type OpenOne = (name: string | undefined) => OpenTarget;

/** One connection for one command, whichever targets it opens; they share Google's quotas. */
export async function withGoogle<T>(
  goalSet: GoalSet,
  options: TargetOptions,
  access: Access,
  io: Process,
  use: (open: OpenOne) => Promise<T>,
): Promise<T> {
  refuseLoudNode(io);
  const { connection, close } = await connect(goalSet, options, io);
  try {
    const { newPaces, openGoogle } = await import("../google/google.ts");
    const paces = newPaces();
    return await use((name) => {
      const target = chooseTarget(goalSet, options.file, name, io);
      const names = { property: target.ga4.property, container: target.gtm };
      const port = openGoogle(names, connection, access, io.progress.wait, undefined, paces, io.stop);
      return { target, neighbours: neighboursOf(target, goalSet, io), port };
    });
  } finally {
    await close();
  }
}

/** Node's own log of requests shows their headers, and it cannot be switched off from within. */
function refuseLoudNode({ env }: Process): void {
  if (!/http|net|tls|stream|\*/i.test(env["NODE_DEBUG"] ?? "")) return;
  throw new Refusal(
    "node-debug",
    "NODE_DEBUG makes Node print every request with its token.",
    "Unset NODE_DEBUG, or leave http, net, tls and stream out of it.",
  );
}

function chooseTarget(goalSet: GoalSet, file: string, name: string | undefined, io: Process): ResolvedTarget {
  const { target, diagnostics } = resolveTarget(goalSet, name, io.env);
  if (!target) throw refusal(file, diagnostics, io);
  return target;
}

function neighboursOf({ name, ga4 }: ResolvedTarget, goalSet: GoalSet, { env }: Process): string[] {
  const others = goalSet.targets.filter((one) => one.name !== name);
  return others
    .filter((one) => resolveTarget(goalSet, one.name, env).target?.ga4.property === ga4.property)
    .map((one) => one.name);
}

interface Connected {
  readonly connection: Connection;
  readonly close: () => Promise<void>;
}

async function connect(goalSet: GoalSet, options: TargetOptions, io: Process): Promise<Connected> {
  const endpoint = options.endpoint ?? (io.env["GOALFORM_ENDPOINT"] || undefined);
  const accessToken = givenToken(io);
  if (options.sandbox && options.endpoint !== undefined) throw refuseTogether("--sandbox", "--endpoint");
  if (options.sandbox) return openSandbox(goalSet, io);
  if (endpoint === undefined) return { connection: { to: "google", accessToken }, close: async () => {} };
  const problem = endpointProblem(endpoint);
  if (problem) throw new Refusal(problem.code, problem.message, problem.hint ?? null);
  return {
    connection: { to: "endpoint", root: endpoint.replace(/\/+$/, ""), accessToken },
    close: async () => {},
  };
}

export function refuseTogether(one: string, other: string): Refusal {
  return new Refusal("contradiction", `${one} and ${other} exclude each other.`, "Leave one of them out.");
}

/** What cannot be a header ends here: the error that Node makes of it would show the token. */
function givenToken({ env }: Process): string | null {
  const token = (env["GOALFORM_ACCESS_TOKEN"] ?? "").trim();
  if (/^[\x21-\x7e]*$/.test(token)) return token || null;
  throw new Refusal(
    "access-token",
    "GOALFORM_ACCESS_TOKEN is no access token: it holds white space or characters outside ASCII.",
    "Set it to the token alone, without quotes and line breaks.",
  );
}

/** In this very process, with its state in the working folder; it knows the file's own targets. */
async function openSandbox(goalSet: GoalSet, io: Process): Promise<Connected> {
  const { startSandbox } = await import("../sandbox/sandbox.ts");
  const stateFile = resolve(io.cwd, SANDBOX_STATE);
  makeIgnoredFolder(dirname(stateFile));
  const seed = sandboxSeed(goalSet, io);
  const running = await startSandbox({ stateFile, seed }).catch(asRefusal);
  return {
    connection: { to: "endpoint", root: running.url, accessToken: null },
    close: () => running.close(),
  };
}

/** A damaged state file is no bug; it can be thrown away. */
function asRefusal(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new Refusal(
    "sandbox",
    `The sandbox cannot start: ${message}`,
    `Delete ${SANDBOX_STATE} to begin anew.`,
  );
}

/** What is in there is nobody's source: git need not see it. */
function makeIgnoredFolder(folder: string): void {
  try {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error(`${folder} is a symbolic link.`);
    mkdirSync(folder, { recursive: true });
    const ignore = resolve(folder, ".gitignore");
    // A checkout may bring a link along; made anew, the file is where it should be.
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n", { flag: "wx" });
  } catch (error) {
    asRefusal(error);
  }
}

/** Every target of the file whose ids are known: its property with a web stream, and its container. */
export function sandboxSeed(goalSet: GoalSet, io: Process) {
  const targets = goalSet.targets.flatMap(({ name }) => resolveTarget(goalSet, name, io.env).target ?? []);
  return {
    properties: targets.map(({ name, ga4 }) => ({ ...ga4, displayName: `${goalSet.owner} ${name}` })),
    containers: targets.map(({ name, gtm }) => ({
      ...containerNumbers(gtm),
      name: `${goalSet.owner} ${name}`,
    })),
  };
}

function containerNumbers(gtm: GtmContainer): { publicId: string; account?: string; container?: string } {
  if ("publicId" in gtm) return { publicId: gtm.publicId };
  return { publicId: `GTM-SANDBOX${gtm.container}`, account: gtm.account, container: gtm.container };
}
