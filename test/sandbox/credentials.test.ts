import { describe, expect, it } from "vitest";
import { CONTAINER, PROPERTY, send, start } from "./google.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

function insufficient(service: string, method: string) {
  return {
    error: {
      code: 403,
      message: "Request had insufficient authentication scopes.",
      errors: [{ message: "Insufficient Permission", domain: "global", reason: "insufficientPermissions" }],
      status: "PERMISSION_DENIED",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
          domain: "googleapis.com",
          metadata: { service, method },
        },
      ],
    },
  };
}

describe("credentials", () => {
  it("are asked for, with Google's own answer", async () => {
    const sandbox = await start();
    const response = await fetch(`${sandbox.url}/v1beta/accountSummaries`);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="https://accounts.google.com/"');
    expect(await response.json()).toMatchObject({
      error: {
        code: 401,
        status: "UNAUTHENTICATED",
        errors: [{ reason: "required", location: "Authorization" }],
        details: [{ reason: "CREDENTIALS_MISSING", metadata: { service: "analyticsadmin.googleapis.com" } }],
      },
    });
    expect((await send(sandbox, "GET", `${WORKSPACE}/tags`, { token: null })).status).toBe(401);
  });

  it("open only what their scopes allow when they name scopes", async () => {
    const sandbox = await start();
    const token = "goalform-sandbox:tagmanager.readonly,analytics.readonly";
    const create = await send(sandbox, "POST", `${WORKSPACE}:create_version`, { token, body: {} });
    const keyEvent = await send(sandbox, "POST", `v1beta/${PROPERTY}/keyEvents`, { token, body: {} });
    expect([create.status, keyEvent.status]).toEqual([403, 403]);
    expect(create.body).toEqual(
      insufficient(
        "tagmanager.googleapis.com",
        "container_tag.apiary_v2.TagManagerServiceV2.CreateContainerVersion",
      ),
    );
    expect(keyEvent.body).toEqual(
      insufficient(
        "analyticsadmin.googleapis.com",
        "google.analytics.admin.v1beta.AnalyticsAdminService.CreateKeyEvent",
      ),
    );
    expect((await send(sandbox, "GET", `${WORKSPACE}/tags`, { token })).status).toBe(200);
    expect((await send(sandbox, "GET", `v1alpha/${PROPERTY}/keyEvents`, { token })).status).toBe(200);
  });

  it("need one scope for a workspace, one for a version, one for its publication and one for a deletion", async () => {
    const sandbox = await start();
    const calls: [string, string, string][] = [
      ["POST", `${WORKSPACE}/bulk_update`, "tagmanager.edit.containers"],
      ["POST", `${WORKSPACE}:quick_preview`, "tagmanager.edit.containerversions"],
      ["POST", `tagmanager/v2/${CONTAINER}/versions/1:publish`, "tagmanager.publish"],
      ["DELETE", WORKSPACE, "tagmanager.delete.containers"],
    ];
    const scopes = calls.map(([, , scope]) => scope);
    for (const [method, path, scope] of calls) {
      const others = scopes.filter((other) => other !== scope).join(",");
      expect((await send(sandbox, method, path, { token: `goalform-sandbox:${others}` })).status, path).toBe(
        403,
      );
      expect((await send(sandbox, method, path, { token: `goalform-sandbox:${scope}` })).status, path).toBe(
        200,
      );
    }
  });
});

describe("paths", () => {
  it("that mean no method are answered like Google's front end does", async () => {
    const sandbox = await start();
    for (const [method, path] of [
      ["GET", "tagmanager/v2/nothing"],
      ["GET", `${WORKSPACE}/bulk_update`],
      ["POST", `${WORKSPACE}:bulk_update`],
      ["POST", `${WORKSPACE}/create_version`],
      ["GET", `v1beta/${PROPERTY}/dataStreams/1/eventCreateRules`],
      ["GET", `v1beta/${PROPERTY}/audiences`],
      ["GET", "<script>"],
    ] as const) {
      const { status, body } = await send(sandbox, method, path);
      expect([path, status]).toEqual([path, 404]);
      expect(body).toContain("<title>Error 404 (Not Found)!!1</title>");
      expect(body).not.toContain("<script>");
    }
  });

  it("of methods that exist but are not played say so", async () => {
    const sandbox = await start();
    for (const [method, path] of [
      ["GET", `v1alpha/${PROPERTY}/dataStreams/1/sKAdNetworkConversionValueSchema`],
      ["PATCH", `v1alpha/${PROPERTY}/dataStreams/1/dataRedactionSettings`],
      ["POST", `v1beta/${PROPERTY}/conversionEvents`],
      ["POST", `${WORKSPACE}/tags/1:revert`],
      ["GET", `${WORKSPACE}/zones/1`],
    ] as const) {
      const { body } = await send(sandbox, method, path);
      expect(body, path).toMatchObject({ error: { code: 501, status: "UNIMPLEMENTED" } });
    }
  });
});

describe("the request quota", () => {
  it("refuses Tag Manager calls beyond the window and opens again when time has passed", async () => {
    let now = Date.UTC(2026, 0, 1);
    const sandbox = await start({ clock: () => now, quota: { requests: 2, seconds: 100 } });
    const call = () => send(sandbox, "GET", `${WORKSPACE}/tags`);
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    expect((await call()).body).toMatchObject({
      error: {
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        errors: [{ reason: "rateLimitExceeded" }],
        details: [{ reason: "RATE_LIMIT_EXCEEDED", metadata: { quota_limit_value: "2" } }],
      },
    });
    expect((await send(sandbox, "GET", "v1beta/accountSummaries")).status).toBe(200);
    now += 100_000;
    expect((await call()).status).toBe(200);
  });

  it.each([15, 30])(
    "can be %i requests a minute, one more every time the oldest is a minute old",
    async (requests) => {
      let now = Date.UTC(2026, 0, 1);
      const sandbox = await start({ clock: () => now, quota: { requests, seconds: 60 } });
      const call = async () => (await send(sandbox, "GET", `${WORKSPACE}/tags`)).status;
      await call();
      now += 10_000;
      for (let count = 2; count <= requests; count += 1) expect(await call()).toBe(200);
      expect(await call()).toBe(429);
      now += 50_000;
      expect([await call(), await call()]).toEqual([200, 429]);
    },
  );

  it("is off unless asked for", async () => {
    const sandbox = await start();
    for (let count = 0; count < 30; count += 1) await send(sandbox, "GET", `${WORKSPACE}/tags`);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe("the request log", () => {
  it("has every request with its method and status, and no token", async () => {
    const seen: unknown[] = [];
    const sandbox = await start({ onRequest: (entry) => seen.push(entry) });
    await send(sandbox, "GET", "v1beta/accountSummaries?pageSize=1", { token: "secret" });
    await send(sandbox, "GET", "nowhere");
    expect(sandbox.requests).toEqual([
      {
        method: "GET",
        url: "/v1beta/accountSummaries?pageSize=1",
        rpc: "google.analytics.admin.v1beta.AnalyticsAdminService.ListAccountSummaries",
        status: 200,
      },
      { method: "GET", url: "/nowhere", status: 404 },
    ]);
    expect(seen).toEqual(sandbox.requests);
  });
});
