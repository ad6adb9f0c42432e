/** `goalform sandbox`: the emulator of Google's APIs as a server of its own. */
import { resolve } from "node:path";
import { readValidGoals } from "../app/goals-file.ts";
import { Refusal } from "../app/result/refusal.ts";
import { didYouMean } from "../language/schema/nearest.ts";
import { readContainerExport } from "../machine/container-export.ts";
import { EXAMPLE_SEED, sandboxSeed } from "../machine/sandbox-seed.ts";
import type { QuotaRule, RequestLogEntry, SandboxSeed, StartOptions, Switches } from "../sandbox/sandbox.ts";
import { portsOf } from "./ports.ts";
import type { Process } from "./process.ts";

export interface SandboxOptions {
  readonly file?: string | undefined;
  readonly port: number;
  readonly state?: string | undefined;
  readonly container?: string | undefined;
  /** True for Google's documented quota, or `requests/seconds`. */
  readonly quota?: true | string | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly switch?: readonly string[] | undefined;
  /** The time at which the sandbox's own clock is stopped, in ISO 8601. */
  readonly clock?: string | undefined;
}

/** Google's documented window for Tag Manager. */
const QUOTA = { requests: 25, seconds: 100 };

/** Serves until the process is stopped; what it has to say it says at once. */
export async function sandbox(options: SandboxOptions, io: Process): Promise<null> {
  const emulator = await import("../sandbox/sandbox.ts");
  const running = await refusingBadInput(emulator, () =>
    emulator.startSandbox(startOptions(options, emulator, io)),
  );
  io.stop?.addEventListener("abort", () => void running.close());
  io.out(`${running.url}\n`);
  io.err(
    `The sandbox listens at ${running.url}. Use it with --endpoint ${running.url}; stop it with Ctrl+C.\n`,
  );
  return null;
}

/** The emulator is loaded only for this command. */
type Emulator = typeof import("../sandbox/sandbox.ts");

function startOptions(options: SandboxOptions, emulator: Emulator, io: Process): StartOptions {
  return {
    port: options.port,
    seed: withExport(seedOf(options, io), options, emulator, io),
    quota: readQuota(options.quota),
    faults: (options.fault ?? []).map(emulator.parseFault),
    switches: Object.assign({}, ...(options.switch ?? []).map((text) => readSwitch(text, emulator))),
    ...(options.clock === undefined ? {} : { startTime: readTime(options.clock) }),
    ...(options.state === undefined ? {} : { stateFile: resolve(io.cwd, options.state) }),
    onRequest: (entry) => io.err(logLine(entry)),
  };
}

function logLine({ method, url, status, fault }: RequestLogEntry): string {
  const answer = status === 0 ? "---" : status;
  return `${answer} ${method} ${url}${fault === undefined ? "" : ` (fault ${fault})`}\n`;
}

async function refusingBadInput<T>({ InvalidInput }: Emulator, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInput) throw new Refusal("sandbox-options", error.message);
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Refusal(
      "port-taken",
      "Something else listens at this port.",
      "Leave --port out for a free one.",
    );
  }
}

function readSwitch(text: string, { parseSwitch, SWITCH_NAMES }: Emulator): Partial<Switches> {
  const [written = "", value] = text.split("=", 2);
  const name = SWITCH_NAMES.find((known) => known === written);
  if (name === undefined) {
    throw new Refusal(
      "unknown-switch",
      `The sandbox has no switch named "${written}".`,
      didYouMean(written, SWITCH_NAMES),
    );
  }
  return parseSwitch(name, value ?? "");
}

function readQuota(quota: SandboxOptions["quota"]): QuotaRule | null {
  if (quota === undefined) return null;
  if (quota === true) return QUOTA;
  const [, requests, seconds] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(quota) ?? [];
  if (requests !== undefined) return { requests: Number(requests), seconds: Number(seconds) };
  throw new Refusal(
    "sandbox-quota",
    `"${quota}" is not a quota.`,
    "Write requests/seconds, such as 15/60, or --quota alone for Google's 25/100.",
  );
}

/** Milliseconds since the epoch. Without a zone, the same line would mean another time on another machine. */
function readTime(text: string): number {
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Refusal("sandbox-clock", `"${text}" is not a time.`, "Write it like 2026-03-01T09:00:00Z.");
}

function seedOf({ file }: SandboxOptions, io: Process): SandboxSeed {
  return file === undefined ? EXAMPLE_SEED : sandboxSeed(readValidGoals(file, portsOf(io)), io.env);
}

/** The first container starts with what the export file contains. */
function withExport(
  seed: SandboxSeed,
  { container }: SandboxOptions,
  emulator: Emulator,
  { cwd, err }: Process,
): SandboxSeed {
  const [first, ...rest] = seed.containers;
  if (container === undefined || !first) return seed;
  const file = readContainerExport(resolve(cwd, container), emulator, err);
  return { ...seed, containers: [{ ...first, export: file }, ...rest] };
}
