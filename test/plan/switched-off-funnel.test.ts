/** A funnel that is switched off is removed like one that is taken out, and the plan names its line. */
import { expect, test } from "vitest";
import { HEAD, openShop } from "../support/shop.ts";

test("a funnel that is switched off", async () => {
  const file = (enabled: boolean) =>
    `${HEAD}goals: { thanks: { type: destination, page: /thanks } }\nfunnels:\n  way:\n    enabled: ${enabled}\n    steps: [{ id: cart, page: /cart }, thanks]\n`;
  const shop = await openShop();
  await shop.apply(file(true));
  const { plan } = await shop.plan(file(false));
  await shop.apply(file(false));
  const after = await shop.plan(file(false));
  await shop.close();
  expect(
    plan.changes.map(({ subject, action, origin }) => [subject.is, subject.id, action, origin?.line]),
  ).toEqual([["funnel", "way", "remove", 10]]);
  expect(after.plan.changes).toEqual([]);
});
