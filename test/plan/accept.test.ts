/** What somebody edited at Google, and what the goals file would have to say for it. */
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Forward } from "../../src/language/goal-set/forward.ts";
import type { Funnel } from "../../src/language/goal-set/funnel.ts";
import type { Goal } from "../../src/language/goal-set/goal.ts";
import type { YamlMap } from "../../src/language/writing/change-entry.ts";
import { forwardToYaml } from "../../src/language/writing/forwards.ts";
import { funnelToYaml } from "../../src/language/writing/funnel.ts";
import { goalToYaml } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import {
  type Acceptable,
  acceptable,
  isCertainlyEdited,
  isChangedInFile,
  isEdited,
} from "../../src/plan/accept.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { condition } from "../support/by-hand.ts";
import {
  applied,
  both,
  compiled,
  definitions,
  type Edit,
  entities,
  having,
  keyEvents,
  planOf,
  replaced,
} from "../support/edited-plans.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const FILE = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, value: 5, leads_to: trial, role: micro }
  deep: { type: pages_per_session, more_than: 5 }
  trial: { type: event, on: { data_layer: trial }, where: { plan: { not: free } }, parameters: { plan: { data_layer: plan } }, role: macro }
  paid: { type: event, on: { data_layer: paid }, value: { data_layer: total }, user_properties: { tier: { data_layer: tier } } }
  rule: { type: destination, page: /rule, via: ga4 }
  bought: { type: event, on: { ga4_event: bought }, value: 7 }
  read: { type: event, on: { ga4_event: bought }, event: read, where: { value: { at_least: 100 } } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }, bought], audiences: [completed] }
