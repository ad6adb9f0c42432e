/**
 * Whole outputs, one folder a story under `stories/`: `plan.txt`, `plan.md` and
 * `plan.json` are what people and machines see. `vitest run -u` writes them anew.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planJson } from "../../src/render/plan-json.ts";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { type AnalyticsScreen, analyticsScreenOf } from "../support/analytics-screen.ts";
import { audience, compiledWith, dimension, metric, rule } from "../support/definitions.ts";
import { type Goals, HEAD, MEASUREMENT_ID, openShop, type Shop } from "../support/shop.ts";
import { type Screen, screenOf } from "../support/tag-manager-screen.ts";

interface Story {
  /** A sentence; the folder's name with hyphens. */
  readonly name: string;
  /** What people had made before that. */
  readonly first?: (screen: Screen) => Promise<void>;
  /** What was applied before; nothing when missing. */
  readonly before?: Goals;
  readonly meanwhile?: (screen: Screen, analytics: AnalyticsScreen) => Promise<void>;
  readonly goals: Goals;
}

const THANKS = "goals:\n  thanks: { name: Thank-you page, type: destination, page: /thanks, value: 5 }\n";
const TWO = `${THANKS}  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n`;
const FUNNEL = "funnels:\n  buying: { steps: [{ id: cart, page: /cart }, thanks] }\n";
const leavingOut = (ids: string) => HEAD.replace(/( {4}gtm: .*\n)/, `$1    except: ${ids}\n`);
const TRIGGER = "acme-shop - Thank-you page";

const pageTrigger = (name: string, path: string) => ({
  name,
  type: "pageview",
  filter: [
    {
      type: "equals",
      parameter: [
        { type: "template", key: "arg0", value: "{{Page Path}}" },
        { type: "template", key: "arg1", value: path },
      ],
    },
  ],
});

const onPage = (path: string) => (trigger: { name?: string | null }) => ({
  ...trigger,
  ...pageTrigger(trigger.name!, path),
});

const GA4 = "goals:\n  thanks: { name: Thank-you page, type: event, on: { ga4_event: thanks }, value: 5 }\n";
const READERS = `${GA4}  deep: { name: Readers, type: event, on: { ga4_event: deep } }\n`;
const RULE = "ga4.eventCreateRule";
const byAnalytics = compiledWith(HEAD + GA4, rule("thanks", "/thanks"));
const everything = compiledWith(
  HEAD + READERS,
  dimension("plan", "Plan", "thanks"),
  metric("paid", "Amount paid", "thanks", "CURRENCY"),
  rule("thanks", "/thanks", { parameters: { source: "page" } }),
  audience("deep", 5),
);

const IN_ANALYTICS: readonly Story[] = [
  {
    name: "formulas of calculated metrics",
    before: `${HEAD}metrics:
  margin: { unit: currency, money: revenue }
  margin_rate: { formula: margin / purchaseRevenue }
  per_person: { formula: margin / totalUsers, unit: currency }
  per_visit: { formula: margin / sessions }
${THANKS}`,
    meanwhile: (_, analytics) =>
      analytics.edit("ga4.calculatedMetric", "Per person", { formula: "customEvent:margin/activeUsers" }),
    goals: `${HEAD}metrics:
  margin: { unit: currency, money: revenue }
  margin_rate: { formula: (margin - 1) / purchaseRevenue, name: Margin rate after costs }
  per_person: { formula: margin / totalUsers, unit: currency }
  per_order: { formula: margin / transactions }
${THANKS}`,
  },
  { name: "goals that Analytics counts by itself", goals: everything },
  {
    name: "a rule an audience and a dimension change",
    before: everything,
    goals: compiledWith(
      HEAD + READERS,
      dimension("plan", "Chosen plan", "thanks"),
      metric("paid", "Amount paid", "thanks", "CURRENCY"),
      rule("thanks", "/merci", { parameters: { source: "mail" } }),
      audience("deep", 6),
    ),
  },
  { name: "everything that Analytics counted is gone", before: everything, goals: `${HEAD}goals: {}\n` },
  {
    name: "somebody edited a rule in Analytics",
    before: byAnalytics,
    meanwhile: (_, analytics) =>
      analytics.edit(RULE, "thanks", {
        eventConditions: (rule("thanks", "/ups").body as JsonObject)["eventConditions"]!,
      }),
    goals: byAnalytics,
  },
  {
    name: "somebody deleted a rule of ours",
    before: byAnalytics,
    meanwhile: (_, analytics) => analytics.remove(RULE, "thanks"),
    goals: byAnalytics,
  },
  {
    name: "a rule that does the same is adopted in one of two web streams",
    meanwhile: async (_, analytics) => {
      await analytics.add(RULE, rule("thanks", "/thanks").body, MEASUREMENT_ID);
      await analytics.addWebStream("G-SECOND0001");
    },
    goals: byAnalytics,
  },
  {
    name: "a rule of somebody else makes the same event",
    meanwhile: (_, analytics) => analytics.add(RULE, rule("thanks", "/else").body),
    goals: byAnalytics,
  },
  {
    name: "the name of an audience is taken by something else",
    meanwhile: (_, analytics) => analytics.add("ga4.audience", audience("deep", 9).body),
    goals: compiledWith(HEAD + READERS, audience("deep", 5)),
  },
  {
    name: "there is no room for another rule",
    meanwhile: async (_, analytics) => {
      for (let n = 0; n < 50; n++) await analytics.add(RULE, rule(`theirs_${n}`, `/${n}`).body);
    },
    goals: byAnalytics,
  },
];

