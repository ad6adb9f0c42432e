/** Goals that Analytics counts by page views, next to a Google tag that sends none, and to tags that send them again. */
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { virtualPageViewsTwice } from "../../src/plan/page-views.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { ALL_PAGES, eventTag, list, onEvent, text } from "../support/foreign-tags.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const GOALS = `goals:
  paid: { type: destination, page: { path: /paid }, via: ga4 }
  many: { type: pages_per_session, more_than: 3, via: ga4, allow: [counts-every-visit] }
  thanks: { type: destination, page: /thanks }
`;

const OFF = list("configSettingsTable", { parameter: "send_page_view", parameterValue: "false" });
const googleTag = (...more: JsonObject[]) => ({
  name: "Google tag",
  type: "googtag",
  firingTriggerId: [ALL_PAGES],
  parameter: [text("tagId", MEASUREMENT_ID), ...more],
});
const older = (sendPageView: string) => ({
  name: "Google tag",
  type: "gaawc",
  firingTriggerId: [ALL_PAGES],
  parameter: [
    text("measurementId", MEASUREMENT_ID),
    { type: "boolean", key: "sendPageView", value: sendPageView },
  ],
});

async function said(tags: readonly JsonObject[], variables: readonly JsonObject[] = [], file = HEAD + GOALS) {
  const google = memoryGoogle();
  google.plant("gtm.trigger", { ...onEvent("equals", "virtual"), name: "Virtual" });
  for (const one of variables) google.plant("gtm.variable", one);
  const { entities } = (await google.read()).container.content;
  const virtual = String(entities["gtm.trigger"][0]?.triggerId);
  for (const tag of tags)
    google.plant("gtm.tag", JSON.parse(JSON.stringify(tag).replaceAll("VIRTUAL", virtual)) as JsonObject);
  await applyGoals(google, file);
  const { warnings, changes } = await planned(google, file);
  expect(changes).toEqual([]);
  return warnings.filter(({ code }) => code === "event-not-sent" || code === "sent-twice");
}

const pageViews = (trigger: string) => eventTag("page_view", { firingTriggerId: [trigger] });
const settings = (value: string) => ({
  name: "Settings",
  type: "gtcs",
  parameter: [list("configSettingsTable", { parameter: "send_page_view", parameterValue: value })],
});
const constant = { name: "No", type: "c", parameter: [text("value", "false")] };

describe("a Google tag that sends no page views", () => {
  test("leaves nothing to count for Analytics", async () => {
    expect(await said([googleTag(OFF)])).toEqual([
      {
        code: "event-not-sent",
        message:
          'The Google tag "Google tag" does not send page_view (`send_page_view` is false), and no other tag does: Paid and Many may count nothing, because Analytics counts them by page views. Let the Google tag send them, or let Tag Manager count: `via: gtm`. If something else sends them, write `allow: [event-not-sent]` at the goal.',
      },
    ]);
  });

  test.each<[string, JsonObject[], JsonObject[], number]>([
    [
      "by its settings variable",
      [googleTag(text("configSettingsVariable", "{{Settings}}"))],
      [settings("false")],
      1,
    ],
    [
      "by a constant",
      [googleTag(text("configSettingsVariable", "{{Settings}}"))],
      [settings("{{No}}"), constant],
      1,
    ],
    ["as it was before 2023", [older("false")], [], 1],
    ["not really: it is said to send them", [older("true")], [], 0],
    [
      "if the page says so",
      [googleTag(text("configSettingsVariable", "{{Settings}}"))],
      [settings("{{Page}}")],
      0,
    ],
    ["next to a tag that does", [googleTag(OFF), pageViews(ALL_PAGES)], [], 0],
    ["next to one for virtual pages", [googleTag(OFF), pageViews("VIRTUAL")], [], 0],
    ["next to another one that does", [googleTag(OFF), { ...googleTag(), name: "Other" }], [], 0],
  ])("%s", async (_, tags, variables, times) => {
    expect(await said(tags, variables)).toHaveLength(times);
  });

  test("matters to no goal of Tag Manager's, nor where the file allows it", async () => {
    expect(
      await said([googleTag(OFF)], [], `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`),
    ).toEqual([]);
    const allowed = GOALS.replace("via: ga4 }", "via: ga4, allow: [event-not-sent] }").replace(
      "every-visit]",
      "every-visit, event-not-sent]",
    );
    expect(await said([googleTag(OFF)], [], HEAD + allowed)).toEqual([]);
  });
});

describe("page views that another tag sends as well", () => {
  test("count twice", async () => {
    expect(await said([googleTag(), pageViews(ALL_PAGES)])).toEqual([
      {
        code: "sent-twice",
        message:
          'The tag "Theirs" sends page_view as well as the Google tag: Analytics counts Paid and Many by page views, and may count them twice.',
      },
    ]);
  });

  test("are virtual ones", async () => {
    expect(await said([googleTag(), pageViews("VIRTUAL")])).toEqual([]);
  });
});

test("virtual page views that a tag sends, for when enhanced measurement reports them too", async () => {
  const saidOf = async (trigger: JsonObject, goals = GOALS) => {
    const google = memoryGoogle();
    google.plant("gtm.trigger", { name: "Theirs", ...trigger });
    const { content } = (await google.read()).container;
    const id = String(content.entities["gtm.trigger"][0]?.triggerId);
    google.plant("gtm.tag", pageViews(id));
    const live = (await google.read()).container.content;
    return virtualPageViewsTwice(compile(goalSet(HEAD + goals), MEASUREMENT_ID), live);
  };
  expect(await saidOf({ type: "historyChange" })).toBe(
    'The tag "Theirs" sends page_view when the page changes without loading, and so does enhanced measurement (page changes based on browser history events): Analytics counts Paid and Many by page views, and may count them twice.',
  );
  expect(await saidOf(onEvent("equals", "route"))).toContain("may count them twice");
  expect(await saidOf({ type: "pageview" })).toBeNull();
  expect(
    await saidOf({ type: "historyChange" }, "goals: { thanks: { type: destination, page: /thanks } }"),
  ).toBeNull();
});
