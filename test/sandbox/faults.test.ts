import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { FAULT_STATUSES, type Fault, parseFault, showFault } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, PROPERTY, send, start } from "./google.ts";

const FOLDERS = `tagmanager/v2/${CONTAINER}/workspaces/2/folders`;
const KEY_EVENTS = `v1beta/${PROPERTY}/keyEvents`;

async function folderNames(sandbox: { url: string }): Promise<string[]> {
  const { body } = await send(sandbox, "GET", FOLDERS);
  return ((body as { folder?: { name: string }[] }).folder ?? []).map(({ name }) => name).sort();
}

function addFolder(sandbox: { url: string }, name: string) {
  return send(sandbox, "POST", FOLDERS, { body: { name } });
}

describe("a fault", () => {
  it("happens to the request of its number, counted among those it matches, and to no other", async () => {
    const sandbox = await start();
    sandbox.setFaults([parseFault("503@2:folders.create")]);
    const statuses = [
      (await addFolder(sandbox, "A")).status,
      (await send(sandbox, "GET", FOLDERS)).status,
      (await addFolder(sandbox, "B")).status,
      (await addFolder(sandbox, "C")).status,
    ];
    expect(statuses).toEqual([200, 200, 503, 200]);
    expect(await folderNames(sandbox)).toEqual(["A", "C"]);
  });

  it("happens to every matching request until it is cleared, and counts anew when set again", async () => {
    const sandbox = await start();
    const statuses = async () => [
      (await send(sandbox, "GET", FOLDERS)).status,
      (await send(sandbox, "GET", KEY_EVENTS)).status,
      (await send(sandbox, "GET", FOLDERS)).status,
    ];
    sandbox.setFaults([parseFault("500@every:/folders")]);
    expect(await statuses()).toEqual([500, 200, 500]);
    sandbox.setFaults([parseFault("429@1")]);
    expect(await statuses()).toEqual([429, 200, 200]);
    sandbox.setFaults([parseFault("429@1")]);
    expect(await statuses()).toEqual([429, 200, 200]);
    sandbox.setFaults([parseFault("500@every")]);
    sandbox.clearFaults();
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  it("is met by id, by gRPC name, by verb and path; the first in the list comes first, and all count", async () => {
    const sandbox = await start();
    sandbox.setFaults([
      { at: 1, match: "tagmanager.accounts.containers.workspaces.folders.list", how: { answer: 409 } },
      { at: 2, match: "TagManagerServiceV2.ListFolders", how: { answer: 500 } },
      { at: "every", match: `GET /${FOLDERS}`, how: { answer: 503 } },
    ]);
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await send(sandbox, "GET", `${FOLDERS}?x=1`)).status);
    expect(statuses).toEqual([409, 500, 503]);
    expect(sandbox.requests.map(({ fault }) => fault)).toEqual([
      "409@1:tagmanager.accounts.containers.workspaces.folders.list",
      "500@2:TagManagerServiceV2.ListFolders",
      `503@every:GET /${FOLDERS}`,
    ]);
  });

  it("that closes the connection does so before the work, or after it was done and saved", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, "state.json");
    const sandbox = await start({ stateFile });
    sandbox.setFaults([parseFault("close-before@1:POST"), parseFault("close-after@2:POST")]);
    await expect(addFolder(sandbox, "Before")).rejects.toThrow("fetch failed");
    await expect(addFolder(sandbox, "After")).rejects.toThrow("fetch failed");
    expect(readFileSync(stateFile, "utf8")).toContain('"name":"After"');
    expect(await folderNames(sandbox)).toEqual(["After"]);
    expect(sandbox.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [0, "close-before@1:POST"],
      [0, "close-after@2:POST"],
      [200, undefined],
    ]);
  });

  it("that hangs answers late, or never although the work is done", async () => {
    const sandbox = await start();
    sandbox.setFaults([parseFault("hang-60ms@1:POST"), parseFault("hang-forever@2:POST")]);
    const begin = performance.now();
    expect((await addFolder(sandbox, "Late")).status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThan(50);
    const never = fetch(`${sandbox.url}/${FOLDERS}`, {
      method: "POST",
      headers: { authorization: "Bearer any" },
      body: JSON.stringify({ name: "Never" }),
      signal: AbortSignal.timeout(100),
    });
    await expect(never).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await folderNames(sandbox)).toEqual(["Late", "Never"]);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([200, 0, 200]);
  });

  it("that is on its way arrives late, also when its client has given it up", async () => {
    const sandbox = await start();
    sandbox.setFaults([parseFault("delay-40ms@1:POST"), parseFault("delay-500ms@2:POST")]);
    expect((await addFolder(sandbox, "Late")).status).toBe(200);
    const givenUp = fetch(`${sandbox.url}/${FOLDERS}`, {
      method: "POST",
      headers: { authorization: "Bearer any" },
      body: JSON.stringify({ name: "Later" }),
      signal: AbortSignal.timeout(20),
    });
    await expect(givenUp).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await folderNames(sandbox)).toEqual(["Late"]);
    await expect.poll(() => folderNames(sandbox)).toEqual(["Late", "Later"]);
  });

  it("that hangs does not keep the sandbox from closing", async () => {
    const sandbox = await start();
    sandbox.setFaults([parseFault("hang-5s@1")]);
    const answer = send(sandbox, "GET", FOLDERS);
    const refused = expect(answer).rejects.toThrow("fetch failed");
    await new Promise((done) => setTimeout(done, 50));
    await sandbox.close();
    await refused;
  });
});

