/** The promise above all others: right after an apply, a plan is empty, and nobody else's work has changed. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/resources/json.ts";
import { readMark } from "../../src/resources/mark.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { CONTAINER_FILES, containerExport, isForPages } from "../support/containers.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";

/** One file a step, each applied after the one before. */
const STORY: readonly (readonly [what: string, goals: string])[] = [
  ["a destination", "goals:\n  thanks: { type: destination, page: /thanks, value: 5 }"],
  [
    "another page, and a value of its own",
    "goals:\n  thanks: { type: destination, page: /danke-schön, value: 7.5, currency: CHF }",
  ],
  ["also without a reload", "goals:\n  thanks: { type: destination, page: /thanks, spa: true }"],
  [
    "with a fragment",
    "goals:\n  thanks: { type: destination, page: { path: /, fragment: /thanks }, spa: true }",
  ],
  [
    "every part of a page",
    "goals:\n  thanks:\n    type: destination\n    page: { path: { matches: ^/a }, url: { contains: x }, host: { ends_with: .acme.example }, query: { step: { not: { one_of: [a, b] } } } }",
  ],
  [
    "a duration on a page",
    "goals:\n  reader: { type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /guides/ } } }",
  ],
  [
    "a duration on the pages of a single-page app",
    "goals:\n  reader: { type: duration, longer_than: 90s, scope: page, spa: true, page: { query: { tab: tea } } }",
  ],
  ["a duration on any page", "goals:\n  reader: { type: duration, longer_than: 2m, scope: page }"],
  ["a duration of the session", "goals:\n  reader: { type: duration, longer_than: 4m }"],
  [
    "pages per session beside it",
    "goals:\n  reader: { type: duration, longer_than: 4m }\n  deep: { type: pages_per_session, more_than: 5 }",
  ],
  [
    "returning visits beside it",
    "goals:\n  deep: { type: pages_per_session, more_than: 5 }\n  again: { type: event, on: { returning_visit: true } }",
  ],
  [
    "returning visits alone, on some pages",
    "goals:\n  again: { type: event, on: { returning_visit: true }, page: /blog }",
  ],
  ["pages per session alone", "goals:\n  deep: { type: pages_per_session, more_than: 6 }"],
  [
    "a data-layer event with conditions and parameters",
    "goals:\n  signup:\n    type: event\n    event: sign_up\n    on: { data_layer: registered }\n    where: { plan: { not: free }, order.total: { at_least: 10, less_than: 99.5 } }\n    value: { data_layer: order.total }\n    parameters: { method: { data_layer: method }, source: footer }",
  ],
  [
    "clicks",
    'goals:\n  buy: { type: event, on: { click: { selector: "button.buy, a.buy" } } }\n  more: { type: event, on: { click: { text: Read more } }, page: /blog }',
  ],
  ["links", 'goals:\n  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }'],
  [
    "links to other sites",
    "goals:\n  out: { type: event, on: { link: { outbound: true, url: { not: { contains: partner } } } } }",
  ],
  ["links within the site", "goals:\n  out: { type: event, on: { link: { outbound: false } } }"],
  ["downloads of any kind", "goals:\n  file: { type: event, on: { download: true } }"],
  [
    "downloads of some kinds",
    "goals:\n  file: { type: event, on: { download: { extensions: [pdf, zip], url: { contains: /terms/ } } } }",
  ],
  ["scrolling", "goals:\n  read: { type: event, on: { scroll: 50 } }"],
  [
    "scrolling by pixels",
    "goals:\n  read: { type: event, on: { scroll: { pixels: 800 } }, page: { path: { begins_with: /blog } } }",
  ],
  ["an element in view", 'goals:\n  prices: { type: event, on: { visible: "#prices" } }'],
  [
    "for some time, every time",
    'goals:\n  prices: { type: event, on: { visible: { selector: "#prices", percent: 80, time: 3s, once: false } } }',
  ],
  ["a video that starts", "goals:\n  demo: { type: event, on: { video: start } }"],
  ["a video watched to the end", "goals:\n  demo: { type: event, on: { video: { status: complete } } }"],
  [
    "a video watched by half",
    "goals:\n  demo: { type: event, on: { video: { progress: 50, url: { contains: d3m0 }, title: { contains: Demo } } } }",
  ],
  ["forms", "goals:\n  contact: { type: event, on: { form: { id: contact } } }"],
  [
    "a key event that GA4 has",
    "goals:\n  purchase: { type: event, on: { ga4_event: purchase }, role: macro }",
  ],
  [
    "counted without being a key event",
    "goals:\n  contact: { type: event, on: { form: { id: contact } }, key_event: false, value: 3 }",
  ],
  [
    "a funnel",
    "goals:\n  purchase: { type: event, on: { ga4_event: purchase } }\nfunnels:\n  checkout:\n    steps:\n      - { id: cart, page: /cart, spa: true }\n      - { id: payment, on: { data_layer: add_payment_info } }\n      - goal: purchase",
  ],
  [
    "a destination that Analytics counts",
    "goals:\n  thanks: { type: destination, via: ga4, page: { path: /danke-schön, query: { step: done } }, value: 5 }",
  ],
  [
    "another page, without a key event",
    "goals:\n  thanks: { type: destination, via: ga4, page: /merci, value: 6, key_event: false }",
  ],
  [
    "an event made of another by Analytics",
    "goals:\n  big_sale: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 }, plan: { not: free } } }",
  ],
  [
    "registered parameters",
    "goals:\n  signup:\n    type: event\n    on: { data_layer: registered }\n    parameters: { plan: { data_layer: plan, register: dimension }, seats: { data_layer: seats, register: metric } }",
  ],
  [
    "pages per session that Analytics counts",
    "goals:\n  deep: { type: pages_per_session, more_than: 5, via: ga4 }",
  ],
  ["the same with more pages", "goals:\n  deep: { type: pages_per_session, more_than: 7, via: ga4 }"],
  [
    "a funnel with audiences",
    "goals:\n  purchase: { type: event, on: { ga4_event: purchase } }\nfunnels:\n  checkout:\n    within: 30m\n    audiences: [completed, abandoned]\n    steps:\n      - { id: cart, page: /cart }\n      - goal: purchase",
  ],
  [
    "switched off",
    "goals:\n  contact: { type: event, on: { form: { id: contact } }, enabled: false }\n  thanks: { type: destination, page: /thanks }",
  ],
];