const STORIES: readonly Story[] = [
  { name: "the first plan of a shop", goals: readFileSync("goals.example.yaml", "utf8") },
  { name: "nothing to do", before: HEAD + THANKS, goals: HEAD + THANKS },
  {
    name: "a page and a value change",
    before: HEAD + THANKS,
    goals: HEAD + THANKS.replace("/thanks", "/merci").replace("5", "7"),
  },
  {
    name: "a goal gets another event name",
    before: HEAD + TWO,
    goals: HEAD + TWO.replace("type: event", "event: phone_call, type: event"),
  },
  {
    name: "a goal gets another id and keeps its name",
    before: HEAD + THANKS,
    goals: HEAD + THANKS.replace("thanks:", "thank_you:"),
  },
  { name: "a goal is taken out of the file", before: HEAD + TWO, goals: HEAD + THANKS },
  {
    name: "a goal is switched off",
    before: HEAD + TWO,
    goals: HEAD + TWO.replace("call: {", "call: { enabled: false,"),
  },
  {
    name: "a goal and a funnel are left out of the target",
    before: HEAD + TWO + FUNNEL,
    goals: leavingOut("[call, buying]") + TWO + FUNNEL,
  },
  {
    name: "many goals are gone",
    before: readFileSync("goals.example.yaml", "utf8").replace("sandbox", ""),
    goals: HEAD + THANKS,
  },
  {
    name: "two goals exchange their names",
    before: HEAD + TWO,
    goals:
      HEAD +
      TWO.replace("name: Thank-you page", "name: Call").replace(
        "type: event",
        "name: Thank-you page, type: event",
      ),
  },
  {
    name: "somebody edited a trigger in Tag Manager",
    before: HEAD + THANKS,
    meanwhile: (screen) => screen.edit("triggers", TRIGGER, onPage("/ups")),
    goals: HEAD + THANKS,
  },
  {
    name: "file and Tag Manager changed both",
    before: HEAD + THANKS,
    meanwhile: (screen) => screen.edit("triggers", TRIGGER, onPage("/ups")),
    goals: HEAD + THANKS.replace("/thanks", "/merci"),
  },
  {
    name: "somebody deleted a tag of ours",
    before: HEAD + THANKS,
    meanwhile: (screen) => screen.remove("tags", TRIGGER),
    goals: HEAD + THANKS,
  },
  {
    name: "the name of a trigger is taken by something else",
    meanwhile: (screen) => screen.add("triggers", pageTrigger(TRIGGER, "/something/else")),
    goals: HEAD + THANKS,
  },
  {
    name: "a trigger that does the same is adopted",
    meanwhile: (screen) => screen.add("triggers", pageTrigger(TRIGGER, "/thanks")),
    goals: HEAD + THANKS,
  },
  {
    name: "a colleague has an unpublished version",
    before: HEAD + THANKS,
    meanwhile: (screen) =>
      screen.draft("Summer sale, not yet", "triggers", pageTrigger("Summer sale", "/sale")),
    goals: HEAD + TWO,
  },
  {
    name: "somebody else uses a trigger that is to go",
    before: HEAD + TWO,
    meanwhile: (screen) =>
      screen.edit("tags", "acme-shop - Thank-you page", (tag) => ({ ...tag, notes: "mine now" })),
    goals: HEAD + TWO.replace(/ {2}thanks:.*\n/, ""),
  },
];

