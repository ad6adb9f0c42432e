/** What is written in Analytics: each once, replaced without a gap, and what failed said in numbers. */

import { expect, test } from "vitest";
import { changeAnalytics, removeFromAnalytics } from "../../src/apply/analytics.ts";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { inAnalytics } from "../../src/apply/run-record.ts";
import { tallyInWords } from "../../src/apply/tally.ts";
import type { BuiltPlan } from "../../src/plan/build-plan.ts";
import type { AnalyticsStep, RemovalStep } from "../../src/plan/steps.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { lostAnswer, refusal, written } from "../support/port.ts";

const planOf = (steps: readonly AnalyticsStep[]) => ({ steps }) as unknown as BuiltPlan;
const keyEvent = (eventName: string): AnalyticsStep => ({
  do: "create key event",
  eventName,
  body: { eventName },
});
const AUDIENCE = { displayName: "Deep", description: "goalform owner=acme-shop address=ga4.audience/deep" };
const replacing = (first: "create" | "archive"): AnalyticsStep => ({
  do: "replace definition",
  kind: "ga4.audience",
  stream: null,
  resourceName: "ga4.audience/1",
  body: AUDIENCE,
  first,
});

async function calls(step: AnalyticsStep, around: Partial<GooglePort> = {}): Promise<string[]> {
  const port = written<GooglePort>({ ...memoryGoogle(), ...around });
  await changeAnalytics(planOf([step]), port, () => {});
  return port.calls.map(([name]) => name);
}

test("there is never none of what is replaced, unless there is no room for both", async () => {
  expect(await calls(replacing("create"))).toEqual([
    "createDefinition",
    "removeDefinition",
    "readDefinitions",
  ]);
  expect(await calls(replacing("archive"))).toEqual([
    "removeDefinition",
    "createDefinition",
    "readDefinitions",
  ]);
});

test.each([409, 429])("where Google has no room for both (%i), the old one goes first", async (status) => {
  let tries = 0;
  const createDefinition = async () => {
    if (++tries === 1) throw refusal(status);
  };
  expect(await calls(replacing("create"), { createDefinition })).toEqual([
    "createDefinition",
    "removeDefinition",
    "createDefinition",
    "readDefinitions",
  ]);
});

test.each([
  ["another refusal", refusal(403)],
  ["a lost answer", lostAnswer()],
])("after %s the old one stays", async (_, error) => {
  const port = written<GooglePort>({
    ...memoryGoogle(),
    createDefinition: async () => {
      throw error;
    },
  });
  await expect(changeAnalytics(planOf([replacing("create")]), port, () => {})).rejects.toThrow(
    "0 of 1 audiences are changed; nothing in Tag Manager went live.",
  );
  expect(port.calls.map(([name]) => name)).toEqual(["createDefinition"]);
});

test("every one is tried; then the first failure is reported, with how many were done", async () => {
  const port = written<GooglePort>({
    ...memoryGoogle(),
    createKeyEvent: async ({ eventName }) => {
      if (eventName !== "a") throw refusal(eventName === "b" ? 403 : 400);
    },
  });
  const dimension: AnalyticsStep = {
    do: "create definition",
    kind: "ga4.customDimension",
    stream: null,
    body: { parameterName: "plan" },
  };
  const steps = [...["a", "b", "c"].map(keyEvent), dimension, replacing("create")];
  await expect(changeAnalytics(planOf(steps), port, () => {})).rejects.toMatchObject({
    status: 403,
    message:
      "Google says 403. 1 custom dimension and 1 of 3 key events are changed; nothing in Tag Manager went live.",
  });
  expect(port.calls.length).toBe(4);
});

test("what is in the way of a removal is told with what it leaves", async () => {
  const removals: RemovalStep[] = ["a", "b"].map((eventName) => ({
    do: "delete key event",
    eventName,
    resourceName: eventName,
  }));
  const port = {
    ...memoryGoogle(),
    deleteKeyEvent: async (name: string) => {
      if (name === "b") throw refusal(403);
    },
  };
  await expect(removeFromAnalytics(removals, port, () => {})).rejects.toThrow(
    "Google says 403. 1 of 2 key events are removed; running apply again removes the rest and publishes what is ready.",
  );
});

test("a bug is not dressed up as Google's", async () => {
  const bug = new TypeError("a bug");
  const port = {
    ...memoryGoogle(),
    createKeyEvent: async () => {
      throw bug;
    },
  };
  await expect(changeAnalytics(planOf([keyEvent("a")]), port, () => {})).rejects.toBe(bug);
});

