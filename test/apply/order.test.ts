/** In which order things come to be and go, so that no hit arrives before it is counted, and nothing of ours is forgotten. */

import { expect, test } from "vitest";
import { countOf, tallyInWords } from "../../src/apply/tally.ts";
import { audience, compiledWith, dimension, metric, rule } from "../support/definitions.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const TAGGED = `${HEAD}goals:
  buy: { type: event, on: { click: button.buy } }
`;
const MORE = `${TAGGED}  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  thanks: { type: event, on: { ga4_event: thanks } }
  deep: { type: event, on: { ga4_event: deep } }
`;
const EVERYTHING = compiledWith(
  MORE,
  dimension("plan", "Plan", "buy"),
  metric("paid", "Paid", "buy", "CURRENCY"),
  rule("thanks", "/a"),
  audience("deep", 5),
);

/** The calls that change something, each once, with the kind of what they change. */
function changing(calls: readonly (readonly [string, ...unknown[]])[]): string[] {
  const all = calls
    .filter(([name]) => /^(create|update|delete|remove|open|enable|change|publish)/.test(name))
    .map(([name, kind]) => (name.endsWith("Definition") ? `${name} ${String(kind)}` : name));
  return [...new Set(all)];
}

/** Whatever has no order among itself, in the order of the alphabet. */
function inGroups(calls: readonly string[], groups: readonly number[]): string[][] {
  const rest = [...calls];
  return groups.map((size) => rest.splice(0, size).sort());
}

test("what hits are counted by is there before the tags that send them, and publishing comes last", async () => {
  const port = written(memoryGoogle());
  await applyAt(port, EVERYTHING);
  expect(inGroups(changing(port.calls), [1, 2, 1, 1, 1, 1, 1, 1, 1])).toEqual([
    ["openWorkspace"],
    ["createDefinition ga4.customDimension", "createDefinition ga4.customMetric"],
    ["createKeyEvent"],
    ["createDefinition ga4.eventCreateRule"],
    ["createDefinition ga4.audience"],
    ["enableBuiltInVariables"],
    ["changeEntities"],
    ["createVersion"],
    ["publish"],
  ]);
  expect(port.calls.filter(([name]) => name === "publish").length).toBe(1);
});

test("what is removed goes when the version without its tags is ready: key events first, what they are read by last", async () => {
  const google = memoryGoogle();
  await applyAt(google, EVERYTHING);
  const port = written(google);
  const { analytics, heldBack } = await applyAt(port, TAGGED);
  expect(heldBack).toEqual([]);
  expect(tallyInWords(analytics)).toMatch(/3 key events/);
  expect(countOf(analytics)).toBe(7);
  expect(inGroups(changing(port.calls), [1, 1, 1, 1, 2, 2, 1])).toEqual([
    ["openWorkspace"],
    ["changeEntities"],
    ["createVersion"],
    ["deleteKeyEvent"],
    ["removeDefinition ga4.audience", "removeDefinition ga4.eventCreateRule"],
    ["removeDefinition ga4.customDimension", "removeDefinition ga4.customMetric"],
    ["publish"],
  ]);
});

test("without publishing nothing is removed, and what waits is said", async () => {
  const google = memoryGoogle();
  await applyAt(google, EVERYTHING);
  const port = written(google);
  const { heldBack, isLive, version } = await applyAt(port, TAGGED, { publish: false });
  expect(changing(port.calls)).toEqual(["openWorkspace", "changeEntities", "createVersion"]);
  expect(isLive).toBe(false);
  expect(version?.name).toBe("goalform acme-shop");
  expect(heldBack.map((step) => ("eventName" in step ? step.eventName : step.kind)).sort()).toEqual([
    "call",
    "deep",
    "ga4.audience",
    "ga4.customDimension",
    "ga4.customMetric",
    "ga4.eventCreateRule",
    "thanks",
  ]);
});
