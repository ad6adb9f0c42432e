/** Google's real error bodies, as they come over the wire, and what people are told. */
import nock from "nock";
import { describe, expect, test } from "vitest";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import { openGoogle } from "../../src/google/google.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import { playGoogle, ROOT } from "./nocked.ts";

const TOKEN = "ya29.a-secret-token";

playGoogle(false);

function port(accessToken: string | null = TOKEN): GooglePort {
  const target = { property: "1", container: { account: "1", container: "2" } };
  return openGoogle(target, { to: "endpoint", root: ROOT, accessToken }, "write", () => {}, NO_PATIENCE);
}

/** Waits take no time, and three of them use the patience up. */
const NO_PATIENCE = { timeout: 60_000, budget: 8000, now: clock(), wait: async () => {}, random: () => 0 };

function clock(): () => number {
  let now = 0;
  return () => (now += 1000);
}

/** What changing a key event says when Google answers so. */
async function refused(status: number, body: string | object): Promise<GoogleError> {
  nock(ROOT)
    .patch(/keyEvents/)
    .times(9)
    .reply(status, body);
  const error = await port()
    .updateKeyEvent("properties/1/keyEvents/7", { eventName: "lead" }, ["counting_method"])
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(GoogleError);
  return error as GoogleError;
}

const KEY_EVENT = { name: "properties/1/keyEvents/7", eventName: "lead" };

const envelope = (code: number, status: string, message: string, more: object = {}) => ({
  error: { code, message, status, ...more },
});
const errorInfo = (reason: string) => ({
  details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com" }],
});

