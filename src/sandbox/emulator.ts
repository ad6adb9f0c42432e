/** From a request to its answer, without sockets: everything but the transport. */
import type { Visitors } from "../visits/visitors.ts";
import { ANALYTICS_ADMIN_V1ALPHA, ANALYTICS_ADMIN_V1BETA } from "./analytics-admin/api.ts";
import { ANALYTICS_DATA_V1ALPHA, ANALYTICS_DATA_V1BETA } from "./analytics-data/api.ts";
import { type Call, createWorld, requestRules, type World, type WorldOptions } from "./call.ts";
import { editContainer } from "./control/edit-container.ts";
import { editProperty } from "./control/edit-property.ts";
import type { ScreenEdit } from "./control/screen-edit.ts";
import { checkCredential } from "./credentials.ts";
import { withNumbers } from "./enum-numbers.ts";
import { eventExport } from "./events/export.ts";
import { firstProperty, propertyNamed } from "./events/read-arrivals.ts";
import { type Arrival, receive } from "./events/receive.ts";
import { type VisitRequest, type VisitSummary, visit } from "./events/visits.ts";
import type { Fault } from "./faults/fault.ts";
import { faultAnswer } from "./faults/fault-answers.ts";
import { createFaultList, type Delivery, deliver } from "./faults/fault-list.ts";
import { showFault } from "./faults/fault-text.ts";
import { checkMask, masked } from "./field-mask.ts";
import { type ApiMethod, badPayload, GoogleError, unimplemented } from "./google-error.ts";
import { InvalidInput } from "./invalid-input.ts";
import { readMessage } from "./message.ts";
import { methodId } from "./method-id.ts";
import { checkQuery, readQuery } from "./query.ts";
import { createQuota, type Quota, type QuotaRule } from "./quota.ts";
import type { RequestLogEntry } from "./request-log.ts";
import { EMPTY, json, noSuchPage, refusal, type SandboxResponse } from "./responses.ts";
import { createRouter, type Match, type Router } from "./router.ts";
import { checkAccess } from "./set-up/access.ts";
import { checkProject } from "./set-up/project.ts";
import { asksForTokenInfo, tokenInfo } from "./set-up/token-info.ts";
import type { Fields, Json, SandboxState } from "./state.ts";
import type { Switches } from "./switches.ts";
import { type SystemParameters, systemParametersOf } from "./system-parameters.ts";
import { TAG_MANAGER } from "./tag-manager/api.ts";

export interface SandboxOptions extends WorldOptions {
  /** The request quota of Tag Manager; Google's own is 25 requests in 100 seconds. None by default. */
  readonly quota?: QuotaRule | null;
  readonly onRequest?: (entry: RequestLogEntry) => void;
  /** Who plays visits: `VISITORS` of src/visits/visitors.ts. Nobody by default. */
  readonly visitors?: Visitors | undefined;
}

/** @throws InvalidInput if the sandbox was started without any */
function someVisitors({ visitors }: SandboxOptions): Visitors {
  if (visitors !== undefined) return visitors;
  throw new InvalidInput("This sandbox was started without visitors, so nobody can visit it.");
}

export interface SandboxRequest {
  readonly method: string;
  /** Path and query, such as `/v1beta/accountSummaries?pageSize=200`. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: string;
}

export interface Sandbox {
  readonly state: SandboxState;
  /** Deals with one request, changing `state` in place. Never throws for anything a request contains. */
  handle(request: SandboxRequest): Delivery;
  /** Whether a request may change `state`. */
  changes(request: SandboxRequest): boolean;
  /** From now on exactly these faults happen; every count starts again. */
  setFaults(faults: readonly Fault[]): void;
  clearFaults(): void;
  /**
   * Does what somebody does in Tag Manager's or Analytics' screen.
   *
   * @returns what came of it.
   * @throws InvalidInput or GoogleError, with nothing changed.
   */
  edit(edit: ScreenEdit): Json;
  /**
   * Visitors do something: events arrive at a property, and count as it is configured now, whatever time they are of.
   *
   * @param property the number, with or without `properties/`
   * @throws InvalidInput if there is no such property
   */
  receive(property: string, arrivals: readonly Arrival[]): void;
  /**
   * What a property received, in the form of the event export: a JSON object on each line.
   *
   * @param property the first one where it is missing
   * @throws InvalidInput if there is no such property
   */
  events(property?: string): string;
  /**
   * People visit what is live.
   *
   * @throws InvalidInput if there is no such property or container, or this sandbox has no visitors
   */
  visit(wanted: VisitRequest): VisitSummary;
}

const APIS = [
  TAG_MANAGER,
  ANALYTICS_ADMIN_V1BETA,
  ANALYTICS_ADMIN_V1ALPHA,
  ANALYTICS_DATA_V1BETA,
  ANALYTICS_DATA_V1ALPHA,
];

