import type { Page } from "playwright-core";
import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { MINUTE, moreThanPages, NOON, recordIn, SESSION, setHidden } from "./visitor.ts";

const pagesIn = async (page: Page): Promise<number | undefined> => (await recordIn(page))?.pages;

/** One after the other, with the number of pages after each. */
const HISTORY_CHANGES: readonly (readonly [string, number])[] = [
  ["history.pushState(0, '', '/')", 1],
  ["history.pushState(0, '', '/list')", 2],
  ["history.pushState(0, '', '/list'); history.replaceState(1, '', '/list')", 2],
  ["history.replaceState(0, '', '/list?page=2')", 3],
  ["history.pushState(0, '', '#a')", 3],
  ["location.hash = 'b'", 3],
  ["history.pushState(0, '', '/a'); history.pushState(0, '', '/list?page=2')", 5],
];

describeInChromium("the pages of a session", () => {
  test("loads, reloads and links count, and the goal is pushed once when there are more than asked for", async ({
    visit,
  }) => {
    const visitor = await visit({ goals: [moreThanPages(2)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    expect(visitor.pushed).toEqual([]);
    await page.click("#next");
    await page.waitForURL("**/next");
    expect(await recordIn(page)).toEqual({
      id: SESSION,
      start: NOON,
      seen: expect.any(Number),
      pages: 3,
      sent: ["goal.pages"],
    });
    await page.reload();
    await visitor.goes(page, "/other");
    expect(await pagesIn(page)).toBe(5);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("more than 0 pages is reached by the first page", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(0)], session: SESSION });
    await visitor.opens("/");
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("a history change counts when it changes the path or the query", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    for (const [change, pages] of HISTORY_CHANGES) {
      await page.evaluate(change);
      await visitor.waits(10);
      expect(await pagesIn(page), change).toBe(pages);
    }
  });

  test("a history change to the same address does not bother GA4", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(2 * MINUTE);
    await page.evaluate("history.replaceState(1, '', '/'); history.pushState(0, '', '#a')");
    const asked = await page.evaluate("dataLayer.map(function (message) { return message[2]; })");
    expect(asked).toEqual(["session_number", "session_id"]);
  });

  test("the goal is pushed once when its tag changes the page at once", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/");
    await page.evaluate(`{
      const push = dataLayer.push;
      dataLayer.push = (message) => {
        if (message[0] === "get") return message[3]("${SESSION}");
        push(message);
        if (visits++ < 3) history.pushState(0, "", "/thanks/" + visits);
      };
      let visits = 0;
    }`);
    await page.evaluate("history.pushState(0, '', '/list')");
    expect(visitor.pushed).toEqual(["goal.pages"]);
    expect(await pagesIn(page)).toBe(3);
  });

  test("back and forward within an app count when the path changes", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("new Promise(r => { addEventListener('popstate', () => r()); history.back() })");
    expect(await pagesIn(page)).toBe(3);
  });

  test("back to a page that loads again counts", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.goes(page, "/next");
    await page.goBack();
    expect(await pagesIn(page)).toBe(3);
  });

  test("a page restored from the back/forward cache is no page view", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(2 * MINUTE);
    await page.evaluate(`["pagehide", "pageshow"].forEach(type =>
      dispatchEvent(new PageTransitionEvent(type, { persisted: true })))`);
    expect(await pagesIn(page)).toBe(1);
  });

  test("a restored page notices that the session is another one", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.waits(2 * MINUTE);
    await visitor.ga4Says(SESSION + 100);
    await page.evaluate(`dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`);
    expect(await recordIn(page)).toMatchObject({ id: SESSION + 100, pages: 1 });
  });

  test("tabs of one visitor count together and push a goal once", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(2)], session: SESSION });
    const first = await visitor.opens("/");
    const second = await visitor.opens("/other");
    await visitor.goes(first, "/next");
    await second.reload();
    await visitor.opens("/third");
    expect(await pagesIn(first)).toBe(5);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("two owners in one page keep their counters apart", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION, owners: ["a", "b"] });
    const page = await visitor.opens("/");
    await page.evaluate("localStorage.removeItem('goalform.a')");
    await page.reload();
    expect((await recordIn(page, "localStorage", "a"))?.pages).toBe(1);
    expect((await recordIn(page, "localStorage", "b"))?.pages).toBe(2);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("a prerendered page counts when it is shown", async ({ visit }) => {
    const prerendering = `Object.defineProperty(document, "prerendering", { configurable: true, value: true })`;
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION, before: [prerendering] });
    const page = await visitor.opens("/");
    await page.evaluate("history.replaceState(0, '', '/?early')");
    expect(await recordIn(page)).toBeNull();
    await page.evaluate(
      `delete document.prerendering; document.dispatchEvent(new Event("prerenderingchange"))`,
    );
    expect(await pagesIn(page)).toBe(1);
  });

  test("a tab in the background counts too", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/");
    await setHidden(page, true);
    await page.evaluate("history.pushState(0, '', '/list')");
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });
});
