/** Each call as Google gets it, and what people are told of it when it is refused. */
import nock from "nock";
import { expect, test } from "vitest";
import type { WayOut } from "../../src/diagnostic.ts";
import { openGoogle } from "../../src/google/google.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import { CONTAINER, errorBody, playGoogle, portTo, ROOT, refusalOf, stoppedClock } from "./nocked.ts";

playGoogle();

const BETA = "/v1beta/properties/1";
const ALPHA = "/v1alpha/properties/1";
const STREAM = { resourceName: "properties/1/dataStreams/2", measurementId: "G-1", displayName: "" };
const TROUBLE = errorBody(503, "Later.", "UNAVAILABLE");

const DEFINITIONS: readonly (readonly [DefinitionKind, path: string, body: Record<string, string>])[] = [
  ["ga4.eventCreateRule", `${ALPHA}/dataStreams/2/eventCreateRules`, { destinationEvent: "x" }],
  ["ga4.audience", `${ALPHA}/audiences`, { displayName: "X" }],
  ["ga4.customDimension", `${BETA}/customDimensions`, { parameterName: "x", displayName: "X" }],
  ["ga4.customMetric", `${BETA}/customMetrics`, { parameterName: "x", displayName: "X" }],
];

test("ga4.calculatedMetric: its id is said in the address, and never changed", async () => {
  const path = `${ALPHA}/calculatedMetrics`;
  const body = { displayName: "X", formula: "sessions" };
  const answer = { name: "properties/1/calculatedMetrics/x", calculatedMetricId: "x", ...body };
  const whole = { calculatedMetricId: "x", ...body };
  nock(ROOT).post(path, body).query({ calculatedMetricId: "x" }).reply(200, answer);
  await portTo().createDefinition("ga4.calculatedMetric", null, whole);
  nock(ROOT).patch(`${path}/x`, body).query({ updateMask: "formula" }).reply(200, answer);
  await portTo().updateDefinition("ga4.calculatedMetric", answer.name, whole, ["formula"]);
  nock(ROOT).delete(`${path}/x`).reply(200, {});
  await portTo().removeDefinition("ga4.calculatedMetric", answer.name);
  nock(ROOT)
    .post(path)
    .query(true)
    .reply(409, errorBody(409, "Taken.", "ALREADY_EXISTS"));
  nock(ROOT).get(path).query(true).reply(200, {});
  const refused = await refusalOf(portTo().createDefinition("ga4.calculatedMetric", null, whole));
  expect(refused).toMatchObject({
    hint: expect.stringMatching(/change the `name` of the metric, or its key/),
  });
  expect(nock.isDone()).toBe(true);
});

test.each(DEFINITIONS)("%s: made and changed with all that is asked for", async (kind, path, body) => {
  const name = `${path.replace(/^\/\w+\//, "")}/7`;
  const answer = { name, ...body };
  nock(ROOT).post(path, body).reply(200, answer);
  await portTo().createDefinition(kind, kind === "ga4.eventCreateRule" ? STREAM : null, body);
  nock(ROOT).patch(`${path}/7`, body).query({ updateMask: "one,two" }).reply(200, answer);
  await portTo().updateDefinition(kind, name, body, ["one", "two"]);
  nock(ROOT)
    .patch(`${path}/7`)
    .query(true)
    .reply(400, errorBody(400, "No.", "INVALID_ARGUMENT"));
  expect(await refusalOf(portTo().updateDefinition(kind, name, body, ["one"]))).toMatchObject({
    message: expect.stringMatching(/^Changing the [a-z ]+ [xX] failed \(HTTP 400\): No\.$/),
    hint: null,
  });
});

test.each(DEFINITIONS.slice(1))("%s is archived with an empty message", async (kind, path) => {
  nock(ROOT).post(`${path}/7:archive`, {}).reply(200, {});
  await portTo().removeDefinition(kind, `${path.replace(/^\/\w+\//, "")}/7`);
});

test("a removal is what it is however often it is sent, and a refused one is named", async () => {
  const key = `${BETA}/keyEvents/7`;
  nock(ROOT).delete(key).reply(503, TROUBLE).delete(key).reply(200, {});
  await portTo().deleteKeyEvent("properties/1/keyEvents/7");
  nock(ROOT)
    .delete(key)
    .reply(400, errorBody(400, "No.", "INVALID_ARGUMENT"));
  expect(await refusalOf(portTo().deleteKeyEvent("properties/1/keyEvents/7"))).toMatchObject({
    message: "Removing a key event failed (HTTP 400): No.",
  });
  const rule = `${ALPHA}/dataStreams/2/eventCreateRules/7`;
  nock(ROOT)
    .delete(rule)
    .reply(403, errorBody(403, "No.", "PERMISSION_DENIED"));
  expect(await refusalOf(portTo().removeDefinition("ga4.eventCreateRule", rule.slice(9)))).toMatchObject({
    code: "forbidden",
    message: "Removing an event create rule failed (HTTP 403): No.",
  });
});

