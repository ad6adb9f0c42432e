import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { send, start } from "./google.ts";
import { JSON_TYPE } from "./steer.ts";

describe("a web page of another origin", () => {
  it.each([
    ["an Origin", { ...JSON_TYPE, origin: "https://example.com" }, 403],
    ["Origin null", { ...JSON_TYPE, origin: "null" }, 403],
    ["no Origin, but the mark of a browser", { ...JSON_TYPE, "sec-fetch-site": "cross-site" }, 403],
    ["the content type of a form", { "content-type": "text/plain;x=application/json" }, 415],
    ["no content type", {}, 415],
  ])("cannot steer the sandbox with %s", async (_, headers, status) => {
    const sandbox = await start();
    const faults = Buffer.from(JSON.stringify([{ at: "every", how: { answer: 500 } }]));
    expect((await raw(sandbox, "POST", "/sandbox/faults", headers, faults)).status).toBe(status);
    expect((await send(sandbox, "GET", "v1beta/accountSummaries")).status).toBe(200);
  });

  it.each([
    ["evil.example", 421],
    ["127.0.0.1.evil.example:80", 421],
    ["localhost.evil.example", 421],
    ["127.0.0.1", 200],
    ["localhost:8080", 200],
    ["[::1]:8080", 200],
  ])("cannot pretend that the sandbox is its own host: %s gets %i everywhere", async (host, status) => {
    const sandbox = await start();
    const headers = { host, authorization: "Bearer any" };
    expect((await raw(sandbox, "GET", "/v1beta/accountSummaries", headers)).status).toBe(status);
    expect((await raw(sandbox, "GET", "/sandbox/state", headers)).status).toBe(status);
  });
});

/** A request with exactly these headers; fetch would not send some of them. */
function raw(
  { url }: RunningSandbox,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: Buffer,
): Promise<{ status: number | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode });
    });
    sent.on("error", reject).end(body);
  });
}
