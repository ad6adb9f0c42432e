/** Tags named `{{Event}}` of which another tag sends an event too: left out, with both named. */
import { expect, test } from "vitest";
import { importedFrom } from "../support/importing.ts";

const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const condition = (type: string, value: string) => ({
  type,
  parameter: [text("arg0", "{{_event}}"), text("arg1", value)],
});
const trigger = (triggerId: string, type: string, value: string) => ({
  triggerId,
  name: `CE ${triggerId}`,
  type: "CUSTOM_EVENT",
  customEventFilter: [condition(type, value)],
});
const tag = (tagId: string, name: string, eventName: string, fires: string) => ({
  tagId,
  name,
  type: "gaawe",
  firingTriggerId: [fires],
  parameter: [text("eventName", eventName), text("measurementIdOverride", "G-TEST123456")],
});
const exported = (tags: readonly object[]) => ({
  exportFormatVersion: 2,
  containerVersion: {
    container: { usageContext: ["WEB"] },
    builtInVariable: [{ type: "EVENT", name: "Event" }],
    trigger: [
      trigger("1", "MATCH_REGEX", "^(view_item|purchase)$"),
      trigger("2", "EQUALS", "purchase"),
      trigger("3", "MATCH_REGEX", "^(purchase|refund)$"),
    ],
    tag: tags,
  },
});

const SHOP = tag("1", "GA4 - Shop", "{{Event}}", "1");
const ORDER = tag("2", "GA4 - Order", "purchase", "2");
const MONEY = tag("3", "GA4 - Money", "{{Event}}", "3");

async function found(...tags: readonly object[]) {
  const { goals, forwards, leftOut } = await importedFrom(exported(tags));
  return {
    goals: goals.map(({ id }) => id),
    forwards: forwards.flatMap(({ events }) => events),
    leftOut: leftOut.map(({ name, code, reason }) => `${name}: ${code}: ${reason}`),
  };
}

test.each([
  [
    "a goal's tag",
    [SHOP, ORDER],
    { goals: ["purchase"], forwards: [] },
    [
      'GA4 - Shop: sent-by-another-tag: another tag sends one of its events for the same push, so Analytics receives it twice (purchase, by "GA4 - Order")',
    ],
  ],
  [
    "another forward",
    [SHOP, MONEY],
    { forwards: ["view_item", "purchase"] },
    [
      'GA4 - Money: sent-by-another-tag: another tag sends one of its events for the same push, so Analytics receives it twice (purchase, by "GA4 - Shop")',
    ],
  ],
])("by %s", async (_, tags, imported, leftOut) => {
  expect(await found(...tags)).toMatchObject({ ...imported, leftOut });
});
