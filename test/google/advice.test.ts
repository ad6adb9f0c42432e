/** What each of Google's refusals is called, and what to do about it; which calls are sent again after trouble. */
import nock from "nock";
import { expect, test } from "vitest";
import type { GooglePort, Workspace } from "../../src/apply/google-port.ts";
import { googleError } from "../../src/google/google-error.ts";
import { isUncertain } from "../../src/google/transient.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import { CONTAINER, errorBody, playGoogle, portTo, ROOT, refusalOf, stoppedClock } from "./nocked.ts";

playGoogle();

const answer = (status: number, data: unknown) => ({ response: { status, headers: new Headers(), data } });
const says = (status: number, message: string, reason?: string) =>
  answer(status, { error: { message, ...(reason && { errors: [{ reason }] }) } });

test.each([
  [
    "no network",
    Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
    "unreachable",
    /network, a proxy/,
  ],
  ["no credentials", new Error("Could not load the default credentials."), "no-credentials", /--sandbox/],
  ["400", says(400, "Bad."), "refused", null],
  ["401", says(401, "Expired."), "unauthenticated", /sign in again/],
  ["401 without a word", answer(401, "<html>"), "unauthenticated", /sign in again/],
  ["403", says(403, "No."), "forbidden", /Editor on the GA4 property/],
  ["403, rate", says(403, "No.", "rateLimitExceeded"), "quota", /two minutes/],
  ["403, rate of a user", says(403, "No.", "userRateLimitExceeded"), "quota", /two minutes/],
  ["403, quota", says(403, "No.", "quotaExceeded"), "quota", /two minutes/],
  ["403, scope", says(403, "No.", "insufficientPermissions"), "scope", /lack a scope/],
  ["403, API", says(403, "No.", "accessNotConfigured"), "api-disabled", /Enable the API/],
  ["403, project", says(403, "This needs a quota project."), "quota-project", /set-quota-project/],
  ["404", says(404, "Gone."), "not-found", /Check the ids/],
  ["409", says(409, "There."), "already-exists", /Plan again/],
  ["429", says(429, "Too many."), "quota", /25 requests in 100 seconds/],
  ["500", says(500, "Oops."), "google-trouble", /Trouble at Google/],
  ["501", says(501, "Later."), "not-implemented", null],
  ["302", answer(302, ""), "google-trouble", /sign-in page of the network/],
  ["399", answer(399, {}), "google-trouble", /sign-in page of the network/],
  ["400 in HTML", answer(400, "<html>"), "google-trouble", /sign-in page of the network/],
  ["499", answer(499, {}), "google-trouble", /sign-in page of the network/],
])("%s", (_, error, code, advice) => {
  const told = googleError("Reading", error);
  expect(told.code).toBe(code);
  if (advice === null) expect(told.hint).toBeNull();
  else expect(terminalWords(told.hint!)).toMatch(advice);
});

test.each([
  [300, true],
  [399, true],
  [400, false],
  [404, false],
])("what something between answered with %i leaves open whether Google heard it: %s", (status, isOpen) => {
  expect(isUncertain(answer(status, ""))).toBe(isOpen);
});

test("a message is one line without blanks around it, and something where there is none", () => {
  expect(googleError("Reading", says(400, " Two\n  lines \n")).message).toBe(
    "Reading failed (HTTP 400): Two lines",
  );
  expect(googleError("Reading", answer(400, { error: {} })).message).toBe(
    "Reading failed (HTTP 400): the answer was not readable",
  );
  expect(googleError("Reading", answer(500, null)).message).toMatch(/the answer was not readable$/);
  expect(googleError("Reading", new Error("")).message).toBe("Reading failed: ");
});

test("the last of a chain of causes says why, also where it never ends", () => {
  const endless: { message: string; cause?: unknown } = { message: "again" };
  endless.cause = endless;
  expect(googleError("Reading", endless).message).toBe("Reading failed: again");
  const inner = Object.assign(new Error("inner"), { cause: new Error("innermost") });
  expect(googleError("Reading", Object.assign(new Error("outer"), { cause: inner })).message).toBe(
    "Reading failed: innermost",
  );
});

const WORKSPACE: Workspace = {
  path: "accounts/1/containers/2/workspaces/5",
  name: "ours",
  description: "",
  isNew: true,
};
const VERSION = { containerVersionId: "4", path: "accounts/1/containers/2/versions/4" };
const BETA = "/v1beta/properties/1";
const ALPHA = "/v1alpha/properties/1";
const NAMED = { name: "properties/1/x/7" };
type Verb = "get" | "post" | "put" | "patch" | "delete";

