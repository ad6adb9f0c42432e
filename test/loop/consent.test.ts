/** Tag Manager's own consent settings: ours while the file asks for them, people's where it does not. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import type { Json } from "../../src/resources/resource.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";

const TAG = "acme-shop - Thanks";
const thanks = (more: string) => `${HEAD}goals:\n  thanks: { type: destination, page: /thanks${more} }\n`;
const needed = (...types: string[]) => ({
  consentStatus: "needed",
  consentType: { type: "list", list: types.map((value) => ({ type: "template", value })) },
});

async function settings(shop: Shop): Promise<Json | undefined> {
  const { container } = await shop.snapshot();
  return container.content.entities["gtm.tag"].find(({ name }) => name === TAG)?.["consentSettings"];
}

async function inShop(story: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop();
  try {
    await story(shop);
  } finally {
    await shop.close();
  }
}

test("are set as the file asks, changed with it, and taken away when it asks no more", () =>
  inShop(async (shop) => {
    const steps: readonly (readonly [more: string, settings: unknown])[] = [
      [", consent: [analytics_storage]", needed("analytics_storage")],
      [", consent: [analytics_storage, ad_storage]", needed("ad_storage", "analytics_storage")],
      ["", { consentStatus: "notSet" }],
      [", consent: [ad_storage]", needed("ad_storage")],
    ];
    for (const [more, expected] of steps) {
      expect((await shop.plan(thanks(more))).plan.changes).not.toEqual([]);
      await shop.apply(thanks(more));
      expect(await settings(shop)).toEqual(expected);
      expect((await shop.plan(thanks(more))).plan.changes).toEqual([]);
    }
  }));

test("are told where a tag is new", () =>
  inShop(async (shop) => {
    const { plan } = await shop.plan(thanks(", consent: [analytics_storage, ad_storage]"));
    expect(planText(plan, { color: false })).toContain(
      "tag         acme-shop - Thanks  sends thanks, only with consent to ad_storage, analytics_storage\n",
    );
  }));

test("that people made survive while the file does not ask", () =>
  inShop(async (shop) => {
    await shop.apply(thanks(""));
    const screen = await screenOf(shop);
    await screen.edit("tags", TAG, (tag) => ({ ...tag, consentSettings: needed("ad_storage") }));
    expect((await shop.plan(thanks(""))).plan.changes).toEqual([]);
    await shop.apply(thanks(", event: thanked"));
    expect(await settings(shop)).toEqual(needed("ad_storage"));
  }));

test("that people made are replaced, with the change shown, when the file begins to ask", () =>
  inShop(async (shop) => {
    await shop.apply(thanks(""));
    const screen = await screenOf(shop);
    await screen.edit("tags", TAG, (tag) => ({ ...tag, consentSettings: { consentStatus: "notNeeded" } }));
    const asks = thanks(", consent: [analytics_storage]");
    const [change] = (await shop.plan(asks)).plan.changes;
    expect(change?.resources).toMatchObject([
      { address: "gtm.tag/thanks", fields: [{ path: "consent", before: "notNeeded" }] },
    ]);
    await shop.apply(asks);
    expect(await settings(shop)).toEqual(needed("analytics_storage"));
    expect((await shop.plan(asks)).plan.changes).toEqual([]);
  }));

test("that people changed after us are an edit, and shown as one", () =>
  inShop(async (shop) => {
    const asks = thanks(", consent: [analytics_storage]");
    await shop.apply(asks);
    const screen = await screenOf(shop);
    await screen.edit("tags", TAG, (tag) => ({ ...tag, consentSettings: { consentStatus: "notSet" } }));
    const [change] = (await shop.plan(asks)).plan.changes;
    expect(change?.resources).toMatchObject([{ address: "gtm.tag/thanks", reason: "edited" }]);
  }));

test("are on the tags of a funnel's own steps, and gone with the goals like everything else", () =>
  inShop(async (shop) => {
    const funnel = `${HEAD}funnels:\n  f: { consent: [ad_storage], steps: [{ id: a, page: /a }, { id: b, page: /b }] }\n`;
    await shop.apply(funnel);
    const tags = (await shop.snapshot()).container.content.entities["gtm.tag"];
    expect(tags.map((tag) => tag["consentSettings"])).toEqual([needed("ad_storage"), needed("ad_storage")]);
    const [change] = (await shop.plan(`${HEAD}goals: {}\n`)).plan.changes;
    expect(new Set(change?.resources.map(({ reason }) => reason))).toEqual(new Set(["removed"]));
    await shop.apply(`${HEAD}goals: {}\n`);
    expect((await shop.snapshot()).container.content.entities["gtm.tag"]).toEqual([]);
  }));
