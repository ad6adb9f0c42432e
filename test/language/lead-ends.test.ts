/** Where nothing is said about ways to the main conversion. What is said stands in the fixtures. */
import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { HEAD } from "../support/shop.ts";

const page = (id: string, more = "") => `  ${id}: { type: destination, page: /${id}${more} }\n`;
const MILESTONE = ", role: micro, kind: milestone";
const MACRO = page("contract", ", role: macro");

test.each([
  ["goals without roles", page("a", ", leads_to: b") + page("b")],
  ["a main conversion that nothing leads to", MACRO + page("a")],
  [
    "micro goals without a kind, and secondary ones",
    page("a", ", role: micro") + page("b", ", role: micro, kind: secondary"),
  ],
  [
    "a milestone that leads over others",
    MACRO + page("a", `${MILESTONE}, leads_to: b`) + page("b", ", leads_to: contract"),
  ],
  [
    "a main conversion that leads to the next one",
    MACRO + page("asked", ", role: macro, leads_to: contract"),
  ],
  [
    "a milestone whose funnel leads on",
    `${MACRO + page("a", MILESTONE)}funnels:\n  f: { steps: [a, { id: b, page: /b }, contract] }\n`,
  ],
])("nothing is said about %s", (_, goals) => {
  expect(readGoals("goals.yaml", Buffer.from(`${HEAD}goals:\n${goals}`)).diagnostics).toEqual([]);
});
