import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { longerThan, MINUTE, recordIn, SESSION, setHidden } from "./visitor.ts";

const DAY = 24 * 60 * MINUTE;

describeInChromium("the length of a session", () => {
  test("is measured from GA4's start over all pages, and the goal is pushed once", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(240)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(3 * MINUTE);
    await page.reload();
    await visitor.waits(55_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(7_000);
    expect(visitor.pushed).toEqual(["goal.long"]);
    await visitor.waits(10 * MINUTE);
    await page.reload();
    await visitor.opens("/other");
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("that was passed between two pages is noticed on the next page", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION - 61 });
    await visitor.opens("/");
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("that was passed while the tab was hidden is noticed when it is shown again", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION });
    const page = await visitor.opens("/");
    await setHidden(page, true);
    await visitor.waits(5 * MINUTE);
    expect(visitor.pushed).toEqual([]);
    await setHidden(page, false);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("does not count for a session that ended while the tab was hidden", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION });
    const page = await visitor.opens("/");
    await setHidden(page, true);
    await visitor.waits(5 * MINUTE);
    await visitor.ga4Says(SESSION + 290);
    await setHidden(page, false);
    expect(visitor.pushed).toEqual([]);
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 290, pages: 1, sent: [] });
  });

  test("is asked for again before the goal is pushed", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION });
    await visitor.opens("/");
    await visitor.ga4Says(SESSION + 30);
    await visitor.waits(65_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(30_000);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("is right after the computer slept", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(240)], session: SESSION });
    await visitor.opens("/");
    await visitor.sleeps(10 * MINUTE);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("may be longer than a timer can be", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(30 * 24 * 3600)], session: SESSION });
    await visitor.opens("/");
    await visitor.sleeps(29 * DAY);
    expect(visitor.pushed).toEqual([]);
    await visitor.sleeps(DAY + MINUTE);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("never counts early when the clock goes back", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION + 3600 });
    const page = await visitor.opens("/");
    await visitor.waits(10 * MINUTE);
    expect(visitor.pushed).toEqual([]);
    expect((await recordIn(page))?.pages).toBe(1);
  });

  test("does not disturb a page whose clock is broken", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION });
    const page = await visitor.opens("/");
    await page.evaluate("Date.now = () => NaN");
    await page.evaluate("history.pushState(0, '', '/list')");
    await visitor.waits(10 * MINUTE);
    expect(await recordIn(page)).toMatchObject({ pages: 2, sent: [] });
    expect(await page.evaluate("dataLayer.length")).toBeLessThan(5);
  });

  test("is pushed once when two tabs are visible: they do not wake at the same moment", async ({ visit }) => {
    const luck = "Math.random = () => (location.pathname === '/' ? 0.1 : 0.9)";
    const visitor = await visit({ goals: [longerThan(60)], session: SESSION, before: [luck] });
    const first = await visitor.opens("/");
    await visitor.opens("/other");
    await visitor.waits(59_000);
    await visitor.waits(1_500);
    expect((await recordIn(first))?.sent).toEqual(["goal.long"]);
    await visitor.waits(2_000);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("works by our own rule when GA4 is silent", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(240)] });
    await visitor.opens("/");
    await visitor.waits(238_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(6_000);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("does not grow by our own rule when nobody is active for 30 minutes", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(40 * 60)] });
    const page = await visitor.opens("/");
    await visitor.waits(45 * MINUTE);
    expect(visitor.pushed).toEqual([]);
    await page.keyboard.press("a");
    await visitor.waits(3_000);
    expect(visitor.pushed).toEqual([]);
    expect((await recordIn(page))?.pages).toBe(1);
  });
});