test("of what two runs created both the oldest stays, in each stream and under each mark", async () => {
  const google = memoryGoogle(["G-TEST123456", "G-TEST654321"]);
  const rule = {
    destinationEvent: "thanks",
    parameterMutations: [{ parameter: "goalform", parameterValue: "acme-shop/thanks/0123456789abcdef" }],
  };
  const other = {
    ...rule,
    parameterMutations: [{ parameter: "goalform", parameterValue: "acme-shop/other/0123456789abcdef" }],
  };
  google.plantDefinition("ga4.eventCreateRule", rule, "G-TEST123456");
  google.plantDefinition("ga4.eventCreateRule", rule, "G-TEST654321");
  google.plantDefinition("ga4.eventCreateRule", other, "G-TEST123456");
  const [kept] = google.definitions("ga4.eventCreateRule");
  const step: AnalyticsStep = {
    do: "create definition",
    kind: "ga4.eventCreateRule",
    stream: { resourceName: "streams/G-TEST123456", measurementId: "G-TEST123456", displayName: "" },
    body: rule,
  };
  const said: string[] = [];
  await changeAnalytics(planOf([step]), google, (doing) => said.push(doing));
  const left = google.definitions("ga4.eventCreateRule");
  expect(left.length).toBe(3);
  expect(left).toContainEqual(kept);
  expect(said).toEqual([
    "Changing 1 event create rule in Analytics",
    "Removing what another run has created as well",
  ]);
});

test("what exists is changed in its own place, by the mask alone", async () => {
  const port = written(memoryGoogle());
  const body = { displayName: "Buyers" };
  const mask = ["counting_method"];
  const steps: AnalyticsStep[] = [
    { do: "update key event", eventName: "a", resourceName: "keyEvents/1", body, mask },
    { do: "update definition", kind: "ga4.audience", resourceName: "audiences/1", body, mask },
  ];
  await changeAnalytics(planOf(steps), port, () => {});
  expect(port.calls).toEqual([
    ["updateKeyEvent", "keyEvents/1", body, mask],
    ["updateDefinition", "ga4.audience", "audiences/1", body, mask],
  ]);
});

test("one and several are said as they are", () => {
  expect(inAnalytics({})).toBe("");
  expect(inAnalytics({ "ga4.keyEvent": 1 })).toBe(" In Analytics 1 key event is changed already.");
  expect(inAnalytics({ "ga4.keyEvent": 2 })).toBe(" In Analytics 2 key events are changed already.");
});

test("numbers in words", () => {
  expect(tallyInWords({ "ga4.keyEvent": 1, "ga4.audience": 2, "ga4.customDimension": 0 })).toBe(
    "1 key event and 2 audiences",
  );
  expect(tallyInWords({ "ga4.keyEvent": 1, "ga4.audience": 2, "ga4.customMetric": 3 })).toMatch(
    /^\d [a-z ]+, \d [a-z ]+ and \d [a-z ]+$/,
  );
  expect(tallyInWords({})).toBe("");
});

test("only what may be there twice is looked at, in the streams that it was made in", async () => {
  const stream = { resourceName: "streams/G-1", measurementId: "G-1", displayName: "" };
  const create = (kind: DefinitionKind, of: typeof stream | null, name = "a"): AnalyticsStep => ({
    do: "create definition",
    kind,
    stream: of,
    body: {
      parameterName: name,
      destinationEvent: name,
      parameterMutations: [{ parameter: "goalform", parameterValue: `acme-shop/${name}/0123456789abcdef` }],
    },
  });
  const looked = async (...steps: AnalyticsStep[]) => {
    const port = written(memoryGoogle());
    const told: string[] = [];
    await changeAnalytics(planOf(steps), port, (doing) => told.push(doing));
    expect(told.join()).not.toContain("Removing");
    return port.calls.filter(([name]) => name === "readDefinitions").map(([, ...given]) => given);
  };
  expect(await looked(create("ga4.customDimension", null))).toEqual([]);
  const rules = [create("ga4.eventCreateRule", stream), create("ga4.eventCreateRule", stream, "b")];
  expect(await looked(...rules, create("ga4.customMetric", null))).toEqual([
    [["ga4.eventCreateRule"], [stream]],
  ]);
});
