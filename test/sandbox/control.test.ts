import { describe, expect, it } from "vitest";
import { CONTAINER, send, start } from "./google.ts";
import { steer } from "./steer.ts";

describe("the control path", () => {
  it("sets faults, shows them in one line each, and takes them away", async () => {
    const sandbox = await start();
    const faults = [
      { at: 1, match: "accountSummaries", how: { answer: 429 } },
      { at: "every", how: { close: "after" } },
      { at: 2, how: { hang: "forever" } },
    ];
    expect(await steer(sandbox, "POST", "faults", faults)).toEqual({
      status: 200,
      body: { faults: ["429@1:accountSummaries", "close-after@every", "hang-forever@2"] },
    });
    expect((await send(sandbox, "GET", "v1beta/accountSummaries")).status).toBe(429);
    expect(await steer(sandbox, "DELETE", "faults")).toEqual({ status: 200, body: { faults: [] } });
    expect((await send(sandbox, "GET", "v1beta/accountSummaries")).status).toBe(200);
  });

  it.each([
    [{ at: 1, how: { answer: 429 } }],
    [[{ at: 0, how: { answer: 429 } }]],
    [[{ at: 1, how: { answer: 404 } }]],
    [[{ at: 1, how: { answer: 429, close: "after" } }]],
    [[{ at: 1, how: { hang: -1 } }]],
    [[{ at: 1, match: 7, how: { answer: 429 } }]],
    [[{ at: 1, when: "now", how: { answer: 429 } }]],
    [[{ at: 1 }]],
    ["not JSON"],
  ])("refuses %j as faults and keeps those that it has", async (faults) => {
    const sandbox = await start({ faults: [{ at: "every", how: { answer: 503 } }] });
    expect(await steer(sandbox, "POST", "faults", faults)).toMatchObject({
      status: 400,
      body: {
        error: expect.stringMatching(/^(Fault 1 of the list is none|Faults are a list|The body is not)/),
      },
    });
    expect((await send(sandbox, "GET", "v1beta/accountSummaries")).status).toBe(503);
  });

  it("shows the log of Google's paths, without itself, and the state", async () => {
    const sandbox = await start();
    await send(sandbox, "GET", "nowhere");
    expect((await steer(sandbox, "GET", "requests")).body).toEqual([
      { method: "GET", url: "/nowhere", status: 404 },
    ]);
    expect((await steer(sandbox, "GET", "state")).body).toEqual(
      JSON.parse(JSON.stringify(sandbox.sandbox.state)),
    );
  });

  it("moves the clock of a sandbox that has its own, and so opens the quota again", async () => {
    const startTime = Date.UTC(2026, 2, 1);
    const sandbox = await start({ startTime, quota: { requests: 1, seconds: 100 } });
    const list = async () => (await send(sandbox, "GET", `tagmanager/v2/${CONTAINER}/workspaces`)).status;
    expect([await list(), await list()]).toEqual([200, 429]);
    expect(await steer(sandbox, "POST", "clock", { advance: 100_000 })).toEqual({
      status: 200,
      body: { now: "2026-03-01T00:01:40.000Z" },
    });
    expect(await list()).toBe(200);
    for (const advance of [-1, 0.5, 1e15, "1"])
      expect((await steer(sandbox, "POST", "clock", { advance })).status).toBe(400);
  });

  it("does not move a clock that belongs to somebody else", async () => {
    expect(await steer(await start(), "POST", "clock", { advance: 1 })).toMatchObject({ status: 400 });
  });

  it("names what there is when asked for anything else", async () => {
    expect(await steer(await start(), "PUT", "faults", [])).toEqual({
      status: 404,
      body: {
        error:
          "There is no PUT /sandbox/faults. There are GET /sandbox/events, GET /sandbox/requests, GET /sandbox/state, " +
          "POST /sandbox/faults, DELETE /sandbox/faults, POST /sandbox/edit, POST /sandbox/events, POST /sandbox/visits, POST /sandbox/clock.",
      },
    });
  });
});
