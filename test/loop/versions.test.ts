/** Whose version is it? After a lost answer only the one that this plan describes is ours. */
import { expect, onTestFinished, test } from "vitest";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

/** A shop in whose container something happens right before our version is created. */
async function shopWhere(happens: (shop: Shop) => Promise<unknown>): Promise<Shop> {
  let once = async () => {};
  const around = (port: GooglePort): GooglePort => ({
    ...port,
    get requests() {
      return port.requests;
    },
    get lostAnswers() {
      return port.lostAnswers;
    },
    createVersion: async (workspace, name, notes) => {
      await once();
      once = async () => {};
      return port.createVersion(workspace, name, notes);
    },
  });
  const shop = await openShop({ around });
  onTestFinished(() => shop.close());
  once = async () => void (await happens(shop));
  return shop;
}

test("a colleague's version that came while our answer got lost is not taken for ours, nor published", async () => {
  const shop = await shopWhere(async ({ sandbox }) => {
    const screen = await screenOf({ sandbox });
    await screen.draft("Summer sale", "triggers", { name: "Summer sale", type: "pageview" });
    sandbox.setFaults([parseFault("close-before@1:create_version")]);
  });
  await expect(shop.apply(GOALS)).rejects.toMatchObject({
    code: "changed-meanwhile",
    message: expect.stringContaining('trigger "Summer sale". Version 3 was created and is not published'),
  });
  const { container } = await shop.snapshot();
  expect([container.live?.id, container.latest]).toEqual(["1", { id: "3", name: "goalform acme-shop" }]);
});

test("ours is found, whatever answer got lost", async () => {
  const shop = await shopWhere(async ({ sandbox }) =>
    sandbox.setFaults([parseFault("close-after@1:create_version")]),
  );
  await shop.apply(GOALS);
  const { container } = await shop.snapshot();
  expect([container.live?.id, container.unpublished]).toEqual(["2", null]);
});
