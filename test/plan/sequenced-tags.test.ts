/** Tags of goals that are the setup or cleanup tags of other tags: the goal counts more, and a plan says so. */
import { describe, expect, test } from "vitest";
import { driftTitle } from "../../src/action/drift-markdown.ts";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import { countedWrongly } from "../../src/plan/counted-wrongly.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { NO_LISTS_READ } from "../../src/resources/snapshot.ts";
import { ALL_PAGES, condition, eventTag, NEGATE, onEvent } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const TAG = "acme-shop - Thanks";
const THANKS = "thanks: { type: destination, page: /thanks, key_event: false }";
const goals = (...lines: readonly string[]) =>
  `${HEAD}goals:\n${lines.map((line) => `  ${line}\n`).join("")}`;

const chat = (more: JsonObject = {}) => ({
  name: "Chat",
  type: "html",
  parameter: [{ type: "template", key: "html", value: "<i></i>" }],
  firingTriggerId: [ALL_PAGES],
  ...more,
});
const SETUP = { setupTag: [{ tagName: TAG }] };
const CLEANUP = { teardownTag: [{ tagName: TAG }] };

const edit = (google: MemoryGoogle, name: string, more: JsonObject) =>
  google.editEntities("gtm.tag", (one) => (one["name"] === name ? { ...one, ...more } : one));

async function triggerId(google: MemoryGoogle, name: string): Promise<string> {
  const { entities } = (await google.read()).container.content;
  return String(entities["gtm.trigger"].find((one) => one.name === name)?.triggerId);
}

async function said(google: MemoryGoogle, file: string): Promise<string[]> {
  const { warnings, changes } = await planned(google, file);
  expect(changes).toEqual([]);
  return warnings
    .filter(({ code }) => code.startsWith("counts-"))
    .map(({ code, message }) => `${code}: ${message}`);
}

/** How often the tag of the goal fires on a page, according to the engine. */
async function fires(google: MemoryGoogle, path: string, ...events: readonly string[]): Promise<number> {
  const { entities, builtInVariables } = (await google.read()).container.content;
  const names: Readonly<Record<string, string>> = { pagePath: "Page Path", event: "Event" };
  const container = {
    tag: entities["gtm.tag"],
    trigger: entities["gtm.trigger"],
    variable: entities["gtm.variable"],
    builtInVariable: builtInVariables.map((type) => ({ type, name: names[type] ?? type })),
  } as unknown as Container;
  const page = loadTag(container, { url: `https://www.acme.example${path}` });
  for (const event of events) page.push({ event });
  return page.hits.length;
}

async function beside(...tags: readonly JsonObject[]): Promise<MemoryGoogle> {
  const google = memoryGoogle();
  await applyGoals(google, goals(THANKS));
  google.plant("gtm.trigger", onEvent("equals", "chat"));
  for (const tag of tags) google.plant("gtm.tag", tag);
  return google;
}

const MORE = `counts-more: Thanks counts more than the file says: the tag "${TAG}" also fires whenever the tag "Chat" fires (trigger "All Pages"), as its setup or cleanup tag. goalform leaves that tag alone. Change the tag sequencing of that tag in Tag Manager, or write \`allow: [counts-more]\` at the goal if this is intended.`;

