/**
 * Plans that adopt what people made, and those after it, as a whole: what stands in the way, what is said, what is sent.
 * Whatever it is, there is nothing left to do once it is applied.
 */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/json.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import { type ContainerContent, EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import {
  boolean,
  condition,
  customEvent,
  dataLayerVariable,
  eventTag,
  namedRow,
  pageView,
  row,
  template,
} from "../support/by-hand.ts";
import { compiled } from "../support/edited-plans.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { findingsIn, wholePlan } from "../support/whole-plan.ts";

/** By id. */
type Made = Readonly<Record<string, JsonObject>>;

interface Site {
  readonly triggers?: Made;
  readonly tags?: Made;
  readonly variables?: Made;
}

function contentOf({ triggers = {}, tags = {}, variables = {} }: Site): ContainerContent {
  const withId = (made: Made, key: string) =>
    Object.entries(made).map(([id, one]) => ({ ...one, [key]: id }));
  return {
    ...EMPTY_CONTENT,
    builtInVariables: ["pagePath", "event", "clickElement"],
    entities: {
      ...EMPTY_CONTENT.entities,
      "gtm.trigger": withId(triggers, "triggerId"),
      "gtm.tag": withId({ 9: GOOGLE_TAG, ...tags }, "tagId"),
      "gtm.variable": withId(variables, "variableId"),
    },
  };
}

interface Story extends Site {
  /** Rules and audiences that people have made. */
  readonly made?: (google: MemoryGoogle) => void;
  /** What was applied before. */
  readonly before?: string;
  readonly meanwhile?: (google: MemoryGoogle) => unknown;
  readonly goals: string;
}

const file = (...lines: readonly string[]) => `${HEAD}goals:\n${lines.map((line) => `  ${line}\n`).join("")}`;
const THANKS = "thanks: { type: destination, page: /thanks, key_event: false }";
const withFunnel = (step: string, ...lines: readonly string[]) =>
  file("other: { type: destination, page: /other }", ...lines) +
  `funnels:\n  way: { steps: [${step}, other] }\n`;
const saying = (words: string, goal = THANKS) => goal.replace(/ }$/, `, ${words} }`);
const adopting = (goal: string, name = "GA4 - Thanks") => saying(`adopt: "${name}"`, goal);
const ADOPTS = adopting(THANKS);

const ALL_PAGES = "2147479553";
const GOOGLE_TAG = {
  name: "Google tag",
  type: "googtag",
  firingTriggerId: [ALL_PAGES],
  parameter: [template("tagId", MEASUREMENT_ID)],
};
const PV = { 11: pageView("PV - Thanks", "/thanks") };
const GA4 = { 21: eventTag("GA4 - Thanks", ["11"]) };
const SITE: Site = { triggers: PV, tags: GA4 };

const edit =
  (kind: "gtm.tag" | "gtm.trigger", name: string, change: (one: JsonObject) => JsonObject | null) =>
  (google: MemoryGoogle) =>
    google.editEntities(kind, (one) => (one["name"] === name ? change(one) : one));
const replaced = (from: string, to: string) => (one: JsonObject) =>
  JSON.parse(JSON.stringify(one).replaceAll(from, to)) as JsonObject;

const READS_PLAN = ["lead", "sign"].map(
  (id) => `${id}: { type: event, on: { data_layer: ${id} }, where: { plan: pro }, key_event: false }`,
);
const { parentFolderId: _, ...PLAN } = compiled(file(...READS_PLAN)).resources.find(
  ({ kind }) => kind === "gtm.variable",
)!.body as JsonObject;