`;

const trigger = (name: string, ...filter: JsonObject[]) =>
  entities("gtm.trigger", (one) => (one["name"] === name ? { ...one, filter } : one));
const tag = (name: string, change: (one: JsonObject) => JsonObject | null) =>
  entities("gtm.tag", (one) => (one["name"] === name ? change(one) : one));
const worth = (eventName: string, numericValue: number) =>
  keyEvents(eventName, { defaultValue: { numericValue, currencyCode: "EUR" } });

const THANKS = "acme-shop - Thanks";
const CART = "acme-shop - Checkout - Cart";
const merci = trigger(THANKS, condition("equals", "Page Path", "/merci"));

const DELETED_TAG = tag(THANKS, () => null);
/** What happened, what is found, and the file when it is another one by then. */
const EDITS: Readonly<Record<string, readonly [edit: Edit, found: readonly string[], file?: string]>> = {
  "nothing happened": [(live) => live, []],
  "another page": [merci, ["thanks (edited): {page: /thanks} → {page: /merci}"]],
  "another page, and the goals file says a third one": [
    merci,
    ["thanks (edited, file changed): {page: /danke} → {page: /merci}"],
    FILE.replace("/thanks", "/danke"),
  ],
  "another page, and the goals file has a new value": [
    merci,
    ["thanks (edited or not applied): {page: /thanks, value: 6} → {page: /merci, value: 5}"],
    FILE.replace("value: 5", "value: 6"),
  ],
  "the goals file alone has changed": [
    (live) => live,
    ["thanks (file changed): {page: /danke} → {page: /thanks}"],
    FILE.replace("/thanks", "/danke"),
  ],
  "a goal that is not applied yet": [
    (live) => live,
    ["more (file changed): unsayable"],
    FILE.replace("funnels:", "  more: { type: destination, page: /more }\nfunnels:"),
  ],
  "a goal that is not in the file any more": [
    (live) => live,
    ["deep (): unsayable"],
    FILE.replace(/ {2}deep:.*\n/, ""),
  ],
  "another value in Analytics": [
    worth("thanks", 9),
    ["thanks (edited or not applied): {value: 5} → {value: 9}"],
  ],
  "another page and another value": [
    both(merci, worth("thanks", 9)),
    ["thanks (edited or not applied): {page: /thanks, value: 5} → {page: /merci, value: 9}"],
  ],
  "another number of pages": [
    tag("acme-shop - session script", replaced('moreThanPages\\":5', 'moreThanPages\\":3')),
    ["deep (edited): {more_than: 5} → {more_than: 3}"],
  ],
  "a condition and a parameter": [
    both(
      entities("gtm.trigger", replaced('"free"', '"test"')),
      tag("acme-shop - Trial", replaced("{{acme-shop - parameter plan}}", "pro")),
    ),
    [
      "trial (edited): {where: {plan: {not: free}}, parameters: {plan: {data_layer: plan}}} → {where: {plan: {not: test}}, parameters: {plan: pro}}",
    ],
  ],
  "a property of users": [
    tag("acme-shop - Paid", replaced("{{acme-shop - parameter tier}}", "pro")),
    ["paid (edited): {user_properties: {tier: {data_layer: tier}}} → {user_properties: {tier: pro}}"],
  ],
  "a parameter that the language has no word for": [
    tag("acme-shop - Trial", replaced("{{acme-shop - parameter plan}}", "{{Random Number}}")),
    ["trial (edited): unsayable: the language has no word for what its parameter plan reads"],
  ],
  "a property of users that the language has no word for": [
    tag("acme-shop - Paid", replaced("{{acme-shop - parameter tier}}", "{{Random Number}}")),
    ["paid (edited): unsayable: the language has no word for what its user property tier reads"],
  ],
  "a condition that the language has no word for": [
    trigger(THANKS, condition("equals", "Random Number", "3")),
    [
      "thanks (edited): unsayable: it has a condition on something that the language has no word for (Random Number)",
    ],
  ],
  "a tag that is deleted": [DELETED_TAG, ["thanks (edited): gone"]],
  "a tag that is paused": [
    tag(THANKS, (one) => ({ ...one, paused: true })),
    ["thanks (edited): unsayable: it is paused"],
  ],
  "a rule of another page": [
    definitions("ga4.eventCreateRule", replaced("/rule(?:", "/regel(?:")),
    ["rule (edited): {page: /rule} → {page: /regel}"],
  ],
  "rules that are deleted": [
    definitions("ga4.eventCreateRule", () => null),
    ["rule (edited): gone", "read (edited): gone"],
  ],
  "an event that is received": [
    worth("bought", 9),
    ["bought (edited or not applied): {value: 7} → {value: 9}"],
  ],
  "a step on another page": [
    trigger(CART, condition("equals", "Page Path", "/basket")),
    [
      "checkout (edited): {steps: [{id: cart, page: /cart}, {id: pay, on: {data_layer: pay}}, bought]} → {steps: [{id: cart, page: /basket}, {id: pay, on: {data_layer: pay}}, bought]}",
    ],
  ],
  "a step that the language has no word for": [
    trigger(CART, condition("equals", "Random Number", "3")),
    [
      "checkout (edited): unsayable: it has a condition on something that the language has no word for (Random Number)",
    ],
  ],
  "a step that is deleted": [tag(CART, () => null), ["checkout (edited): {} → {}"]],
  "an audience that keeps people longer": [
    definitions("ga4.audience", having({ membershipDurationDays: 60 })),
    ["checkout (edited): {audiences: [completed]} → {audiences: {completed: {days: 60}}}"],
  ],
};

const live = applied(FILE);

test.each(Object.entries(EDITS))("%s", async (_, [edit, expected, file = FILE]) => {
  const snapshot = edit(await live);
  const goals = goalSet(file);
  const wanted = compiled(file);
  const built = planOf(file, snapshot);
  const found = built.plan.changes.map((change) => {
    const edited = isCertainlyEdited(change) ? "edited" : "edited or not applied";
    const how = [...(isEdited(change) ? [edited] : []), ...(isChangedInFile(change) ? ["file changed"] : [])];
    return `${change.subject.id} (${how.join(", ")}): ${inWords(acceptable(change, wanted, snapshot, goals))}`;
  });
  expect(found).toEqual(expected);
});

/** What the two say otherwise, as a goals file would. */
function inWords(found: Acceptable): string {
  if (found.is === "gone") return "gone";
  if (found.is === "unsayable") return ["unsayable", ...found.why].join(": ");
  if (found.is === "column") return JSON.stringify([found.before, found.after]);
  const [before, after] =
    found.is === "goal"
      ? [goalInFile(found.before), goalInFile(found.after)]
      : found.is === "funnel"
        ? [funnelInFile(found.before), funnelInFile(found.after)]
        : [forwardInFile(found.before), forwardInFile(found.after)];
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return [before, after].map((said) => inOneLine(said, changed)).join(" → ");
}

const forwardInFile = (forward: Forward): YamlMap => fieldsInOne(forwardToYaml(forward));
const goalInFile = (goal: Goal): YamlMap => fieldsInOne(goalToYaml(goal));
const funnelInFile = (funnel: Funnel): YamlMap => fieldsInOne(funnelToYaml(funnel, new Map()));

function inOneLine(said: YamlMap, keys: readonly string[]): string {
  const only = Object.fromEntries(keys.flatMap((key) => (key in said ? [[key, said[key]]] : [])));
  return stringify(only, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}
