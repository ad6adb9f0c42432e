/** Who counts a goal: what it says itself, else the file's default where that is possible. */
import { describe, expect, test } from "vitest";
import { countedBy, stepCountedBy } from "../../src/countable/counted-by.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const GOALS = `goals:
  page: { type: destination, page: /a }
  tagged: { type: destination, page: /b, via: gtm }
  ruled: { type: destination, page: /c, via: ga4 }
  pages: { type: pages_per_session, more_than: 3 }
  stay: { type: duration, longer_than: 4m }
  pushed: { type: event, on: { data_layer: registered } }
  marked: { type: event, on: { ga4_event: purchase } }
  some: { type: event, on: { ga4_event: purchase }, where: { value: { more_than: 9 } } }
  from_site: { type: destination, page: /d, parameters: { plan: { data_layer: plan } } }
  worth: { type: destination, page: /e, value: { data_layer: total } }
  fragment: { type: destination, page: { fragment: done } }
  pattern: { type: destination, page: { query: { q: { matches: "[^a]" } } } }
  an_event_name_that_has_forty_characters_: { type: destination, page: /f }
`;

function ways(defaults: string): Readonly<Record<string, string>> {
  const file = HEAD.replace("{ currency: EUR }", defaults) + GOALS;
  return Object.fromEntries(goalSet(file).goals.map((goal) => [goal.id, countedBy(goal)]));
}

const BY_TAG_MANAGER = {
  page: "tag",
  tagged: "tag",
  ruled: "rule",
  pages: "tag",
  stay: "tag",
  pushed: "tag",
  marked: "itself",
  some: "rule",
  from_site: "tag",
  worth: "tag",
  fragment: "tag",
  pattern: "tag",
  an_event_name_that_has_forty_characters_: "tag",
};

test("Tag Manager counts unless the goal says otherwise or is about an event that Analytics receives", () => {
  expect(ways("{ currency: EUR }")).toEqual(BY_TAG_MANAGER);
});

test("as a default, ga4 is for the goals that Analytics can count for certain", () => {
  const asDefault = { ...BY_TAG_MANAGER, page: "rule", pages: "audience" };
  expect(ways("{ currency: EUR, via: ga4 }")).toEqual(asDefault);
});

describe("the steps of a funnel", () => {
  const steps = (defaults: string, funnel: string) => {
    const all =
      "[{ id: a, page: /a }, { id: b, page: /b, via: gtm }, { id: c, page: { fragment: c } }, { id: d, on: { click: p } }]";
    const file = `${HEAD.replace("{ currency: EUR }", defaults)}funnels:\n  f: { ${funnel}steps: ${all} }\n`;
    return goalSet(file).funnels[0]!.steps.map((step) => (step.is === "goal" ? "goal" : stepCountedBy(step)));
  };

  test.each([
    ["{}", "", ["tag", "tag", "tag", "tag"]],
    ["{ via: ga4 }", "", ["rule", "tag", "tag", "tag"]],
    ["{}", "via: ga4, ", ["rule", "tag", "tag", "tag"]],
    ["{ via: ga4 }", "via: gtm, ", ["tag", "tag", "tag", "tag"]],
  ])("with the defaults %s and %s", (defaults, funnel, expected) => {
    expect(steps(defaults, funnel)).toEqual(expected);
  });
});