const TAKING: Readonly<Record<string, Story>> = {
  "a tag on a trigger of its own": { ...SITE, goals: file(ADOPTS) },
  "everything that the file does not say": {
    triggers: {
      ...PV,
      12: { name: "Block - Staff", type: "pageview", filter: [condition("contains", "Page Path", "/staff")] },
    },
    tags: {
      21: eventTag("GA4 - Thanks", ["11"], {
        rows: [row("place", "footer"), row("method", "mail")],
        parameters: [
          { type: "list", key: "userProperties", list: [namedRow("tier", "gold"), namedRow("age", "9")] },
          template("eventSettingsVariable", "{{Settings}}"),
          template("userDataVariable", "{{User data}}"),
          boolean("sendEcommerceData", true),
          template("getEcommerceDataFrom", "dataLayer"),
        ],
        more: {
          notes: "Made by Eva.\nDo not touch.",
          paused: false,
          parentFolderId: "3",
          blockingTriggerId: ["12"],
          priority: { type: "integer", value: "5" },
          scheduleStartMs: "1700000000000",
          setupTag: [{ tagName: "Consent", stopOnSetupFailure: true }],
          teardownTag: [{ tagName: "After" }],
          consentSettings: {
            consentStatus: "needed",
            consentType: { type: "list", list: [template("", "ad_storage")] },
          },
          tagFiringOption: "oncePerLoad",
        },
      }),
    },
    goals: file(ADOPTS),
  },
  "parameters, properties of users, consent and e-commerce data that the file says": {
    triggers: PV,
    tags: {
      21: eventTag("GA4 - Thanks", ["11"], {
        rows: [row("place", "footer"), row("method", "mail"), row("shop", "de")],
        parameters: [
          {
            type: "list",
            key: "userProperties",
            list: [namedRow("tier", "gold"), namedRow("age", "9"), namedRow("kind", "x")],
          },
        ],
      }),
    },
    goals: file(
      saying(
        "parameters: { method: mail, shop: ch, plan: { data_layer: plan } }, user_properties: { tier: gold, kind: y, more: z }, consent: [ad_storage], value: 5",
        ADOPTS,
      ),
    ),
  },
  "rows as tags had them before 2023": {
    triggers: PV,
    tags: {
      20: {
        name: "GA4 config",
        type: "gaawc",
        firingTriggerId: [ALL_PAGES],
        parameter: [template("measurementId", MEASUREMENT_ID)],
      },
      21: eventTag("GA4 - Thanks", ["11"], {
        id: null,
        parameters: [
          { type: "tagReference", key: "measurementId", value: "GA4 config" },
          {
            type: "list",
            key: "eventParameters",
            list: [namedRow("method", "mail"), namedRow("place", "footer")],
          },
        ],
      }),
    },
    goals: file(saying("parameters: { method: mail, plan: pro }", ADOPTS)),
  },
  "a tag that does not say where it sends": {
    triggers: PV,
    tags: { 21: eventTag("GA4 - Thanks", ["11"], { id: null }) },
    goals: file(ADOPTS),
  },
  "names and ids in constant variables": {
    triggers: PV,
    tags: { 21: eventTag("GA4 - Thanks", ["11"], { event: "{{Name}}", id: "{{Id}}" }) },
    variables: {
      31: { name: "Name", type: "c", parameter: [template("value", "thanks")] },
      32: { name: "Id", type: "c", parameter: [template("value", MEASUREMENT_ID)] },
    },
    goals: file(ADOPTS),
  },
  "a page, with or without a reload": {
    triggers: {
      ...PV,
      12: {
        name: "History",
        type: "historyChange",
        filter: [condition("equals", "Page Path", "/thanks")],
      },
    },
    tags: { 21: eventTag("GA4 - Thanks", ["12", "11"]) },
    goals: file(saying("spa: true", ADOPTS)),
  },
  "two pages on two triggers": {
    triggers: { ...PV, 12: pageView("PV - Merci", "/merci") },
    tags: { 21: eventTag("GA4 - Thanks", ["11", "12"]) },
    goals: file(adopting("thanks: { type: destination, page: { path: { one_of: [/thanks, /merci] } } }")),
  },
  "one page of the two on whose triggers the tag is": {
    triggers: { ...PV, 12: pageView("PV - Merci", "/merci") },
    tags: { 21: eventTag("GA4 - Thanks", ["12", "11"]) },
    goals: file(ADOPTS),
  },
  "every page": {
    tags: { 21: eventTag("GA4 - Thanks", [ALL_PAGES]) },
    goals: file(adopting("thanks: { type: destination, page: { path: { begins_with: / } } }")),
  },
  "a trigger that another tag uses": {
    triggers: PV,
    tags: { ...GA4, 22: eventTag("Heatmap", ["11"], { event: "heat" }) },
    goals: file(ADOPTS),
  },
  "a trigger that two other tags use, one of them to be blocked": {
    triggers: PV,
    tags: {
      ...GA4,
      22: eventTag("Heatmap", ["11"], { event: "heat" }),
      23: eventTag("Chat", [ALL_PAGES], { event: "chat", more: { blockingTriggerId: ["11"] } }),
    },
    goals: file(ADOPTS),
  },
  "a trigger that a trigger group uses": {
    triggers: {
      ...PV,
      12: {
        name: "Both",
        type: "triggerGroup",
        parameter: [{ type: "list", key: "triggerIds", list: [{ type: "triggerReference", value: "11" }] }],
      },
    },
    tags: { ...GA4, 22: eventTag("Group", ["12"], { event: "group" }) },
    goals: file(ADOPTS),
  },
  "a trigger of others, for another page than the goal's": {
    triggers: PV,
    tags: {
      ...GA4,
      22: eventTag("Heatmap", ["11"], { event: "heat" }),
      23: eventTag("Chat", ["11"], { event: "chat" }),
    },
    goals: file(ADOPTS.replace("/thanks", "/merci")),
  },
  "a trigger that carries the mark of another goals file": {
    triggers: {
      11: {
        ...PV[11],
        notes: "goalform owner=acme-blog address=gtm.trigger/thanks digest=0123456789abcdef",
      },
    },
    tags: GA4,
    goals: file(ADOPTS),
  },
  "two goals that count on one trigger": {
    triggers: PV,
    tags: { ...GA4, 22: eventTag("GA4 - Lead", ["11"], { event: "lead" }) },
    goals: file(ADOPTS, adopting("lead: { type: destination, page: /thanks }", "GA4 - Lead")),
  },
  "a push, and what it carries": {
    triggers: {
      11: customEvent("CE - Sign-up", "sign_up", condition("equals", "DLV - Plan", "pro")),
    },
    tags: {
      21: eventTag("GA4 - Sign-up", ["11"], {
        event: "sign_up",
        rows: [row("plan", "{{DLV - Plan}}"), row("kind", "{{DLV - Kind}}")],
      }),
    },
    variables: {
      31: dataLayerVariable("DLV - Plan", "plan"),
      32: dataLayerVariable("DLV - Kind", "kind.name"),
    },
    goals: file(
      adopting(
        "sign_up: { type: event, on: { data_layer: sign_up }, where: { plan: pro }, parameters: { plan: { data_layer: plan }, kind: { data_layer: kind.id } } }",
        "GA4 - Sign-up",
      ),
    ),
  },
  "a click that counts nearly the same": {
    triggers: {
      11: { name: "Click - Buy", type: "click", filter: [condition("cssSelector", "Click Element", ".buy")] },
    },
    tags: { 21: eventTag("GA4 - Buy", ["11"], { event: "buy" }) },
    goals: file(adopting("buy: { type: event, on: { click: .buy } }", "GA4 - Buy")),
  },
  "an exception that the file says as well": {
    triggers: { ...PV, 12: pageView("Block - Staff", "/staff") },
    tags: { 21: eventTag("GA4 - Thanks", ["11"], { more: { blockingTriggerId: ["12"] } }) },
    goals: file(saying("unless: { page: /staff }", ADOPTS)),
  },
  "another exception than the file says": {
    triggers: { ...PV, 12: pageView("Block - Staff", "/staff") },
    tags: { 21: eventTag("GA4 - Thanks", ["11"], { more: { blockingTriggerId: ["12"] } }) },
    goals: file(saying("unless: { page: /intern }", ADOPTS)),
  },
  "an exception that only the file says": {
    ...SITE,
    goals: file(saying("unless: { page: /staff }", ADOPTS)),
  },
  "how often a tag fires": {
    triggers: PV,
    tags: { 21: eventTag("GA4 - Thanks", ["11"], { more: { tagFiringOption: "unlimited" } }) },
    goals: file(ADOPTS),
  },
  "a goal that is protected": { ...SITE, goals: file(saying("protected: true", ADOPTS)) },
  "another goal has a trigger like it": {
    ...SITE,
    before: file("other: { type: destination, page: /thanks, event: others }"),
    meanwhile: edit("gtm.tag", "GA4 - Thanks", (one) => one),
    goals: file("other: { type: destination, page: /thanks, event: others }", ADOPTS),
  },
  "a variable of the name that goalform would give it": {
    variables: { 31: PLAN },
    goals: file(...READS_PLAN),
  },
  "a tag on the trigger of another goal": {
    before: file("other: { type: destination, page: /thanks, event: others }"),
    meanwhile: async (google) => {
      const { entities } = (await google.read()).container.content;
      google.plant("gtm.tag", eventTag("GA4 - Thanks", [String(entities["gtm.trigger"][0]!.triggerId)]));
    },
    goals: file("other: { type: destination, page: /thanks, event: others }", ADOPTS),
  },
};