test("step by step through every type of goal, each plan after its apply is empty", async () => {
  const shop = await openShop();
  try {
    for (const [what, goals] of STORY) {
      const before = await shop.plan(HEAD + goals);
      expect(before.plan.changes, `${what}: there is something to do`).not.toEqual([]);
      await shop.apply(HEAD + goals);
      const after = await shop.plan(HEAD + goals);
      expect(after.plan.changes, `${what}: nothing is left to do`).toEqual([]);
    }
  } finally {
    await shop.close();
  }
});

const EXAMPLE = readFileSync("goals.example.yaml", "utf8");
const ALL_GONE = `${EXAMPLE.slice(0, EXAMPLE.indexOf("\ngoals:"))}\ngoals: {}\n`;

describe("on containers that others use", () => {
  test.each(CONTAINER_FILES.filter((file) => !isForPages(file)))(
    "%s is not for web pages, and stops a plan",
    async (file) => {
      const shop = await openShop({ containerExport: containerExport(file) });
      try {
        const { plan } = await shop.plan(EXAMPLE);
        expect(plan.blockers).toContainEqual(expect.objectContaining({ code: "not-a-web-container" }));
      } finally {
        await shop.close();
      }
    },
  );

  test.each(CONTAINER_FILES.filter(isForPages))(
    "%s: apply, plan again, remove everything, and nothing else changed",
    async (file) => {
      const shop = await openShop({ containerExport: containerExport(file) });
      try {
        const before = (await shop.snapshot()).container.content;
        await shop.apply(EXAMPLE);
        expect((await shop.plan(EXAMPLE)).plan.changes).toEqual([]);
        expect(foreign((await shop.snapshot()).container.content)).toEqual(foreign(before));
        await shop.apply(ALL_GONE);
        const after = await shop.snapshot();
        expect(entityNames(after.container.content)).toEqual(entityNames(before));
        expect(foreign(after.container.content)).toEqual(foreign(before));
        expect(after.property.keyEvents.map(({ eventName }) => eventName)).toEqual(["purchase"]);
      } finally {
        await shop.close();
      }
    },
  );
});

