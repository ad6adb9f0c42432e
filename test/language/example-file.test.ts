import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";

const EXAMPLE = readFileSync(join(import.meta.dirname, "../../goals.example.yaml"));

test("the shipped example has no errors and no warnings", () => {
  expect(readGoals("goals.example.yaml", EXAMPLE).diagnostics).toEqual([]);
});

test("the shipped example shows every type of goal and a funnel with every kind of step", () => {
  const { goalSet } = readGoals("goals.example.yaml", EXAMPLE);
  const types = new Set(goalSet?.goals.map((goal) => goal.type));
  expect([...types].sort()).toEqual(["destination", "duration", "event", "pages_per_session"]);
  expect(goalSet?.funnels.flatMap((funnel) => funnel.steps.map((step) => step.is))).toEqual([
    "page",
    "interaction",
    "goal",
  ]);
});

test("the shipped example names the schema that editors need, in its first line", () => {
  const [first] = EXAMPLE.toString("utf8").split("\n");
  expect(first).toBe("# yaml-language-server: $schema=./schemas/goals.schema.json");
});