describe("a tag of ours in the sequence of another one", () => {
  test.each([
    ["as its setup tag", SETUP],
    ["as its cleanup tag", CLEANUP],
  ])("counts whenever that one fires, %s", async (_, sequence) => {
    const google = await beside(chat(sequence));
    expect(await said(google, goals(THANKS))).toEqual([MORE]);
    expect([await fires(google, "/"), await fires(google, "/thanks")]).toEqual([1, 1]);
  });

  test("is led through other tags, a paused one among them", async () => {
    const between = chat({ name: "Between", firingTriggerId: [], paused: true, ...SETUP });
    const google = await beside(chat({ setupTag: [{ tagName: "Between" }] }), between);
    expect(await said(google, goals(THANKS))).toEqual([MORE]);
    expect(await fires(google, "/")).toBe(1);
  });

  test("is led by the tag of another goal, in a circle or not", async () => {
    const file = goals(THANKS, "cart: { type: destination, page: /cart, key_event: false }");
    const google = memoryGoogle();
    await applyGoals(google, file);
    edit(google, "acme-shop - Cart", SETUP);
    const [only, ...rest] = await said(google, file);
    expect(rest).toEqual([]);
    expect(only).toContain(
      'Thanks counts more than the file says: the tag "acme-shop - Thanks" also fires whenever the tag "acme-shop - Cart" fires (trigger "acme-shop - Cart")',
    );
    edit(google, TAG, { setupTag: [{ tagName: "acme-shop - Cart" }] });
    expect(await said(google, file)).toHaveLength(2);
  });

  test("does not hear its own exceptions there", async () => {
    const file = goals(
      THANKS.replace("key_event", "unless: [{ page: { query: { test: yes } } }], key_event"),
    );
    const google = memoryGoogle();
    await applyGoals(google, file);
    google.plant("gtm.tag", chat({ firingTriggerId: [await triggerId(google, TAG)], ...CLEANUP }));
    expect([await fires(google, "/thanks?test=yes"), await fires(google, "/thanks")]).toEqual([1, 1]);
    expect(await said(google, file)).toEqual([
      expect.stringContaining("Thanks counts more than the file says"),
    ]);
  });

  test("still counts where an exception blocks it by itself", async () => {
    const google = await beside(chat(SETUP));
    edit(google, TAG, { blockingTriggerId: [ALL_PAGES] });
    expect(await fires(google, "/")).toBe(1);
    expect((await said(google, goals(THANKS))).map((one) => one.slice(0, 12))).toEqual([
      "counts-less:",
      "counts-more:",
    ]);
  });

  test.each<[string, JsonObject | ((google: MemoryGoogle) => Promise<JsonObject>), number[]]>([
    ["a paused tag", chat({ ...SETUP, paused: true }), [0, 1]],
    ["a tag without a trigger", chat({ ...SETUP, firingTriggerId: [] }), [0, 1]],
    ["a tag that is always blocked", chat({ ...SETUP, blockingTriggerId: [ALL_PAGES] }), [0, 1]],
    [
      "a tag with the goal's own trigger",
      async (google) => chat({ ...CLEANUP, firingTriggerId: [await triggerId(google, TAG)] }),
      [0, 1],
    ],
    ["a tag that names another", chat({ setupTag: [{ tagName: "acme-shop - thanks" }] }), [0, 1]],
  ])("counts no more because of %s", async (_, tag, expected) => {
    const google = await beside();
    google.plant("gtm.tag", typeof tag === "function" ? await tag(google) : tag);
    if (typeof tag !== "function" && "setupTag" in tag && JSON.stringify(tag).includes("- thanks"))
      google.plant("gtm.tag", chat({ name: "acme-shop - thanks", firingTriggerId: [] }));
    expect(await said(google, goals(THANKS))).toEqual([]);
    expect([await fires(google, "/"), await fires(google, "/thanks")]).toEqual(expected);
  });

  test("counts no more where the other one fires on a part of the goal's pages", async () => {
    const file = goals(
      "thanks: { type: destination, page: { path: { begins_with: /thanks } }, key_event: false }",
    );
    const google = memoryGoogle();
    await applyGoals(google, file);
    const on = (path: string, ...more: JsonObject[]) => ({
      name: path,
      type: "pageview",
      filter: [condition("equals", path, more, "{{Page Path}}")],
    });
    google.plant("gtm.trigger", on("/thanks"));
    google.plant("gtm.tag", chat({ ...CLEANUP, firingTriggerId: [await triggerId(google, "/thanks")] }));
    expect(await said(google, file)).toEqual([]);
    google.plant("gtm.trigger", on("/other", NEGATE));
    edit(google, "Chat", { firingTriggerId: [await triggerId(google, "/other")] });
    expect(await said(google, file)).toHaveLength(1);
  });

  test("is said once with all that fire it, and not where the file allows it", async () => {
    const google = await beside(
      chat(SETUP),
      chat({ ...CLEANUP, name: "Shop", firingTriggerId: ["2147479572", "2147479573"] }),
    );
    const [only, ...rest] = await said(google, goals(THANKS));
    expect(rest).toEqual([]);
    expect(only).toContain(
      'also fires whenever the tag "Chat" fires (trigger "All Pages") and the tag "Shop" fires (triggers "Consent Initialization - All Pages" and "Initialization - All Pages"), as its setup',
    );
    expect(await said(google, goals(THANKS.replace("key_event", "allow: [counts-more], key_event")))).toEqual(
      [],
    );
  });

  test("is said about an adopted tag before and after", async () => {
    const google = memoryGoogle();
    google.plant("gtm.trigger", { ...onEvent("equals", "chat"), name: "Chat event" });
    const id = await triggerId(google, "Chat event");
    google.plant("gtm.tag", {
      name: "GA4",
      type: "gaawe",
      firingTriggerId: [id],
      parameter: [
        { type: "template", key: "eventName", value: "chat" },
        { type: "template", key: "measurementIdOverride", value: "G-TEST123456" },
      ],
    });
    google.plant("gtm.tag", chat({ setupTag: [{ tagName: "GA4" }] }));
    const file = goals('chat: { type: event, on: { data_layer: chat }, key_event: false, adopt: "GA4" }');
    const before = (await planned(google, file)).warnings.filter(({ code }) => code === "counts-more");
    expect(before).toHaveLength(1);
    await applyGoals(google, file);
    expect(await said(google, file)).toEqual(before.map(({ code, message }) => `${code}: ${message}`));
  });
});

