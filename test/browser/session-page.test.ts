import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { consentModeDouble } from "./shop.ts";
import { MINUTE, moreThanPages, SESSION, setHidden, shownLongerThan } from "./visitor.ts";

const goals = [shownLongerThan(30)];

describeInChromium("how long a page is shown", () => {
  test("is timed from each virtual page view, and pushed once for each", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(20_000);
    await page.evaluate("history.pushState(0, '', '/guides/a')");
    await visitor.waits(29_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(1_500);
    expect(visitor.pushed).toEqual(["goal.page"]);
    await visitor.waits(5 * MINUTE);
    expect(visitor.pushed).toEqual(["goal.page"]);
    await page.evaluate("history.back()");
    await page.waitForURL(/[0-9]\/$/);
    await visitor.waits(29_000);
    expect(visitor.pushed).toEqual(["goal.page"]);
    await visitor.waits(1_500);
    expect(visitor.pushed).toEqual(["goal.page", "goal.page"]);
  });

  test("starts again with a reload", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(25_000);
    await page.reload();
    await visitor.waits(25_000);
    expect(visitor.pushed).toEqual([]);
  });

  test("stops while the tab is hidden, and continues when it is shown", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(20_000);
    await setHidden(page, true);
    await visitor.waits(10 * MINUTE);
    await setHidden(page, false);
    await visitor.waits(9_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(1_500);
    expect(visitor.pushed).toEqual(["goal.page"]);
  });

  test.for<[string, Parameters<typeof shownLongerThan>[1], boolean]>([
    ["/?sort=price", ["pathname"], false],
    ["/#reviews", ["pathname"], false],
    ["/", ["pathname", "search", "hash"], false],
    ["/?sort=price", ["pathname", "search"], true],
    ["/#/guides", ["pathname", "hash"], true],
  ])("another page begins at %s for a goal on %j: %s", async ([to, looksAt, begins], { visit }) => {
    const visitor = await visit({ goals: [shownLongerThan(30, looksAt)], session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(20_000);
    await page.evaluate(`history.replaceState(0, '', '${to}')`);
    await visitor.waits(15_000);
    expect(visitor.pushed).toEqual(begins ? [] : ["goal.page"]);
  });

  test("counts as soon as the visitor agrees, and never before", async ({ visit }) => {
    const before = [consentModeDouble({ initially: false })];
    const visitor = await visit({ goals, session: SESSION, before });
    const page = await visitor.opens("/");
    await visitor.waits(40_000);
    expect(visitor.pushed).toEqual([]);
    await page.evaluate("consentUpdate(true)");
    expect(visitor.pushed).toEqual(["goal.page"]);
  });

  test("beside a goal of the session resumes both when the visitor agrees", async ({ visit }) => {
    const before = [consentModeDouble({}), "window.inTheSameTask = () => consentDefault(false)"];
    const visitor = await visit({ goals: [...goals, moreThanPages(0)], session: SESSION, before });
    const page = await visitor.opens("/");
    await visitor.waits(40_000);
    expect(visitor.pushed).toEqual([]);
    await page.evaluate("consentUpdate(true)");
    await visitor.waits(10);
    expect(visitor.pushed).toEqual(["goal.page", "goal.pages"]);
  });

  test("is forgotten when consent is taken back", async ({ visit }) => {
    const before = [consentModeDouble({ initially: true })];
    const visitor = await visit({ goals: [...goals, moreThanPages(9)], session: SESSION, before });
    const page = await visitor.opens("/");
    await visitor.waits(25_000);
    await page.evaluate("consentUpdate(false)");
    await visitor.waits(1_000);
    await page.evaluate("consentUpdate(true)");
    await visitor.waits(20_000);
    expect(visitor.pushed).toEqual([]);
    await visitor.waits(15_000);
    expect(visitor.pushed).toEqual(["goal.page"]);
  });

  test("alone needs neither a session nor a storage", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await visitor.waits(MINUTE);
    expect(await page.evaluate("dataLayer.map(message => message.event)")).toEqual(["goal.page"]);
    expect(await page.evaluate("localStorage.length + sessionStorage.length")).toBe(0);
  });

  test("is counted on the page that the tag changes at once", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await page.evaluate(`{
      const push = dataLayer.push;
      dataLayer.push = (message) => { push(message); history.pushState(0, "", "/thanks"); };
    }`);
    await visitor.waits(31_000);
    expect(visitor.pushed).toEqual(["goal.page"]);
    await visitor.waits(31_000);
    expect(visitor.pushed).toEqual(["goal.page", "goal.page"]);
  });
});
