/** Exceptions become blocking triggers: applied, changed, edited and removed, with the ones that people made left alone. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";

const TAG = "acme-shop - Thanks";
const STAFF = "unless: { cookie: { staff: { present: true } } }";
const thanks = (more: string) =>
  `${HEAD}goals:\n  thanks: { type: destination, page: /thanks, ${more} }\n  other: { type: destination, page: /other, ${STAFF} }\n`;

async function inShop(story: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop();
  try {
    await story(shop);
  } finally {
    await shop.close();
  }
}

async function content(shop: Shop) {
  return (await shop.snapshot()).container.content.entities;
}

/** The names of what blocks the tag. */
async function blocking(shop: Shop, name = TAG): Promise<string[]> {
  const { "gtm.tag": tags, "gtm.trigger": triggers } = await content(shop);
  const ids = (tags.find((tag) => tag["name"] === name)?.["blockingTriggerId"] ?? []) as string[];
  return ids.map((id) => String(triggers.find((one) => one["triggerId"] === id)?.["name"] ?? id));
}

const named = (words: string) => `acme-shop - unless ${words}`;

test("each change of `unless` is applied, and the plan after it is empty", () =>
  inShop(async (shop) => {
    const steps: readonly (readonly [unless: string, blocking: readonly string[]])[] = [
      [STAFF, [named("cookie staff has a value")]],
      ["unless: { cookie: { staff: { one_of: [a, b] } } }", [named("cookie staff is a or b")]],
      [
        "unless: [{ cookie: { staff: { present: true } } }, { page: { host: test.acme.example } }]",
        [named("cookie staff has a value"), named("on pages whose host is test.acme.example")],
      ],
      ["unless: { page: { host: test.acme.example } }", [named("on pages whose host is test.acme.example")]],
      ["value: 0", []],
    ];
    for (const [unless, expected] of steps) {
      await shop.apply(thanks(unless));
      expect(await blocking(shop)).toEqual(expected);
      expect(await blocking(shop, "acme-shop - Other")).toEqual([named("cookie staff has a value")]);
      expect((await shop.plan(thanks(unless))).plan.changes).toEqual([]);
    }
    const left = (await content(shop))["gtm.trigger"]
      .map(({ name }) => name)
      .filter((name) => String(name).includes("unless"));
    expect(left).toEqual([named("cookie staff has a value")]);
    await shop.apply(`${HEAD}goals: {}\nremoved: [thanks, other]\n`);
    expect((await content(shop))["gtm.trigger"]).toEqual([]);
  }));

test("a plan says what an exception was and will be, and names the trigger once", () =>
  inShop(async (shop) => {
    const first = planText((await shop.plan(thanks(STAFF))).plan, { color: false });
    expect(first.split(named("cookie staff has a value"))).toHaveLength(2);
    expect(first).toContain("page viewed: /thanks, unless cookie staff has a value");
    await shop.apply(thanks(STAFF));
    const { plan } = await shop.plan(thanks("unless: { cookie: { staff: '1' } }"));
    const text = planText(plan, { color: false });
    expect(text).toContain('unless cookie staff has a value → is "1"');
    expect(plan.changes.map(({ subject }) => subject.id)).toEqual(["thanks"]);
    const without = await shop.plan(thanks("value: 0"));
    expect(planText(without.plan, { color: false })).toContain(
      "unless cookie staff has a value → no exception",
    );
  }));

test("a blocking trigger that somebody added stays, and one of ours that somebody took away comes back", () =>
  inShop(async (shop) => {
    await shop.apply(thanks(STAFF));
    const screen = await screenOf(shop);
    await screen.add("triggers", {
      name: "Theirs",
      type: "pageview",
      filter: [
        {
          type: "contains",
          parameter: [
            { type: "template", key: "arg0", value: "{{Page Path}}" },
            { type: "template", key: "arg1", value: "x" },
          ],
        },
      ],
    });
    const theirs = String(
      (await content(shop))["gtm.trigger"].find(({ name }) => name === "Theirs")?.["triggerId"],
    );
    const ours = (tag: { readonly [field: string]: unknown }) => (tag["blockingTriggerId"] ?? []) as string[];
    await screen.edit("tags", TAG, (tag) => ({ ...tag, blockingTriggerId: [...ours(tag), theirs] }));
    expect((await shop.plan(thanks(STAFF))).plan.changes).toEqual([]);
    await screen.edit("tags", TAG, (tag) => ({ ...tag, blockingTriggerId: [theirs] }));
    const { plan } = await shop.plan(thanks(STAFF));
    expect(
      plan.changes.map(({ subject, resources }) => [subject.id, resources.map(({ reason }) => reason)]),
    ).toEqual([["thanks", ["edited"]]]);
    await shop.apply(thanks(STAFF));
    expect(await blocking(shop)).toEqual(["Theirs", named("cookie staff has a value")]);
    await shop.apply(thanks("value: 0"));
    expect(await blocking(shop)).toEqual(["Theirs"]);
    expect((await shop.plan(thanks("value: 0"))).plan.changes).toEqual([]);
  }));

test("an exception that somebody edited is told and put right", () =>
  inShop(async (shop) => {
    await shop.apply(thanks(STAFF));
    const screen = await screenOf(shop);
    await screen.edit("triggers", named("cookie staff has a value"), (trigger) => ({
      ...trigger,
      filter: [],
    }));
    const { plan } = await shop.plan(thanks(STAFF));
    expect(plan.changes.map(({ subject }) => subject.id).sort()).toEqual(["other", "thanks"]);
    await shop.apply(thanks(STAFF));
    expect((await shop.plan(thanks(STAFF))).plan.changes).toEqual([]);
  }));