describe("what people are told", () => {
  test.each([
    [
      "unauthenticated",
      401,
      envelope(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
    ],
    [
      "scope",
      403,
      envelope(
        403,
        "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
        errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
      ),
    ],
    [
      "api-disabled",
      403,
      envelope(
        403,
        "PERMISSION_DENIED",
        "Google Analytics Admin API has not been used in project 1 before or it is disabled.",
        errorInfo("SERVICE_DISABLED"),
      ),
    ],
    [
      "quota-project",
      403,
      envelope(
        403,
        "PERMISSION_DENIED",
        "The analyticsadmin.googleapis.com API requires a quota project, which is not set by default.",
      ),
    ],
    ["forbidden", 403, envelope(403, "PERMISSION_DENIED", "The caller does not have permission")],
    ["not-found", 404, envelope(404, "NOT_FOUND", "Requested entity was not found.")],
    ["already-exists", 409, envelope(409, "ALREADY_EXISTS", "Requested entity already exists")],
    [
      "quota",
      429,
      envelope(429, "RESOURCE_EXHAUSTED", "The property has reached the maximum number of key events."),
    ],
    ["google-trouble", 502, "<html><title>502 Bad Gateway</title></html>"],
    ["refused", 400, envelope(400, "INVALID_ARGUMENT", "event_name: bad\n")],
  ])("%s (%i)", async (code, status, body) => {
    const error = await refused(status, body);
    expect({ code: error.code, status: error.status }).toEqual({ code, status });
    expect(error.message).toMatch(/^Changing the key event lead failed \(HTTP \d+\): \S/);
    expect(error.message).not.toMatch(/\n|<html>/);
    if (code !== "refused") expect(terminalWords(error.hint!)).toMatch(/\w+/);
  });

  test("a connection that cannot be made names the reason", async () => {
    nock(ROOT)
      .post("/v1beta/properties/1/keyEvents")
      .times(3)
      .replyWithError(Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" }));
    const error = (await port()
      .createKeyEvent({ eventName: "lead" })
      .then(
        () => null,
        (reason: unknown) => reason,
      )) as GoogleError;
    expect(error.code).toBe("unreachable");
    expect(error.message).toContain("ECONNREFUSED");
  });
});

test("a token appears in no error, whatever Google answers", async () => {
  for (const status of [400, 401, 403, 404, 500]) {
    const error = await refused(status, envelope(status, "X", "no"));
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain("secret");
  }
});

describe("trying again", () => {
  test("a read that met trouble is repeated", async () => {
    nock(ROOT)
      .get(/versions:live/)
      .reply(503, envelope(503, "UNAVAILABLE", "later"))
      .get(/versions:live/)
      .reply(200, { containerVersionId: "3", name: "", container: { usageContext: ["web"] } });
    nock(ROOT)
      .get(/version_headers:latest/)
      .reply(200, { containerVersionId: "3" });
    nock(ROOT)
      .get(/keyEvents/)
      .reply(200, {});
    nock(ROOT)
      .get(/dataStreams/)
      .reply(200, {});
    const snapshot = await port().read();
    expect(snapshot.container.live).toMatchObject({ id: "3", name: "" });
    expect(snapshot.requests).toBe(5);
  });

  test("a creation that Google refused unheard is repeated", async () => {
    const quota = envelope(
      429,
      "RESOURCE_EXHAUSTED",
      "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.",
    );
    nock(ROOT)
      .post(/keyEvents/)
      .reply(429, quota)
      .post(/keyEvents/)
      .reply(200, KEY_EVENT);
    await port().createKeyEvent({ eventName: "lead" });
    expect(nock.isDone()).toBe(true);
  });

  test.each([
    ["did its work", [KEY_EVENT], "patch"],
    ["did not do its work", [], "post"],
  ] as const)("a creation whose answer got lost and that %s", async (_, keyEvents, then) => {
    nock(ROOT)
      .post(/keyEvents/)
      .reply(500, envelope(500, "INTERNAL", "oops"));
    nock(ROOT)
      .get(/keyEvents/)
      .reply(200, { keyEvents: [...keyEvents] });
    nock(ROOT)
      [then](/keyEvents/)
      .reply(200, KEY_EVENT);
    await port().createKeyEvent({ eventName: "lead" });
    expect(nock.pendingMocks()).toEqual([]);
  });

  test("a key event that is gone already counts as removed", async () => {
    nock(ROOT)
      .delete("/v1beta/properties/1/keyEvents/7")
      .reply(404, envelope(404, "NOT_FOUND", "gone"));
    await expect(port().deleteKeyEvent("properties/1/keyEvents/7")).resolves.toBeUndefined();
  });
});

describe("credentials", () => {
  test("a token that was given is used at an endpoint", async () => {
    nock(ROOT, { reqheaders: { authorization: `Bearer ${TOKEN}` } })
      .delete(/keyEvents/)
      .reply(200, {});
    await port().deleteKeyEvent("properties/1/keyEvents/7");
    expect(nock.isDone()).toBe(true);
  });

  test("an endpoint without a token gets none of Google's, but the scopes that are asked for", async () => {
    nock(ROOT, {
      reqheaders: {
        authorization: /^Bearer goalform-sandbox:tagmanager\.edit\.containers,.*analytics\.edit$/,
      },
    })
      .delete(/keyEvents/)
      .reply(200, {});
    await port(null).deleteKeyEvent("properties/1/keyEvents/7");
    expect(nock.isDone()).toBe(true);
  });
});

describe("a workspace that Google refuses", () => {
  async function refusedBeside(names: readonly string[], status = 400): Promise<GoogleError> {
    const workspaces = /\/containers\/2\/workspaces/;
    nock(ROOT)
      .post(workspaces)
      .times(9)
      .reply(status, envelope(status, "INVALID_ARGUMENT", "No."));
    nock(ROOT)
      .get(workspaces)
      .reply(200, {
        workspace: names.map((name) => ({ name, path: `accounts/1/containers/2/workspaces/${name}` })),
      });
    const reason: unknown = await port()
      .openWorkspace("goalform acme-shop", "")
      .catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(GoogleError);
    return reason as GoogleError;
  }

  test("for want of room: which ones there are", async () => {
    const { hint } = await refusedBeside(["Default Workspace", "Spring", "Summer"]);
    expect(hint).toContain(
      'these workspaces: "Default Workspace", "Spring", "Summer". A free account has room for three',
    );
  });

  test("with room for another: a run at the same time may have had the name", async () => {
    expect((await refusedBeside(["Default Workspace"])).hint).toContain("Another apply may be at work");
  });

  test("for want of a right: the right, and not the room", async () => {
    expect((await refusedBeside(["Default Workspace"], 403)).hint).toContain("Publish on the container");
  });
});
