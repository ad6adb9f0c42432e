/**
 * Everything that a browser asks for goes through here: a proxy on this machine, one for each visit. Hits end here, so nothing
 * reaches the property; and they are seen even when they leave a page that is gone, which a browser's own events miss.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { parsedUrl } from "../parsed-url.ts";
import type { Certificate } from "./certificate.ts";
import { forward, type Upstream } from "./forward.ts";
import { type Hit, hitsIn } from "./hit.ts";
import { isDocument, isOfBrowser, type Limits, type PageRequest } from "./verdict.ts";

/** A request of a page that went no further. */
export interface Stopped {
  readonly why: "blocked" | "not-sent";
  readonly method: string;
  /** Without query and fragment, which may contain what somebody typed. */
  readonly url: string;
  /** Milliseconds since the visit began. */
  readonly at: number;
}

export interface SentHit extends Hit {
  readonly at: number;
}

export interface Answered {
  readonly url: string;
  /** Null: there was no answer, for this reason. */
  readonly status: number | null;
  readonly reason: string | null;
  readonly bytes: number;
  /** The container of an environment: it says which version it is. Null for everything else. */
  readonly text: string | null;
}

/** An environment of Tag Manager, whose version is served in place of the live one. Its code is a secret. */
export interface Environment {
  readonly code: string;
  /** `env-3` */
  readonly name: string;
  /** `GTM-…`: no other container gets the code; null if it is not known. */
  readonly container: string | null;
}

export interface GateSettings {
  readonly limits: Limits;
  readonly upstream: Upstream;
  readonly certificate: Certificate;
  /** Null: what is live. */
  readonly environment: Environment | null;
}

export class Gate {
  readonly hits: SentHit[] = [];
  readonly stopped: Stopped[] = [];
  /** Documents, and files of Google's tag. */
  readonly answered: Answered[] = [];
  /** Addresses that a form was about to be sent to: no page is opened there by itself. */
  readonly withheld = new Set<string>();
  readonly #limits: Limits;
  readonly #upstream: Upstream;
  readonly #environment: Environment | null;
  readonly #now: () => number;
  readonly #server: Server;
  /** When each request began that has no whole answer yet. */
  readonly #open = new Map<ServerResponse, number>();
  #last = Date.now();

