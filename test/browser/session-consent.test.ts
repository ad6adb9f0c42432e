import type { Page } from "playwright-core";
import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { consentModeDouble } from "./shop.ts";
import { longerThan, MINUTE, moreThanPages, recordIn, SESSION } from "./visitor.ts";

const goals = [moreThanPages(1), longerThan(60)];
const storedKeys = (page: Page): Promise<string[]> =>
  page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]");

const entry = (values: string): string => `{ ics: { entries: { analytics_storage: ${values} } } }`;

const SHAPES: readonly (readonly ["granted" | "not in use" | "denied", string])[] = [
  ["not in use", "undefined"],
  ["not in use", "{}"],
  ["not in use", "{ ics: {} }"],
  ["not in use", "{ ics: { entries: { ad_storage: { default: false } } } }"],
  ["not in use", entry("{}")],
  ["not in use", "{ ics: { getConsentState: () => 0 } }"],
  ["granted", entry("{ implicit: true }")],
  ["granted", entry("{ default: false, update: true }")],
  ["granted", entry("{ default: 'granted' }")],
  ["granted", "{ ics: { getConsentState: () => 3 } }"],
  ["denied", entry("{ implicit: false }")],
  ["denied", entry("{ default: true, update: false }")],
  ["denied", entry("{ default: 'denied' }")],
  ["denied", "{ ics: { getConsentState: () => 4 } }"],
  ["denied", "{ ics: { getConsentState: () => { throw new Error('unreadable'); } } }"],
];

describeInChromium("consent to analytics_storage", () => {
  test.for(["complete", "entries", "method"] as const)(
    "denied: nothing is stored, nothing is pushed, GA4 is not asked (%s)",
    async (shape, { visit }) => {
      const before = [consentModeDouble(false, shape)];
      const visitor = await visit({ goals, session: SESSION, before });
      const page = await visitor.opens("/");
      await page.evaluate("history.pushState(0, '', '/list')");
      await page.keyboard.press("a");
      await visitor.waits(2 * MINUTE);
      expect(await storedKeys(page)).toEqual([]);
      expect(await page.evaluate("dataLayer.length")).toBe(0);
    },
  );

  test.for(["complete", "entries", "method"] as const)(
    "granted from the start (%s)",
    async (shape, { visit }) => {
      const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(true, shape)] });
      const page = await visitor.opens("/");
      await page.reload();
      expect(visitor.pushed).toEqual(["goal.pages"]);
    },
  );

  test("granted on the page: that page counts once, and goals follow", async ({ visit }) => {
    const before = [consentModeDouble(false, "complete")];
    const visitor = await visit({ goals, session: SESSION, before });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("consentUpdate(true)");
    await page.evaluate("consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(1);
    await page.evaluate("history.pushState(0, '', '/list/2')");
    expect(visitor.pushed).toEqual(["goal.pages"]);
    await visitor.waits(MINUTE + 5_000);
    expect(visitor.pushed).toEqual(["goal.pages", "goal.long"]);
  });

  test("denied by default and granted by the banner on every page keeps the counters", async ({ visit }) => {
    const before = [consentModeDouble(false, "complete")];
    const visitor = await visit({ goals: [moreThanPages(2)], session: SESSION, before });
    const page = await visitor.opens("/");
    await page.evaluate("consentUpdate(true)");
    await page.reload();
    await page.evaluate("consentUpdate(true)");
    await visitor.goes(page, "/next");
    expect((await recordIn(page))?.pages).toBe(2);
    await page.evaluate("consentUpdate(true)");
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("revoked: the key is removed and nothing more is pushed", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(true, "complete")] });
    const page = await visitor.opens("/");
    expect(await storedKeys(page)).toEqual(["goalform.acme-shop"]);
    const messages = await page.evaluate("dataLayer.length");
    await page.evaluate("consentUpdate(false)");
    expect(await storedKeys(page)).toEqual([]);
    await page.evaluate("history.pushState(0, '', '/list')");
    await visitor.waits(5 * MINUTE);
    expect(await storedKeys(page)).toEqual([]);
    expect(await page.evaluate("dataLayer.length")).toBe(messages);
  });

  test("revoked where only getConsentState tells: the key is removed", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(true, "method")] });
    const page = await visitor.opens("/");
    await page.evaluate("consentUpdate(false)");
    expect(await storedKeys(page)).toEqual([]);
  });

  test("is listened to once, however often the tag fires", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(true, "complete")] });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list'); history.pushState(0, '', '/list/2')");
    expect(await page.evaluate("consentListeners.length")).toBe(1);
  });

  test("revoked while GA4 has not answered yet: the page is forgotten", async ({ visit }) => {
    const visitor = await visit({ goals, before: [consentModeDouble(true, "complete")] });
    const page = await visitor.opens("/");
    await page.evaluate("consentUpdate(false)");
    await page.evaluate(`unanswered.forEach(answer => answer("${SESSION}"))`);
    await visitor.waits(5_000);
    expect(await storedKeys(page)).toEqual([]);
  });

  test("revoked on a page before: the banner's answer on this page removes what was kept", async ({
    visit,
  }) => {
    const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(false, "complete")] });
    const page = await visitor.opens("/");
    await page.evaluate(`localStorage.setItem("goalform.acme-shop", "{}")`);
    await page.evaluate("consentUpdate(false)");
    expect(await storedKeys(page)).toEqual([]);
  });

  test("granted again after it was revoked starts anew", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [consentModeDouble(true, "complete")] });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("consentUpdate(false); consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(1);
  });

  test("is read from every shape that google_tag_data is known to have", async ({ visit }) => {
    const all = SHAPES.map(([, shape]) => shape).join(", ");
    const before = [`window.google_tag_data = [${all}][location.search.slice(1)]`];
    const visitor = await visit({ goals: [moreThanPages(99)], session: SESSION, before });
    const page = await visitor.opens("/blank");
    for (const [index, [consent, shape]] of SHAPES.entries()) {
      await page.evaluate("localStorage.clear()");
      await visitor.goes(page, `/?${index}`);
      expect((await recordIn(page))?.pages, shape).toBe(consent === "denied" ? undefined : 1);
    }
  });
});
