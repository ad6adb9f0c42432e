/** Calculated metrics that are at Google already, in a file: with the custom metrics that they name, and only what it can say. */
import { expect, test } from "vitest";
import { withMetrics } from "../../src/app/import/metrics.ts";
import { calculatedMetrics } from "../../src/lift/columns.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = "goals: { done: { type: event, on: { data_layer: done } } }\n";

function calculated(calculatedMetricId: string, formula: string, more: JsonObject = {}): JsonObject {
  const displayName = calculatedMetricId.replace(/^./, (first) => first.toUpperCase()).replaceAll("_", " ");
  return { calculatedMetricId, displayName, metricUnit: "STANDARD", formula, ...more };
}

async function found(...metrics: JsonObject[]) {
  const google = memoryGoogle();
  const margin = { parameterName: "margin", displayName: "Order margin", scope: "EVENT" };
  const money = { measurementUnit: "CURRENCY", restrictedMetricType: ["REVENUE_DATA"] };
  google.plantDefinition("ga4.customMetric", { ...margin, ...money });
  const seats = { parameterName: "seats", displayName: "Seats", scope: "EVENT" };
  google.plantDefinition("ga4.customMetric", { ...seats, measurementUnit: "STANDARD" });
  for (const one of metrics) google.plantDefinition("ga4.calculatedMetric", one);
  const { property } = await google.read(() => ["ga4.customMetric", "ga4.calculatedMetric"]);
  const at = { content: EMPTY_CONTENT, keyEvents: [], definitions: property.definitions };
  const into = (text: string) =>
    withMetrics({ file: "goals.yaml", text }, { metrics: calculatedMetrics(at, "acme-shop") }, at, {
      included: () => [],
    });
  return { google, into };
}

test("they come with the custom metrics that they name, and a plan only puts our mark on them", async () => {
  const { google, into } = await found(
    calculated("margin_rate", "customEvent:margin/purchaseRevenue", { displayName: "Margin rate (%)" }),
    calculated("seats_sold", "customEvent:seats + customEvent:margin", { description: "By Ann." }),
  );
  const { text, metrics, leftOut } = into(HEAD + GOALS);
  expect(leftOut).toEqual([]);
  expect(text).toBe(`${HEAD.trimEnd()}

metrics:
  margin:
    name: Order margin
    unit: currency
    money: revenue

  # From the calculated metric "Margin rate (%)".
  margin_rate:
    formula: margin / purchaseRevenue
    name: Margin rate (%)

  seats: {}

  # From the calculated metric "Seats sold".
  seats_sold:
    formula: seats + margin
    description: By Ann.
${GOALS}`);
  expect(metrics).toEqual([
    { id: "margin_rate", name: "Margin rate (%)", fidelity: "same", from: [expect.anything()] },
    { id: "seats_sold", name: "Seats sold", fidelity: "same", from: [expect.anything()] },
  ]);
  const { changes, blockers } = await planned(google, text);
  expect(blockers).toEqual([]);
  expect(changes.filter(({ subject }) => subject.is === "shared").map(({ action }) => action)).toEqual([
    "adopt",
    "adopt",
  ]);
  expect(into(text)).toMatchObject({ text, metrics: [], known: 2 });
});

test("what the file cannot say is left out, with the reason", async () => {
  const { into } = await found(
    calculated("gone", "customEvent:archived / 2"),
    calculated("strange", "pow(customEvent:margin, 2)"),
    calculated("of_another", "sessions", {
      description: "goalform owner=others address=ga4.calculatedMetric/of_another digest=0123456789abcdef",
    }),
    calculated("native", "seats / sessions"),
    calculated("twin", "totalUsers / sessions", { displayName: "Sessions" }),
  );
  const file = `${HEAD}metrics: { sessions: {} }\n${GOALS}`;
  const { text, leftOut } = into(file);
  expect(text).toBe(file);
  expect(leftOut.map(({ name, reasons }) => `${name}: ${reasons[0]!.about}`)).toEqual([
    "Gone: unknown-metric",
    "Native: unknown-metric",
    "Strange: formula-syntax",
    "Sessions: duplicate-name",
  ]);
});
