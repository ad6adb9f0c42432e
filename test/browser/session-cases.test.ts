import type { Page } from "playwright-core";
import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { type Act, CASES } from "./session-cases.ts";
import { consentModeDouble } from "./shop.ts";
import { SESSION, stepTaken, type Visitor } from "./visitor.ts";

describeInChromium("the session script pushes what its model pushes", () => {
  test.for(CASES)("$name", async ({ goals, consent, acts, pushed }, { visit }) => {
    const before = consent === undefined ? [] : [consentModeDouble({ initially: consent === "granted" })];
    const visitor = await visit({ goals, session: SESSION, before });
    let page: Page | null = null;
    for (const act of acts) page = await perform(act, visitor, page);
    // The script looks again up to a second late.
    await visitor.waits(1000);
    expect(visitor.pushed).toEqual(pushed);
  });
});

async function perform(act: Act, visitor: Visitor, page: Page | null): Promise<Page | null> {
  if ("load" in act) {
    if (page === null) return visitor.opens(act.load);
    await visitor.goes(page, act.load);
  } else if ("wait" in act) await visitor.waits(act.wait);
  else if ("steps" in act) await takeSteps(act, visitor, page!);
  else if ("session" in act) await visitor.ga4Says(SESSION + act.session, act.number);
  else if ("consent" in act) await page!.evaluate(`consentUpdate(${act.consent === "granted"})`);
  else if ("hash" in act) await page!.evaluate(`location.hash = ${JSON.stringify(act.hash)}`);
  else {
    const [method, url] =
      "pushState" in act ? ["pushState", act.pushState] : ["replaceState", act.replaceState];
    await page!.evaluate(`history.${method}(0, "", ${JSON.stringify(url)})`);
  }
  return page;
}

let moment = 0;

async function takeSteps(
  { steps, together }: Extract<Act, { steps: unknown }>,
  visitor: Visitor,
  page: Page,
) {
  moment += steps.length;
  const scripts = steps.map((step, index) => stepTaken(step, together ? moment : moment + index));
  await page.evaluate(scripts.join("\n"));
  // The script looks when the event is over.
  await visitor.waits(1);
}
