/** Lists and patterns of data-layer events, applied, changed and read back. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, openShop } from "../support/shop.ts";

test.each([
  ["container", HEAD],
  ["page", HEAD.replace("defaults:", "    google_tag: page\ndefaults:")],
])(
  "each change of the events is planned in words and applied, and the plan after it is empty: %s",
  async (_, head) => {
    const shop = await openShop();
    const file = (event: string) =>
      `${head}goals:\n  any_lead: { type: event, on: { data_layer: ${event} } }\nfunnels:\n  f: { steps: [{ id: a, page: /a }, { id: b, on: { data_layer: ${event} } }] }\n`;
    const steps: readonly (readonly [event: string, words: string])[] = [
      ["lead", "the site pushes lead to the data layer"],
      ["[lead, quote]", "→ lead or quote to the data layer"],
      ["[any_lead, quote]", "lead or quote → any_lead or quote to the data layer"],
      ["{ begins_with: checkout_ }", "an event whose name begins with checkout_"],
      ["{ contains: lead, not: { ends_with: _test } }", "contains lead and does not end with _test"],
      ["lead", "→ lead to the data layer"],
    ];
    try {
      for (const [event, words] of steps) {
        const text = planText((await shop.plan(file(event))).plan, { color: false });
        expect(text).toContain(words);
        expect(text.match(/counts.*(?:unless|eventModel).*/g)).toBeNull();
        await shop.apply(file(event));
        expect((await shop.plan(file(event))).plan.changes).toEqual([]);
      }
    } finally {
      await shop.close();
    }
  },
);
