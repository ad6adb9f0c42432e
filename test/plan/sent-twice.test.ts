/** Tags of others that send what one of our goals sends, however they do it; and those that only seem to. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import {
  ALL_PAGES,
  codes,
  condition,
  constant,
  eventTag,
  IGNORE_CASE,
  list,
  NEGATE,
  type Others,
  onEvent,
  planned,
  text,
} from "../support/foreign-tags.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { planned as inMemory } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const THANKS = "thanks: { type: destination, page: /thanks }";
const PURCHASE = "purchase: { type: event, on: { data_layer: purchase } }";

/** A trigger on one of several events. */
const anyOf = (...names: readonly string[]) => ({
  name: "Any of",
  type: "customEvent",
  customEventFilter: [
    {
      type: "equals",
      parameter: [
        text("arg0", "{{_event}}"),
        { type: "list", key: "arg1", list: names.map((value) => ({ type: "template", value })) },
        { type: "boolean", key: "any_of", value: "true" },
      ],
    },
  ],
});

describe("a script of theirs", () => {
  const html = (script: string, more: JsonObject = {}) => ({
    name: "Theirs",
    type: "html",
    firingTriggerId: [ALL_PAGES],
    parameter: [text("html", `<script>${script}</script>`)],
    ...more,
  });

  test.each([
    ["gtag('event', 'thanks');"],
    ['window.gtag && gtag( "event","thanks",{ value: 5 })'],
    ["gtag('event', 'other'); gtag('event', `thanks`)"],
    [`gtag('event', 'thanks', { send_to: ['AW-1', '${MEASUREMENT_ID}'] })`],
  ])("sends the event of a goal where the pages configure the id: %s", async (script) => {
    expect(await codes(THANKS, { tags: [html(script)], word: "page" })).toContain("sent-twice");
  });

  test.each([
    ["gtag('event', 'thanks_again');"],
    ["gtag('config', 'thanks');"],
    ["dataLayer.push({ event: 'thanks' });"],
    ["gtag('event', name);"],
    ["gtag('event', 'thanks', { send_to: 'G-OTHER12345' })"],
    ["gtag('event', 'other', { send_to: 'G-OTHER12345' }); gtag('event', 'x')"],
  ])("does something else: %s", async (script) => {
    expect(await codes(THANKS, { tags: [html(script)], word: "page" })).not.toContain("sent-twice");
  });

  test.each([
    ["does not reach a Google tag of the container", "gtag('event', 'thanks')", []],
    ["reaches it by name", `gtag('event', 'thanks', { send_to: "${MEASUREMENT_ID}" })`, ["sent-twice"]],
    [
      "arrives where a script configures the id",
      `gtag('config', '${MEASUREMENT_ID}'); gtag('event', 'thanks')`,
      ["google-tag-in-script", "sent-twice"],
    ],
  ])("with `google_tag: container`: %s", async (_, script, expected) => {
    expect(await codes(THANKS, { tags: [html(script)] })).toEqual(expected);
  });

  test.each([
    [
      "configures it",
      "gtag('config', {{Id}}); gtag('event', 'thanks')",
      ["google-tag-in-script", "sent-twice"],
    ],
    ["sends there", "gtag('event', 'thanks', { send_to: '{{Id}}' })", ["sent-twice"]],
    ["sends there in a list", "gtag('event', 'thanks', { send_to: ['AW-1', {{Id}}] })", ["sent-twice"]],
    ["sends elsewhere", "gtag('event', 'thanks', { send_to: '{{Another id}}' })", []],
  ])("that takes the id from a variable: %s", async (_, script, expected) => {
    const variables = [constant("Id", MEASUREMENT_ID.toLowerCase()), constant("Another id", "G-OTHER12345")];
    expect(await codes(THANKS, { tags: [html(script)], variables })).toEqual(expected);
  });

  test("that looks its id up by the event runs with the page", async () => {
    const row = (event: string) => ({
      name: "Id",
      type: "smm",
      parameter: [text("input", "{{Event}}"), list("map", { key: event, value: MEASUREMENT_ID })],
    });
    const tags = [html("gtag('event', 'thanks', { send_to: '{{Id}}' })")];
    expect(await codes(THANKS, { tags, variables: [row("gtm.js")] })).toEqual(["sent-twice"]);
    expect(await codes(THANKS, { tags, variables: [row("purchase")] })).toEqual([]);
  });

  test.each([
    ["that is paused", { paused: true }],
    ["that nothing fires", { firingTriggerId: [] }],
  ])("%s sends nothing", async (_, more) => {
    const tags = [html(`gtag('event', 'thanks', { send_to: '${MEASUREMENT_ID}' })`, more)];
    expect(await codes(THANKS, { tags })).toEqual([]);
  });
});

