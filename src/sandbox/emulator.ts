/** From a request to its answer, without sockets: everything but the transport. */
import { ANALYTICS_ADMIN_V1ALPHA, ANALYTICS_ADMIN_V1BETA } from "./analytics-admin/api.ts";
import { type Call, createWorld, requestRules, type World, type WorldOptions } from "./call.ts";
import { checkCredential } from "./credentials.ts";
import { badPayload, GoogleError, unimplemented } from "./google-error.ts";
import { readMessage } from "./message.ts";
import { checkQuery } from "./query.ts";
import { createQuota, type Quota, type QuotaRule } from "./quota.ts";
import { EMPTY, json, noSuchPage, refusal, type SandboxResponse } from "./responses.ts";
import { createRouter, type Match, type Router } from "./router.ts";
import type { Fields, Json, SandboxState } from "./state.ts";
import type { Switches } from "./switches.ts";
import { TAG_MANAGER } from "./tag-manager/api.ts";

export interface SandboxOptions extends WorldOptions {
  /** The request quota of Tag Manager; Google's own is 25 requests in 100 seconds. None by default. */
  readonly quota?: QuotaRule | null;
  readonly onRequest?: (entry: RequestLogEntry) => void;
}

export interface SandboxRequest {
  readonly method: string;
  /** Path and query, such as `/v1beta/accountSummaries?pageSize=200`. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: string;
}

/** One answered request. Neither tokens nor bodies are kept. */
export interface RequestLogEntry {
  readonly method: string;
  readonly url: string;
  /** The API's own name of the method; absent when the path means none. */
  readonly rpc?: string;
  readonly status: number;
}

export interface Sandbox {
  readonly state: SandboxState;
  /** Answers one request, changing `state` in place. Never throws for anything a request contains. */
  handle(request: SandboxRequest): SandboxResponse;
}

const APIS = [TAG_MANAGER, ANALYTICS_ADMIN_V1BETA, ANALYTICS_ADMIN_V1ALPHA];

export function createSandbox(state: SandboxState, options: SandboxOptions = {}): Sandbox {
  const context: Context = {
    router: createRouter(APIS),
    quota: createQuota(options.quota ?? null),
    world: createWorld(state, options),
  };
  return {
    state,
    handle(request) {
      const { match, response } = answer(context, request);
      const rpc = match === undefined ? {} : { rpc: match.route.rpc };
      options.onRequest?.({ method: request.method, url: request.url, ...rpc, status: response.status });
      return response;
    },
  };
}

interface Context {
  readonly router: Router;
  readonly quota: Quota;
  readonly world: World;
}

function answer(context: Context, request: SandboxRequest): { match?: Match; response: SandboxResponse } {
  const { path, query } = splitUrl(request.url);
  const match = context.router(request.method, path);
  if (match === undefined) return { response: noSuchPage(request.url) };
  try {
    const result = run(context, request, match, path, query);
    return { match, response: result === undefined ? EMPTY : json(200, result) };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { match, response: refusal(error) };
  }
}

function run(
  context: Context,
  request: SandboxRequest,
  match: Match,
  path: string,
  query: URLSearchParams,
): Json | undefined {
  const { api, route, params } = match;
  const { world } = context;
  checkCredential(request.headers["authorization"], route.scopes, { rpc: route.rpc, service: api.service });
  if (api.metered) context.quota.take(world.clock(), api.service);
  if (route.run === undefined) throw unimplemented(route.rpc);
  if (api.unknownQuery === "refuse") checkQuery(query, route.query ?? []);
  const call: Call = { ...world, path, params, query, body: readBody(match, request.body, world.switches) };
  return route.run(call);
}

function readBody({ api, route }: Match, body: string, switches: Switches): Fields {
  const json = body.trim() === "" ? {} : parseBody(body);
  return readMessage(api.messages, route.body ?? "Empty", json, requestRules(switches));
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badPayload([{ field: "", description: "Invalid JSON payload received. Unexpected token.\n" }]);
  }
}

function splitUrl(url: string): { path: string; query: URLSearchParams } {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  return { path: path.replace(/^\//, ""), query: new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)) };
}
