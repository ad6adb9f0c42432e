import { describe, expect, it } from "vitest";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { PROPERTY, send, start } from "./google.ts";

const METRICS = `v1alpha/${PROPERTY}/calculatedMetrics`;
const RATE = { displayName: "Rate", metricUnit: "STANDARD", formula: "customEvent:margin / purchaseRevenue" };

function add(sandbox: RunningSandbox, change: object = {}, id = "rate") {
  return send(sandbox, "POST", `${METRICS}?calculatedMetricId=${id}`, { body: { ...RATE, ...change } });
}

/** With a custom metric that formulas can name. */
async function withMargin(options: Parameters<typeof start>[0] = {}): Promise<RunningSandbox> {
  const sandbox = await start(options);
  const margin = {
    parameterName: "margin",
    displayName: "Margin",
    scope: "EVENT",
    measurementUnit: "STANDARD",
  };
  await send(sandbox, "POST", `v1beta/${PROPERTY}/customMetrics`, { body: margin });
  return sandbox;
}

async function statuses(sandbox: RunningSandbox, formulas: readonly string[]): Promise<number[]> {
  const all: number[] = [];
  for (const formula of formulas) {
    const { status } = await add(sandbox, { formula });
    all.push(status);
    if (status === 200) await send(sandbox, "DELETE", `${METRICS}/rate`);
  }
  return all;
}

describe("calculated metrics", () => {
  it("have the id that the address gives them, and ignore what Google sets", async () => {
    const sandbox = await withMargin();
    const { body } = await add(sandbox, { calculatedMetricId: "other", restrictedMetricType: ["COST_DATA"] });
    expect(body).toEqual({ name: `${PROPERTY}/calculatedMetrics/rate`, calculatedMetricId: "rate", ...RATE });
    const path = `${METRICS}/rate?updateMask=metric_unit,description`;
    const change = { metricUnit: "CURRENCY", description: "x", formula: "ignored" };
    expect((await send(sandbox, "PATCH", path, { body: change })).body).toMatchObject({
      ...RATE,
      metricUnit: "CURRENCY",
      description: "x",
    });
    expect((await send(sandbox, "DELETE", `${METRICS}/rate`)).body).toEqual({});
    expect((await send(sandbox, "GET", METRICS)).body).toEqual({});
    expect((await send(sandbox, "GET", `v1beta/${PROPERTY}/calculatedMetrics`)).status).toBe(404);
  });

  it("take formulas of metrics that exist, and nothing else", async () => {
    const sandbox = await withMargin();
    const valid = [
      "sessions",
      "-(sessions - -2.5) * 3",
      "( customEvent:margin + cartPurchaseQuantity ) / 2.0",
    ];
    expect(await statuses(sandbox, valid)).toEqual([200, 200, 200]);
    const wrong = ["", "sessions +", "(sessions", "sessions totalUsers", "sum(sessions)", "sessions % 2"];
    expect(await statuses(sandbox, wrong)).toEqual(wrong.map(() => 400));
    const unknown = ["customEvent:cost", "calcMetric:rate", "total_users", "customUser:margin"];
    expect(await statuses(sandbox, unknown)).toEqual(unknown.map(() => 400));
  });

  it("name at most five custom metrics", async () => {
    const sandbox = await start();
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const name of names) {
      const body = { parameterName: name, displayName: name, scope: "EVENT", measurementUnit: "STANDARD" };
      await send(sandbox, "POST", `v1beta/${PROPERTY}/customMetrics`, { body });
    }
    const sum = (all: string[]) => all.map((name) => `customEvent:${name}`).join(" + ");
    expect(await statuses(sandbox, [sum([...names.slice(1), "f"]), sum(names)])).toEqual([200, 400]);
  });

  it("share ids and names with custom metrics, and are five at most", async () => {
    const sandbox = await withMargin();
    expect((await add(sandbox, {}, "margin")).status).toBe(409);
    expect((await add(sandbox, { displayName: "Margin" })).status).toBe(409);
    expect((await add(sandbox, {}, "no-hyphens")).status).toBe(400);
    expect((await send(sandbox, "POST", METRICS, { body: RATE })).status).toBe(400);
    for (const id of ["a", "b", "c", "d", "rate"])
      expect((await add(sandbox, { displayName: id }, id)).status).toBe(200);
    expect((await add(sandbox, { displayName: "f" }, "f")).status).toBe(429);
    const seats = { parameterName: "a", displayName: "Seats", scope: "EVENT", measurementUnit: "STANDARD" };
    const path = `v1beta/${PROPERTY}/customMetrics`;
    expect((await send(sandbox, "POST", path, { body: seats })).status).toBe(409);
    expect((await send(sandbox, "POST", path, { body: { ...seats, parameterName: "s" } })).status).toBe(200);
  });

  it("say that a metric which they name was archived", async () => {
    const sandbox = await withMargin();
    await add(sandbox);
    const list = (await send(sandbox, "GET", `v1beta/${PROPERTY}/customMetrics`)).body;
    const [{ name }] = (list as { customMetrics: [{ name: string }] }).customMetrics;
    await send(sandbox, "POST", `v1beta/${name}:archive`, { body: {} });
    expect((await send(sandbox, "GET", `${METRICS}/rate`)).body).toMatchObject({
      invalidMetricReference: true,
    });
  });
});
