/** What a target gets when it says `only` or `except`. */
import { describe, expect, test } from "vitest";
import { forTarget } from "../../src/language/for-target.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { goalSet } from "../support/shop.ts";

function file(staging: string): GoalSet {
  return goalSet(`version: 1
name: acme-shop
targets:
  production:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST01 }
  staging:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST02 }
    ${staging}
default_target: production
goals:
  thanks: { type: destination, page: /thanks, leads_to: [call, order] }
  call: { type: destination, page: /call }
  order: { type: destination, page: /order }
  off: { type: destination, page: /off, enabled: false }
funnels:
  checkout: { steps: [call, order] }
`);
}

const ids = ({ goals, funnels }: GoalSet) => [...goals, ...funnels].map(({ id }) => id);

describe("a target gets", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["only what it names", "only: [thanks, order]", ["thanks", "order"]],
    ["a funnel that it names with its goals", "only: [checkout, order, call]", ["call", "order", "checkout"]],
    ["all but what it excepts", "except: [thanks]", ["call", "order", "checkout"]],
    ["all but a funnel", "except: [checkout]", ["thanks", "call", "order"]],
  ])("%s: %s", (_, staging, expected) => {
    expect(ids(forTarget(file(staging), "staging"))).toEqual(expected);
    expect(ids(forTarget(file(staging), "production"))).toEqual(["thanks", "call", "order", "checkout"]);
  });

  test("no links to goals that it does not measure", () => {
    const [thanks] = forTarget(file("only: [thanks, order]"), "staging").goals;
    expect(thanks?.leadsTo).toEqual(["order"]);
  });

  test("what it leaves out with its line, and what is switched off as before", () => {
    const staging = forTarget(file("except: [call, checkout]"), "staging");
    expect(staging.leftOut.map(({ is, id, at }) => `${is} ${id} ${at.line}`)).toEqual([
      "goal call 14",
      "funnel checkout 18",
    ]);
    expect(staging.disabled.map(({ id }) => id)).toEqual(["off"]);
  });

  test("the key events that a neighbour in its property counts", () => {
    const staging = forTarget(file("except: [call, checkout]"), "staging", ["production"]);
    expect(staging.keptKeyEvents).toEqual([{ event: "call", target: "production" }]);
    expect(forTarget(file("except: [call, checkout]"), "staging").keptKeyEvents).toEqual([]);
  });
});
