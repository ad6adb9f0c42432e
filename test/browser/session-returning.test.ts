import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { longerThan, MINUTE, recordIn, returning, SESSION } from "./visitor.ts";

describeInChromium("a returning visit", () => {
  test("is what GA4's session number says, from the first day on", async ({ visit }) => {
    const visitor = await visit({ goals: [returning] });
    await visitor.ga4Says(SESSION, 2);
    const page = await visitor.opens("/");
    await page.waitForFunction("localStorage.length");
    expect(visitor.pushed).toEqual(["goal.returning"]);
  });

  test("is not the first session, however many pages it has and however long it lasts", async ({ visit }) => {
    const visitor = await visit({ goals: [returning, longerThan(9999)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.waits(20 * MINUTE);
    await page.reload();
    expect((await recordIn(page))?.pages).toBe(3);
    expect(visitor.pushed).toEqual([]);
  });

  test("is pushed once a session, and again in the next", async ({ visit }) => {
    const visitor = await visit({ goals: [returning] });
    await visitor.ga4Says(SESSION, 2);
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.opens("/other");
    expect(visitor.pushed).toEqual(["goal.returning"]);
    await visitor.ga4Says(SESSION + 3600, 3);
    await page.reload();
    expect(visitor.pushed).toEqual(["goal.returning", "goal.returning"]);
  });

  test("may begin on a page that stayed open", async ({ visit }) => {
    const visitor = await visit({ goals: [returning], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(31 * MINUTE);
    await visitor.ga4Says(SESSION + 1860, 2);
    await page.keyboard.press("a");
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 1860 });
    expect(visitor.pushed).toEqual(["goal.returning"]);
  });

  test("without GA4's answer is one after a visit that was seen here", async ({ visit }) => {
    const visitor = await visit({ goals: [returning] });
    const page = await visitor.opens("/");
    await visitor.waits(2100);
    await page.reload();
    await visitor.waits(2100);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(31 * MINUTE);
    await page.reload();
    await visitor.waits(2100);
    expect(visitor.pushed).toEqual(["goal.returning"]);
  });

  test("is GA4's to say when the storage tells of an earlier visit and GA4 does not", async ({ visit }) => {
    const visitor = await visit({ goals: [returning], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.ga4Says(SESSION + 7200, 1);
    await page.reload();
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 7200, pages: 1 });
    expect(visitor.pushed).toEqual([]);
  });
});