const KNOWN_SCOPES = [
  ...new Set(APIS.flatMap(({ routes }) => routes.flatMap(({ scopes }) => scopes))),
].sort();

export function createSandbox(state: SandboxState, options: SandboxOptions = {}): Sandbox {
  const world = createWorld(state, options);
  const quota = createQuota(options.quota ?? null, world.switches.retryAfter);
  const context: Context = { router: createRouter(APIS), quota, world };
  const faults = createFaultList();
  return {
    state,
    changes: (request) =>
      request.method !== "GET" &&
      !asksForTokenInfo(request) &&
      placeOf(context, request).match?.route.changesNothing !== true,
    setFaults: faults.set,
    clearFaults: () => faults.set([]),
    edit: (edit) => ("container" in edit ? editContainer(world, edit) : editProperty(world, edit)),
    receive: (property, arrivals) => receive(propertyNamed(state, property), arrivals),
    events: (property) =>
      eventExport(property === undefined ? firstProperty(state) : propertyNamed(state, property)),
    visit: (wanted) => visit(state, wanted, someVisitors(options), world.switches),
    handle(request) {
      const place = placeOf(context, request);
      const fault = faults.meet(namesOf(request, place));
      const delivery = deliver(
        fault,
        () => answer(context, request, place),
        (status) => faultAnswer(status, apiMethodOf(place), world.switches),
      );
      options.onRequest?.(logEntry(request, place, fault, delivery));
      return delivery;
    },
  };
}

interface Context {
  readonly router: Router;
  readonly quota: Quota;
  readonly world: World;
}

/** What a URL means. */
interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly match: Match | undefined;
}

function placeOf({ router }: Context, { method, url }: SandboxRequest): Place {
  const mark = url.indexOf("?");
  const path = (mark < 0 ? url : url.slice(0, mark)).replace(/^\//, "");
  const query = readQuery(mark < 0 ? "" : url.slice(mark + 1));
  return { path, query, match: router(method, path) };
}

/** Every name under which a fault may mean the request. */
function namesOf({ method }: SandboxRequest, { path, match }: Place): string[] {
  const names = match === undefined ? [] : [methodId(match), match.route.rpc];
  return [...names, `${method} /${path}`];
}

function apiMethodOf({ match }: Pick<Place, "match">): ApiMethod {
  return { rpc: match?.route.rpc ?? "", service: (match?.api ?? TAG_MANAGER).service };
}

function logEntry(
  { method, url }: SandboxRequest,
  { match }: Place,
  fault: Fault | undefined,
  delivery: Delivery,
): RequestLogEntry {
  const isAnswered =
    delivery !== "closed" && "response" in delivery && delivery.delay !== Number.POSITIVE_INFINITY;
  return {
    method,
    url,
    ...(match !== undefined && { rpc: match.route.rpc }),
    status: isAnswered ? delivery.response.status : 0,
    ...(fault !== undefined && { fault: showFault(fault) }),
  };
}

function answer(context: Context, request: SandboxRequest, place: Place): SandboxResponse {
  const { match } = place;
  if (asksForTokenInfo(request))
    return tokenInfo(request, KNOWN_SCOPES, context.world.switches, context.world.clock());
  if (match === undefined) return noSuchPage(request.url);
  try {
    const wanted = systemParametersOf(place.query, request.headers);
    const result = run(context, request, match, place, wanted);
    return result === undefined ? EMPTY : json(200, asWanted(match, result, wanted), wanted.isPretty);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return refusal(error);
  }
}

function asWanted(match: Match, result: Json, { fields, enumsAsNumbers }: SystemParameters): Json {
  const part = fields === null ? result : masked(result, fields);
  const message = answerOf(match);
  return enumsAsNumbers && message !== undefined ? withNumbers(match.api.messages, message, part) : part;
}

/** The message of the answer. */
function answerOf(match: Match): string | undefined {
  return match.api.answers[methodId(match)];
}

function run(
  context: Context,
  request: SandboxRequest,
  match: Match,
  { path, query }: Place,
  { fields }: SystemParameters,
): Json | undefined {
  const { api, route, params } = match;
  const { world } = context;
  const method = apiMethodOf({ match });
  checkCredential(request.headers["authorization"], route.scopes, method, world.switches);
  checkProject(method, request.headers["x-goog-user-project"], world.switches);
  checkAccess(match, world.switches);
  if (api.metered) context.quota.take(world.clock(), api.service);
  if (route.run === undefined) throw unimplemented(route.rpc);
  const message = answerOf(match);
  if (fields !== null && message !== undefined) checkMask(api.messages, message, fields);
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
