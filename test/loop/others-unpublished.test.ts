/** What other goals files have ready and not live is neither published nor in the way, and no hand is needed. */
import { expect, onTestFinished, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { content } from "../support/faults.ts";
import { HEAD, openShop, type Shop, type ShopOptions } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";

const SHOP = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const BLOG = `${HEAD.replace("acme-shop", "acme-blog")}goals:\n  read: { type: destination, page: /read }\n`;
const TITLE = { [SHOP]: { title: "goalform acme-shop" }, [BLOG]: { title: "goalform acme-blog" } };

async function open(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop(options);
  onTestFinished(() => shop.close());
  return shop;
}

async function liveTags(shop: Shop): Promise<unknown[]> {
  const { container } = await shop.snapshot();
  return container.content.entities["gtm.tag"].map(({ name }) => name).sort();
}

async function codes(shop: Shop, goals: string): Promise<string[]> {
  const { plan } = await shop.plan(goals);
  return [...plan.blockers, ...plan.warnings]
    .map(({ code }) => code)
    .filter((code) => code !== "no-google-tag");
}

test("a version for a preview stays one when another file is applied, and its own file publishes it later", async () => {
  const shop = await open();
  await shop.apply(BLOG, { ...TITLE[BLOG], publish: false });
  expect(await codes(shop, SHOP)).toContain("unpublished-goals");
  await shop.apply(SHOP, TITLE[SHOP]);
  expect(await liveTags(shop)).toEqual(["acme-shop - Thanks"]);
  await shop.apply(BLOG, TITLE[BLOG]);
  expect(await liveTags(shop)).toEqual(["acme-blog - Read", "acme-shop - Thanks"]);
  expect((await content(shop)).workspaces).toEqual(["Default Workspace"]);
});

test.each([
  ["of rules and audiences", "", "  deep: { type: pages_per_session, more_than: 5, via: ga4 }\n"],
  ["of a goal's protection", ", protected: true", ""],
])("so does one that changes nothing but what marks remember %s", async (_, word, goal) => {
  const shop = await open();
  const more = `${BLOG.replace("/read }", `/read${word} }`)}${goal}`;
  await shop.apply(more, TITLE[BLOG]);
  await shop.apply(BLOG, { ...TITLE[BLOG], publish: false });
  expect((await shop.plan(SHOP)).plan.blockers).toEqual([]);
  await shop.apply(SHOP, TITLE[SHOP]);
  await shop.apply(BLOG, TITLE[BLOG]);
  for (const file of [SHOP, BLOG]) expect((await shop.plan(file)).plan.changes).toEqual([]);
});

test("so does what a run left that died before it published", async () => {
  const shop = await open();
  shop.sandbox.setFaults([parseFault("500@every:PublishContainerVersion")]);
  for (const file of [BLOG, SHOP]) await expect(shop.apply(file, TITLE[file])).rejects.toThrow();
  shop.sandbox.clearFaults();
  for (const file of [BLOG, SHOP]) await shop.apply(file, TITLE[file]);
  expect(await liveTags(shop)).toEqual(["acme-blog - Read", "acme-shop - Thanks"]);
});

test("a run that is about to publish is waited for", async () => {
  const shop = await open();
  await shop.apply(BLOG, { ...TITLE[BLOG], publish: false });
  let pauses = 0;
  const turn = async () => {
    const { containers } = shop.sandbox.sandbox.state.tagManager;
    if (pauses++ === 8) containers[0]!.liveVersionId = containers[0]!.latestVersionId;
  };
  await shop.apply(SHOP, TITLE[SHOP], { turn });
  expect(await liveTags(shop)).toEqual(["acme-blog - Read", "acme-shop - Thanks"]);
  expect(shop.sandbox.requests.some(({ rpc }) => rpc!.endsWith("SetLatestContainerVersion"))).toBe(false);
});

test("what people changed beside it still stops a plan", async () => {
  const shop = await open();
  const screen = await screenOf(shop);
  await shop.apply(BLOG, TITLE[BLOG]);
  await screen.edit("tags", "acme-blog - Read", (tag) => ({ ...tag, paused: true }), { publish: false });
  const { plan } = await shop.plan(SHOP);
  expect(plan.blockers).toMatchObject([{ code: "unpublished-version", override: "allow-unpublished" }]);
});

test("where nothing is live yet, each file makes the first version without the other's work", async () => {
  for (const order of [
    [SHOP, BLOG],
    [BLOG, SHOP],
  ]) {
    const shop = await open({ switches: { newContainerIsPublished: false } });
    shop.sandbox.setFaults([parseFault("500@every:PublishContainerVersion")]);
    for (const file of [BLOG, SHOP]) await expect(shop.apply(file, TITLE[file])).rejects.toThrow();
    shop.sandbox.clearFaults();
    for (const file of order) {
      expect((await shop.plan(file)).plan.blockers).toEqual([]);
      await shop.apply(file, TITLE[file]);
    }
    expect(await liveTags(shop)).toEqual(["acme-blog - Read", "acme-shop - Thanks"]);
    expect((await content(shop)).workspaces).toEqual(["Default Workspace"]);
  }
});

test("workspaces that died with their runs make room, and their files are applied all the same", async () => {
  const shop = await open({ switches: { workspaceLimit: 2 } });
  shop.sandbox.setFaults([parseFault("500@every:CreateContainerVersion")]);
  await expect(shop.apply(BLOG, TITLE[BLOG])).rejects.toThrow();
  shop.sandbox.clearFaults();
  await shop.apply(SHOP, TITLE[SHOP]);
  await shop.apply(BLOG, TITLE[BLOG]);
  expect(await liveTags(shop)).toEqual(["acme-blog - Read", "acme-shop - Thanks"]);
  expect((await content(shop)).workspaces).toEqual(["Default Workspace"]);
});

test("without room for a workspace nothing is changed, in Analytics either", async () => {
  const shop = await open({ switches: { workspaceLimit: 1 } });
  await expect(shop.apply(SHOP, TITLE[SHOP])).rejects.toMatchObject({
    code: "no-room",
    message: expect.stringContaining("Nothing was changed."),
  });
  const { keyEvents } = shop.sandbox.sandbox.state.analytics.properties[0]!;
  expect(keyEvents.map(({ eventName }) => eventName)).toEqual(["purchase"]);
});
