/** Sends a page's request to where it belongs, as it is, and the answer back. */
import { type IncomingMessage, request as plainRequest, type ServerResponse } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";

/** Hosts that are somewhere else than their name says. */
export type Upstream = readonly MappedHost[];

export interface MappedHost {
  /** `www.acme.example`, or `*.acme.example` for every host below. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Null: there was no answer, for the reason. */
export type OnAnswer = (
  status: number | null,
  reason: string | null,
  bytes: number,
  text: string | null,
) => void;

export interface Forwarding {
  readonly url: URL;
  readonly upstream: Upstream;
  /** The text of the answer is wanted, too. */
  readonly isRead: boolean;
}

/** Certificates are checked as Node does, so `NODE_EXTRA_CA_CERTS` names further authorities. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { url, upstream, isRead }: Forwarding,
  onAnswer: OnAnswer,
): void {
  const isSecure = url.protocol === "https:";
  const place = placeOf(url, upstream);
  const forwarded = (isSecure ? secureRequest : plainRequest)({
    host: place.address,
    port: place.port,
    ...(isSecure && isIP(url.hostname.replace(/[[\]]/g, "")) === 0 ? { servername: url.hostname } : {}),
    method: request.method,
    path: url.pathname + url.search,
    headers: passedOn(request.rawHeaders, isRead ? ["accept-encoding"] : []),
    timeout: TIMEOUT,
    // As browsers read what servers answer.
    maxHeaderSize: 256 * 1024,
    insecureHTTPParser: true,
  });
  let isAnswered = false;
  forwarded.on("response", (answer) => {
    isAnswered = true;
    passAnswerOn(answer, response, isFile(request, answer), isRead, onAnswer);
  });
  forwarded.on("timeout", () => forwarded.destroy(new Error(`no answer within ${TIMEOUT / 1000} seconds`)));
  forwarded.on("error", (error) => {
    if (isAnswered) return void response.destroy();
    onAnswer(null, reasonOf(error), 0, null);
    response
      .writeHead(502, { "content-type": "text/plain", "cache-control": "no-store" })
      .end(reasonOf(error));
  });
  response.on("close", () => forwarded.destroy());
  request.pipe(forwarded);
}

function passAnswerOn(
  answer: IncomingMessage,
  response: ServerResponse,
  isFile: boolean,
  isRead: boolean,
  onAnswer: OnAnswer,
): void {
  let bytes = 0;
  const parts: Buffer[] = [];
  answer.on("data", (part: Buffer) => {
    bytes += part.length;
    if (isRead) parts.push(part);
  });
  const text = () => (isRead ? Buffer.concat(parts).toString() : null);
  answer.on("end", () => onAnswer(answer.statusCode ?? 0, null, bytes, text()));
  answer.on("error", () => response.destroy());
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, [
    ...passedOn(answer.rawHeaders),
    ...(isFile ? ["content-disposition", "attachment"] : []),
  ]);
  answer.pipe(response);
}

/** A file in place of a page is not shown: the page with the link stays, as the steps after it expect. */
function isFile({ headers }: IncomingMessage, answer: IncomingMessage): boolean {
  const type = answer.headers["content-type"] ?? "text/html";
  return headers["upgrade-insecure-requests"] === "1" && !/^(?:text|image)\/|\bxml\b/.test(type);
}

/** Milliseconds. */
const TIMEOUT = 30_000;

function placeOf(url: URL, upstream: Upstream): { readonly address: string; readonly port: number } {
  const mapped = upstream.find(({ host }) =>
    host.startsWith("*.") ? url.hostname.endsWith(host.slice(1)) : url.hostname === host,
  );
  if (mapped) return mapped;
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return { address: url.hostname.replace(/[[\]]/g, ""), port };
}

/** What is about one connection, or would make the browser go another way or report to others the next time. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "transfer-encoding",
  "upgrade",
  "alt-svc",
  "nel",
  "report-to",
]);

/** @param headers name, value, name, value … */
function passedOn(headers: readonly string[], without: readonly string[] = []): string[] {
  return headers.filter((_, index) => {
    const name = headers[index - (index % 2)]!.toLowerCase();
    return !OWN_HEADERS.has(name) && !without.includes(name);
  });
}

function reasonOf(error: Error & { readonly code?: string }): string {
  if (error.code === "EPROTO" && error.message.includes("wrong version number"))
    return "the server answers HTTP where HTTPS was asked for (for an address without TLS, name it with `--site http://…`)";
  return error.message.trim() || error.code || "the connection was lost";
}
