/** Steps of funnels in real documents: tags in any order, links that lead away, storage, tabs, and GA4's answers. */
import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { allSteps, MINUTE, recordIn, SESSION, stepTaken } from "./visitor.ts";

const goals = [allSteps(2)];
/** The tag of a step that is a page: it fires while the document loads. */
const onPage = (path: string, step: number) =>
  `if (location.pathname === "${path}") { ${stepTaken(step, 1)} }`;
const pages = [onPage("/cart", 0), onPage("/thanks", 1)];
/** What is pushed while a page is left reaches Tag Manager, but no longer the test. */
const remember = `var push = dataLayer.push; dataLayer.push = function (message) {
  if (message.event) localStorage.setItem("left", message.event);
  return push.call(this, message);
}`;
const leave = `document.querySelector("#next").onclick = function () { ${stepTaken(1, 9)} }`;

describeInChromium("steps of funnels", () => {
  test.for<[string, { before?: string[]; after?: string[] }]>([
    ["before the script runs", { before: pages }],
    ["after the script has run", { after: pages }],
  ])("pages whose tags fire %s", async ([, tags], { visit }) => {
    const visitor = await visit({ goals, session: SESSION, ...tags });
    const page = await visitor.opens("/cart");
    await visitor.waits(100);
    await visitor.goes(page, "/thanks");
    await visitor.waits(100);
    await page.reload();
    await visitor.waits(100);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
    expect((await recordIn(page))?.steps).toEqual({ "goal.funnel": [] });
  });

  test("pages that are left before GA4 answers", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: pages });
    const page = await visitor.opens("/cart");
    await visitor.goes(page, "/thanks");
    await visitor.waits(100);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
  });

  test("a link that leads away at once", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: [...pages, leave, remember] });
    const page = await visitor.opens("/cart");
    await visitor.waits(100);
    await page.click("#next");
    await page.waitForURL("**/next");
    expect(await page.evaluate('localStorage.getItem("left")')).toBe("goal.funnel");
  });

  test("no answer of GA4 at all", async ({ visit }) => {
    const visitor = await visit({ goals, after: pages });
    const page = await visitor.opens("/cart");
    await visitor.waits(3000);
    await visitor.goes(page, "/thanks");
    await visitor.waits(3000);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
  });

  test("a session of GA4 that is longer than half an hour without activity", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: pages });
    const page = await visitor.opens("/cart");
    await visitor.waits(100);
    await visitor.goes(page, "/help");
    await visitor.waits(50 * MINUTE);
    await visitor.goes(page, "/thanks");
    await visitor.waits(100);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
  });

  test("a session of GA4 that ended sooner than ours would", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: pages });
    const page = await visitor.opens("/cart");
    await visitor.waits(10 * MINUTE);
    await visitor.ga4Says(SESSION + 600, 2);
    await visitor.goes(page, "/thanks");
    await visitor.waits(100);
    expect(visitor.pushed).toEqual([]);
  });

  test("two tabs", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: pages });
    await visitor.opens("/cart");
    await visitor.waits(100);
    await visitor.opens("/thanks");
    await visitor.waits(100);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
  });

  test.for([
    ["text", '{"id":1768478400,"start":1768478400000,"seen":1768478400000,"pages":1,"sent":[],"steps":"x"}'],
    [
      "lists that are none",
      '{"id":1768478400,"start":1768478400000,"seen":1768478400000,"pages":1,"sent":[],"steps":{"goal.funnel":7}}',
    ],
  ])("what others wrote into the record: %s", async ([, record], { visit }) => {
    const visitor = await visit({ goals, session: SESSION, after: pages });
    const page = await visitor.opens("/blank");
    await page.evaluate(`localStorage.setItem("goalform.acme-shop", ${JSON.stringify(record)})`);
    await visitor.goes(page, "/cart");
    await visitor.waits(100);
    await visitor.goes(page, "/thanks");
    await visitor.waits(100);
    expect(visitor.pushed).toEqual(["goal.funnel"]);
  });
});
