/** Lists and patterns of data-layer events, applied, changed and read back. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, openShop } from "../support/shop.ts";

test("each change of the events is planned in words and applied, and the plan after it is empty", async () => {
  const shop = await openShop();
  const file = (event: string) =>
    `${HEAD}goals:\n  any_lead: { type: event, on: { data_layer: ${event} } }\nfunnels:\n  f: { steps: [{ id: a, page: /a }, { id: b, on: { data_layer: ${event} } }] }\n`;
  const steps: readonly (readonly [event: string, words: string])[] = [
    ["lead", "the site pushes lead to the data layer"],
    ["[lead, quote]", "→ one of lead, quote to the data layer"],
    ["{ begins_with: checkout_ }", "an event that begins with checkout_"],
    ["{ contains: lead, not: { ends_with: _test } }", "contains lead and does not end with _test"],
    ["lead", "→ lead to the data layer"],
  ];
  try {
    for (const [event, words] of steps) {
      expect(planText((await shop.plan(file(event))).plan, { color: false })).toContain(words);
      await shop.apply(file(event));
      expect((await shop.plan(file(event))).plan.changes).toEqual([]);
    }
  } finally {
    await shop.close();
  }
});