const ROWS = [row("place", "footer"), row("method", "mail")];
const RICH: Site = {
  triggers: PV,
  tags: {
    21: eventTag("GA4 - Thanks", ["11"], { rows: ROWS, more: { priority: { type: "integer", value: "5" } } }),
  },
};
const SHARED: Site = {
  triggers: PV,
  tags: { ...GA4, 22: eventTag("Heatmap", ["11"], { event: "heat" }) },
};
const SOLD: Site = {
  triggers: { 11: customEvent("CE - Sold", "sold") },
  tags: { 21: eventTag("GA4 - Sold", ["11"], { event: "sold" }) },
};
const SELLS = "sold: { type: event, on: { data_layer: sold }, key_event: false }";
const SELLS_DATA = saying("ecommerce: true", SELLS);
const METHOD = saying("parameters: { method: mail }");
const after = (site: Site, meanwhile: Story["meanwhile"], goals = THANKS, before = ADOPTS): Story => ({
  ...site,
  before: file(before),
  ...(meanwhile ? { meanwhile } : {}),
  goals: file(goals),
});
const onPage = (path: string) => (one: JsonObject) => ({
  ...one,
  filter: [condition("equals", "Page Path", path)],
});
const OTHER = "other: { type: destination, page: /other, key_event: false }";
/** Once it is gone from the file. */
const gone = (site: Site, goal = ADOPTS, removed = ""): Story => ({
  ...site,
  before: file(OTHER, goal),
  goals: file(OTHER) + removed,
});

