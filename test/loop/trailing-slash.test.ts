/** A slash at the end of a path: applied for the whole site, changed, imported, and what a plan says about it. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, openShop } from "../support/shop.ts";

const file = (defaults: string, page = "/thanks") =>
  `${HEAD.replace(/^defaults:.*\n/m, "")}defaults: { currency: EUR${defaults} }\ngoals:\n  thanks: { type: destination, page: ${page} }\n`;

test.each(["", ", via: ga4"])(
  "a whole site is switched over, and the plan after it is empty (%s)",
  async (via) => {
    const shop = await openShop();
    try {
      await shop.apply(file(via));
      const either = file(`${via}, trailing_slash: either`);
      const { plan } = await shop.plan(either);
      expect(planText(plan, { color: false })).toContain("/thanks (with or without a trailing slash)");
      await shop.apply(either);
      expect((await shop.plan(either)).plan.changes).toEqual([]);
      const alone = file(via, "{ path: { equals: /thanks/, trailing_slash: either } }");
      expect((await shop.plan(alone)).plan.changes).toEqual([]);
    } finally {
      await shop.close();
    }
  },
);
