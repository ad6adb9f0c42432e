/** Hosts on this machine, a server each, that count who asks them for what. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { MappedHost } from "../../src/browser/forward.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export class Host {
  readonly name: string;
  readonly asked: Asked[] = [];
  readonly #server: Server;

  /** @param pages what a path answers; others answer 404 */
  constructor(name: string, pages: (path: string) => string | undefined) {
    this.name = name;
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const path = request.url ?? "/";
        if (path !== "/favicon.ico") this.asked.push({ method: request.method ?? "", path, body });
        const page = pages(path.replace(/[?#].*/, ""));
        response.writeHead(page === undefined ? 404 : 200, {
          "content-type": path.endsWith(".pdf") ? "application/pdf" : "text/html; charset=utf-8",
        });
        response.end(page ?? "");
      });
    });
  }

  async open(): Promise<MappedHost> {
    await new Promise<void>((ready) => this.#server.listen(0, "127.0.0.1", ready));
    return { host: this.name, address: "127.0.0.1", port: (this.#server.address() as AddressInfo).port };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
