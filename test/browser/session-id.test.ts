import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { longerThan, MINUTE, moreThanPages, NOON, recordIn, SESSION, setHidden } from "./visitor.ts";

const HOUR = 60 * MINUTE;

describeInChromium("GA4's session", () => {
  test("a new session id starts new counters, and the goal may be reached again", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.ga4Says(SESSION + 3600);
    await page.reload();
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 3600, pages: 1, sent: [] });
    await page.reload();
    expect(visitor.pushed).toEqual(["goal.pages", "goal.pages"]);
  });

  test("a session that changes in mid-page starts with the page that is open", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    const other = await visitor.opens("/other");
    await visitor.waits(31 * MINUTE);
    await visitor.ga4Says(SESSION + 1860);
    await page.keyboard.press("a");
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 1860, start: NOON + 31 * MINUTE, pages: 1 });
    await other.keyboard.press("a");
    expect((await recordIn(page))?.pages).toBe(1);
    await other.reload();
    expect((await recordIn(page))?.pages).toBe(2);
  });

  test("a tab that still names the session before does not bring it back", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.ga4Says(SESSION + 100);
    await page.reload();
    await visitor.ga4Says(SESSION);
    await setHidden(page, false);
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 100, pages: 1, sent: [] });
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("midnight changes nothing", async ({ visit }) => {
    const time = Date.UTC(2026, 0, 15, 23, 59);
    const visitor = await visit({ goals: [moreThanPages(1)], session: time / 1000, time });
    const page = await visitor.opens("/");
    await visitor.waits(2 * MINUTE);
    await page.reload();
    expect(await recordIn(page)).toMatchObject({ id: time / 1000, pages: 2 });
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("GA4 may keep a session longer than 30 minutes", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(HOUR);
    await page.reload();
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("an answer that is no session start is ignored", async ({ visit }) => {
    const visitor = await visit({ goals: [longerThan(60)], session: 17 });
    const page = await visitor.opens("/");
    await visitor.waits(3000);
    expect(await recordIn(page)).toMatchObject({ id: 0, pages: 1, sent: [] });
  });
});

const ACTIVITIES = [
  "dispatchEvent(new KeyboardEvent('keydown'))",
  "document.body.click()",
  "dispatchEvent(new Event('scroll'))",
];

describeInChromium("a session without GA4's answer", () => {
  test("counts two seconds after the page view, from the page view on", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)] });
    const page = await visitor.opens("/");
    expect(await recordIn(page)).toBeNull();
    await visitor.waits(2100);
    const record = await recordIn(page);
    expect(record).toMatchObject({ id: 0, pages: 1 });
    expect(record!.start - NOON).toBeLessThan(2000);
    await page.reload();
    await visitor.waits(2100);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("counts a page that is left before the two seconds are over", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)] });
    const page = await visitor.opens("/");
    await visitor.goes(page, "/a");
    await page.evaluate("history.pushState(0, '', '/b')");
    await visitor.goes(page, "/c");
    await visitor.waits(2100);
    expect((await recordIn(page))?.pages).toBe(4);
  });

  test("ends after 30 minutes without activity", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)] });
    const page = await visitor.opens("/");
    await visitor.waits(2100);
    await visitor.waits(31 * MINUTE);
    await page.reload();
    await visitor.waits(2100);
    expect(await recordIn(page)).toMatchObject({ pages: 1, sent: [] });
    expect(visitor.pushed).toEqual([]);
  });

  test("starts anew when the clock goes back by more than that", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)] });
    const page = await visitor.opens("/");
    await visitor.waits(2100);
    await visitor.setsTheClock(NOON - 2 * HOUR);
    await page.reload();
    await visitor.waits(2100);
    expect(await recordIn(page)).toMatchObject({ start: NOON - 2 * HOUR, pages: 1 });
  });

  test("is kept alive by a key, a click and scrolling", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)] });
    const page = await visitor.opens("/");
    for (const activity of ACTIVITIES) {
      await visitor.waits(20 * MINUTE);
      await page.evaluate(activity);
    }
    await visitor.waits(20 * MINUTE);
    await page.reload();
    await visitor.waits(2100);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("takes over GA4's session when the answer comes late, without losing or doubling a page", async ({
    visit,
  }) => {
    const visitor = await visit({ goals: [moreThanPages(1), longerThan(3600)] });
    const page = await visitor.opens("/");
    await visitor.waits(2100);
    await page.reload();
    await visitor.waits(2100);
    expect(visitor.pushed).toEqual(["goal.pages"]);
    await page.evaluate(`unanswered.forEach(answer => answer("${SESSION - 60}"))`);
    expect(await recordIn(page)).toMatchObject({
      id: SESSION - 60,
      start: NOON - MINUTE,
      pages: 2,
      sent: ["goal.pages"],
    });
    await visitor.ga4Says(SESSION - 60);
    await page.reload();
    expect((await recordIn(page))?.pages).toBe(3);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("continues with GA4's session on a page where GA4 is silent", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.ga4FallsSilent();
    await page.reload();
    await visitor.waits(2100);
    expect(await recordIn(page)).toMatchObject({ id: SESSION, pages: 2 });
  });

  test("is not carried over into a GA4 session of the next day", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)] });
    const page = await visitor.opens("/");
    await visitor.waits(2100);
    await visitor.sleeps(24 * HOUR);
    await visitor.ga4Says(SESSION + 24 * 3600);
    await page.reload();
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 24 * 3600, pages: 1 });
  });
});