describe("a GA4 event tag of theirs that is named after what happens", () => {
  test.each<readonly [string, JsonObject, boolean]>([
    ["the event itself", onEvent("equals", "purchase"), true],
    ["a list", onEvent("matchRegex", "^(add_to_cart|purchase)$"), true],
    ["a list without brackets", onEvent("matchRegex", "view_item|purchase"), true],
    ["a list that lacks it", onEvent("matchRegex", "^(add_to_cart|refund)$"), false],
    ["a list in the middle", onEvent("matchRegex", "^p(urchase|ay)$"), true],
    ["a pattern", onEvent("matchRegex", "^pur"), true],
    ["a pattern in capitals", onEvent("matchRegex", "^PURCHASE$"), false],
    ["all events", onEvent("matchRegex", ".*"), true],
    ["all but Tag Manager's own", onEvent("matchRegex", "^(?!gtm).*"), true],
    ["a part of the name", onEvent("contains", "urch"), true],
    ["its beginning", onEvent("startsWith", "add_"), false],
    ["its end", onEvent("endsWith", "chase"), true],
    ["another end", onEvent("endsWith", "fund"), false],
    ["all but this one", onEvent("matchRegex", ".*", condition("equals", "purchase", [NEGATE])), false],
    [
      "all but others",
      onEvent("matchRegex", ".*", condition("contains", "gtm", [NEGATE], "{{Event}}")),
      true,
    ],
    ["any case", onEvent("matchRegex", ".*", condition("matchRegex", "^PURCHASE$", [IGNORE_CASE])), true],
    ["a page", onEvent("equals", "purchase", condition("contains", "/shop", [], "{{Page Path}}")), true],
    ["a page view", { name: "Pages", type: "pageview" }, false],
    ["a click", { name: "Clicks", type: "click" }, false],
    [
      "a timer of that name",
      { name: "T", type: "timer", eventName: { type: "template", value: "purchase" } },
      true,
    ],
    ["any of a list", anyOf("refund", "purchase"), true],
  ])("and fires on %s", async (_, trigger, isSent) => {
    const found = await codes(PURCHASE, { tags: [eventTag("{{Event}}")], triggers: [trigger] });
    expect(found).toEqual(isSent ? ["sent-twice"] : []);
  });

  test.each<readonly [string, JsonObject, boolean]>([
    ["a list that names it", onEvent("matchRegex", "^(thanks|sorry)$"), true],
    ["all events, and nobody says that the site pushes it", onEvent("matchRegex", ".*"), false],
    ["a list that lacks it", onEvent("matchRegex", "^(purchase|refund)$"), false],
    ["a part of its name", onEvent("contains", "than"), true],
    ["whatever is in small letters", onEvent("matchRegex", "^[a-z_]+$"), false],
  ])("beside a goal on a page, and fires on %s", async (_, trigger, isSent) => {
    const found = await codes(THANKS, { tags: [eventTag("{{_event}}")], triggers: [trigger] });
    expect(found).toEqual(isSent ? ["sent-twice"] : []);
  });

  test("fires on all events, and another trigger says that the site pushes the goal's event", async () => {
    const triggers = [onEvent("matchRegex", ".*"), onEvent("equals", "thanks")];
    expect(await codes(THANKS, { tags: [eventTag("{{Event}}")], triggers })).toEqual(["sent-twice"]);
  });

  test("fires on all events, and on a list that names the goal's event", async () => {
    const triggers = [onEvent("matchRegex", ".*"), onEvent("matchRegex", "^(thanks|sorry)$")];
    const tag = eventTag("{{Event}}", { firingTriggerId: ["1", "2"] });
    expect(await codes(THANKS, { tags: [tag], triggers })).toEqual(["sent-twice"]);
  });

  test("fires on all events, and another trigger looks for a part of the goal's event, which nobody need push", async () => {
    const triggers = [onEvent("matchRegex", ".*"), onEvent("contains", "thanks")];
    expect(await codes(THANKS, { tags: [eventTag("{{Event}}")], triggers })).toEqual([]);
  });

  test("forwards the session script's own events, which are no goal's event", async () => {
    const goals =
      "engaged: { type: duration, longer_than: 4m }, back: { type: event, on: { returning_visit: true } }";
    const triggers = [onEvent("matchRegex", ".*")];
    expect(await codes(goals, { tags: [eventTag("{{Event}}")], triggers })).toEqual([]);
    const table = {
      name: "Short name",
      type: "remm",
      parameter: [
        text("input", "{{Event}}"),
        { type: "boolean", key: "fullMatch", value: "true" },
        { type: "boolean", key: "replaceAfterMatch", value: "true" },
        list("map", { key: "goalform\\.acme-shop\\.(.*)", value: "$1" }),
      ],
    };
    const found = await planned(goals, { tags: [eventTag("{{Short name}}")], triggers, variables: [table] });
    expect(found.warnings.map(({ message }) => message)).toEqual([
      'The tag "Theirs" sends engaged and back as well (its event name is {{Short name}}): they may be counted twice.',
    ]);
  });

  test.each([
    ["the same event", { blockingTriggerId: ["2"] }, onEvent("matchRegex", "purchase"), false],
    ["all events", { blockingTriggerId: ["2"] }, onEvent("matchRegex", ".*"), false],
    ["another event", { blockingTriggerId: ["2"] }, onEvent("equals", "refund"), true],
    ["a page view, which is another event", { blockingTriggerId: ["2"] }, { type: "pageview" }, true],
    [
      "some pages only",
      { blockingTriggerId: ["2"] },
      onEvent("matchRegex", ".*", condition("contains", "staging", [], "{{Page Hostname}}")),
      true,
    ],
  ])("and is blocked by a trigger on %s", async (_, more, blocker, isSent) => {
    const triggers = [onEvent("equals", "purchase"), blocker];
    const found = await codes(PURCHASE, { tags: [eventTag("{{Event}}", more)], triggers });
    expect(found).toEqual(isSent ? ["sent-twice"] : []);
  });

  test.each<readonly [string, string, readonly JsonObject[], boolean]>([
    ["a constant", "{{Name}}", [constant("Name", "purchase")], true],
    ["another constant", "{{Name}}", [constant("Name", "refund")], false],
    ["a constant of a constant", "{{A}}", [constant("A", "{{B}}"), constant("B", "purchase")], true],
    ["constants in a circle", "{{A}}", [constant("A", "{{B}}"), constant("B", "{{A}}")], false],
    ["a variable of the type Event", "{{My event}}", [{ name: "My event", type: "e" }], true],
    [
      "the data layer's own key `event`",
      "{{DL event}}",
      [{ name: "DL event", type: "v", parameter: [text("name", "event")] }],
      true,
    ],
    [
      "a value of the data layer, which nobody knows",
      "{{DL name}}",
      [{ name: "DL name", type: "v", parameter: [text("name", "ga4_name")] }],
      false,
    ],
    ["a text around a constant", "pur{{End}}", [constant("End", "chase")], true],
    ["a text around the event", "shop_{{Event}}", [], false],
    [
      "a lookup table",
      "{{Table}}",
      [
        {
          name: "Table",
          type: "smm",
          parameter: [
            text("input", "{{Event}}"),
            list("map", { key: "purchase", value: "order" }, { key: "bought", value: "purchase" }),
          ],
        },
      ],
      false,
    ],
  ])("by %s", async (_, name, variables, isSent) => {
    const triggers = [onEvent("matchRegex", "^(purchase|refund)$")];
    expect(await codes(PURCHASE, { tags: [eventTag(name)], triggers, variables })).toEqual(
      isSent ? ["sent-twice"] : [],
    );
  });

  test.each([
    ["shop_{{Event}}", onEvent("equals", "order"), true],
    ["shop_{{Event}}", onEvent("startsWith", "ord"), true],
    ["sh{{Event}}er", onEvent("startsWith", "op_"), true],
    ["{{Event}}_order", onEvent("startsWith", "sh"), true],
    ["shop_{{Event}}", onEvent("startsWith", "shop"), false],
    ["shop_order{{Event}}", onEvent("startsWith", "sh"), false],
  ])("by a text around the event gives the event of a goal: %s", async (name, trigger, isSent) => {
    const goal = "shop_order: { type: event, on: { data_layer: order } }";
    expect(await codes(goal, { tags: [eventTag(name)], triggers: [trigger] })).toEqual(
      isSent ? ["sent-twice"] : [],
    );
  });

  test("goes before a tag that a trigger fires, and has none of its own", async () => {
    const first = eventTag("{{Event}}", { name: "First", firingTriggerId: [] });
    const second = { name: "Second", type: "html", firingTriggerId: ["1"], setupTag: [{ tagName: "First" }] };
    const triggers = [onEvent("equals", "purchase")];
    expect(await codes(PURCHASE, { tags: [first], triggers })).toEqual([]);
    expect(await codes(PURCHASE, { tags: [first, second], triggers })).toEqual(["sent-twice"]);
    expect(await codes(PURCHASE, { tags: [first, { ...second, paused: true }], triggers })).toEqual([]);
  });

  test("says about one goal what is sent, and which goals file the tag belongs to", async () => {
    const said = async (more: JsonObject = {}) => {
      const others = { tags: [eventTag("purchase", more)], triggers: [onEvent("equals", "purchase")] };
      return (await planned(PURCHASE, others)).warnings.map(({ message }) => message);
    };
    const twice = 'The tag "Theirs" sends purchase as well: it may be counted twice.';
    expect(await said()).toEqual([twice]);
    const notes = "goalform owner=acme-blog address=gtm.tag/purchase digest=0123456789abcdef";
    expect(await said({ notes })).toEqual([
      `${twice} It belongs to the goals file "acme-blog"; if that is this file under its former name, change the name back.`,
    ]);
  });

  test("says about several goals in one sentence, and how it is named", async () => {
    const goals = `${PURCHASE}, ${THANKS}, other: { type: destination, page: /other }`;
    const said = async (pattern: string) => {
      const triggers = [onEvent("matchRegex", pattern)];
      const { warnings } = await planned(goals, { tags: [eventTag("{{Event}}")], triggers });
      return warnings.map(({ message }) => message);
    };
    expect(await said("^(purchase|thanks)$")).toEqual([
      'The tag "Theirs" sends purchase and thanks as well (its event name is {{Event}}): they may be counted twice.',
    ]);
    expect(await said("^(purchase|thanks|other)$")).toEqual([
      'The tag "Theirs" sends purchase, thanks and other as well (its event name is {{Event}}): they may be counted twice.',
    ]);
  });

  test("sends what a rule in Analytics makes of a goal's page", async () => {
    const goal = "thanks: { type: destination, page: /thanks, via: ga4 }";
    const triggers = [onEvent("equals", "thanks")];
    expect(await codes(goal, { tags: [eventTag("{{Event}}")], triggers })).toEqual(["sent-twice"]);
  });
});