const AFTERWARDS: Readonly<Record<string, Story>> = {
  "nothing has changed": after(RICH, undefined, METHOD, adopting(METHOD)),
  "the file asks for another page": after(SITE, undefined, THANKS.replace("/thanks", "/merci")),
  "the file asks for another page than others ask for": after(
    SHARED,
    undefined,
    THANKS.replace("/thanks", "/merci"),
  ),
  "others use the trigger by now, and the file asks for another page": after(
    SITE,
    (google) => google.plant("gtm.tag", eventTag("Heatmap", ["11"], { event: "heat" })),
    THANKS.replace("/thanks", "/merci"),
  ),
  "the trigger was edited": after(SITE, edit("gtm.trigger", "PV - Thanks", onPage("/ups"))),
  "the trigger of others was edited": after(SHARED, edit("gtm.trigger", "PV - Thanks", onPage("/ups"))),
  "the trigger was edited, and says the same": after(
    SITE,
    edit("gtm.trigger", "PV - Thanks", (one) => ({
      ...one,
      filter: [condition("matchRegex", "Page Path", "^/thanks$")],
    })),
  ),
  "the trigger was edited, and the file asks for another page": after(
    SITE,
    edit("gtm.trigger", "PV - Thanks", onPage("/ups")),
    THANKS.replace("/thanks", "/merci"),
  ),
  "the trigger was deleted": after(SITE, async (google) => {
    google.editEntities("gtm.trigger", () => null);
    google.editEntities("gtm.tag", (one) => ({ ...one, firingTriggerId: [] }));
  }),
  "the tag was deleted": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", () => null),
  ),
  "the tag fires on a trigger of others": after(SITE, async (google) => {
    google.plant("gtm.trigger", pageView("PV - Ups", "/ups"));
    const { entities } = (await google.read()).container.content;
    const other = entities["gtm.trigger"].find(({ name }) => name === "PV - Ups")!;
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, firingTriggerId: [String(other.triggerId)] }))(
      google,
    );
  }),
  "the tag fires on all pages as well": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({
      ...one,
      firingTriggerId: [...(one["firingTriggerId"] as string[]), ALL_PAGES],
    })),
  ),
  "the tag is paused": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, paused: true })),
  ),
  "the tag sends another event": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", replaced('"thanks"', '"danke"')),
  ),
  "the tag sends elsewhere": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", replaced(MEASUREMENT_ID, "G-OTHER12345")),
  ),
  "a tag on a trigger of others is paused": after(
    SHARED,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, paused: true })),
  ),
  "a tag on a trigger of others sends elsewhere, another event, once a page and not to staff": after(
    SHARED,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({
      ...replaced(MEASUREMENT_ID, "G-OTHER12345")(replaced('"thanks"', '"danke"')(one)),
      tagFiringOption: "oncePerLoad",
      blockingTriggerId: ["11"],
    })),
  ),
  "a tag that is to fire once a page, on a trigger of others, is paused and fires each time": after(
    SHARED,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, paused: true, tagFiringOption: "oncePerEvent" })),
    saying("sent: once_per_page"),
    adopting(saying("sent: once_per_page")),
  ),
  "the tag fires once a page": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, tagFiringOption: "oncePerLoad" })),
  ),
  "an exception was added": after(SITE, (google) => {
    google.plant("gtm.trigger", pageView("Block - Staff", "/staff"));
    return edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, blockingTriggerId: [ALL_PAGES] }))(google);
  }),
  "a parameter that the file says was edited": after(
    RICH,
    edit("gtm.tag", "GA4 - Thanks", replaced('"mail"', '"phone"')),
    METHOD,
    adopting(METHOD),
  ),
  "a parameter that the file says was deleted, and others were added": after(
    RICH,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({
      ...one,
      parameter: eventTag("", [], { rows: [row("new", "x"), row("place", "top")] })["parameter"]!,
    })),
    METHOD,
    adopting(METHOD),
  ),
  "the file says another parameter": after(
    RICH,
    undefined,
    saying("parameters: { place: top, more: x }"),
    adopting(METHOD),
  ),
  "the tag was copied": after(SITE, async (google) => {
    const { entities } = (await google.read()).container.content;
    const own = entities["gtm.tag"].find(({ name }) => name === "GA4 - Thanks")!;
    google.plant("gtm.tag", { ...own, name: "GA4 - Thanks (copy)" } as JsonObject);
  }),
  "the tag has another name": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", (one) => ({ ...one, name: "Thank you" })),
  ),
  "the file names the tag once more": after(SITE, undefined, ADOPTS),
  "the file names another tag now": after(
    { triggers: PV, tags: { ...GA4, 22: eventTag("GA4 - Danke", ["11"]) } },
    undefined,
    adopting(THANKS, "GA4 - Danke"),
  ),
  "the goal has another id": after(
    SITE,
    undefined,
    saying("was: thanks, event: thanks", THANKS.replace("thanks:", "merci:")),
  ),
  "the goal has another id, and the file asks for another page": after(
    SHARED,
    undefined,
    saying(
      "was: thanks, event: thanks, protected: true",
      THANKS.replace("thanks:", "merci:").replace("/thanks", "/merci"),
    ),
  ),
  "a step has taken the tag of the goal": {
    ...SITE,
    before: file(ADOPTS),
    goals: withFunnel(`{ id: seen, page: /thanks, event: thanks, adopt: "GA4 - Thanks" }`),
  },
  "a goal has taken the tag of the step, and the file asks for another page": {
    ...SITE,
    before: withFunnel(`{ id: seen, page: /thanks, event: thanks, adopt: "GA4 - Thanks" }`),
    goals: withFunnel("merci", adopting("merci: { type: destination, page: /merci, event: thanks }")),
  },
  "a goal of another event wants the tag of the goal that is gone": {
    ...SITE,
    before: file(ADOPTS),
    goals: file(adopting("merci: { type: destination, page: /thanks, key_event: false }")),
  },
  "the goal is about a push now": after(
    SITE,
    undefined,
    "thanks: { type: event, on: { data_layer: thanks }, key_event: false }",
  ),
  "the goal is counted without a reload as well": after(SITE, undefined, saying("spa: true")),
  "the goal has an exception now": after(SITE, undefined, saying("unless: { page: /staff }")),
  "the goal has an exception no more": after(
    SITE,
    undefined,
    THANKS,
    adopting(saying("unless: { page: /staff }")),
  ),
  "the exception of the goal was taken off": after(
    SITE,
    edit("gtm.tag", "GA4 - Thanks", ({ blockingTriggerId: _, ...one }) => one),
    saying("unless: { page: /staff }"),
    adopting(saying("unless: { page: /staff }")),
  ),
  "the goal needs consent now": after(SITE, undefined, saying("consent: [ad_storage]")),
  "the goal needs consent no more": after(SITE, undefined, THANKS, adopting(saying("consent: [ad_storage]"))),
  "the goal sends e-commerce data now": after(SOLD, undefined, SELLS_DATA, adopting(SELLS, "GA4 - Sold")),
  "the goal sends e-commerce data no more": after(SOLD, undefined, SELLS, adopting(SELLS_DATA, "GA4 - Sold")),
  "the goal is protected now": after(SITE, undefined, saying("protected: true")),
  "the goal is gone": gone(
    {
      triggers: { ...PV, 12: pageView("Block - Staff", "/staff") },
      tags: {
        21: eventTag("GA4 - Thanks", ["11"], {
          rows: ROWS,
          parameters: [boolean("sendEcommerceData", true)],
          more: { blockingTriggerId: ["12", ALL_PAGES] },
        }),
      },
    },
    adopting(METHOD),
  ),
  "the goal is gone, and the file said all of it": gone(SITE),
  "the goal and its e-commerce data are gone": gone(
    {
      triggers: SOLD.triggers!,
      tags: {
        21: eventTag("GA4 - Sold", ["11"], {
          event: "sold",
          parameters: [boolean("sendEcommerceData", true), template("getEcommerceDataFrom", "dataLayer")],
        }),
      },
    },
    adopting(SELLS_DATA, "GA4 - Sold"),
  ),
  "the goal is gone, and is named under removed": gone(
    RICH,
    adopting("thanks: { type: destination, page: /thanks }"),
    "removed: [thanks]\n",
  ),
  "the goal is gone, and others use its trigger": gone(SHARED),
  "the goal is switched off": after(SITE, undefined, saying("enabled: false")),
  "the goal is counted by Analytics now": after(SITE, undefined, saying("via: ga4")),
  "only the key event of the goal is left": after(
    SITE,
    undefined,
    "thanks: { type: event, on: { ga4_event: thanks } }",
  ),
};

