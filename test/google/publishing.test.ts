/** Publishing replaces what is live, so nothing may have gone live since that was looked at. */
import nock from "nock";
import { expect, test } from "vitest";
import { ApplyRefusal } from "../../src/apply/apply-error.ts";
import { CONTAINER, errorBody, playGoogle, portTo, ROOT, refusalOf, stoppedClock } from "./nocked.ts";

playGoogle();

const OURS = { id: "4", path: "accounts/1/containers/2/versions/4" };
const TROUBLE = errorBody(503, "Later.", "UNAVAILABLE");

function live(id: string, times = 1): void {
  nock(ROOT)
    .get(`${CONTAINER}/versions:live`)
    .times(times)
    .reply(200, { containerVersionId: id, path: `accounts/1/containers/2/versions/${id}` });
}

function publishing(status: number, body: object, times = 1): void {
  nock(ROOT).post(`${CONTAINER}/versions/4:publish`).times(times).reply(status, body);
}

const PUBLISHED = { containerVersion: { containerVersionId: "4" } };

/** Version 3 was live when it was looked at, `ago` milliseconds before. */
async function after(ago: number) {
  const clock = stoppedClock();
  const port = portTo({ clock });
  live("3");
  await port.readLive();
  clock.time.now += ago;
  return port;
}

test.each([0, 2000])("what was read %i ms ago need not be read again", async (ago) => {
  const port = await after(ago);
  publishing(200, PUBLISHED);
  await port.publish(OURS);
});

test("after a while what is live is looked at first", async () => {
  const port = await after(2001);
  live("3");
  publishing(200, PUBLISHED);
  await port.publish(OURS);
});

test("a version that is already live is not published again", async () => {
  const port = await after(5000);
  live("4");
  await port.publish(OURS);
});

test("a version that went live meanwhile is not replaced", async () => {
  const port = await after(5000);
  live("9");
  const error = await refusalOf(port.publish(OURS));
  expect(error).toMatchObject({ code: "overtaken", message: "Version 9 went live while this was applied." });
});

test("the first version of a container replaces nothing", async () => {
  const clock = stoppedClock();
  const port = portTo({ clock });
  const nothing = () =>
    nock(ROOT)
      .get(`${CONTAINER}/versions:live`)
      .reply(404, errorBody(404, "Not found.", "NOT_FOUND"));
  nothing();
  await port.readLive();
  clock.time.now += 5000;
  nothing();
  publishing(200, PUBLISHED);
  await port.publish(OURS);
});

test("between two attempts what is live is looked at", async () => {
  const port = await after(0);
  publishing(503, TROUBLE);
  live("3");
  publishing(200, PUBLISHED);
  await port.publish(OURS);

  const other = await after(0);
  publishing(503, TROUBLE);
  live("9");
  expect(await refusalOf(other.publish(OURS))).toMatchObject({ code: "overtaken" });
});

test("when the last answer got lost, what is live says how it ended", async () => {
  const done = await after(0);
  publishing(503, TROUBLE, 2);
  live("3");
  live("4");
  await done.publish(OURS);

  const undone = await after(0);
  publishing(503, TROUBLE, 2);
  live("3", 2);
  expect(await refusalOf(undone.publish(OURS))).toMatchObject({
    code: "google-trouble",
    status: 503,
    isUncertain: false,
    hint: expect.objectContaining({ run: "again", when: "in a while" }),
  });

  const other = await after(0);
  publishing(503, TROUBLE, 2);
  live("3");
  live("9");
  expect(await refusalOf(other.publish(OURS))).toMatchObject({ code: "overtaken" });
});

test("when what is live cannot be told either, it stays uncertain", async () => {
  const port = await after(0);
  publishing(503, TROUBLE, 2);
  live("3");
  nock(ROOT)
    .get(`${CONTAINER}/versions:live`)
    .reply(401, errorBody(401, "Signed out.", "UNAUTHENTICATED"));
  expect(await refusalOf(port.publish(OURS))).toMatchObject({
    message: "Publishing failed (HTTP 503): Later.",
    isUncertain: true,
  });
});

test("a refusal is not looked into", async () => {
  const port = await after(0);
  publishing(403, errorBody(403, "No right to publish.", "PERMISSION_DENIED"));
  expect(await refusalOf(port.publish(OURS))).toMatchObject({ code: "forbidden", isUncertain: false });
});

test("a version that does not compile is not live", async () => {
  const port = await after(0);
  publishing(200, { compilerError: true });
  const error = await refusalOf(port.publish(OURS));
  expect(error).toBeInstanceOf(ApplyRefusal);
  expect(error).toMatchObject({
    code: "not-compiled",
    message: "Tag Manager could not compile version 4.",
  });
});
