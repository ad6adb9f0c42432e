/** Others' work that no plan showed: it is neither overwritten under --strict nor published by accident. */
import { expect, onTestFinished, test } from "vitest";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { HEAD, openShop, type ShopOptions } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";

const ONE = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const TWO = `${ONE}  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n`;
const TAG = "acme-shop - Thanks";

async function shopWithScreen(options: ShopOptions = {}) {
  const shop = await openShop(options);
  onTestFinished(() => shop.close());
  await shop.apply(ONE);
  return { shop, screen: await screenOf(shop) };
}

const paused = (entity: object) => ({ ...entity, paused: true });

test("an edit of ours in an unpublished version stops a strict apply, and is undone by another one", async () => {
  const { shop, screen } = await shopWithScreen();
  await screen.edit("tags", TAG, paused, { publish: false });
  await expect(shop.apply(TWO, { strict: true })).rejects.toMatchObject({
    code: "edited-at-google",
    message: expect.stringContaining(`Somebody edited what is not live yet: tag "${TAG}"`),
  });
  await shop.apply(TWO);
  expect((await shop.plan(TWO)).plan.changes).toEqual([]);
});

test("so does an edit in the workspace that an interrupted run left", async () => {
  const { shop, screen } = await shopWithScreen();
  shop.sandbox.setFaults([parseFault("500@every:create_version")]);
  await expect(shop.apply(TWO)).rejects.toThrow();
  shop.sandbox.setFaults([]);
  const workspace = await screen.workspace("goalform");
  await screen.edit("tags", TAG, paused, { workspace });
  await expect(shop.apply(TWO, { strict: true })).rejects.toMatchObject({ code: "edited-at-google" });
  await shop.apply(TWO);
  expect((await shop.plan(TWO)).plan.changes).toEqual([]);
});

test("a strict apply finishes what an interrupted run left, as long as nobody touched it", async () => {
  const { shop } = await shopWithScreen();
  shop.sandbox.setFaults([parseFault("500@every:create_version")]);
  await expect(shop.apply(TWO)).rejects.toThrow();
  shop.sandbox.setFaults([]);
  await shop.apply(TWO, { strict: true });
  expect((await shop.plan(TWO)).plan.changes).toEqual([]);
});

test("an edit beside us in our own workspace does not go live", async () => {
  let meddle = async (_workspace: string) => {};
  const around = (port: GooglePort): GooglePort => ({
    ...port,
    get requests() {
      return port.requests;
    },
    createVersion: async (workspace, name, notes) => {
      await meddle(workspace.path);
      return port.createVersion(workspace, name, notes);
    },
  });
  const { shop, screen } = await shopWithScreen({ around });
  meddle = (workspace) => screen.edit("tags", TAG, paused, { workspace });
  await expect(shop.apply(TWO)).rejects.toMatchObject({
    code: "changed-meanwhile",
    message: expect.stringContaining("is not published"),
  });
  const { content } = (await shop.snapshot()).container;
  expect(content.entities["gtm.tag"].map(({ name, paused }) => [name, paused])).toEqual([[TAG, undefined]]);
  meddle = async () => {};
  await shop.apply(TWO);
  expect((await shop.plan(TWO)).plan.changes).toEqual([]);
});