test("an import says that the tag counts more than the goal, or that only another tag fires it", async () => {
  const google = memoryGoogle();
  google.plant("gtm.trigger", { ...onEvent("equals", "chat"), name: "Chat event" });
  const id = await triggerId(google, "Chat event");
  google.plant("gtm.tag", { ...eventTag("chat", { firingTriggerId: [id] }), name: "GA4 - Chat" });
  google.plant("gtm.tag", { ...eventTag("shop", { firingTriggerId: [] }), name: "GA4 - Shop" });
  google.plant(
    "gtm.tag",
    chat({ setupTag: [{ tagName: "GA4 - Chat" }], teardownTag: [{ tagName: "GA4 - Shop" }] }),
  );
  const { content } = (await google.read()).container;
  const at = { content, keyEvents: null, definitions: NO_LISTS_READ };
  const { goals: lifted, leftOut } = liftContainer(at, {
    measurementId: MEASUREMENT_ID,
    owner: null,
  });
  expect(lifted.map(({ fidelity }) => fidelity)).toEqual([
    { is: "narrower", differs: [{ code: "fired-by-another", about: "Chat" }], kept: expect.anything() },
  ]);
  expect(leftOut).toMatchObject([{ name: "GA4 - Shop", reasons: [{ code: "fired-by-another-only" }] }]);
});

test("forwarded events are sent as well, and a forward can allow it", async () => {
  const file = `${HEAD}forward:\n  shop: { data_layer: [view_item, purchase] }\ngoals: {}\n`;
  const google = memoryGoogle();
  await applyGoals(google, file);
  const name = "acme-shop - forward shop";
  google.plant("gtm.tag", chat({ setupTag: [{ tagName: name }] }));
  edit(google, name, { blockingTriggerId: [] });
  expect(await said(google, file)).toEqual([
    `counts-more: forward shop sends more than the file says: the tag "${name}" also fires whenever the tag "Chat" fires (trigger "All Pages"), as its setup or cleanup tag. goalform leaves that tag alone. Change the tag sequencing of that tag in Tag Manager, or write \`allow: [counts-more]\` at the forward if this is intended.`,
  ]);
  const allowed = file.replace("purchase] }", "purchase], allow: [counts-more] }");
  expect(await said(google, allowed)).toEqual([]);
  edit(google, "Chat", { setupTag: [] });
  google.plant("gtm.trigger", { ...onEvent("matchRegex", ".*"), name: "Everything" });
  edit(google, name, { blockingTriggerId: [await triggerId(google, "Everything")] });
  expect(await said(google, file)).toEqual([
    `counts-nothing: forward shop sends nothing: the tag "${name}" never fires, because the trigger "Everything" blocks it whenever it would fire. Change the tag in Tag Manager, or write \`allow: [counts-nothing]\` at the forward if this is intended.`,
  ]);
});

test("the drift issue reports what others' tags count more, and count twice", async () => {
  const google = await beside(chat(SETUP));
  const again = { type: "template", key: "eventName", value: "thanks" };
  google.plant("gtm.tag", { name: "Old", type: "gaawe", firingTriggerId: [ALL_PAGES], parameter: [again] });
  const plan = await planned(google, goals(THANKS));
  expect(countedWrongly(plan.warnings).map(({ code }) => code)).toEqual(["sent-twice", "counts-more"]);
  expect(driftTitle(plan)).toBe("Goals of acme-shop (production) are not counted as the file says");
});