const RULE = "ga4.eventCreateRule";
const AUDIENCE = "ga4.audience";
const BY_RULE = saying("via: ga4");
const LONG = "long: { type: pages_per_session, more_than: 5, via: ga4, key_event: false }";
/** What the compiler makes of it, in its own words. */
const ownBody = (goal: string, kind: DefinitionKind) =>
  compiled(file(goal)).resources.find((one) => one.kind === kind)!.body as JsonObject;
/** The rule that goalform would make for the page, as people might have made it. */
const theirRule = (more: JsonObject = {}) => ({ ...ownBody(BY_RULE, RULE), ...more });
const planting =
  (kind: DefinitionKind, body: JsonObject, stream?: string) =>
  (google: MemoryGoogle): void =>
    google.plantDefinition(kind, body, stream ?? (kind === RULE ? MEASUREMENT_ID : undefined));
const mutation = (parameter: string, parameterValue: string) => ({ parameter, parameterValue });

/** Rules and audiences, which are adopted without a word. */
const DEFINED: Readonly<Record<string, Story>> = {
  "a rule in the words of goalform": { made: planting(RULE, ownBody(BY_RULE, RULE)), goals: file(BY_RULE) },
  "a rule with parameters of its own": {
    made: planting(
      RULE,
      theirRule({
        parameterMutations: [mutation("place", "footer"), mutation("source", "old")],
        sourceCopyParameters: false,
      }),
    ),
    goals: file(saying("parameters: { source: page }", BY_RULE)),
  },
  "rules in the words of Analytics": {
    made: (google) => {
      const viewed = { field: "event_name", comparisonType: "EQUALS", value: "page_view" };
      const where = (comparisonType: string, value: string) => ({
        field: "page_location",
        comparisonType,
        value,
      });
      planting(RULE, theirRule({ eventConditions: [where("CONTAINS", "/thanks"), viewed] }))(google);
      planting(
        RULE,
        theirRule({ destinationEvent: "done", eventConditions: [viewed, where("ENDS_WITH", "/done")] }),
      )(google);
    },
    goals: file(
      BY_RULE.replace("page: /thanks", "page: { url: { contains: /thanks } }"),
      "done: { type: destination, page: { url: { ends_with: /done } }, via: ga4, key_event: false }",
    ),
  },
  "rules of two web streams, one of them of another page": {
    made: (google) => {
      google.addStream("G-SECOND0001");
      planting(RULE, theirRule())(google);
      planting(RULE, replaced("/thanks", "/else")(theirRule()), "G-SECOND0001")(google);
    },
    goals: file(BY_RULE),
  },
  "a rule for two goals that count the same": {
    made: planting(RULE, theirRule()),
    goals: file(
      BY_RULE,
      BY_RULE.replace("thanks:", "merci:").replace("type:", "event: thanks, allow: [duplicate-event], type:"),
    ),
  },
  "a rule of another goals file": {
    made: planting(
      RULE,
      theirRule({ parameterMutations: [mutation("goalform", "acme-blog/thanks/0123456789abcdef")] }),
    ),
    goals: file(BY_RULE),
  },
  "a rule that the file changes": {
    made: planting(RULE, theirRule({ parameterMutations: [mutation("place", "footer")] })),
    before: file(BY_RULE),
    goals: file(BY_RULE.replace("/thanks", "/merci")),
  },
  "a rule that somebody edited": {
    made: planting(RULE, theirRule()),
    before: file(BY_RULE),
    meanwhile: (google) => google.editDefinitions(RULE, replaced("]+/thanks", "]+/ups")),
    goals: file(BY_RULE),
  },
  "a rule whose goal has another id": {
    made: planting(RULE, theirRule()),
    before: file(BY_RULE),
    goals: file(saying("was: thanks, event: thanks", BY_RULE.replace("thanks:", "merci:"))),
  },
  "a rule whose goal is protected by now": {
    made: planting(RULE, theirRule()),
    before: file(BY_RULE),
    goals: file(saying("protected: true", BY_RULE)),
  },
  "rules of ours, and adopted ones, that go": {
    made: planting(RULE, theirRule()),
    before: file(OTHER, BY_RULE, BY_RULE.replaceAll("thanks", "more")),
    goals: file(OTHER),
  },
  "a rule that goes, and is named under removed": {
    made: planting(RULE, theirRule()),
    before: file(OTHER, "thanks: { type: destination, page: /thanks, via: ga4 }"),
    goals: `${file(OTHER)}removed: [thanks]\n`,
  },
  "an audience of another name": {
    made: planting(AUDIENCE, { ...ownBody(LONG, AUDIENCE), displayName: "Readers", description: "By Eva" }),
    goals: file(LONG),
  },
  "an audience that keeps people longer": {
    made: planting(AUDIENCE, { ...ownBody(LONG, AUDIENCE), membershipDurationDays: 77 }),
    goals: file(LONG.replace("long:", "long: { name: Readers,").replace(", { type", ", type")),
  },
  "an audience that the file changes": {
    made: planting(AUDIENCE, { ...ownBody(LONG, AUDIENCE), displayName: "Readers" }),
    before: file(LONG),
    goals: file(LONG.replace("5", "9")),
  },
  "an audience that goes": {
    made: planting(AUDIENCE, { ...ownBody(LONG, AUDIENCE), displayName: "Readers" }),
    before: file(OTHER, LONG),
    goals: file(OTHER),
  },
  "an audience of a funnel's steps, which counts nothing": {
    made: planting(AUDIENCE, { ...ownBody(LONG, AUDIENCE), displayName: "Readers", eventTrigger: null }),
    goals: file(LONG),
  },
};

