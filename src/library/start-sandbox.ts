/** `startSandbox`: the emulator of Google's APIs, for the tests of other projects. */
import { Refusal } from "../app/result/refusal.ts";
import { EXAMPLE_SEED, sandboxSeed } from "../machine/sandbox-seed.ts";
import type { SandboxSeed, StartOptions } from "../sandbox/sandbox.ts";
import { type Environment, Goals } from "./goals.ts";
import { orGoalformError } from "./or-error.ts";

export interface SandboxOptions {
  /**
   * The sandbox has the properties, streams and containers of the file's targets, and no goals yet. Default: those of
   * goals.example.yaml (property 123456789 with stream G-TEST123456, container GTM-TEST01, and the same for staging).
   */
  readonly goals?: Goals | undefined;
  /** Targets whose variables are not in it are left out. */
  readonly env?: Environment | undefined;
  /** A parsed container export file of Tag Manager: what the first container starts with. */
  readonly container?: unknown;
  /** Default: 0, any free one. */
  readonly port?: number | undefined;
  /** The sandbox's clock is stopped at this time, which makes every response the same in every run. Default: the machine's clock. */
  readonly clock?: Date | undefined;
  /** What goes wrong, such as `429@3` or `close-after@every:create_version`; docs/sandbox.md lists them. */
  readonly faults?: readonly string[] | undefined;
}

export interface SandboxRequest {
  readonly method: string;
  readonly url: string;
  /** Google's own name of the method; absent if the path means none. */
  readonly rpc?: string;
  /** 0 if the client got no response. */
  readonly status: number;
  /** The fault that the request triggered. */
  readonly fault?: string;
}

export interface Sandbox {
  /** The root of Tag Manager's and Analytics' paths, on the loopback interface: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** A bearer token that the sandbox accepts for everything. It means nothing to Google. */
  readonly accessToken: string;
  /** Every request so far, oldest first, without tokens and bodies. */
  readonly requests: readonly SandboxRequest[];
  /** Closes all connections. The state is gone. It may be called again. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator of Tag Manager, Analytics Admin and Analytics Data on this machine, with its state in memory.
 *
 * @throws GoalformError `port-taken`, or `sandbox-options` if the export or a fault cannot be used
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return orGoalformError(async () => {
    const emulator = await import("../sandbox/sandbox.ts");
    const { VISITORS } = await import("../app/visits.ts");
    const { url, requests, close } = await start(options, emulator, VISITORS).catch((error) =>
      refuseBadInput(error, emulator),
    );
    return { url, accessToken: "goalform-sandbox", requests, stop: close };
  });
}

/** Loaded only now: it is as large as everything else. */
type Emulator = typeof import("../sandbox/sandbox.ts");

async function start(options: SandboxOptions, emulator: Emulator, visitors: StartOptions["visitors"]) {
  const { port = 0, clock, faults = [] } = options;
  const wanted: StartOptions = {
    port,
    seed: seedOf(options),
    visitors,
    faults: faults.map(emulator.parseFault),
    ...(clock === undefined ? {} : { startTime: clock.getTime() }),
  };
  return emulator.startSandbox(wanted);
}

function seedOf({ goals, env = {}, container }: SandboxOptions): SandboxSeed {
  const seed = goals === undefined ? EXAMPLE_SEED : sandboxSeed(Goals.goalSetOf(goals), env);
  const [first, ...rest] = seed.containers;
  if (container === undefined || first === undefined) return seed;
  return { ...seed, containers: [{ ...first, export: container }, ...rest] };
}

function refuseBadInput(error: unknown, { InvalidInput }: Emulator): never {
  if (error instanceof InvalidInput)
    throw new Refusal("sandbox-options", error.message, null, { cause: error });
  if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
  throw new Refusal(
    "port-taken",
    "Something else listens at this port.",
    "Leave `port` out for a free one.",
    {
      cause: error,
    },
  );
}