describe("a GA4 event tag of theirs on a pattern of other events", () => {
  const renamed = (key: string) => ({
    name: "Name",
    type: "remm",
    parameter: [text("input", "{{Event}}"), list("map", { key, value: "purchase" })],
  });

  test.each<readonly [string, string, string, readonly JsonObject[], boolean]>([
    ["has a name of its own", "purchase", "^plan_(bought|renewed)$", [], true],
    ["has a name of its own, and its pattern spells out no event", "purchase", "^plan_[0-9]+$", [], true],
    ["is named by a constant", "{{Name}}", "plan\\.(bought|renewed)", [constant("Name", "purchase")], true],
    [
      "is named by a table",
      "{{Name}}",
      "^(plan|seat)_(bought|renewed)$",
      [renamed("^seat_(?:bought|gone)$")],
      true,
    ],
    [
      "is named by a table whose rows alone spell the event out",
      "{{Name}}",
      "^seat_",
      [renamed("^(plan|shop)_sold$|^seat_(bought|gone)$")],
      true,
    ],
    [
      "is named by a table of names with a dot",
      "{{Name}}",
      "^seat",
      [renamed("^seat\\.(bought|gone)$")],
      true,
    ],
    ["is named by a text around a constant", "pur{{End}}", "^plan_", [constant("End", "chase")], true],
    [
      "is named by a table of two lists in one pattern",
      "{{Name}}",
      "^seat_",
      [renamed("^(plan|seat)_(bought|renewed)$")],
      true,
    ],
    ["is named by a table of plain names", "{{Name}}", "^seat_", [renamed("seat_bought")], true],
    [
      "is named by a table of others",
      "{{Name}}",
      "^plan_(bought|renewed)$",
      [renamed("^seat_bought$")],
      false,
    ],
  ])("%s", async (_, name, pattern, variables, isSent) => {
    const others = { tags: [eventTag(name)], triggers: [onEvent("matchRegex", pattern)], variables };
    expect(await codes(PURCHASE, others)).toEqual(isSent ? ["sent-twice"] : []);
  });

  test("is kept from some of them by an exception, and sends on the others", async () => {
    const triggers = [onEvent("matchRegex", "^plan_(a|b)$"), { ...onEvent("equals", "plan_a"), name: "A" }];
    const tag = eventTag("purchase", { blockingTriggerId: ["2"] });
    expect(await codes(PURCHASE, { tags: [tag], triggers })).toEqual(["sent-twice"]);
  });

  test.each<readonly [string, JsonObject]>([
    [
      "on some pages",
      {
        name: "Table",
        type: "smm",
        parameter: [
          text("input", "{{Page Path}}"),
          list("map", { key: "/a", value: "x" }, { key: "/b", value: "y" }),
        ],
      },
    ],
    [
      "where a table has no row for the event",
      {
        name: "Table",
        type: "smm",
        parameter: [text("input", "{{Event}}"), list("map", { key: "other", value: "x" })],
      },
    ],
  ])("may be kept from firing by an exception %s, and is reported", async (_, table) => {
    const exception = onEvent("matchRegex", ".*", condition("equals", "x", [], "{{Table}}"));
    const triggers = [onEvent("matchRegex", "^plan_(a|b)$"), { ...exception, name: "Some" }];
    const tag = eventTag("purchase", { blockingTriggerId: ["2"] });
    expect(await codes(PURCHASE, { tags: [tag], triggers, variables: [table] })).toEqual(["sent-twice"]);
  });

  test("is kept from firing by an exception on all events", async () => {
    const triggers = [onEvent("matchRegex", "^plan_(a|b)$"), { ...onEvent("matchRegex", ".*"), name: "All" }];
    const tag = eventTag("purchase", { blockingTriggerId: ["2"] });
    expect(await codes(PURCHASE, { tags: [tag], triggers })).toEqual([]);
  });
});

