/** Tags that people made become those of forwards and of steps of funnels, and stay what they are where the file says nothing. */
import { expect, test } from "vitest";
import { liftContainer } from "../../src/lift/lift.ts";
import { changeLines } from "../../src/render/plan-words.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { EMPTY_CONTENT, NO_LISTS_READ } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

type Google = ReturnType<typeof memoryGoogle>;

const template = (key: string, value: string) => ({ type: "template", key, value });
const condition = (type: string, variable: string, value: string) => ({
  type,
  parameter: [template("arg0", `{{${variable}}}`), template("arg1", value)],
});
const row = (name: string, value: string) => ({
  type: "map",
  map: [template("parameter", name), template("parameterValue", value)],
});
const onEvents = (name: string, type: string, value: string): JsonObject => ({
  name,
  type: "customEvent",
  customEventFilter: [condition(type, "_event", value)],
});
const sends = (event: string, ...rows: readonly JsonObject[]) => [
  template("eventName", event),
  template("measurementIdOverride", MEASUREMENT_ID),
  { type: "boolean", key: "sendEcommerceData", value: "true" },
  { type: "list", key: "eventSettingsTable", list: [...rows] },
];

async function shop(...triggers: readonly JsonObject[]): Promise<Google> {
  const google = memoryGoogle();
  google.plantAll({ ...EMPTY_CONTENT, builtInVariables: ["event", "pagePath", "pageHostname"] });
  for (const trigger of triggers) google.plant("gtm.trigger", trigger);
  const { entities } = (await google.read()).container.content;
  const firingTriggerId = entities["gtm.trigger"].map((one) => String(one.triggerId));
  google.plant("gtm.tag", {
    name: "GA4 - Shop",
    type: "gaawe",
    firingTriggerId,
    parameter: sends("{{Event}}", row("page_type", "shop")),
  });
  return google;
}

const LIST = onEvents("CE - Shop", "matchRegex", "^(view_item|purchase)$");
const forward = (more: string, events = "[purchase, view_item]") =>
  `${HEAD}forward: { shop: { data_layer: ${events}, ecommerce: true${more} } }\ngoals: {}\n`;
const ADOPT = ', adopt: "GA4 - Shop"';

async function tagNamed(google: Google, name: string) {
  const { entities } = (await google.read()).container.content;
  const tag = entities["gtm.tag"].find((one) => one.name === name);
  // Google lists them in any order.
  const parameter = (tag?.parameter ?? []).toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
  return tag && { ...tag, parameter };
}

const inShort = async (google: Google, file: string) => {
  const { changes, blockers, warnings } = await planned(google, file);
  return {
    changes: changes.map((one) => [one.subject.name, one.action, ...changeLines(one)]),
    stops: blockers.map(({ code }) => code),
    warns: warnings.map(({ code }) => code).filter((code) => code !== "no-google-tag"),
  };
};
const NOTHING = { changes: [], stops: [], warns: [] };

test.each([
  ["a list", [LIST], []],
  [
    "a trigger for each event",
    [onEvents("CE - View", "equals", "view_item"), onEvents("CE - Buy", "equals", "purchase")],
    [],
  ],
  ["a list without ends", [onEvents("CE", "matchRegex", "view_item|purchase")], ["adopted-counts-otherwise"]],
])("a forward adopts %s, and it stays as it is", async (_, triggers, warns) => {
  const google = await shop(...triggers);
  const before = await tagNamed(google, "GA4 - Shop");
  const stopped = (await planned(google, forward(""))).blockers;
  if (warns.length === 0)
    expect(stopped.map(({ code, waysOut }) => [code, waysOut[0]])).toEqual([
      [
        "tag-does-the-same",
        'Add `adopt: "GA4 - Shop"` to forward shop: the tag becomes its own. The plan then says what of it stays, and what changes.',
      ],
    ]);
  expect(await inShort(google, forward(ADOPT))).toEqual({
    changes: [["forward shop", "adopt"]],
    stops: [],
    warns,
  });
  await applyGoals(google, forward(ADOPT));
  const { notes, ...after } = (await tagNamed(google, "GA4 - Shop"))!;
  expect(after).toEqual(before);
  expect(notes).toContain("address=gtm.tag/forward:shop ");
  expect(await inShort(google, forward(ADOPT))).toEqual(NOTHING);
  expect(await inShort(google, forward(""))).toEqual(NOTHING);
});

test("one that changes says what, and leaves the trigger of others alone", async () => {
  const google = await shop(LIST);
  const [trigger] = (await google.read()).container.content.entities["gtm.trigger"];
  google.plant("gtm.tag", { name: "Ads", type: "awct", firingTriggerId: [String(trigger!.triggerId)] });
  await applyGoals(google, forward(ADOPT));
  const more = forward("", "[view_item, add_to_cart, purchase]").replace(", ecommerce: true", "");
  expect(await inShort(google, more)).toEqual({
    changes: [
      [
        "forward shop",
        "change",
        "events: view_item, purchase → view_item, add_to_cart, purchase",
        "sends the e-commerce data of the push → sends no e-commerce data",
      ],
    ],
    stops: [],
    warns: [],
  });
  await applyGoals(google, more);
  expect(await inShort(google, more)).toEqual(NOTHING);
  const { entities } = (await google.read()).container.content;
  const theirs = entities["gtm.trigger"].find(({ name }) => name === "CE - Shop");
  expect(theirs).toEqual(trigger);
  expect(JSON.stringify((await tagNamed(google, "GA4 - Shop"))!.parameter)).toContain("page_type");
});

