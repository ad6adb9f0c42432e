/** What plans and `doctor` say about event edit rules, which change events before anything counts them. */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { editRuleEffects } from "../../src/plan/event-edit-rules.ts";
import type { EventEditRule } from "../../src/resources/event-edit-rule.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const FILE = `${HEAD}forward: { shop: { data_layer: [add_to_wishlist] } }
goals:
  thanks: { type: destination, page: /thanks, name: Thanks, parameters: { method: { data_layer: method } } }
  quiet: { type: destination, page: /quiet, via: ga4, name: Quiet }
  calm: { type: destination, page: /calm, via: ga4, name: Calm }
  big: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } }, name: Big order }
  joined: { type: event, on: { ga4_event: join_group }, name: Joined }
  deep: { type: pages_per_session, more_than: 5, via: ga4, name: Deep }
funnels:
  checkout:
    name: Checkout
    audiences: [completed]
    steps: [{ id: cart, name: Cart, page: /cart }, { id: pay, name: Pay, on: { ga4_event: add_payment_info } }]
`;

type Condition = EventEditRule["conditions"][number];
const of = (field: string, comparisonType: string, value: string, negated = false): Condition => ({
  field,
  comparisonType,
  value,
  negated,
});
const named = (comparisonType: string, value: string, negated = false) =>
  of("event_name", comparisonType, value, negated);
const on = of("page_location", "CONTAINS", "/x");

interface Case {
  readonly when: readonly Condition[];
  readonly sets: Readonly<Record<string, string>>;
  readonly stream?: string;
  readonly file?: string;
}

function said({ when, sets, stream = MEASUREMENT_ID, file = FILE }: Case): string[] {
  const all = Object.entries(sets).map(([parameter, value]) => ({ parameter, value }));
  const compiled = compile(goalSet(file), MEASUREMENT_ID);
  const effects = editRuleEffects(compiled, [{ name: "R", stream, conditions: when, sets: all }]);
  return effects.map(({ message }) => message.replace('The event edit rule "R"', "R"));
}

const OTHER = { stream: "G-OTHER00001" };

test.each<[string, Case, string[]]>([
  [
    "renames a goal's event",
    { when: [named("EQUALS", "thanks")], sets: { event_name: "lead" } },
    ["R renames thanks to lead, so Thanks counts nothing."],
  ],
  [
    "renames it on some pages",
    { when: [named("STARTS_WITH", "th"), on], sets: { event_name: "lead" } },
    ["R renames thanks to lead, so Thanks counts less than the file says."],
  ],
  [
    "renames it to what a parameter says",
    { when: [named("EQUALS_CASE_INSENSITIVE", "THANKS")], sets: { event_name: "[[method]]" } },
    ["R renames thanks to the value of method, so Thanks counts nothing."],
  ],
  [
    "renames what rules and audiences of the file are made of",
    { when: [named("EQUALS", "page_view")], sets: { event_name: "screen" } },
    ["R renames page_view to screen, so Quiet, Calm and Deep count nothing."],
  ],
  [
    "renames what a rule of the file makes, which no edit rule sees",
    { when: [named("EQUALS", "quiet")], sets: { event_name: "lead" } },
    [],
  ],
  [
    "makes the event of such a rule of others",
    { when: [named("EQUALS", "lead")], sets: { event_name: "quiet" } },
    ["R turns lead into quiet, which Quiet counts as well."],
  ],
  [
    "renames others into a goal's event",
    { when: [named("REGULAR_EXPRESSION", "^order_")], sets: { event_name: "purchase" } },
    ["R turns other events into purchase, which Big order counts as well."],
  ],
  [
    "renames every event into one",
    { when: [on], sets: { event_name: "join_group" }, file: FILE.slice(0, FILE.indexOf("funnels")) },
    [
      "R renames thanks to join_group, so Thanks counts less than the file says.",
      "R renames page_view to join_group, so Quiet, Calm and Deep count less than the file says.",
      "R renames purchase to join_group, so Big order counts less than the file says.",
      "R turns other events into join_group, which Joined counts as well.",
      "R renames add_to_wishlist to join_group, so forward shop sends less than the file says.",
    ],
  ],
  [
    "changes a value",
    { when: [named("EQUALS", "thanks")], sets: { value: "1" } },
    ["R changes the value of thanks, so Thanks is worth something other than the file says."],
  ],
  [
    "changes what a rule of the file asks for",
    { when: [named("EQUALS", "page_view")], sets: { page_location: "https://x.example" } },
    ["R changes page_location of page_view, so Quiet and Calm may count more or less than the file says."],
  ],
  [
    "changes a parameter that the file sends",
    { when: [named("EQUALS", "thanks")], sets: { method: "x" } },
    ["R changes method of thanks, so reports do not show of Thanks what the file says."],
  ],
  [
    "renames a step of a funnel",
    { when: [named("EQUALS", "add_payment_info")], sets: { event_name: "pay" } },
    ["R renames add_payment_info to pay, so Checkout counts less than the file says."],
  ],
  [
    "renames a forwarded event",
    { when: [named("EQUALS", "add_to_wishlist")], sets: { event_name: "wish" } },
    ["R renames add_to_wishlist to wish, so forward shop sends nothing."],
  ],
  [
    "renames what a tag sends, in a stream to which it does not send",
    { when: [named("EQUALS", "thanks")], sets: { event_name: "lead" }, ...OTHER },
    [],
  ],
  [
    "renames what a goal receives from every stream",
    { when: [named("EQUALS", "join_group")], sets: { event_name: "lead" }, ...OTHER },
    ["R (web stream G-OTHER00001) renames join_group to lead, so Joined counts less than the file says."],
  ],
  [
    "renames others into a goal's event in another stream",
    { when: [named("EQUALS", "lead")], sets: { event_name: "thanks" }, ...OTHER },
    ["R (web stream G-OTHER00001) turns lead into thanks, which Thanks counts as well."],
  ],
  ["renames another event", { when: [named("EQUALS", "lead")], sets: { event_name: "contact" } }, []],
  [
    "changes all but the file's events",
    {
      when: [
        named("REGULAR_EXPRESSION", "^(thanks|page_view|purchase|checkout_.*|join_group|add_.*)$", true),
      ],
      sets: { event_name: "b" },
    },
    [],
  ],
  ["changes a parameter that nothing reads", { when: [named("EQUALS", "thanks")], sets: { step: "x" } }, []],
  ["keeps the name", { when: [named("EQUALS", "thanks")], sets: { event_name: "thanks" } }, []],
  [
    "renames the event of a goal that allows it",
    {
      when: [named("EQUALS", "thanks")],
      sets: { event_name: "lead" },
      file: FILE.replace("name: Thanks,", "name: Thanks, allow: [event-edited],"),
    },
    [],
  ],
])("a rule that %s", (_, rule, messages) => {
  expect(said(rule)).toEqual(messages);
});