describe("a GA4 event tag of theirs for another measurement id doubles nothing", () => {
  const to = (...parameter: JsonObject[]) =>
    eventTag("thanks", {
      parameter: [text("eventName", "thanks"), ...parameter],
      firingTriggerId: [ALL_PAGES],
    });
  const table = (...ids: string[]) => ({
    name: "By host",
    type: "smm",
    parameter: [
      text("input", "{{Page Hostname}}"),
      list("map", ...ids.map((value, index) => ({ key: `host-${index}`, value }))),
    ],
  });

  test.each<readonly [string, JsonObject, readonly JsonObject[], boolean]>([
    ["its own", to(text("measurementIdOverride", "G-OTHER12345")), [], false],
    ["ours", to(text("measurementIdOverride", ` ${MEASUREMENT_ID} `)), [], true],
    [
      "ours, by a constant",
      to(text("measurementIdOverride", "{{Id}}")),
      [constant("Id", MEASUREMENT_ID)],
      true,
    ],
    [
      "another, by a constant",
      to(text("measurementIdOverride", "{{Id}}")),
      [constant("Id", "G-OTHER12345")],
      false,
    ],
    [
      "ours among others",
      to(text("measurementIdOverride", "{{By host}}")),
      [table("G-ONE1234567", MEASUREMENT_ID)],
      true,
    ],
    [
      "others only",
      to(text("measurementIdOverride", "{{By host}}")),
      [table("G-ONE1234567", "G-TWO1234567")],
      false,
    ],
    [
      "what only the page knows",
      to(text("measurementIdOverride", "{{Script}}")),
      [{ name: "Script", type: "jsm", parameter: [text("javascript", "function() { return id; }")] }],
      true,
    ],
    [
      "that of the older Google tag",
      to({ type: "tagReference", key: "measurementId", value: "Google tag" }),
      [],
      true,
    ],
    ["none, which is unclear", to(), [], true],
    ["a Google tag id", to(text("measurementIdOverride", "GT-ABC1234")), [], true],
  ])("%s", async (_, tag, variables, isSent) => {
    expect(await codes(THANKS, { tags: [tag], variables })).toEqual(isSent ? ["sent-twice"] : []);
  });

  test("that of an older Google tag for another id", async () => {
    const config = { name: "Agency", type: "gaawc", parameter: [text("measurementId", "G-OTHER12345")] };
    const tag = to({ type: "tagReference", key: "measurementId", value: "Agency" });
    expect(await codes(THANKS, { tags: [config, tag] })).toEqual([]);
  });
});