  private constructor({ limits, upstream, environment, certificate }: GateSettings, now: () => number) {
    this.#limits = limits;
    this.#upstream = upstream;
    this.#environment = environment;
    this.#now = now;
    const secure = createSecureServer(
      { ...ROOM, key: certificate.key, cert: certificate.cert },
      (request, response) => this.#take(request, response, `https://${request.headers.host}${request.url}`),
    );
    const plain = createServer(ROOM, (request, response) =>
      this.#take(request, response, `http://${request.headers.host}${request.url}`),
    );
    this.#server = createServer(ROOM, (request, response) =>
      this.#take(request, response, request.url ?? ""),
    );
    this.#server.on("connect", (_, socket: Socket) => {
      this.#last = Date.now();
      socket.on("error", () => socket.destroy());
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.once("data", (first: Buffer) => {
        socket.pause();
        socket.unshift(first);
        (first[0] === TLS_HANDSHAKE ? secure : plain).emit("connection", socket);
      });
    });
    for (const server of [secure, plain, this.#server]) {
      server.on("upgrade", (request: IncomingMessage, socket: Socket) => this.#refuseSocket(request, socket));
      server.on("clientError", (_, socket) => socket.destroy());
      server.keepAliveTimeout = 0;
    }
    secure.on("tlsClientError", (_, socket) => socket.destroy());
  }

  /** @param now milliseconds since the visit began */
  static async open(settings: GateSettings, now: () => number): Promise<Gate> {
    const gate = new Gate(settings, now);
    await new Promise<void>((ready) => gate.#server.listen(0, "127.0.0.1", ready));
    return gate;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** When nothing has been asked for this long, or after `longest`; milliseconds. */
  async quiet(length: number, longest: number): Promise<void> {
    const end = Date.now() + longest;
    for (;;) {
      const now = Date.now();
      const isBusy = [...this.#open.values()].some((began) => now - began < LONG_REQUEST);
      const rest = isBusy ? 25 : this.#last + length - now;
      if (rest <= 0 || now >= end) return;
      await new Promise((done) => setTimeout(done, Math.min(rest, end - now)));
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #take(request: IncomingMessage, response: ServerResponse, address: string): void {
    this.#last = Date.now();
    this.#open.set(response, this.#last);
    response.on("close", () => {
      this.#open.delete(response);
      this.#last = Date.now();
    });
    request.on("error", () => response.destroy());
    if (parsedUrl(address) === null) {
      response.writeHead(400).end();
      return;
    }
    if (address.startsWith(LAST_PAGE)) {
      response.writeHead(200, { "content-type": "text/html" }).end();
      return;
    }
    const pageRequest = asPageRequest(request, new URL(address));
    const verdict = this.#isWithheld(pageRequest) ? "not-sent" : this.#limits.verdict(pageRequest);
    if (verdict === "hit") this.#takeHit(request, response, pageRequest.url);
    else if (verdict === "forward") this.#forward(request, response, pageRequest);
    else this.#stop(verdict, pageRequest, response);
  }

  /** A form that is sent by GET is a document like any other, except that its address is known. */
  #isWithheld(asked: PageRequest): boolean {
    return isDocument(asked) && this.withheld.has(asked.url.origin + asked.url.pathname);
  }

  #takeHit(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const at = this.#now();
    const body: Buffer[] = [];
    request.on("data", (part: Buffer) => body.push(part));
    request.on("end", () => {
      const isAsking = request.method === "OPTIONS";
      if (!isAsking)
        this.hits.push(...hitsIn(url, Buffer.concat(body).toString()).map((hit) => ({ ...hit, at })));
      response.writeHead(204, {
        "access-control-allow-origin": request.headers.origin ?? "*",
        "access-control-allow-credentials": "true",
        "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
        "cache-control": "no-store",
      });
      response.end();
    });
  }

  #forward(request: IncomingMessage, response: ServerResponse, asked: PageRequest): void {
    const { pathname } = asked.url;
    const isNoted = isDocument(asked) || /\/(?:gtm\.js|gtag\/js)$/.test(pathname);
    const isRead = this.#environment !== null && isOfEnvironment(asked.url, this.#environment);
    const url = inEnvironment(asked.url, this.#environment);
    forward(request, response, { url, upstream: this.#upstream, isRead }, (status, reason, bytes, text) => {
      if (isNoted || status === null)
        this.answered.push({ url: asked.url.href, status, reason, bytes, text });
    });
  }

  /** A page that would be left stays: the answer to a document is "no content". */
  #stop(why: Stopped["why"], asked: PageRequest, response: ServerResponse): void {
    if (!isOfBrowser(asked)) this.note(why, asked.method, asked.url);
    response.writeHead(isDocument(asked) ? 204 : 403, { "cache-control": "no-store" }).end();
  }

  #refuseSocket(request: IncomingMessage, socket: Socket): void {
    const address = `http://${request.headers.host}${request.url}`;
    const url = parsedUrl(address);
    if (url !== null) this.note("blocked", "SOCKET", url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  }

  note(why: Stopped["why"], method: string, url: URL): void {
    this.stopped.push({ why, method, url: url.origin + url.pathname, at: this.#now() });
  }
}

/**
 * The page that a visit ends on. It is here alone, and what the page before it sends while it is left has been asked for when
 * this one is.
 */
export const LAST_PAGE = "http://goalform.invalid/";

/** A stream, or a question that is answered when there is something new: nobody waits for its end. Milliseconds. */
const LONG_REQUEST = 5_000;

const TLS_HANDSHAKE = 0x16;

/** Addresses of hits are long, and so are the cookies of some sites. */
const ROOM = { maxHeaderSize: 256 * 1024 };

function isOfEnvironment({ pathname, searchParams }: URL, { container }: Environment): boolean {
  return pathname.endsWith("/gtm.js") && (container === null || searchParams.get("id") === container);
}

/** As the snippet of an environment asks for its container. The page never sees the code. */
function inEnvironment(url: URL, environment: Environment | null): URL {
  if (environment === null || !isOfEnvironment(url, environment)) return url;
  const own = new URL(url);
  own.searchParams.set("gtm_auth", environment.code);
  own.searchParams.set("gtm_preview", environment.name);
  return own;
}

function asPageRequest(request: IncomingMessage, url: URL): PageRequest {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  return {
    method: request.method ?? "GET",
    url,
    // Without TLS only documents say so, and in another way.
    destination:
      header("sec-fetch-dest") ?? (header("upgrade-insecure-requests") === "1" ? "document" : null),
    site: header("sec-fetch-site"),
  };
}
