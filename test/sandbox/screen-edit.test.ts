import { describe, expect, it } from "vitest";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, PROPERTY, SEED, STREAM, send, start, tagManager } from "./google.ts";
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

  it("leaves the version unpublished when told so, and the next edit continues top of it", async () => {
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

  const CONDITION = { field: "page_location", comparisonType: "CONTAINS", value: "/thanks" };
  const FILTER = { fieldName: "country", stringFilter: { matchType: "EXACT", value: "Germany" } };
  const GROUP = { filterExpressions: [{ dimensionOrMetricFilter: FILTER }] };
  const EXPRESSION = { andGroup: { filterExpressions: [{ orGroup: GROUP }] } };
  const SCOPE = "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS";
  const CLAUSE = { clauseType: "INCLUDE", simpleFilter: { scope: SCOPE, filterExpression: EXPRESSION } };

  it.each([
    [
      "eventCreateRule",
      `${STREAM}/eventCreateRules`,
      { eventConditions: [CONDITION] },
      { destinationEvent: "x" },
    ],
    [
      "customDimension",
      `${PROPERTY}/customDimensions`,
      { displayName: "Lead", scope: "EVENT" },
      { displayName: "x" },
    ],
    [
      "customMetric",
      `${PROPERTY}/customMetrics`,
      { displayName: "Lead", scope: "EVENT", measurementUnit: "STANDARD" },
      { description: "x" },
    ],
    [
      "calculatedMetric",
      `${PROPERTY}/calculatedMetrics`,
      { metricUnit: "STANDARD", formula: "sessions" },
      { formula: "sessions / totalUsers" },
    ],
    [
      "audience",
      `${PROPERTY}/audiences`,
      { description: "All", membershipDurationDays: 30, filterClauses: [CLAUSE] },
      { eventTrigger: { eventName: "lead", logCondition: "AUDIENCE_JOINED" } },
    ],
    [
      "reportingDataAnnotation",
      `${PROPERTY}/reportingDataAnnotations`,
      { color: "BLUE", annotationDate: { year: 2026, month: 1, day: 2 } },
      { description: "x" },
    ],
  ])("adds, changes and removes what the API calls %s", async (kind, path, add, set) => {
    const sandbox = await start();
    const listed = async () => (await send(sandbox, "GET", `v1alpha/${path}`)).body;
    const before = await listed();
    const edit = { property: PROPERTY, [kind]: "lead" };
    const { body: made } = await steer(sandbox, "POST", "edit", { ...edit, add });
    const id = kind === "calculatedMetric" ? "lead" : "5000000003";
    expect(made).toMatchObject({ name: `${path}/${id}`, ...add });
    expect((await send(sandbox, "GET", `v1alpha/${path}/${id}`)).body).toEqual(made);
    expect((await steer(sandbox, "POST", "edit", { ...edit, set })).body).toEqual({
      ...(made as object),
      ...set,
    });
    const byId = { property: PROPERTY, [kind]: id };
    expect(await steer(sandbox, "POST", "edit", { ...byId, remove: true })).toEqual({
      status: 200,
      body: {},
    });
    expect(await listed()).toEqual(before);
  });

  it("names one of several rules by its id, and the stream of a new one where there are several", async () => {
    const second = { property: "123456789", measurementId: "G-SECOND1234" };
    const sandbox = await start({ seed: { ...SEED, properties: [...SEED.properties, second] } });
    const edit = { property: PROPERTY, eventCreateRule: "lead" };
    const add = { eventConditions: [CONDITION] };
    const said = async (more: object) => (await steer(sandbox, "POST", "edit", { ...edit, ...more })).body;
    expect(await said({ add })).toEqual({
      error: 'Property 123456789 has not one web stream. Name one with "measurementId".',
    });
    expect(await said({ add, measurementId: "G-NONE" })).toEqual({
      error: "Property 123456789 has no web stream G-NONE.",
    });
    for (const measurementId of ["G-TEST123456", "G-SECOND1234", "G-SECOND1234"])
      expect(await said({ add, measurementId })).toMatchObject({ destinationEvent: "lead" });
    expect(await said({ remove: true, measurementId: "G-SECOND1234" })).toEqual({
      error: 'There are several named "lead". Name one of them by its id: 5000000005, 5000000006.',
    });
    expect(await said({ remove: true, measurementId: "G-TEST123456" })).toEqual({});
    expect(await said({ remove: true, eventCreateRule: "5000000006" })).toEqual({});
    expect(await said({ remove: true })).toEqual({});
    expect(await said({ remove: true })).toEqual({
      error: 'Property 123456789 has no event create rule named "lead".',
    });
  });

  it.each([
    [
      { property: "123456789", audience: "All Users", remove: true },
      "A default audience cannot be archived.",
    ],
    [
      { property: "123456789", customDimension: "gclid", add: { displayName: "x", scope: "EVENT" } },
      "is reserved.",
    ],
    [{ property: "123456789", remove: true }, "The edit is not whole."],
    [{ property: "123456789", keyEvent: "a", audience: "a", remove: true }, "The edit is not whole."],
    [{ property: "123456789", keyEvent: "a", publish: true, remove: true }, 'An edit has no "publish".'],
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
