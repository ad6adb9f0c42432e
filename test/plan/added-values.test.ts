/** What people put on tags of ours and on adopted ones, and what gives their events a value: it stays, and a plan says so. */
import { describe, expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { ALL_PAGES, eventTag, list, settingsVariable, withSettings } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const file = (goal: string) => `${HEAD}goals:\n  ${goal}\n`;
const THANKS = file("thanks: { type: destination, page: /thanks, value: 5 }");
const ECOMMERCE = { type: "boolean", key: "sendEcommerceData", value: "true" };
const ecommerce = (one: JsonObject) => ({
  ...one,
  parameter: [...(one["parameter"] as JsonObject[]), ECOMMERCE],
});

async function said(google: MemoryGoogle, yaml: string) {
  const { changes, warnings } = await planned(google, yaml);
  expect(changes).toEqual([]);
  return warnings.filter(({ code }) => code === "value-overridden").map(({ message }) => message);
}

async function edited(
  yaml: string,
  edit: (tag: JsonObject) => JsonObject,
  rows: Record<string, string> = {},
) {
  const google = memoryGoogle();
  await applyGoals(google, yaml);
  google.plant("gtm.variable", settingsVariable("Shop settings", rows));
  google.editEntities("gtm.tag", edit);
  return google;
}

/** What Analytics gets on the goal's page. */
async function sent(google: MemoryGoogle) {
  const { content } = (await google.read()).container;
  const { "gtm.tag": tag, "gtm.trigger": trigger, "gtm.variable": variable } = content.entities;
  const builtInVariable = [{ type: "pagePath", name: "Page Path" }];
  const container = { containerId: "1", tag, trigger, variable, builtInVariable } as unknown as Container;
  return loadTag(container, { url: "https://www.acme.example/thanks" }).hits.map(
    ({ parameters }) => parameters,
  );
}

describe("a value that the file does not name", () => {
  test("comes from a settings variable that somebody chose", async () => {
    const google = await edited(THANKS, withSettings("Shop settings"), { value: "99" });
    expect(await sent(google)).toEqual([{ value: "99" }]);
    expect(await said(google, THANKS)).toEqual([
      'Thanks may be worth something other than the file says: the tag "acme-shop - Thanks" in Tag Manager also sends a value, from the settings variable "Shop settings". goalform leaves it there. Change the tag in Tag Manager, or write `allow: [value-overridden]` at the goal if this is intended.',
    ]);
    const allowed = THANKS.replace("value: 5", "value: 5, allow: [value-overridden]");
    await applyGoals(google, allowed);
    expect(await said(google, allowed)).toEqual([]);
  });

  test("comes from e-commerce data that somebody switched on", async () => {
    expect(await said(await edited(THANKS, ecommerce), THANKS)).toEqual([
      expect.stringContaining("also sends a value, from the site's e-commerce data."),
    ]);
  });

  test("stays in an adopted tag", async () => {
    const google = memoryGoogle();
    const rows = list("eventSettingsTable", { parameter: "value", parameterValue: "99" });
    const own = eventTag("thanks") as JsonObject;
    google.plant("gtm.tag", {
      ...own,
      name: "GA4 - Thanks",
      firingTriggerId: [ALL_PAGES],
      parameter: [...(own["parameter"] as JsonObject[]), rows],
    });
    const adopting = THANKS.replace("/thanks", "{ path: { begins_with: / } }").replace(
      "value: 5",
      'value: 5, adopt: "GA4 - Thanks"',
    );
    await applyGoals(google, adopting);
    expect(await said(google, adopting)).toEqual([expect.stringContaining("from a row of its own.")]);
  });
});

test.each([
  ["other parameters are shared", THANKS, withSettings("Shop settings"), { plan: "x" }],
  ["the variable is not there", THANKS, withSettings("Gone"), { value: "99" }],
  [
    "the goal sends a value itself",
    file("thanks: { type: destination, page: /thanks, value: { query: total } }"),
    (tag: JsonObject) => ecommerce(withSettings("Shop settings")(tag)),
    { value: "99" },
  ],
  [
    "the goal sends the e-commerce data itself",
    file("paid: { type: event, on: { data_layer: paid }, ecommerce: true }"),
    (tag: JsonObject) => tag,
    {},
  ],
])("nothing is said where %s", async (_, yaml, edit, rows) => {
  expect(await said(await edited(yaml, edit, rows), yaml)).toEqual([]);
});

test("is said at no step of a funnel, whose value nobody counts", async () => {
  const yaml = `${HEAD}funnels: { checkout: { steps: [{ id: cart, page: /cart }, { id: paid, page: /paid }] } }\n`;
  const google = await edited(yaml, withSettings("Shop settings"), { value: "99" });
  expect(await said(google, yaml)).toEqual([]);
});

describe("settings of the Google tag, which every event has", () => {
  const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, value: 5 }
  paid: { type: destination, page: /paid, value: { data_layer: total } }
  quiet: { type: destination, page: /quiet, via: ga4 }
`;
  const saidOf = async (...rows: Record<string, string>[]) => {
    const google = memoryGoogle();
    google.plant("gtm.tag", {
      name: "Google tag",
      type: "googtag",
      firingTriggerId: [ALL_PAGES],
      parameter: [
        { type: "template", key: "tagId", value: MEASUREMENT_ID },
        list("configSettingsTable", ...rows),
      ],
    });
    const { warnings } = await planned(google, GOALS);
    return warnings.map(
      ({ code, message }) => `${code}: ${message.split(": ")[0]}: ${message.split(": ")[1]!.split(". ")[0]}`,
    );
  };
  const row = (parameter: string) => ({ parameter, parameterValue: "x" });

  test("give a value to goals that do not send their own", async () => {
    expect(await saidOf(row("value"), row("currency"))).toEqual([
      'value-overridden: Thanks and Quiet may be worth something other than the file says: the Google tag "Google tag" sends a value with every event',
    ]);
  });

  test("replace what a rule asks for", async () => {
    expect(await saidOf(row("page_location"))).toEqual([
      'counts-less: Quiet may count less than the file says: the Google tag "Google tag" sets page_location for every event, and Analytics compares that',
    ]);
    expect(await saidOf(row("server_container_url"), row("page_title"))).toEqual([]);
  });

  test("send an event elsewhere where a tag's own settings variable says so", async () => {
    const google = await edited(THANKS, withSettings("Shop settings"), { send_to: "G-OTHER00001" });
    const { warnings } = await planned(google, THANKS);
    expect(
      warnings.filter(({ code }) => code === "counts-less").map(({ message }) => message.split(". ")[0]),
    ).toEqual([
      'Thanks may count less than the file says: its settings variable "Shop settings" has send_to, which may send the event elsewhere',
    ]);
  });
});