test("a key event that somebody else was faster to make gets what the file asks for", async () => {
  const body = { eventName: "lead", countingMethod: "ONCE_PER_SESSION" };
  nock(ROOT)
    .post(`${BETA}/keyEvents`, body)
    .reply(409, errorBody(409, "There.", "ALREADY_EXISTS"));
  nock(ROOT)
    .get(`${BETA}/keyEvents`)
    .query(true)
    .reply(200, {
      keyEvents: [
        { name: "properties/1/keyEvents/1", eventName: "other" },
        { name: "properties/1/keyEvents/2", eventName: "lead" },
      ],
    });
  nock(ROOT)
    .patch(`${BETA}/keyEvents/2`, body)
    .query({ updateMask: "counting_method,default_value" })
    .reply(200, { name: "properties/1/keyEvents/2" });
  await portTo().createKeyEvent(body);
});

test("a refused sign-in says what the sign-in said", async () => {
  nock(ROOT)
    .delete(`${BETA}/keyEvents/7`)
    .reply(400, { error: "invalid_grant", error_description: "Token has been revoked." });
  expect(await refusalOf(portTo().deleteKeyEvent("properties/1/keyEvents/7"))).toMatchObject({
    code: "unauthenticated",
    status: 401,
    message: "Removing a key event failed (HTTP 401): invalid_grant: Token has been revoked.",
  });
});

test("the reason is that of the ErrorInfo, wherever it stands, or of the older errors", async () => {
  const refusedWith = async (more: object) => {
    nock(ROOT)
      .delete(`${BETA}/keyEvents/7`)
      .reply(403, { error: { code: 403, message: "No.", ...more } });
    return refusalOf(portTo().deleteKeyEvent("properties/1/keyEvents/7"));
  };
  const help = { "@type": "type.googleapis.com/google.rpc.Help", reason: "no reason" };
  const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" };
  expect(await refusedWith({ details: [help, info] })).toMatchObject({ code: "api-disabled" });
  expect(await refusedWith({ errors: [{ reason: "accessNotConfigured" }] })).toMatchObject({
    code: "api-disabled",
  });
  expect(await refusedWith({ errors: [{ reason: "insufficientPermissions" }] })).toMatchObject({
    code: "scope",
  });
  expect(await refusedWith({ details: "none", errors: null })).toMatchObject({ code: "forbidden" });
});

test("a missing scope is no lack of room for a workspace", async () => {
  nock(ROOT)
    .post(`${CONTAINER}/workspaces`)
    .reply(403, { error: { code: 403, message: "No.", errors: [{ reason: "insufficientPermissions" }] } });
  expect(await refusalOf(portTo().openWorkspace("ours", ""))).toMatchObject({ code: "scope" });
});

test("whoever was stopped hears what to do", async () => {
  const hints = [];
  for (const access of ["read", "prepare", "write", "rollback"] as const) {
    const connection = { to: "endpoint", root: ROOT, accessToken: "t" } as const;
    const target = { property: "1", container: { account: "1", container: "2" } };
    const { timing } = stoppedClock();
    const stop = AbortSignal.abort("SIGINT");
    const port = openGoogle(target, connection, access, () => {}, timing, undefined, stop);
    hints.push(terminalWords(((await refusalOf(port.read())) as { hint: WayOut }).hint));
  }
  expect(hints).toEqual([
    "Run the command again.",
    "Run apply again: it finishes what is left.",
    "Run apply again: it finishes what is left.",
    "Run rollback again: it finishes what is left.",
  ]);
});

test("what could not be read is named", async () => {
  const failing = (path: string | RegExp) =>
    nock(ROOT)
      .get(path)
      .query(true)
      .reply(400, errorBody(400, "No.", "INVALID_ARGUMENT"));
  for (const word of ["folder", "variable", "trigger", "tag"] as const) {
    const workspace = {
      path: "accounts/1/containers/2/workspaces/5",
      name: "",
      description: "",
      isNew: true,
    };
    nock(ROOT)
      .put(`${CONTAINER}/workspaces/5/${word}s/1`)
      .reply(400, errorBody(400, "No.", "INVALID_ARGUMENT"));
    const entity = { [`${word}Id`]: "1", name: "N" };
    const change = { kind: `gtm.${word}`, status: "updated", entity } as const;
    expect(await refusalOf(portTo().changeEntity(workspace, change))).toMatchObject({
      message: `Changing the ${word} N failed (HTTP 400): No.`,
    });
  }
  failing(`${CONTAINER}/versions:live`);
  expect(await refusalOf(portTo().readLive())).toMatchObject({
    message: "Reading the live container version failed (HTTP 400): No.",
  });
  failing(`${CONTAINER}/version_headers:latest`);
  expect(await refusalOf(portTo().readLatest())).toMatchObject({
    message: "Reading the latest version failed (HTTP 400): No.",
  });
  failing(`${CONTAINER}/versions/4`);
  expect(await refusalOf(portTo().readVersion("4"))).toMatchObject({
    message: "Reading version 4 failed (HTTP 400): No.",
  });
  failing(`${CONTAINER}/workspaces`);
  expect(await refusalOf(portTo().listWorkspaces())).toMatchObject({
    message: "Reading the workspaces failed (HTTP 400): No.",
  });
});

test("a page's title is told on one line, cut where it is long", async () => {
  nock(ROOT)
    .get(`${CONTAINER}/versions:live`)
    .reply(403, `<title>Sign in\n to ${"x".repeat(100)}</title>`, { "content-type": "text/html" });
  const error = await refusalOf(portTo().readLive());
  expect((error as Error).message).toBe(
    `Reading the live container version failed (HTTP 403): 127.0.0.1:9 (text/html, "Sign in to ${"x".repeat(69)}") sent no answer of Google's.`,
  );
});
