/** Requests from the wire, and what their clients get to see. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import type { SandboxRequest } from "./emulator.ts";
import type { Delivery } from "./faults/fault-list.ts";
import type { SandboxResponse } from "./responses.ts";

export async function received(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
  return overridden({
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers,
    body: unpacked(Buffer.concat(chunks), incoming.headers["content-encoding"]),
  });
}

/**
 * For networks and addresses that let only a POST through (developers.google.com/gdata/docs/2.0/basics, PUT, PATCH and
 * DELETE). google-api-python-client sends a GET of more than 2,048 characters so, with its query in the body.
 */
function overridden(request: SandboxRequest): SandboxRequest {
  const method = request.headers["x-http-method-override"]?.toUpperCase();
  if (request.method !== "POST" || method === undefined) return request;
  if (method !== "GET") return { ...request, method };
  const url = request.body === "" ? request.url : `${request.url}?${request.body}`;
  return { ...request, method, url, body: "" };
}

/** What cannot be unpacked is not JSON either, and is refused as such. */
function unpacked(body: Buffer, encoding: string | undefined): string {
  if (encoding !== "gzip") return body.toString();
  try {
    return gunzipSync(body).toString();
  } catch {
    return "�";
  }
}

/** @param save keeps what the work did, before its answer is given */
export function hand(outgoing: ServerResponse, delivery: Delivery, save: () => void): void {
  if (delivery === "closed") outgoing.destroy();
  else if ("work" in delivery) workLater(outgoing, delivery, save);
  else if (delivery.delay === 0) send(outgoing, delivery.response);
  else if (delivery.delay !== Number.POSITIVE_INFINITY) sendLater(outgoing, delivery);
}

/** The client may have gone by then, and the sandbox may be closed without waiting for it. */
function sendLater(
  outgoing: ServerResponse,
  { response, delay }: Extract<Delivery, { readonly response: SandboxResponse }>,
): void {
  const timer = setTimeout(() => {
    if (!outgoing.destroyed) send(outgoing, response);
  }, delay);
  timer.unref();
}

/** What is on its way arrives also when nobody waits for the answer any more. */
function workLater(
  outgoing: ServerResponse,
  { work, arrivesAfter }: Extract<Delivery, { readonly arrivesAfter: number }>,
  save: () => void,
): void {
  const timer = setTimeout(() => {
    const response = work();
    save();
    if (!outgoing.destroyed) send(outgoing, response);
  }, arrivesAfter);
  timer.unref();
}

export function send(outgoing: ServerResponse, { status, headers, body }: SandboxResponse): void {
  if (body === "" || !wantsGzip(outgoing.req)) outgoing.writeHead(status, headers).end(body);
  else outgoing.writeHead(status, { ...headers, "content-encoding": "gzip" }).end(gzipSync(body));
}

/** Google asks for both (developers.google.com/tag-platform/tag-manager/api/v2/performance, Using gzip). */
function wantsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers["accept-encoding"])) && /gzip/.test(headers["user-agent"] ?? "");
}
