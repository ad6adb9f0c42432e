/** S16: the objects of another file are somebody else's, whoever applies what. */
import { beforeEach, describe, expect, test } from "vitest";
import type { View } from "../support/container-view.ts";
import { openScene } from "../support/scene.ts";
import { HEAD, type Shop } from "../support/shop.ts";
import type { Screen } from "../support/tag-manager-screen.ts";

const TWO = `${HEAD}goals:
  thanks: { name: Thank-you page, type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;
const NAME = "acme-shop - Thank-you page";

let shop: Shop;
let screen: Screen;
let view: View;
beforeEach(async () => {
  ({ shop, screen, view } = await openScene());
});

describe("S16: two files in one container", () => {
  const BLOG = TWO.replace("name: acme-shop", "name: acme-blog")
    .replace("  thanks:", "  read:")
    .replace("  call:", "  mail:");

  test("never see each other: plans, changes and removals leave the other's objects as they are, byte for byte", async () => {
    await shop.apply(TWO);
    const shops = await view.belongingTo("acme-shop");
    await shop.apply(BLOG, { title: "goalform acme-blog" });
    expect(await view.belongingTo("acme-shop")).toEqual(shops);
    expect(await view.changes(TWO)).toEqual([]);

    const blogs = await view.belongingTo("acme-blog");
    await shop.apply(TWO.replace("/thanks", "/merci"));
    expect(await view.belongingTo("acme-blog")).toEqual(blogs);
    await shop.apply(`${HEAD}goals: {}\n`);
    expect(await view.belongingTo("acme-shop")).toEqual([]);
    expect(await view.belongingTo("acme-blog")).toEqual(blogs);
    expect(await view.changes(BLOG)).toEqual([]);
  });

  test("a name that the other file has is refused, and says whose it is", async () => {
    await shop.apply(TWO);
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, name: "acme-blog - Thank-you page" }));
    const { blockers } = (await shop.plan(BLOG)).plan;
    expect(blockers).toMatchObject([
      { code: "name-taken", message: expect.stringContaining('the goals file "acme-shop"') },
    ]);
  });

  test("an owner whose name begins like another's is another owner", async () => {
    await shop.apply(TWO);
    const before = await view.belongingTo("acme-shop");
    const short = BLOG.replace("name: acme-blog", "name: acme");
    await shop.apply(short, { title: "goalform acme" });
    await shop.apply(short.replace(/goals:[\s\S]*/, "goals: {}\n"), { title: "goalform acme" });
    expect(await view.belongingTo("acme-shop")).toEqual(before);
  });
});

describe("S16: people's own things", () => {
  test("a trigger that people put into our folder keeps the folder alive, and is not touched", async () => {
    await shop.apply(TWO);
    const ours = await view.entity("gtm.folder", "goalform - acme-shop");
    await screen.add("triggers", { name: "Mine", type: "pageview", parentFolderId: ours["folderId"] });
    const mine = await view.entity("gtm.trigger", "Mine");
    await shop.apply(`${HEAD}goals: {}\n`);
    expect(await view.entity("gtm.trigger", "Mine")).toEqual(mine);
    expect(await view.names("gtm.folder")).toEqual(["goalform - acme-shop"]);
  });
});