const LEAD = "lead: { type: destination, page: /thanks, event: thanks, key_event: false }";

const DOES = (name: string, goal: string, line: number) => [
  `stop tag-does-the-same (no way around it): The tag "${name}" sends thanks when ${goal} (goals.yaml:${line}) would, and is not ours: with a second tag, every conversion would count twice.`,
  `  Add \`adopt: "${name}"\` to ${goal}: the tag becomes its own and stays as it is.`,
  "  Delete or pause that tag in Tag Manager, then plan again: goalform makes its own.",
];
const TWICE = (name: string) =>
  `warning sent-twice: The tag "${name}" sends thanks as well: it may be counted twice.`;
const plantBeside = async (google: MemoryGoogle) => {
  const { entities } = (await google.read()).container.content;
  google.plant("gtm.tag", eventTag("GA4 - Thanks", [String(entities["gtm.trigger"][0]!.triggerId)]));
};

/** What is said about tags that nobody adopts, or cannot. */
const LEFT: Readonly<Record<string, readonly [Story, ...found: string[]]>> = {
  "a tag does what a new goal does": [
    { ...SITE, goals: file(THANKS) },
    ...DOES("GA4 - Thanks", "thanks", 9),
    TWICE("GA4 - Thanks"),
  ],
  "two tags do what a new goal does, and one has its name": [
    {
      triggers: PV,
      tags: { 20: eventTag("Another", ["11"]), 21: eventTag("Thanks", ["11"]), 22: eventTag("More", ["11"]) },
      goals: file(THANKS),
    },
    ...DOES("Thanks", "thanks", 9),
    ...["More", "Thanks", "Another"].map(TWICE),
  ],
  "two goals do what two tags do": [
    { triggers: PV, tags: { ...GA4, 22: eventTag("GA4 - Thanks 2", ["11"]) }, goals: file(THANKS, LEAD) },
    ...DOES("GA4 - Thanks 2", "thanks", 9),
    ...DOES("GA4 - Thanks", "lead", 10),
    ...["GA4 - Thanks 2", "GA4 - Thanks"].map(TWICE),
  ],
  "two goals do what one tag does": [
    { ...SITE, goals: file(THANKS, LEAD) },
    ...DOES("GA4 - Thanks", "thanks", 9),
    TWICE("GA4 - Thanks"),
  ],
  "a tag has the name of the goal's": [
    {
      triggers: PV,
      tags: {
        21: eventTag("acme-shop - Thanks", ["11"], { event: "other" }),
        22: eventTag("GA4 - Thanks", ["11"]),
      },
      goals: file(THANKS),
    },
    'stop name-taken (no way around it): The container already has a tag named "acme-shop - Thanks": it is not ours and does something else.',
    "  Rename that tag in Tag Manager, then plan again: goalform makes its own.",
    "  Make it do what the file asks (goals.yaml:9) and plan again: goalform adopts it.",
    '  Add `adopt: "acme-shop - Thanks"` to thanks: the tag becomes its own and keeps what the file does not say.',
    TWICE("GA4 - Thanks"),
  ],
  "a tag that is paused": [
    {
      triggers: PV,
      tags: { 21: eventTag("GA4 - Thanks", ["11"], { more: { paused: true } }) },
      goals: file(THANKS),
    },
  ],
  "tags that send elsewhere, another event, on another page, are another kind of tag, or another file's": [
    {
      triggers: { ...PV, 12: pageView("PV - Ups", "/ups") },
      tags: {
        21: eventTag("Elsewhere", ["11"], { id: "G-OTHER12345" }),
        22: eventTag("Another event", ["11"], { event: "danke" }),
        23: eventTag("Another page", ["12"]),
        24: { ...eventTag("Another kind", ["11"]), type: "html" },
        25: eventTag("Another file's", ["11"], {
          more: { notes: "goalform owner=acme-blog address=gtm.tag/thanks digest=0123456789abcdef" },
        }),
      },
      goals: file(THANKS),
    },
    'stop tag-does-the-same (no way around it): The tag "Another file\'s" sends thanks when thanks (goals.yaml:9) would, and belongs to the goals file "acme-blog": with a second tag, every conversion would count twice.',
    '  Make thanks `type: event, on: { ga4_event: thanks }`: it counts what the goals file "acme-blog" sends, and sends nothing itself.',
    '  Remove thanks from "acme-blog" and apply that file, then plan again: goalform makes its own.',
    '  If "acme-blog" is this file under its former name, change `name` back.',
    `${TWICE("Another file's")} It belongs to the goals file "acme-blog"; if that is this file under its former name, change the name back.`,
    TWICE("Another page"),
  ],
  "a tag that somebody adds beside the goal's": [
    { before: file(THANKS), meanwhile: plantBeside, goals: file(THANKS) },
    TWICE("GA4 - Thanks"),
  ],
  "a tag that one goal adopts, and that does what another one does": [{ ...SITE, goals: file(ADOPTS, LEAD) }],
  "no tag has the name that the file says": [
    { ...SITE, goals: file(adopting(THANKS, "Danke")) },
    'stop cannot-adopt (no way around it): thanks cannot adopt the tag "Danke" (goals.yaml:9): the container has no tag of that name.',
    "  Write its name exactly as in Tag Manager.",
    "  Delete `adopt` if the goal is to have a tag of its own here: goalform then creates it.",
    TWICE("GA4 - Thanks"),
  ],
  "the goal has a tag already": [
    { before: file(THANKS), meanwhile: plantBeside, goals: file(ADOPTS) },
    'warning cannot-adopt: thanks cannot adopt the tag "GA4 - Thanks" (goals.yaml:9): thanks already has the tag "acme-shop - Thanks".',
    TWICE("GA4 - Thanks"),
  ],
  "the goal has a tag already, and there is something to do": [
    { before: file(THANKS), meanwhile: plantBeside, goals: file(ADOPTS, OTHER) },
    'stop cannot-adopt (no way around it): thanks cannot adopt the tag "GA4 - Thanks" (goals.yaml:9): thanks already has the tag "acme-shop - Thanks".',
    "  Delete `adopt`: the goal keeps the tag that it has.",
    "  To change over, remove the goal and apply; then add it again with `adopt`.",
    TWICE("GA4 - Thanks"),
  ],
  "another goal has adopted the tag": [
    { ...SITE, before: file(ADOPTS), goals: file(THANKS, adopting(LEAD)) },
    'stop cannot-adopt (no way around it): lead cannot adopt the tag "GA4 - Thanks" (goals.yaml:10): it is the tag of thanks in this file.',
    "  Delete `adopt`, or name another tag.",
  ],
  "the tag was changed since it was imported": [
    {
      ...SITE,
      goals: file(THANKS.replace(/ }$/, ', adopt: { tag: "GA4 - Thanks", digest: "0123456789abcdef" } }')),
    },
    'stop adopted-tag-changed (no way around it): The tag "GA4 - Thanks" that thanks adopts (goals.yaml:9), or something that it reads, was changed in Tag Manager since `goalform import` read it.',
    "  Compare it with the goal, or import it again. Then delete `digest` and plan again: the plan shows what would change.",
  ],
};

