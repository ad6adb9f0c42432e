/** `goalform sandbox`: the emulator of Google's APIs as a separate server. */
import { resolve } from "node:path";
import { readValidGoals } from "../app/goals-file.ts";
import { Refusal } from "../app/result/refusal.ts";
import { didYouMean } from "../language/schema/nearest.ts";
import { readContainerExport } from "../machine/container-export.ts";
import { EXAMPLE_SEED, sandboxSeed } from "../machine/sandbox-seed.ts";
import { save } from "../machine/save.ts";
import type {
  QuotaRule,
  RequestLogEntry,
  SandboxSeed,
  StartOptions,
  Switches,
  VisitRequest,
  VisitSummary,
} from "../sandbox/sandbox.ts";
import { DAY, MINUTE, readCrowd, settledDay } from "./crowd-plan.ts";
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
  /** Tests files. */
  readonly visits?: readonly string[] | undefined;
  /** True for the usual one, or its plan. */
  readonly crowd?: true | string | undefined;
  /** Where to write the event export. */
  readonly events?: string | undefined;
  /** False: the visits are all. */
  readonly serve?: boolean | undefined;
}

/** Google's documented window for Tag Manager. */
const QUOTA = { requests: 25, seconds: 100 };

/** Serves until the process is stopped; what it has to say it says at once. */
export async function sandbox(options: SandboxOptions, io: Process): Promise<null> {
  const emulator = await import("../sandbox/sandbox.ts");
  const visitors = await import("../app/visits.ts");
  const coming = visitsOf(options, visitors, io);
  const running = await refusingBadInput(emulator, () =>
    emulator.startSandbox({ ...startOptions(options, emulator, io), visitors: visitors.VISITORS }),
  );
  io.stop?.addEventListener("abort", () => void running.close());
  if (coming !== null) {
    const visited = await refusingBadInput(emulator, async () => running.visit(coming.wanted));
    io.err(visitedText(visited, coming.expected));
  }
  if (options.events !== undefined) {
    const text = running.sandbox.events(coming?.wanted.property);
    save("The event export", options.events, resolve(io.cwd, options.events), text);
  }
  if (options.serve === false) {
    await running.close();
    return null;
  }
  io.out(`${running.url}\n`);
  io.err(
    `The sandbox listens at ${running.url}. Use it with --endpoint ${running.url}; stop it with Ctrl+C.\n`,
  );
  return null;
}

interface SentVisit {
  readonly wanted: VisitRequest;
  /** Events that must count, if the file is live. */
  readonly expected: readonly string[];
}

/** The visits of the tests files, on the last settled day, and the crowd; null if nobody comes. */
function visitsOf(
  options: SandboxOptions,
  app: typeof import("../app/visits.ts"),
  io: Process,
): SentVisit | null {
  const { file, visits: tests = [], crowd, serve, state } = options;
  if (serve === false && state === undefined) throw NOTHING_LEFT;
  if (crowd === undefined && tests.length === 0) return null;
  if (file === undefined)
    throw new Refusal(
      "sandbox-options",
      "Visits need the goals file that they are about.",
      "Name it with -f.",
    );
  const ports = portsOf(io);
  const goalSet = readValidGoals(file, ports);
  const now = options.clock === undefined ? Date.now() : readTime(options.clock);
  const noon = settledDay(now) + DAY / 2;
  const played = tests.length === 0 ? [] : app.visitsIn(file, tests, ports);
  const people = crowd === undefined ? [] : app.crowdFor(goalSet, file, readCrowd(crowd, now), ports).visits;
  return {
    wanted: {
      ...app.propertyOf(goalSet, ports),
      visits: [...played.map((steps, index) => ({ at: noon + index * MINUTE, steps })), ...people],
    },
    expected: app.eventsOf(goalSet, people),
  };
}

const NOTHING_LEFT = new Refusal(
  "sandbox-options",
  "Without --state, nothing of --no-serve would be left.",
  "Name a state file: --state .goalform/sandbox.json.",
);

function visitedText(
  { visits, events, keyEvents, unknown }: VisitSummary,
  expected: readonly string[],
): string {
  const counts = Object.entries(keyEvents).map(([event, count]) => `${event} ${count}`);
  const missing = expected.filter((event) => keyEvents[event] === undefined);
  return [
    `${visits} visits sent ${events} events. Key events: ${counts.sort().join(", ") || "none"}.`,
    ...(missing.length === 0
      ? []
      : [`Not counted: ${missing.join(", ")}. Is the file live in this sandbox? Apply it first.`]),
    ...unknown.map((reason) => `It is not known what they did with ${reason}.`),
    "",
  ].join("\n");
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
