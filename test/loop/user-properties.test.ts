/** User properties and e-commerce data are ours where the file asks for them; elsewhere they are people's, and stay. */
import { expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Entity, Parameter } from "../../src/resources/body.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const file = (more: string) => `${HEAD}goals:\n  sold: { type: event, on: { data_layer: sold }${more} }\n`;
const ASKED = ", user_properties: { plan: { data_layer: plan, register: dimension } }, ecommerce: true";
const THEIRS: readonly Parameter[] = [
  { type: "boolean", key: "sendEcommerceData", value: "true" },
  {
    type: "list",
    key: "userProperties",
    list: [
      {
        type: "map",
        map: [
          { type: "template", key: "name", value: "x" },
          { type: "template", key: "value", value: "y" },
        ],
      },
    ],
  },
];

type Google = ReturnType<typeof memoryGoogle>;

async function changes(google: Google, more: string) {
  const compiled = compile(goalSet(file(more)), MEASUREMENT_ID);
  const work = workingPlan(
    compiled,
    await google.read((container) => listsToRead(compiled, container)),
    "production",
  );
  return work.built.plan.changes.flatMap(({ resources }) =>
    resources.map(({ address, action }) => `${action} ${address}`),
  );
}

async function keys(google: Google) {
  const [tag] = (await google.read()).container.content.entities["gtm.tag"] as Entity[];
  return (tag!.parameter ?? []).map(({ key }) => key).sort();
}

test("what the file asks for is there, and nothing is left to do", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(ASKED));
  expect(await changes(google, ASKED)).toEqual([]);
  expect(await keys(google)).toEqual([
    "eventName",
    "getEcommerceDataFrom",
    "measurementIdOverride",
    "sendEcommerceData",
    "userProperties",
  ]);
});

test("what the file no longer asks for goes", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(ASKED));
  await applyGoals(google, file(""));
  expect(await keys(google)).toEqual(["eventName", "measurementIdOverride"]);
  expect(await changes(google, "")).toEqual([]);
});

test("what somebody else has set stays where the file says nothing", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(""));
  google.editEntities("gtm.tag", (tag) => ({
    ...tag,
    parameter: [...((tag as Entity).parameter ?? []), ...THEIRS],
  }));
  expect(await changes(google, "")).toEqual([]);
  await applyGoals(google, file(", value: { data_layer: total }"));
  expect(await keys(google)).toEqual([
    "eventName",
    "eventSettingsTable",
    "measurementIdOverride",
    "sendEcommerceData",
    "userProperties",
  ]);
});

test("an edit of what the file asks for is undone", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(ASKED));
  google.editEntities("gtm.tag", (tag) => ({
    ...tag,
    parameter: ((tag as Entity).parameter ?? []).filter(({ key }) => key !== "userProperties"),
  }));
  expect(await changes(google, ASKED)).toEqual(["update gtm.tag/sold"]);
});