/** Reading, and whatever is the same when it is done twice. */
const AGAIN: readonly (readonly [
  Verb,
  path: string,
  fine: object,
  send: (port: GooglePort) => Promise<unknown>,
])[] = [
  ["get", `${CONTAINER}/versions:live`, VERSION, (port) => port.readLive()],
  ["get", `${CONTAINER}/version_headers:latest`, {}, (port) => port.readLatest()],
  ["get", `${CONTAINER}/version_headers`, {}, (port) => port.listVersions()],
  ["get", `${CONTAINER}/versions/4`, VERSION, (port) => port.readVersion("4")],
  ["post", `${CONTAINER}/versions/4:set_latest`, VERSION, (port) => port.setLatest({ id: "4", name: "" })],
  ["get", `${CONTAINER}/workspaces`, {}, (port) => port.listWorkspaces()],
  ["get", `${CONTAINER}/workspaces/5/status`, {}, (port) => port.changedIn(WORKSPACE)],
  ["delete", `${CONTAINER}/workspaces/5`, {}, (port) => port.deleteWorkspace(WORKSPACE)],
  [
    "patch",
    `${BETA}/keyEvents/7`,
    NAMED,
    (port) => port.updateKeyEvent(`${BETA.slice(8)}/keyEvents/7`, {}, []),
  ],
  ["delete", `${BETA}/keyEvents/7`, {}, (port) => port.deleteKeyEvent(`${BETA.slice(8)}/keyEvents/7`)],
  [
    "patch",
    `${ALPHA}/audiences/7`,
    NAMED,
    (port) => port.updateDefinition("ga4.audience", `${ALPHA.slice(9)}/audiences/7`, {}, ["a"]),
  ],
  [
    "post",
    `${ALPHA}/audiences/7:archive`,
    {},
    (port) => port.removeDefinition("ga4.audience", `${ALPHA.slice(9)}/audiences/7`),
  ],
];

test.each(AGAIN)("%s %s is sent again after trouble", async (verb, path, fine, send) => {
  nock(ROOT)
    [verb](path)
    .query(true)
    .reply(503, errorBody(503, "Later.", "UNAVAILABLE"));
  nock(ROOT)[verb](path).query(true).reply(200, fine);
  await send(portTo());
});

test("a version is described again after trouble, and a container read and looked up again", async () => {
  const trouble = errorBody(503, "Later.", "UNAVAILABLE");
  nock(ROOT).get(`${CONTAINER}/versions/4`).reply(200, VERSION);
  nock(ROOT)
    .put(`${CONTAINER}/versions/4`)
    .reply(503, trouble)
    .put(`${CONTAINER}/versions/4`)
    .reply(200, VERSION);
  await portTo().describeVersion("4", () => "New");
  const lookup = () => nock(ROOT).get("/tagmanager/v2/accounts/containers:lookup").query(true);
  lookup().reply(503, trouble);
  lookup().reply(200, { path: "accounts/1/containers/2" });
  nock(ROOT).get(`${CONTAINER}/versions:live`).reply(200, VERSION);
  await portTo({ container: { publicId: "GTM-1" } }).readLive();
});

/** Sent twice it could do the work twice. */
const ONCE: readonly (readonly [path: string, send: (port: GooglePort) => Promise<unknown>])[] = [
  [`${CONTAINER}/workspaces/5:create_version`, (port) => port.createVersion(WORKSPACE, "", "")],
  [`${CONTAINER}/workspaces/5/bulk_update`, (port) => port.changeEntities(WORKSPACE, [])],
  [`${CONTAINER}/workspaces/5/built_in_variables`, (port) => port.enableBuiltInVariables(WORKSPACE, ["x"])],
  [
    `${CONTAINER}/workspaces/5/tags`,
    (port) => port.changeEntity(WORKSPACE, { kind: "gtm.tag", status: "added", entity: { name: "T" } }),
  ],
];

test.each(ONCE)("POST %s is not sent again, and its answer counts as lost", async (path, send) => {
  nock(ROOT)
    .post(path)
    .query(true)
    .reply(503, errorBody(503, "Later.", "UNAVAILABLE"));
  const port = portTo();
  expect(await refusalOf(send(port))).toMatchObject({ isUncertain: true });
  expect({ sent: port.requests, lost: port.lostAnswers }).toEqual({ sent: 1, lost: 1 });
});

test("a key event that is not there after three attempts is given up", async () => {
  nock(ROOT)
    .post(`${BETA}/keyEvents`)
    .times(3)
    .reply(500, errorBody(500, "Oops.", "INTERNAL"));
  nock(ROOT).get(`${BETA}/keyEvents`).query(true).times(3).reply(200, {});
  const port = portTo();
  expect(await refusalOf(port.createKeyEvent({ eventName: "lead" }))).toMatchObject({
    message: "Creating the key event lead failed (HTTP 500): Oops.",
  });
  expect(port.requests).toBe(6);
});

test("a lack of room for a dimension is told from any other refusal", async () => {
  const refused = (status: number, message: string) => {
    nock(ROOT)
      .post(`${BETA}/customDimensions`)
      .reply(status, errorBody(status, message, "INVALID_ARGUMENT"));
    return refusalOf(portTo().createDefinition("ga4.customDimension", null, { displayName: "X" }));
  };
  const room = { hint: expect.stringMatching(/^Archive one that nobody uses/) };
  expect(await refused(400, "The maximum number of custom dimensions.")).toMatchObject(room);
  expect(await refused(429, "The maximum number of custom dimensions.")).toMatchObject(room);
  expect(await refused(400, "The name is wrong.")).toMatchObject({ hint: null });
  expect(await refused(403, "The maximum number of custom dimensions.")).not.toMatchObject(room);
});

test("a port that has read nothing takes nothing for fresh", async () => {
  const clock = stoppedClock();
  clock.time.now = 2001;
  nock(ROOT)
    .get(`${CONTAINER}/versions:live`)
    .reply(200, { ...VERSION, containerVersionId: "4" });
  await portTo({ clock }).publish({ id: "4", path: VERSION.path });
});

test("what is not there any more when it is changed was deleted since the plan", () => {
  expect(googleError("Changing the metric Margin", says(404, "Gone.")).hint).toMatch(/plan again/);
});