const template = (key: string, value: string) => ({ type: "template", key, value });
const row = (name: string, value: string) => ({
  type: "map",
  map: [template("parameter", name), template("parameterValue", value)],
});
const byHand = (name: string, event: string, rows: readonly object[], more: object = {}) => ({
  name,
  type: "gaawe",
  parameter: [
    template("eventName", event),
    template("measurementIdOverride", MEASUREMENT_ID),
    ...(rows.length === 0 ? [] : [{ type: "list", key: "eventSettingsTable", list: rows }]),
  ],
  ...more,
});

/** A trigger, the tag on it, and perhaps another one: as people make them. */
const madeByHand =
  (...others: readonly string[]) =>
  async (screen: Screen) => {
    await screen.add("triggers", pageTrigger("PV - Thanks", "/thanks"));
    const firingTriggerId = [await screen.idOf("triggers", "PV - Thanks")];
    const more = { firingTriggerId, priority: { type: "integer", value: "5" } };
    await screen.add("tags", byHand("GA4 - Thanks", "thanks", [row("place", "footer")], more));
    for (const name of others) await screen.add("tags", byHand(name, "other", [], { firingTriggerId }));
  };

const ADOPTS = 'goals:\n  thanks: { type: destination, page: /thanks, adopt: "GA4 - Thanks" }\n';
const ADOPTED = ADOPTS.replace(', adopt: "GA4 - Thanks"', "");

const ADOPTIONS: readonly Story[] = [
  { name: "a tag made by hand is adopted", meanwhile: madeByHand(), goals: HEAD + ADOPTS },
  {
    name: "an adopted tag counts on a trigger that others use",
    meanwhile: madeByHand("Heatmap", "Newsletter"),
    goals: HEAD + ADOPTS,
  },
  {
    name: "a tag is adopted and sends something else from now on",
    meanwhile: madeByHand(),
    goals:
      HEAD +
      ADOPTS.replace(
        "page: /thanks",
        "page: /thanks, parameters: { place: header, plan: { data_layer: plan } }",
      ),
  },
  {
    name: "an adopted goal leaves a trigger that others use",
    first: madeByHand("Heatmap"),
    before: HEAD + ADOPTS,
    goals: HEAD + ADOPTED.replace("/thanks", "/merci"),
  },
  {
    name: "somebody edited a trigger that an adopted goal shares",
    first: madeByHand("Heatmap"),
    before: HEAD + ADOPTS,
    meanwhile: (screen) => screen.edit("triggers", "PV - Thanks", onPage("/ups")),
    goals: HEAD + ADOPTED,
  },
  {
    name: "somebody edited what the file does not say about an adopted tag",
    first: madeByHand(),
    before: HEAD + ADOPTS,
    meanwhile: (screen) =>
      screen.edit("tags", "GA4 - Thanks", (tag) => ({
        ...tag,
        name: "GA4 - Thank you",
        priority: { type: "integer", value: "9" },
        parameter: byHand("", "thanks", [row("place", "header"), row("more", "x")]).parameter,
      })),
    goals: HEAD + ADOPTED,
  },
  {
    name: "an adopted goal is taken out of the file",
    first: madeByHand(),
    before: `${HEAD + ADOPTS}  other: { type: destination, page: /other }\n`,
    goals: `${HEAD}goals:\n  other: { type: destination, page: /other }\n`,
  },
  { name: "a tag of somebody else does the same", meanwhile: madeByHand(), goals: HEAD + ADOPTED },
];

test.each([...STORIES, ...IN_ANALYTICS, ...ADOPTIONS])(
  "$name",
  async ({ name, first, before, meanwhile, goals }) => {
    const shop: Shop = await openShop();
    try {
      if (first) await first(await screenOf(shop));
      if (before) await shop.apply(before);
      if (meanwhile) await meanwhile(await screenOf(shop), await analyticsScreenOf(shop));
      const { plan } = await shop.plan(goals);
      const folder = `stories/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
      await expect(planText(plan, { color: false })).toMatchFileSnapshot(`${folder}/plan.txt`);
      await expect(planMarkdown(plan)).toMatchFileSnapshot(`${folder}/plan.md`);
      await expect(`${JSON.stringify(planJson(plan), null, 2)}\n`).toMatchFileSnapshot(`${folder}/plan.json`);
    } finally {
      await shop.close();
    }
  },
);
