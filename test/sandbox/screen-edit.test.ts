import { describe, expect, it } from "vitest";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, PROPERTY, send, start, tagManager } from "./google.ts";
import { eventTag, pageview } from "./samples.ts";
import { steer } from "./steer.ts";

/** The version header that Google's client reads, and the names in the live version. */
async function versionsOf(sandbox: RunningSandbox) {
  const { version_headers, versions } = tagManager(sandbox).accounts.containers;
  const { data: latest } = await version_headers.latest({ parent: CONTAINER });
  const { data: live } = await versions.live({ parent: CONTAINER });
  return {
    latest: latest.containerVersionId,
    live: live.containerVersionId,
    name: live.name,
    triggers: (live.trigger ?? []).map(({ triggerId, name, notes }) => ({ triggerId, name, notes })),
  };
}

describe("an edit in Tag Manager's screen", () => {
  const add = { container: "GTM-TEST01", kind: "trigger", name: "Thanks", publish: true };

  it("adds, changes and removes an entity, each as one new version", async () => {
    const sandbox = await start();
    const { type } = pageview("Thanks");
    expect(await steer(sandbox, "POST", "edit", { ...add, add: { type, notes: "by hand" } })).toEqual({
      status: 200,
      body: { version: "2", live: true },
    });
    expect(await versionsOf(sandbox)).toEqual({
      latest: "2",
      live: "2",
      name: "Edited by hand",
      triggers: [{ triggerId: "3", name: "Thanks", notes: "by hand" }],
    });
    const renamed = { ...add, set: { name: "Thank you", notes: null }, versionName: "Friendlier" };
    await steer(sandbox, "POST", "edit", renamed);
    expect(await versionsOf(sandbox)).toEqual({
      latest: "3",
      live: "3",
      name: "Friendlier",
      triggers: [{ triggerId: "3", name: "Thank you", notes: undefined }],
    });
    await steer(sandbox, "POST", "edit", { ...add, name: "Thank you", remove: true });
    expect(await versionsOf(sandbox)).toMatchObject({ latest: "4", live: "4", triggers: [] });
  });

  it("leaves the version unpublished when told so, and the next edit goes on top of it", async () => {
    const sandbox = await start();
    sandbox.edit({
      container: "GTM-TEST01",
      kind: "trigger",
      name: "A",
      publish: false,
      add: { type: "click" },
    });
    expect(await versionsOf(sandbox)).toMatchObject({ latest: "2", live: "1", triggers: [] });
    sandbox.edit({
      container: "GTM-TEST01",
      kind: "trigger",
      name: "B",
      publish: true,
      add: { type: "click" },
    });
    const { latest, live, triggers } = await versionsOf(sandbox);
    expect([latest, live, triggers.map(({ name }) => name).sort()]).toEqual(["3", "3", ["A", "B"]]);
  });

  it.each([
    ["an unknown container", { container: "GTM-NONE" }, "There is no container GTM-NONE."],
    ["an unknown kind", { kind: "goal" }, "The edit is not whole."],
    ["an unknown key", { published: true }, 'An edit has no "published".'],
    ["no word about publishing", { publish: undefined }, "The edit is not whole."],
    ["two works at once", { remove: true }, 'An edit has exactly one of "set"'],
    [
      "a field that Tag Manager does not have",
      { add: { type: "click", colour: "red" } },
      'Unknown name "colour"',
    ],
    ["what Tag Manager refuses", { add: { notes: "no type" } }, "Trigger must have a type."],
    [
      "what does not compile",
      {
        kind: "variable",
        add: { type: "jsm", parameter: [{ type: "template", key: "javascript", value: "(" }] },
      },
      "The container would not compile: variable: jsCompilerError jsm.",
    ],
  ])("with %s is refused, and changes nothing", async (_, wrong, reason) => {
    const sandbox = await start();
    const answer = await steer(sandbox, "POST", "edit", { ...add, add: { type: "click" }, ...wrong });
    expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(reason) } });
    expect(await versionsOf(sandbox)).toMatchObject({ latest: "1", live: "1" });
  });

  it("of something that is not there is refused, and so is removing what is in use", async () => {
    const sandbox = await start();
    const missing = await steer(sandbox, "POST", "edit", { ...add, set: { notes: "x" } });
    expect(missing.body).toEqual({ error: 'The latest version has no trigger named "Thanks".' });
    await steer(sandbox, "POST", "edit", { ...add, add: { type: "click" } });
    const { name, ...tag } = eventTag("Lead", "3");
    await steer(sandbox, "POST", "edit", { ...add, kind: "tag", name, add: tag });
    expect((await steer(sandbox, "POST", "edit", { ...add, remove: true })).status).toBe(400);
    expect(await versionsOf(sandbox)).toMatchObject({ latest: "3" });
  });
});

describe("an edit in Analytics' screen", () => {
  async function keyEvents(sandbox: RunningSandbox) {
    const { body } = await send(sandbox, "GET", `v1beta/${PROPERTY}/keyEvents`);
    const { keyEvents: list } = body as { keyEvents: { eventName: string }[] };
    return list.filter(({ eventName }) => eventName !== "purchase");
  }

  it("adds, changes and removes a key event", async () => {
    const sandbox = await start();
    const edit = { property: "123456789", keyEvent: "lead" };
    const defaultValue = { numericValue: 5, currencyCode: "EUR" };
    await steer(sandbox, "POST", "edit", {
      ...edit,
      add: { countingMethod: "ONCE_PER_EVENT", defaultValue },
    });
    expect(await keyEvents(sandbox)).toMatchObject([
      { eventName: "lead", countingMethod: "ONCE_PER_EVENT", defaultValue },
    ]);
    const set = { countingMethod: "ONCE_PER_SESSION", defaultValue: null };
    const { body } = await steer(sandbox, "POST", "edit", { ...edit, property: PROPERTY, set });
    expect(body).toMatchObject({ countingMethod: "ONCE_PER_SESSION" });
    expect(body).not.toHaveProperty("defaultValue");
    await steer(sandbox, "POST", "edit", { ...edit, remove: true });
    expect(await keyEvents(sandbox)).toEqual([]);
  });

  it.each([
    [{ property: "1", keyEvent: "lead", remove: true }, "There is no property 1."],
    [
      { property: "123456789", keyEvent: "lead", remove: true },
      'Property 123456789 has no key event named "lead".',
    ],
    [{ property: "123456789", keyEvent: "purchase", remove: true }, "This key event cannot be deleted."],
    [
      { property: "123456789", keyEvent: "ga_x", add: { countingMethod: "ONCE_PER_EVENT" } },
      "reserved prefix",
    ],
  ])("%j is refused", async (edit, reason) => {
    const answer = await steer(await start(), "POST", "edit", edit);
    expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(reason) } });
  });
});
