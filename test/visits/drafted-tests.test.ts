/** Tests that `init` and `add` write: for every recipe of the catalogue a visit that counts and one that nearly does. */
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../src/catalogue/catalogue.ts";
import { EMPTY_FILE, goalEntry } from "../../src/catalogue/goal-entry.ts";
import { blockLines } from "../../src/catalogue/goal-yaml.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { compiledSite } from "../../src/visits/compiled-site.ts";
import { draftedTests } from "../../src/visits/drafting/drafted-tests.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const WAYS = CATALOGUE.flatMap(({ recipes }) =>
  recipes.flatMap((recipe) => recipe.ways.map((way) => ({ name: `${recipe.id} by ${way.by}`, recipe, way }))),
);

function drafted(goals: string) {
  const { goalSet } = readGoals("goals.yaml", new TextEncoder().encode(HEAD + goals));
  const measured = compiledSite(goalSet!, MEASUREMENT_ID, { lives: "container", isSaid: false });
  return draftedTests(goalSet!.goals[0]!, measured);
}

describe("a goal of the catalogue has a test of both sides", () => {
  test.each(WAYS)("$name", ({ recipe, way }) => {
    const entry = goalEntry(recipe, way, {}, EMPTY_FILE);
    const tests = drafted(`goals:\n${blockLines(entry, { key: 2, step: 2 }).join("\n")}\n`);
    const says = tests.map((one) => Object.keys(one.says));
    const isTable = says.length === 1 && says[0]!.includes("counts_on") && says[0]!.includes("not_on");
    // A list of networks or feeds is a pattern that nobody reads backwards.
    if (way.by === "link_matching") return expect(says).toEqual([]);
    // Analytics collects this one by itself, as far as it is switched on: when it does not, nobody can say.
    if (way.what === "view_search_results") return expect(says).toEqual([["visit", "counts"]]);
    expect(isTable || (says.length === 2 && says[0]!.includes("counts") && says[1]!.includes("not"))).toBe(
      true,
    );
  });
});

describe("what cannot be read backwards has no test", () => {
  test.each([
    "{ type: destination, page: { path: { matches: '^/(?:a{3}|[b-f]+)x$' } } }",
    "{ type: event, on: { click: ':is(a, button):not(.x) > *' } }",
    "{ type: event, on: { ga4_event: scroll }, where: { percent_scrolled: { matches: '^[3-5]{2}$' } } }",
  ])("%s", (goal) => {
    expect(drafted(`goals:\n  goal: ${goal}\n`)).toEqual([]);
  });
});

test("values that a goal asks for are pushed", () => {
  const [counts] = drafted(
    "goals:\n  goal: { type: event, on: { data_layer: done }, where: { order.plan: { one_of: [pro, max] }, seats: { more_than: 2 } } }\n",
  );
  expect(counts!.says["visit"]).toEqual([
    { page: "/" },
    { data_layer: { event: "done", order: { plan: "pro" }, seats: 3 } },
  ]);
});

test("each way of a goal has tests of its own", () => {
  const all = drafted(
    "goals:\n  goal: { type: event, any: [{ page: /thanks }, { on: { form: callback } }, { on: { data_layer: chat } }] }\n",
  );
  expect(all.map(({ name }) => name)).toEqual([
    "Goal (page)",
    "Goal (form)",
    "Nearly: Goal (form)",
    "Goal (data_layer)",
    "Nearly: Goal (data_layer)",
  ]);
});

test("a goal on a funnel has a visit with all of its steps, and one without the first", () => {
  const all = drafted(
    "goals:\n  goal: { type: event, on: { funnel: way } }\n  paid: { type: event, on: { data_layer: paid } }\nfunnels:\n  way: { steps: [{ id: cart, page: /cart }, paid, { id: thanks, page: /thanks }] }\n",
  );
  expect(all.map(({ says }) => says)).toEqual([
    {
      visit: [{ page: "/cart" }, { page: "/" }, { data_layer: { event: "paid" } }, { page: "/thanks" }],
      counts: "goal",
    },
    {
      visit: [
        { page: "/something-else" },
        { page: "/" },
        { data_layer: { event: "paid" } },
        { page: "/thanks" },
      ],
      not: "goal",
    },
  ]);
});
