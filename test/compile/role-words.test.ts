/** What plans say about a goal's way to the main conversion. */
import { describe, expect, test } from "vitest";
import { rolesInWords } from "../../src/compile/words/role.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { HEAD } from "../support/shop.ts";

function ways(goals: string, funnels = ""): Record<string, string> {
  const { goalSet } = readGoals("goals.yaml", Buffer.from(`${HEAD}goals:\n${goals}${funnels}`));
  return Object.fromEntries(rolesInWords(goalSet!));
}

const goal = (id: string, more: string) => `  ${id}: { type: destination, page: /${id}, ${more} }\n`;
const PURCHASE = goal("purchase", "role: macro");
const LEAD = goal("lead", "role: macro");

describe("the way to the main conversion", () => {
  test("is the role and what comes after", () => {
    const goals = goal("a", "role: micro, leads_to: purchase") + PURCHASE;
    expect(ways(goals)).toEqual({ a: "micro → Purchase", purchase: "macro" });
  });

  test("is not spoken of where a goal has neither", () => {
    expect(ways(goal("a", "value: 1, currency: EUR") + PURCHASE)).toEqual({ purchase: "macro" });
  });

  test("is shown for a goal without a role, too", () => {
    expect(ways(goal("a", "leads_to: purchase") + PURCHASE)).toMatchObject({ a: "leads to Purchase" });
  });

  test("names the kind of micro goal, and stops where nothing comes after", () => {
    expect(ways(goal("a", "role: micro, kind: secondary"))).toEqual({ a: "micro (secondary)" });
  });

  test("is the shortest one, and shortened in the middle when it is long", () => {
    const chain = "abcd".split("").map((id, at) => goal(id, `leads_to: ${"bcde"[at]}`));
    const goals = chain.join("") + goal("e", "leads_to: purchase") + PURCHASE;
    expect(ways(goals)).toEqual({
      a: "leads to B → … → Purchase",
      b: "leads to C → … → Purchase",
      c: "leads to D → E → Purchase",
      d: "leads to E → Purchase",
      e: "leads to Purchase",
      purchase: "macro",
    });
  });

  test("may end at several main conversions", () => {
    const goals = goal("a", "leads_to: [lead, purchase]") + LEAD + PURCHASE;
    expect(ways(goals)).toMatchObject({ a: "leads to Lead or Purchase" });
  });

  test("names three main conversions, and of more than three only two", () => {
    const macros = ["one", "two", "three", "four"];
    const leads = (to: readonly string[]) => goal("a", `leads_to: [${to.join(", ")}]`);
    const others = macros.map((id) => goal(id, "role: macro")).join("");
    expect(ways(leads(macros.slice(0, 3)) + others)["a"]).toBe("leads to One or Two or Three");
    expect(ways(leads(macros) + others)["a"]).toBe("leads to One or Two or 2 others");
  });

  test("does not name goals on the way among several ends", () => {
    const goals = goal("a", "leads_to: [b, purchase]") + goal("b", "leads_to: lead") + LEAD + PURCHASE;
    expect(ways(goals)).toMatchObject({ a: "leads to Purchase", b: "leads to Lead" });
  });

  test("follows the order of goals in a funnel, over steps that are none", () => {
    const goals = goal("a", "role: micro, kind: milestone") + PURCHASE;
    const funnels = "funnels:\n  f: { steps: [a, { id: b, page: /b }, purchase] }\n";
    expect(ways(goals, funnels)).toMatchObject({ a: "micro (milestone) → Purchase" });
  });

  test("ends at the first main conversion, and is found although funnels run round in a circle", () => {
    const goals = goal("a", "role: micro") + goal("b", "role: micro") + PURCHASE;
    const funnels = "funnels:\n  f: { steps: [a, b, purchase] }\n  g: { steps: [purchase, b, a] }\n";
    expect(ways(goals, funnels)).toEqual({
      a: "micro → B → Purchase",
      b: "micro → Purchase",
      purchase: "macro",
    });
  });
});
