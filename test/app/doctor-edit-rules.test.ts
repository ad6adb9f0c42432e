/** What `doctor` says about event edit rules, which change events before anything counts them. */
import { expect, test } from "vitest";
import { editRulesFinding } from "../../src/app/doctor/edit-rules.ts";
import type { EventEditRule } from "../../src/resources/set-up.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const { goals } = goalSet(`${HEAD}goals:
  thanks: { type: destination, page: /thanks, name: Thanks }
  quiet: { type: destination, page: /quiet, via: ga4, name: Quiet }
  big: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } }, name: Big order }
`);

type Condition = EventEditRule["conditions"][number];
const named = (comparisonType: string, value: string, negated = false): Condition => ({
  field: "event_name",
  comparisonType,
  value,
  negated,
});
const on: Condition = { field: "page_location", comparisonType: "CONTAINS", value: "/x", negated: false };

function said(conditions: readonly Condition[], sets: Readonly<Record<string, string>>) {
  const all = Object.entries(sets).map(([parameter, value]) => ({ parameter, value }));
  const { status, message } = editRulesFinding([{ name: "R", conditions, sets: all }], goals);
  return [status, message];
}

const NOTHING = ["ok", "No event edit rule changes what a goal counts."];

test.each([
  [
    "renames a goal's event",
    [named("EQUALS", "thanks")],
    { event_name: "lead" },
    'The event edit rule "R" renames thanks to lead, so Thanks counts nothing.',
  ],
  [
    "renames it on some pages",
    [named("STARTS_WITH", "th"), on],
    { event_name: "lead" },
    'The event edit rule "R" renames thanks to lead, so Thanks counts less than the file says.',
  ],
  [
    "renames what a rule of the file is made of",
    [named("EQUALS", "page_view")],
    { event_name: "screen" },
    'The event edit rule "R" renames page_view to screen, so Quiet counts nothing.',
  ],
  [
    "renames others into it",
    [named("REGULAR_EXPRESSION", "^order_")],
    { event_name: "purchase" },
    'The event edit rule "R" turns other events into purchase, which Big order counts as well.',
  ],
  [
    "changes its value",
    [named("EQUALS", "thanks")],
    { value: "1" },
    'The event edit rule "R" changes the value of thanks, so Thanks is worth something other than the file says.',
  ],
])("a rule that %s", (_, conditions, sets, message) => {
  expect(said(conditions, sets)).toEqual(["warning", message]);
});

test.each([
  ["another event", [named("EQUALS", "lead")], { event_name: "contact" }],
  [
    "all but the goals' events",
    [named("REGULAR_EXPRESSION", "^(thanks|page_view|purchase)$", true)],
    { a: "b" },
  ],
  ["a parameter that no goal reads", [named("EQUALS", "thanks")], { method: "x" }],
  ["its own name", [named("EQUALS", "thanks")], { event_name: "thanks" }],
])("a rule that changes %s", (_, conditions, sets) => {
  expect(said(conditions, sets)).toEqual(NOTHING);
});
