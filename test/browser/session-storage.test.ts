import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { longerThan, MINUTE, moreThanPages, NOON, recordIn, SESSION } from "./visitor.ts";

const blocked = (storage: string): string =>
  `Object.defineProperty(window, "${storage}", { get() { throw new DOMException("no", "SecurityError"); } })`;
const missing = (storage: string): string => `Object.defineProperty(window, "${storage}", { value: null })`;

const UNREADABLE = [
  "{",
  "null",
  "7",
  '"text"',
  "[]",
  "{}",
  '{"pages":2}',
  '{"pages":-3,"sent":[]}',
  '{"pages":"x","sent":[]}',
  `{"id":${SESSION},"start":${NOON},"seen":${NOON},"pages":"x","sent":[]}`,
  `{"id":${SESSION},"start":${NOON},"seen":${NOON},"pages":-3,"sent":[]}`,
  '{"id":1,"start":"x","seen":{},"pages":5,"sent":[]}',
];

describeInChromium("where the session is kept", () => {
  test.for<[string, string]>([
    ["blocked", blocked("localStorage")],
    ["missing", missing("localStorage")],
  ])("in this tab's sessionStorage when localStorage is %s", async ([, script], { visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION, before: [script] });
    const page = await visitor.opens("/");
    await page.reload();
    expect(await recordIn(page, "sessionStorage")).toMatchObject({ pages: 2 });
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("in this tab's sessionStorage when localStorage is full, and back again when there is room", async ({
    visit,
  }) => {
    const visitor = await visit({ goals: [moreThanPages(1)], session: SESSION });
    const page = await visitor.opens("/blank");
    await page.evaluate(`for (let size = 1 << 22; size >= 1; size >>= 1)
      try { localStorage.setItem("full" + size, "x".repeat(size)); } catch {}`);
    await visitor.goes(page, "/");
    await page.reload();
    expect(await recordIn(page)).toBeNull();
    expect(await recordIn(page, "sessionStorage")).toMatchObject({ pages: 2, sent: ["goal.pages"] });
    await page.evaluate("localStorage.clear()");
    await page.reload();
    expect(await recordIn(page, "sessionStorage")).toBeNull();
    expect((await recordIn(page))?.pages).toBe(3);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("in memory when both are blocked: pages of one document count, and the length does too", async ({
    visit,
  }) => {
    const visitor = await visit({
      goals: [moreThanPages(1), longerThan(60)],
      session: SESSION,
      before: [blocked("localStorage"), blocked("sessionStorage")],
    });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("history.pushState(0, '', '/list/2')");
    await visitor.waits(2 * MINUTE);
    expect(visitor.pushed).toEqual(["goal.pages", "goal.long"]);
  });

  test("in memory in a sandboxed iframe, where GA4 is silent as well", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(0)] });
    await visitor.opens("/framed");
    await visitor.waits(2_100);
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("starts anew when the record cannot be read", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(1), longerThan(60)], session: SESSION });
    const page = await visitor.opens("/blank");
    for (const text of UNREADABLE) {
      await page.evaluate(`localStorage.setItem("goalform.acme-shop", ${JSON.stringify(text)})`);
      await visitor.goes(page, "/");
      expect(await recordIn(page), text).toMatchObject({ id: SESSION, start: NOON, pages: 1, sent: [] });
    }
    await visitor.waits(MINUTE + 5_000);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  test("starts anew when the visitor clears the site's data in mid-session", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION });
    const page = await visitor.opens("/");
    await page.reload();
    await page.evaluate("localStorage.clear()");
    await page.evaluate("history.pushState(0, '', '/list')");
    expect((await recordIn(page))?.pages).toBe(1);
  });
});