describe("the body of a fault is Google's own at Tag Manager and at Analytics:", () => {
  async function bodies(status: (typeof FAULT_STATUSES)[number]) {
    const sandbox = await start();
    sandbox.setFaults([{ at: "every", how: { answer: status } }]);
    const answers = [await send(sandbox, "GET", FOLDERS), await send(sandbox, "GET", KEY_EVENTS)];
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    return answers.map(({ body }) => body);
  }

  it("429, a used-up quota with the name of the service", async () => {
    const [tagManager, analytics] = await bodies(429);
    expect(tagManager).toMatchObject({
      error: {
        message:
          "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service " +
          "'tagmanager.googleapis.com' for consumer 'project_number:1'.",
        errors: [{ reason: "rateLimitExceeded" }],
        status: "RESOURCE_EXHAUSTED",
        details: [{ reason: "RATE_LIMIT_EXCEEDED", metadata: { quota_limit_value: "30" } }],
      },
    });
    expect(analytics).toMatchObject({
      error: {
        message:
          "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service " +
          "'analyticsadmin.googleapis.com' for consumer 'project_number:1'.",
        status: "RESOURCE_EXHAUSTED",
        details: [{ reason: "RATE_LIMIT_EXCEEDED" }],
      },
    });
  });

  it("403, a quota again", async () => {
    const error = {
      code: 403,
      message: "Rate Limit Exceeded",
      errors: [{ message: "Rate Limit Exceeded", domain: "usageLimits", reason: "rateLimitExceeded" }],
      status: "PERMISSION_DENIED",
    };
    expect(await bodies(403)).toEqual([{ error }, { error }]);
  });

  it("401, an expired token", async () => {
    for (const body of await bodies(401)) {
      expect(body).toMatchObject({
        error: {
          status: "UNAUTHENTICATED",
          errors: [{ reason: "authError", location: "Authorization" }],
          details: [{ reason: "ACCESS_TOKEN_EXPIRED" }],
        },
      });
    }
    const sandbox = await start();
    sandbox.setFaults([parseFault("401@1")]);
    const { headers } = await fetch(`${sandbox.url}/${FOLDERS}`);
    expect(headers.get("www-authenticate")).toBe(
      'Bearer realm="https://accounts.google.com/", error="invalid_token"',
    );
  });

  it("409, a conflict", async () => {
    expect(await bodies(409)).toMatchObject([
      { error: { status: "ABORTED" } },
      { error: { status: "ALREADY_EXISTS" } },
    ]);
  });

  it("500 and 503, trouble as JSON", async () => {
    expect(await bodies(500)).toMatchObject([
      { error: { message: "Experienced an internal error.", status: "INTERNAL" } },
      { error: { message: "Internal error encountered.", status: "INTERNAL" } },
    ]);
    const error = { code: 503, status: "UNAVAILABLE", errors: [{ reason: "backendError" }] };
    expect(await bodies(503)).toMatchObject([{ error }, { error }]);
  });

  it("502, a page of HTML", async () => {
    for (const body of await bodies(502))
      expect(body).toContain("<title>Error 502 (Server Error)!!1</title>");
  });
});

describe("a fault in one line", () => {
  const FAULTS: readonly [string, Fault][] = [
    ...FAULT_STATUSES.map((answer): [string, Fault] => [`${answer}@3`, { at: 3, how: { answer } }]),
    ["close-before@every", { at: "every", how: { close: "before" } }],
    ["close-after@1:create_version", { at: 1, match: "create_version", how: { close: "after" } }],
    ["hang-250ms@1:POST /v1beta", { at: 1, match: "POST /v1beta", how: { hang: 250 } }],
    ["delay-250ms@1:audiences", { at: 1, match: "audiences", how: { delay: 250 } }],
    [
      "hang-forever@2:versions:live",
      { at: 2, match: "versions:live", how: { hang: Number.POSITIVE_INFINITY } },
    ],
  ];

  it.each(FAULTS)("%s is read and shown again", (text, fault) => {
    expect([parseFault(text), showFault(fault)]).toEqual([fault, text]);
  });

  it("may count a hang in seconds", () => {
    expect(parseFault("hang-2s@every")).toEqual({ at: "every", how: { hang: 2000 } });
  });

  it.each([
    ["429", '"429" is not a fault. Write one like 429@3 or close-after@every:create_version.'],
    [
      "404@1",
      '"404" in "404@1" is not a fault: faults are 401, 403, 409, 429, 500, 502, 503, ' +
        "close-before, close-after, hang-500ms, delay-2s (any time up to 24 days) and hang-forever.",
    ],
    ["hang-9999999s@1", '"hang-9999999s" in'],
    ["429@0", '"0" in "429@0" is not valid: write the number of a request (1 is the next one) or "every".'],
    ["429@first", '"first" in "429@first" is not valid'],
    ["429@1:", '"429@1:" is not a fault'],
  ])("%s is refused with the reason", (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
  });
});