/** Whatever carries no mark, as Google gives it. */
function foreign({ entities }: ContainerContent): string[] {
  const all: readonly JsonObject[] = Object.values(entities).flat();
  return all
    .filter(({ notes }) => readMark(notes as string | undefined) === null)
    .map(canonicalJson)
    .sort();
}

function entityNames({ entities }: ContainerContent): string[] {
  return Object.entries(entities)
    .flatMap(([kind, list]) => list.map(({ name }) => `${kind} ${String(name)}`))
    .sort();
}

test("a new goal may take the name that another one gives up", async () => {
  const shop = await openShop();
  try {
    await shop.apply(`${HEAD}goals:\n  b: { type: destination, page: /b, name: Thanks }\n`);
    const both = `${HEAD}goals:\n  a: { type: destination, page: /a, name: Thanks }\n  b: { type: destination, page: /b, name: Merci }\n`;
    await shop.apply(both);
    expect((await shop.plan(both)).plan.changes).toEqual([]);
  } finally {
    await shop.close();
  }
});

const named = (goals: Readonly<Record<string, string>>) =>
  `${HEAD}goals:\n${Object.entries(goals)
    .map(([id, name]) => `  ${id}: { type: destination, page: /${id}, spa: true, name: ${name} }\n`)
    .join("")}`;

describe.each([
  ["in one bulk call", {}, []],
  ["without a bulk call", { bulkUpdate: 404 as const }, []],
  ["with the first answer lost", {}, ["close-after@1:bulk_update"]],
  ["with the second answer lost", {}, ["close-after@2:bulk_update"]],
] as const)("names move between goals that keep theirs at Google (%s)", (_, switches, faults) => {
  test.each([
    ["two exchange theirs", { a: "One", b: "Two" }, { a: "Two", b: "One" }],
    ["three pass theirs on", { a: "One", b: "Two", c: "Three" }, { a: "Two", b: "Three", c: "Four" }],
    ["one takes that of a goal that goes", { a: "One", b: "Two" }, { b: "One" }],
    ["one takes that of a goal that goes, whose id is new", { a: "One", b: "Two" }, { b: "One", c: "Two" }],
  ])("%s", async (_name, before, after) => {
    const shop = await openShop({ switches });
    try {
      await shop.apply(named(before));
      const ids = await idsOf(shop);
      shop.sandbox.setFaults(faults.map(parseFault));
      await shop.apply(named(after));
      expect((await shop.plan(named(after))).plan.changes).toEqual([]);
      for (const [address, id] of await idsOf(shop)) expect(ids.get(address) ?? id).toBe(id);
    } finally {
      await shop.close();
    }
  });
});

async function idsOf(shop: Shop): Promise<Map<string, string>> {
  const { entities } = (await shop.snapshot()).container.content;
  return new Map(
    entities["gtm.tag"].map(({ notes, tagId }) => [readMark(String(notes))!.address, String(tagId)]),
  );
}

test("an empty container is as it was after all goals are gone again, built-in variables aside", async () => {
  const shop: Shop = await openShop();
  try {
    await shop.apply(EXAMPLE);
    await shop.apply(ALL_GONE);
    expect(entityNames((await shop.snapshot()).container.content)).toEqual([]);
  } finally {
    await shop.close();
  }
});
