/** How many requests an apply is said to make, by what it does. */
import { expect, test } from "vitest";
import { writeRequests } from "../../src/plan/requests.ts";
import type { Step } from "../../src/plan/steps.ts";

const stream = (measurementId: string) => ({
  resourceName: `streams/${measurementId}`,
  measurementId,
  displayName: "",
});
const keyEvent: Step = { do: "create key event", eventName: "a", body: {} };
const rule = (id: string): Step => ({
  do: "create definition",
  kind: "ga4.eventCreateRule",
  stream: stream(id),
  body: {},
});
const dimension: Step = { do: "create definition", kind: "ga4.customDimension", stream: null, body: {} };
const audience: Step = { do: "create definition", kind: "ga4.audience", stream: null, body: {} };
const replaced: Step = {
  do: "replace definition",
  kind: "ga4.audience",
  stream: null,
  resourceName: "audiences/1",
  body: {},
  first: "create",
};
const removed: Step = {
  do: "remove definition",
  kind: "ga4.audience",
  name: "a",
  resourceName: "audiences/1",
};
const tag: Step = { do: "create entity", kind: "gtm.tag", address: "gtm.tag/a", entity: {} };
const passed: Step = { do: "update entity", kind: "gtm.tag", address: "gtm.tag/a", entity: {}, passing: {} };
const builtIn: Step = { do: "enable built-in variable", type: "pageUrl" };

test.each<readonly [string, readonly Step[], number]>([
  ["nothing", [], 0],
  ["a key event", [keyEvent], 1],
  ["two key events", [keyEvent, keyEvent], 2],
  ["a dimension, of which there can be one only", [dimension], 1],
  ["a rule, and a look at the list", [rule("G-1")], 2],
  ["two rules of one web stream", [rule("G-1"), rule("G-1")], 3],
  ["a rule in each of two web streams", [rule("G-1"), rule("G-2")], 4],
  ["a rule and an audience", [rule("G-1"), audience], 4],
  ["an audience that is replaced: two, and a look at the list", [replaced], 3],
  ["an audience that goes", [removed], 1],
  ["a tag: workspace, change, version, publish", [tag], 4],
  ["two tags", [tag, tag], 4],
  ["a built-in variable alone", [builtIn], 4],
  ["two built-in variables and a tag", [builtIn, builtIn, tag], 5],
  ["names that are exchanged", [passed, passed], 5],
  ["all of it", [builtIn, passed, keyEvent, replaced, rule("G-1")], 12],
])("%s", (_, steps, requests) => {
  expect(writeRequests(steps)).toBe(requests);
});