async function told({ made, before, meanwhile, goals, ...site }: Story): Promise<MemoryGoogle> {
  const google = memoryGoogle();
  google.plantAll(contentOf(site));
  made?.(google);
  if (before !== undefined) await applyGoals(google, before);
  await meanwhile?.(google);
  return google;
}

/** The plan, and after it has been applied none. */
async function expectStory(folder: string, name: string, story: Story): Promise<void> {
  const google = await told(story);
  const { built } = await workFor(google, story.goals);
  const golden = `adopting/${folder}/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.txt`;
  await expect(wholePlan(built)).toMatchFileSnapshot(golden);
  await applyGoals(google, story.goals);
  expect((await planned(google, story.goals)).changes).toEqual([]);
}

describe("taking over", () => {
  test.each(Object.entries(TAKING))("%s", (name, story) => expectStory("taking-over", name, story));
});

describe("afterwards", () => {
  test.each(Object.entries(AFTERWARDS))("%s", (name, story) => expectStory("afterwards", name, story));
});

describe("by Analytics", () => {
  test.each(Object.entries(DEFINED))("%s", (name, story) => expectStory("by-analytics", name, story));
});

describe("left alone", () => {
  test.each(Object.entries(LEFT))("%s", async (_, [story, ...found]) => {
    const { built } = await workFor(await told(story), story.goals);
    expect(findingsIn(built.plan)).toEqual(found);
  });
});
