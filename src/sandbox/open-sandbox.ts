/** A sandbox with its state file, its log of requests and its clock: everything behind the socket. */
import type { Controlled } from "./control/control.ts";
import { createStoppedClock } from "./control/own-clock.ts";
import { createSandbox, type Sandbox, type SandboxOptions, type SandboxRequest } from "./emulator.ts";
import { collect, collected } from "./events/collect.ts";
import type { Fault } from "./faults/fault.ts";
import type { RequestLogEntry } from "./request-log.ts";
import type { SandboxResponse } from "./responses.ts";
import { type SandboxSeed, seed } from "./seed.ts";
import { emptyState, type SandboxState } from "./state.ts";
import { loadState, saveState } from "./state-file.ts";

export interface StartOptions extends SandboxOptions {
  /** Where the state lives between runs. Without one it is gone at the end. */
  readonly stateFile?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Accounts to start from; what the state file already has is left alone. */
  readonly seed: SandboxSeed;
  /**
   * Milliseconds since the epoch: the sandbox's own clock is stopped at
   * this time until `POST /sandbox/clock` moves it. It goes before `clock`.
   */
  readonly startTime?: number;
  /** What goes wrong from the first request on. */
  readonly faults?: readonly Fault[];
}

export interface OpenSandbox extends Controlled {
  readonly sandbox: Sandbox;
  readonly requests: RequestLogEntry[];
  /** Seconds between this machine's clock and Google's. */
  readonly clockAhead: number;
  /** Writes the state file, when there is one. */
  save(): void;
  /** A hit of a browser arrives. */
  collect(request: SandboxRequest): SandboxResponse;
}

export function openSandbox(options: StartOptions): OpenSandbox {
  const requests: RequestLogEntry[] = [];
  const ownClock = options.startTime === undefined ? undefined : createStoppedClock(options.startTime);
  const clock = ownClock?.now ?? options.clock ?? Date.now;
  const state = openState(options, clock);
  const sandbox = createSandbox(state, {
    ...options,
    clock,
    onRequest: (entry) => {
      requests.push(entry);
      options.onRequest?.(entry);
    },
  });
  sandbox.setFaults(options.faults ?? []);
  const save = () => {
    if (options.stateFile !== undefined) saveState(options.stateFile, state);
  };
  const saving = <Args extends unknown[], Result>(change: (...args: Args) => Result) =>
    followedBy(change, save);
  return {
    sandbox,
    state,
    requests,
    setFaults: sandbox.setFaults,
    edit: saving(sandbox.edit),
    receive: saving(sandbox.receive),
    visit: saving(sandbox.visit),
    events: sandbox.events,
    visitors: options.visitors,
    clock: ownClock,
    clockAhead: options.switches?.clockAhead ?? 0,
    save,
    collect: (request) => {
      if (collect(state, request, clock())) save();
      return collected(request);
    },
  };
}

function followedBy<Args extends unknown[], Result>(
  change: (...args: Args) => Result,
  then: () => void,
): (...args: Args) => Result {
  return (...args) => {
    const result = change(...args);
    then();
    return result;
  };
}

function openState(options: StartOptions, clock: () => number): SandboxState {
  const state = (options.stateFile === undefined ? undefined : loadState(options.stateFile)) ?? emptyState();
  seed(state, options.seed, { clock, ...(options.switches && { switches: options.switches }) });
  if (options.stateFile !== undefined) saveState(options.stateFile, state);
  return state;
}
