/** What a method of an API gets, and how methods are declared. */
import type { ReadingRules } from "./message.ts";
import type { Fields, Json, SandboxState } from "./state.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";

/** The things that outlive a call. */
export interface World {
  readonly state: SandboxState;
  readonly switches: Switches;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export interface WorldOptions {
  /** Milliseconds since the epoch. Without one, the clock is stopped at the start of 2026. */
  readonly clock?: () => number;
  readonly switches?: Partial<Switches>;
}

export function createWorld(state: SandboxState, options: WorldOptions): World {
  return {
    state,
    clock: options.clock ?? (() => START_OF_2026),
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
  };
}

const START_OF_2026 = Date.UTC(2026, 0, 1);

export interface Call extends World {
  /** The request's path without a leading slash or query. */
  readonly path: string;
  /** The named parts of the route's path, decoded. */
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  /** The request message without default values; empty for methods that have none. */
  readonly body: Fields;
}

export interface Route {
  readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `v1beta/properties/{property}/keyEvents`; a named part never spans a slash or a colon. */
  readonly path: string;
  readonly rpc: string;
  /** Last parts of the scope URLs of which any one opens the method. */
  readonly scopes: readonly string[];
  /** The name of the request message, for methods that have one. */
  readonly body?: string;
  /** The query parameters that the method knows. */
  readonly query?: readonly string[];
  /** A POST that only asks: the state need not be saved after it. */
  readonly changesNothing?: true;
  /** Absent for methods that the sandbox knows but does not play. */
  readonly run?: (call: Call) => Json | undefined;
}

/** The strict reading of a request under the given switches. */
export function requestRules(switches: Switches): ReadingRules {
  return { upperSnake: switches.acceptsUpperSnake, unknownFields: "refuse" };
}

/** A named part of the path; the router has checked that it exists. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no part named ${name}`);
  return value;
}

/** A new version stamp: the time in milliseconds, 13 digits, greater than every one before it. */
export function nextFingerprint(world: World): string {
  world.state.lastFingerprint = Math.max(world.clock(), world.state.lastFingerprint + 1);
  return String(world.state.lastFingerprint).padStart(13, "0");
}