describe("an event that a goal waits for, and that nobody sends", () => {
  const BOOKED = "order: { type: event, on: { ga4_event: booked } }";

  test.each<readonly [string, string, Others, readonly string[]]>([
    ["no tag sends it", BOOKED, { tags: [] }, ["event-not-sent"]],
    ["the pages configure the id", BOOKED, { tags: [], word: "page" }, ["google-tag-in-container"]],
    [
      "a tag of others sends it",
      BOOKED,
      { tags: [eventTag("booked", { firingTriggerId: [ALL_PAGES] })] },
      [],
    ],
    [
      "an older Google tag for the id is there, which sends page views alone",
      BOOKED,
      {
        tags: [
          {
            name: "Config",
            type: "gaawc",
            parameter: [text("measurementId", MEASUREMENT_ID)],
            firingTriggerId: ["1"],
          },
        ],
        triggers: [{ name: "Some pages", type: "pageview" }],
      },
      ["event-not-sent"],
    ],
    [
      "a tag of others sends it elsewhere",
      BOOKED,
      {
        tags: [
          eventTag("booked", {
            parameter: [text("eventName", "booked"), text("measurementIdOverride", "G-OTHER12345")],
          }),
        ],
        triggers: [onEvent("equals", "x")],
      },
      ["event-not-sent"],
    ],
    [
      "a tag sends one of some events, of which the page knows one",
      BOOKED,
      {
        tags: [eventTag("{{Event}}")],
        triggers: [anyOf("refund", "{{Cookie}}")],
      },
      [],
    ],
    [
      "a paused tag would send it",
      BOOKED,
      { tags: [eventTag("booked", { paused: true })] },
      ["event-not-sent"],
    ],
    [
      "a tag sends whatever happens",
      BOOKED,
      { tags: [eventTag("{{Event}}")], triggers: [onEvent("matchRegex", ".*")] },
      [],
    ],
    [
      "a tag sends other events",
      BOOKED,
      { tags: [eventTag("{{Event}}")], triggers: [onEvent("matchRegex", "^(a|b)$")] },
      ["event-not-sent"],
    ],
    [
      "a tag is named by what only the page knows",
      BOOKED,
      { tags: [eventTag("{{DL}}")], triggers: [onEvent("equals", "a")] },
      [],
    ],
    [
      "… but not so",
      BOOKED,
      { tags: [eventTag("video_{{DL}}")], triggers: [onEvent("equals", "a")] },
      ["event-not-sent"],
    ],
    [
      "another goal sends it",
      "order: { type: event, on: { ga4_event: booked }, where: { plan: pro } }, booked: { type: destination, page: /booked }",
      { tags: [] },
      [],
    ],
    ["Analytics collects it by itself", "read: { type: event, on: { ga4_event: scroll } }", { tags: [] }, []],
    [
      "only some of them count",
      "order: { type: event, on: { ga4_event: booked }, where: { plan: pro } }",
      { tags: [] },
      ["event-not-sent"],
    ],
    [
      "it is allowed",
      "order: { type: event, on: { ga4_event: booked }, allow: [event-not-sent] }",
      { tags: [] },
      [],
    ],
  ])("%s", async (_, goals, others, expected) => {
    expect(await codes(goals, others)).toEqual(expected);
  });

  test("is told of at the funnel that waits", async () => {
    const google = memoryGoogle();
    google.plant("gtm.tag", {
      name: "Google tag",
      type: "googtag",
      parameter: [text("tagId", MEASUREMENT_ID)],
      firingTriggerId: [ALL_PAGES],
    });
    const funnel = "buying: { name: Buying, steps: [{ id: pay, on: { ga4_event: booked } }, thanks] }";
    const yaml = `${HEAD}goals: { ${THANKS} }\nfunnels: { ${funnel} }\n`;
    expect((await inMemory(google, yaml)).warnings).toEqual([
      {
        code: "event-not-sent",
        message: expect.stringMatching(
          /: Buying may count nothing\. .* `allow: \[event-not-sent\]` at the funnel\.$/,
        ),
      },
    ]);
    const theirs = { destinationEvent: "booked", eventConditions: [] };
    google.plantDefinition("ga4.eventCreateRule", theirs, MEASUREMENT_ID);
    const byRule = yaml.replace("destination,", "destination, via: ga4,");
    expect((await inMemory(google, byRule)).warnings).toEqual([]);
  });

  test("is said once for all that wait, and what to do", async () => {
    const goals = `${BOOKED}, big: { type: event, on: { ga4_event: booked }, where: { value: { more_than: 9 } } }`;
    const { warnings } = await planned(goals, { tags: [] });
    expect(warnings.map(({ message }) => message)).toEqual([
      "No tag of GTM-TEST01 sends booked, and Analytics does not collect it by itself: Order and Big may count nothing. " +
        "A gtag('event', 'booked') of the page does not reach a Google tag that Tag Manager loads. " +
        "If the pages configure the id themselves, write `google_tag: page` in the target; " +
        "if the site pushes the event or sends it with gtag, let goalform send it: `on: { data_layer: booked }`; " +
        "if a server, an app or a rule in Analytics sends it, write `allow: [event-not-sent]` at the goal.",
    ]);
  });
});
