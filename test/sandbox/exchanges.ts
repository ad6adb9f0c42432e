/** Requests that a sandbox got and what it answered, and whether both keep to Google's Discovery documents. */

import type { Method, Parameter } from "../../scripts/discovery/document.ts";
import type { RunningSandbox, SandboxRequest, SandboxResponse } from "../../src/sandbox/sandbox.ts";
import { type Discovery, misfits } from "./discovery.ts";

export interface Exchange {
  readonly request: SandboxRequest;
  /** Undefined where the connection was closed. */
  readonly response: SandboxResponse | undefined;
}

/** Everything that is exchanged from now on, as it goes over the wire. */
export function record({ sandbox }: RunningSandbox): readonly Exchange[] {
  const exchanges: Exchange[] = [];
  const { handle } = sandbox;
  sandbox.handle = (request) => {
    const delivery = handle(request);
    exchanges.push({
      request,
      response: delivery === "closed" || "work" in delivery ? undefined : delivery.response,
    });
    return delivery;
  };
  return exchanges;
}

/** What is wrong with an exchange, each line beginning with the method's id. */
export function problemsOf(documents: readonly Discovery[], { request, response }: Exchange): string[] {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const meant = documents.flatMap((document) =>
    document.methods
      .filter(({ httpMethod, flatPath }) => httpMethod === request.method && fits(flatPath, pathname))
      .map((method) => ({ document, method })),
  );
  const [first] = meant;
  if (first === undefined || meant.length > 1)
    return [`${request.method} ${pathname} means ${meant.length} methods`];
  const { document, method } = first;
  return [
    ...queryProblems({ ...document.parameters, ...method.parameters }, searchParams),
    ...bodyProblems(document, method, request),
    ...(response === undefined ? [] : answerProblems(document, method, response)),
  ].map((problem) => `${method.id}: ${problem}`);
}

/** The id of the method that an exchange is about. */
export function idOf(documents: readonly Discovery[], { request }: Exchange): string | undefined {
  const { pathname } = new URL(request.url, "http://127.0.0.1");
  return documents
    .flatMap(({ methods }) => methods)
    .find(({ httpMethod, flatPath }) => httpMethod === request.method && fits(flatPath, pathname))?.id;
}

function fits(flatPath: string, pathname: string): boolean {
  const pattern = flatPath.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/:]+");
  return new RegExp(`^/${pattern}$`).test(pathname);
}

function queryProblems(known: { readonly [name: string]: Parameter }, query: URLSearchParams): string[] {
  const missing = Object.entries(known)
    .filter(([name, { location, required }]) => location === "query" && required && !query.has(name))
    .map(([name]) => `the query lacks ${name}`);
  const wrong = [...new Set(query.keys())].flatMap((name) => {
    const parameter = known[name];
    if (parameter?.location !== "query") return [`the query has ${name}`];
    const values = query.getAll(name);
    if (values.length > 1 && !parameter.repeated) return [`${name} is repeated`];
    return values.filter((value) => !isValue(parameter, value)).map((value) => `${name} is ${value}`);
  });
  return [...missing, ...wrong];
}

function isValue({ type, enum: values }: Parameter, value: string): boolean {
  if (type === "integer") return /^-?\d+$/.test(value);
  if (type === "boolean") return value === "true" || value === "false";
  return values === undefined || values.includes(value);
}

function bodyProblems(document: Discovery, { request: message }: Method, request: SandboxRequest): string[] {
  if (request.body === "") return [];
  if (message === undefined) return [`a body is sent: ${request.body}`];
  const type = request.headers["content-type"] ?? "";
  const typed = type.startsWith("application/json") ? [] : [`the body is of the type "${type}"`];
  return [...typed, ...misfits(document, message.$ref, JSON.parse(request.body), "request")];
}

function answerProblems(
  document: Discovery,
  { response: message }: Method,
  { status, headers, body }: SandboxResponse,
): string[] {
  if (status !== 200) return envelopeProblems({ status, headers, body });
  if (message === undefined) return body === "" ? [] : [`an answer is given: ${body}`];
  return misfits(document, message.$ref, JSON.parse(body));
}

/** google.rpc.Code and the HTTP statuses that the codes have. */
const STATUSES: { readonly [name: string]: readonly number[] } = {
  INVALID_ARGUMENT: [400],
  FAILED_PRECONDITION: [400, 412],
  UNAUTHENTICATED: [401],
  PERMISSION_DENIED: [403],
  NOT_FOUND: [404],
  ALREADY_EXISTS: [409],
  ABORTED: [409],
  RESOURCE_EXHAUSTED: [429],
  INTERNAL: [500],
  UNIMPLEMENTED: [501],
  UNAVAILABLE: [503],
};

/** Where an error differs from the envelope of all Google's JSON APIs; front-end pages are HTML. */
export function envelopeProblems({ status, headers, body }: SandboxResponse): string[] {
  if (headers["content-type"]?.startsWith("text/html")) {
    return body.includes(`<title>Error ${status} (`) ? [] : ["the page does not name its status"];
  }
  const { error, ...rest } = JSON.parse(body);
  const { code, message, status: name, errors = [{ message, reason: "" }], details = [], ...more } = error;
  return [
    ...Object.keys({ ...rest, ...more }).map((key) => `the envelope has ${key}`),
    ...(code === status ? [] : [`the code ${code} comes with ${status}`]),
    ...(typeof message === "string" && message !== "" ? [] : ["the message is missing"]),
    ...(STATUSES[name]?.includes(status) ? [] : [`the status ${name} comes with ${status}`]),
    ...(errors.length > 0 && errors.every(isSingleError) ? [] : ["errors is not a list of single errors"]),
    ...(details.every(isDetail) ? [] : ["details is not a list of typed details"]),
  ];
}

function isSingleError({ message, reason }: { message?: unknown; reason?: unknown }): boolean {
  return typeof message === "string" && typeof reason === "string";
}

function isDetail(detail: { "@type"?: unknown }): boolean {
  return /^type\.googleapis\.com\/google\.rpc\.\w+$/.test(String(detail["@type"]));
}