test("an edit is drift, and what goes needs an explicit word", async () => {
  const google = await shop(LIST);
  await applyGoals(google, forward(ADOPT));
  google.editEntities("gtm.trigger", (one) =>
    JSON.parse(JSON.stringify(one).replace("view_item|", "view_item|refund|")),
  );
  expect((await inShort(google, forward(""))).changes).toEqual([
    ["forward shop", "change", "now events: purchase, view_item, refund; the file says purchase, view_item"],
  ]);
  const { changes, stops } = await inShort(google, `${HEAD}goals: {}\n`);
  expect([changes, stops]).toEqual([
    [["forward shop", "remove"]],
    ["forwarded-events-removed", "adopted-goal-removed"],
  ]);
});

test("a tag with a name of its own cannot be that of a forward, nor the other way round", async () => {
  const google = await shop(LIST);
  google.editEntities("gtm.tag", (one) => ({ ...one, parameter: sends("purchase") }));
  const [stop] = (await planned(google, forward(ADOPT))).blockers;
  expect([stop?.code, stop?.message]).toEqual([
    "cannot-adopt",
    'forward shop cannot adopt the tag "GA4 - Shop" (goals.yaml:8): its event does not have the name of what fires it.',
  ]);
  const other = await shop(LIST);
  const goal = `${HEAD}goals: { purchase: { type: event, on: { data_layer: purchase }${ADOPT} } }\n`;
  expect((await planned(other, goal)).blockers.map(({ code }) => code)).toEqual(["cannot-adopt"]);
});

test("a tag that asks for more than its events is left out, with what it asks for", async () => {
  const asking = { ...LIST, filter: [condition("equals", "Page Hostname", "www.acme.example")] };
  const { content } = (await (await shop(asking)).read()).container;
  const at = { content, keyEvents: null, definitions: NO_LISTS_READ };
  const { forwards, leftOut } = liftContainer(at, { measurementId: MEASUREMENT_ID, owner: null });
  expect([forwards, leftOut.map(({ reasons }) => reasons.map(({ code }) => code))]).toEqual([
    [],
    [["event-name-forwarded", "forward-asks"]],
  ]);
});

test("a step of a funnel adopts a tag, changes it and lets it go with an explicit word", async () => {
  const google = memoryGoogle();
  google.plantAll({ ...EMPTY_CONTENT, builtInVariables: ["pagePath"] });
  google.plant("gtm.trigger", {
    name: "PV - Cart",
    type: "pageview",
    filter: [condition("equals", "Page Path", "/cart")],
  });
  const [trigger] = (await google.read()).container.content.entities["gtm.trigger"];
  google.plant("gtm.tag", {
    name: "GA4 - Cart",
    type: "gaawe",
    firingTriggerId: [String(trigger!.triggerId)],
    parameter: sends("view_cart", row("items", "3")),
  });
  const before = await tagNamed(google, "GA4 - Cart");
  const funnel = (adopt: string, page = "/cart") =>
    `${HEAD}goals: { order: { type: destination, page: /thanks } }\nfunnels: { checkout: { steps: [{ id: cart, page: ${page}, event: view_cart${adopt} }, order] } }\n`;
  const adopts = funnel(', adopt: "GA4 - Cart"');
  expect((await planned(google, funnel(""))).blockers.map(({ code, waysOut }) => [code, waysOut[0]])).toEqual(
    [
      [
        "tag-does-the-same",
        'Add `adopt: "GA4 - Cart"` to checkout.cart: the tag becomes its own and stays as it is.',
      ],
    ],
  );
  expect((await planned(google, adopts)).blockers).toEqual([]);
  await applyGoals(google, adopts);
  const { notes: _, ...after } = (await tagNamed(google, "GA4 - Cart"))!;
  expect(after).toEqual(before);
  for (const file of [adopts, funnel("")]) expect((await planned(google, file)).changes).toEqual([]);
  const other = funnel("", "/basket");
  expect((await inShort(google, other)).changes).toEqual([
    ["Checkout", "change", "step Cart: page viewed: /cart → /basket"],
  ]);
  await applyGoals(google, other);
  expect((await planned(google, other)).changes).toEqual([]);
  expect((await tagNamed(google, "GA4 - Cart"))!.tagId).toBe(before!.tagId);
  const gone = `${HEAD}goals: { order: { type: destination, page: /thanks } }\n`;
  expect((await planned(google, gone)).blockers.map(({ code }) => code)).toContain("adopted-goal-removed");
});

test("a forward with another id keeps the tag that the former one adopted", async () => {
  const google = await shop(LIST);
  await applyGoals(google, forward(ADOPT));
  const before = await tagNamed(google, "GA4 - Shop");
  const renamed = (more: string) => forward(more).replace("shop:", "laden:");
  const stops = (await planned(google, renamed(""))).blockers;
  expect(stops.map(({ code }) => code)).toEqual(["adopted-goal-removed"]);
  expect(stops[0]!.waysOut).toContain(
    'If another goal, step or forward of the file takes its place, write `adopt: "GA4 - Shop"` there.',
  );
  const { blockers, changes } = await planned(google, renamed(ADOPT));
  expect(blockers).toEqual([]);
  expect(
    changes.flatMap(({ resources }) => resources).map(({ action, reason }) => `${action} ${reason}`),
  ).toEqual(["update renamed", "update renamed"]);
  await applyGoals(google, renamed(ADOPT));
  expect({ ...(await tagNamed(google, "GA4 - Shop")), notes: "" }).toEqual({ ...before, notes: "" });
  expect((await planned(google, renamed(ADOPT))).changes).toEqual([]);
  expect((await planned(google, renamed(""))).changes).toEqual([]);
});
