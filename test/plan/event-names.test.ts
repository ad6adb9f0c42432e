/** What the event name of somebody's tag can be: constants, tables and spellings are followed, and only those. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { codes, condition, constant, eventTag, list, onEvent, text } from "../support/foreign-tags.ts";

const PURCHASE = "purchase: { type: event, on: { data_layer: purchase } }";
const ORDER = "order: { type: event, on: { ga4_event: booked } }";
const on = (key: string) => ({ type: "boolean", key, value: "true" });

const table = (
  type: "smm" | "remm",
  input: string,
  rows: readonly [string, string][],
  ...more: JsonObject[]
) => ({
  name: "Table",
  type,
  parameter: [text("input", input), list("map", ...rows.map(([key, value]) => ({ key, value }))), ...more],
});
const otherwise = (value: string) => [on("setDefaultValue"), text("defaultValue", value)];
const site = (name: string, more: JsonObject[] = []) => ({
  name,
  type: "v",
  parameter: [text("name", name), ...more],
});
const spelled = (caseConversionType: string, variable: JsonObject) => ({
  ...variable,
  formatValue: { caseConversionType },
});

/** Whether a tag of this name that fires on the push of `bought`, `purchase` or `refund` is said to send `purchase`. */
async function isToldOf(eventName: string, ...variables: JsonObject[]): Promise<boolean> {
  const triggers = [onEvent("matchRegex", "^(bought|purchase|refund)$")];
  const found = await codes(PURCHASE, { tags: [eventTag(eventName)], triggers, variables });
  expect(["", "sent-twice"]).toContain(found.join());
  return found.length === 1;
}

/** Whether nothing is said about a goal that waits for `booked`, since the tag may send it. */
async function maySend(eventName: string, ...variables: JsonObject[]): Promise<boolean> {
  const triggers = [onEvent("equals", "done")];
  const found = await codes(ORDER, { tags: [eventTag(eventName)], triggers, variables });
  expect(["", "event-not-sent"]).toContain(found.join());
  return found.length === 0;
}

describe("a lookup table", () => {
  test.each<readonly [string, readonly [string, string][], JsonObject[], boolean]>([
    ["has a row for an event that the tag fires on", [["bought", "purchase"]], [], true],
    ["has a row for another event", [["sold", "purchase"]], [], false],
    [
      "has two rows for it, and the last one counts",
      [
        ["bought", "x"],
        ["bought", "purchase"],
      ],
      [],
      true,
    ],
    [
      "has two rows for it, and the first one does not count",
      [
        ["bought", "purchase"],
        ["bought", "x"],
      ],
      [],
      false,
    ],
    [
      "compares the whole text",
      [
        ["bough", "purchase"],
        ["bought.*", "purchase"],
      ],
      [],
      false,
    ],
    ["gives its default for the rest", [["bought", "x"]], otherwise("purchase"), true],
    [
      "has no need of its default",
      [
        ["bought", "x"],
        ["purchase", "y"],
        ["refund", "z"],
      ],
      otherwise("purchase"),
      false,
    ],
    ["has a default that is switched off", [["bought", "x"]], [text("defaultValue", "purchase")], false],
    ["gives a constant", [["bought", "{{Name}}"]], [], true],
  ])("%s", async (_, rows, more, isSent) => {
    const variables = [table("smm", "{{Event}}", rows, ...more), constant("Name", "purchase")];
    expect(await isToldOf("{{Table}}", ...variables)).toBe(isSent);
  });

  test.each<readonly [string, JsonObject, boolean]>([
    [
      "its rows alone",
      table("smm", "{{Page Path}}", [
        ["/a", "added"],
        ["/b", "booked"],
      ]),
      true,
    ],
    [
      "and no other text",
      table("smm", "{{Page Path}}", [
        ["/a", "added"],
        ["/b", "left"],
      ]),
      false,
    ],
    ["or its default", table("smm", "{{Page Path}}", [["/a", "added"]], ...otherwise("booked")), true],
    ["or an empty default", table("smm", "{{Page Path}}", [["/a", "added"]], on("setDefaultValue")), false],
    ["or anything, where a row is open", table("smm", "{{Page Path}}", [["/a", "{{Cookie}}"]]), true],
    [
      "or anything, where one row of several is open",
      table("smm", "{{Page Path}}", [
        ["/a", "left"],
        ["/b", "{{Cookie}}"],
      ]),
      true,
    ],
  ])("of what only the page knows gives %s", async (_, variable, may) => {
    expect(await maySend("{{Table}}", variable)).toBe(may);
  });
});

describe("a regex table", () => {
  test.each<readonly [string, readonly [string, string][], JsonObject[], boolean]>([
    ["finds its pattern anywhere", [["ough", "purchase"]], [], true],
    [
      "takes the first row that matches",
      [
        ["b", "x"],
        ["ought", "purchase"],
      ],
      [],
      false,
    ],
    [
      "passes over a row that does not",
      [
        ["zz", "x"],
        ["ought", "purchase"],
      ],
      [],
      true,
    ],
    ["wants all of the text with “full match”", [["ough", "purchase"]], [on("fullMatch")], false],
    [
      "wants all of the text with “full match”, its end as well",
      [["bough", "purchase"]],
      [on("fullMatch")],
      false,
    ],
    ["wants all of the text with “full match”, and has it", [["bo.*", "purchase"]], [on("fullMatch")], true],
    ["minds the case", [["BOUGHT", "purchase"]], [], false],
    ["ignores the case where it says so", [["BOUGHT", "purchase"]], [on("ignoreCase")], true],
    ["replaces what it found", [["^bought$", "purchase"]], [on("replaceAfterMatch")], true],
    ["replaces only what it found", [["bou", "purchase"]], [on("replaceAfterMatch")], false],
    ["replaces with what it found", [["^b(ou)ght$", "p$1"]], [on("replaceAfterMatch")], false],
    ["gives its output whole without replacing", [["bou", "purchase"]], [], true],
    [
      "passes over a pattern that is none",
      [
        ["(", "x"],
        ["bought", "purchase"],
      ],
      [],
      true,
    ],
    ["gives its default", [["zz", "x"]], otherwise("purchase"), true],
  ])("%s", async (_, rows, more, isSent) => {
    expect(await isToldOf("{{Table}}", table("remm", "{{Event}}", rows, ...more))).toBe(isSent);
  });

  const replaces = [on("replaceAfterMatch")];
  test.each<readonly [string, JsonObject, boolean]>([
    ["its rows alone", table("remm", "{{Page Path}}", [["/a", "left"]]), false],
    [
      "anything, where it replaces a part",
      table("remm", "{{Page Path}}", [["/a", "left"]], ...replaces),
      true,
    ],
    [
      "its rows alone, where it replaces all",
      table("remm", "{{Page Path}}", [["/a", "left"]], ...replaces, on("fullMatch")),
      false,
    ],
    [
      "anything, where it takes over what it found",
      table("remm", "{{Page Path}}", [["/(.*)", "$1"]], ...replaces, on("fullMatch")),
      true,
    ],
  ])("of what only the page knows gives %s", async (_, variable, may) => {
    expect(await maySend("{{Table}}", variable)).toBe(may);
  });
});

describe("another spelling", () => {
  test.each<readonly [string, JsonObject, boolean]>([
    ["in small letters", spelled("lowercase", constant("Name", "PURCHASE")), true],
    ["in capitals", spelled("uppercase", constant("Name", "purchase")), false],
    ["as it is", spelled("none", constant("Name", "purchase")), true],
    ["as it is, in capitals", spelled("none", constant("Name", "PURCHASE")), false],
    ["of the event", spelled("lowercase", { name: "Name", type: "e" }), true],
  ])("%s", async (_, variable, isSent) => {
    expect(await isToldOf("{{Name}}", variable)).toBe(isSent);
  });

  test("of what only the page knows is not known either", async () => {
    expect(await maySend("{{Name}}", spelled("lowercase", site("Name")))).toBe(true);
  });
});

describe("a value of the data layer", () => {
  test("may be its default, which is no evidence that it is", async () => {
    expect(await isToldOf("{{Name}}", site("Name", otherwise("purchase")))).toBe(true);
    expect(await isToldOf("{{Name}}", site("Name", [text("defaultValue", "purchase")]))).toBe(false);
    expect(await isToldOf("{{Name}}", site("Name", otherwise("refund")))).toBe(false);
  });

  test("of the key `event` is the event", async () => {
    expect(await isToldOf("{{event}}", site("event"))).toBe(true);
  });
});

describe("a name put together", () => {
  const [A, B] = [
    table("smm", "{{Page Path}}", [
      ["/a", "boo"],
      ["/b", "pur"],
    ]),
    constant("B", "ked"),
  ];
  test.each<readonly [string, JsonObject[], boolean]>([
    ["{{Table}}{{B}}", [A, B], true],
    ["{{Table}}{{Table}}", [A], false],
    ["{{Table}}ke", [A], false],
    ["b{{Cookie}}d", [], true],
    ["b{{Cookie}}", [], true],
    ["{{Cookie}}x", [], false],
    ["boo{{Cookie}}ked", [], true],
    ["boo.{{Cookie}}", [], false],
    ["{{ Cookie }}", [], true],
    ["{{A}}", [constant("A", "{{Cookie}}")], true],
    ["{{A}}", [constant("A", "")], false],
  ])("%s", async (name, variables, may) => {
    expect(await maySend(name, ...variables)).toBe(may);
  });

  test("follows eight names, and no circle", async () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => constant(`V${i}`, i === length - 1 ? "purchase" : `{{V${i + 1}}}`));
    expect(await isToldOf("{{V0}}", ...chain(8))).toBe(true);
    expect(await isToldOf("{{V0}}", ...chain(9))).toBe(false);
    expect(await maySend("{{V0}}", ...chain(9))).toBe(true);
  });

  test("a container's own variable named Event is what it is, not Tag Manager's", async () => {
    expect(await isToldOf("{{Event}}", constant("Event", "something"))).toBe(false);
    expect(await isToldOf("{{Event}}", constant("Event", "purchase"))).toBe(true);
  });
});

describe("a trigger that compares something other than the event", () => {
  const sends = async (...filter: JsonObject[]) => {
    const triggers = [onEvent("equals", "purchase", ...filter)];
    const variables = [
      constant("Mode", "live"),
      table("smm", "{{Page Path}}", [
        ["/a", "x"],
        ["/b", "y"],
      ]),
    ];
    return (await codes(PURCHASE, { tags: [eventTag("{{Event}}")], triggers, variables })).length === 1;
  };
  const not = { type: "boolean", key: "negate", value: "true" };

  test.each<readonly [string, JsonObject, boolean]>([
    ["a constant that is so", condition("equals", "live", [], "{{Mode}}"), true],
    ["a constant that is not so", condition("equals", "test", [], "{{Mode}}"), false],
    ["a constant that must not be so", condition("equals", "live", [not], "{{Mode}}"), false],
    ["a table that is so for some pages", condition("equals", "x", [], "{{Table}}"), true],
    ["a table that is never so", condition("equals", "z", [], "{{Table}}"), false],
    ["a table that must not be what it never is", condition("equals", "z", [not], "{{Table}}"), true],
    ["a comparison that says nothing of texts", condition("greater", "9", [], "{{Mode}}"), true],
    ["a text that only the page knows", condition("equals", "{{Cookie}}", [], "{{Mode}}"), true],
    ["a pattern that is none", condition("matchRegex", "(", [], "{{Mode}}"), false],
  ])("%s", async (_, filter, isSent) => {
    expect(await sends(filter)).toBe(isSent);
  });
});

describe("a trigger of every type fires on its own event", () => {
  test.each([
    ["consentInit", "gtm.init_consent"],
    ["init", "gtm.init"],
    ["pageview", "gtm.js"],
    ["domReady", "gtm.dom"],
    ["windowLoaded", "gtm.load"],
    ["click", "gtm.click"],
    ["linkClick", "gtm.linkClick"],
    ["formSubmission", "gtm.formSubmit"],
    ["historyChange", "gtm.historyChange"],
    ["scrollDepth", "gtm.scrollDepth"],
    ["elementVisibility", "gtm.elementVisibility"],
    ["youTubeVideo", "gtm.video"],
    ["jsError", "gtm.pageError"],
    ["triggerGroup", "gtm.triggerGroup"],
    ["timer", "gtm.timer"],
  ])("%s", async (type, event) => {
    const named = (row: string) => table("smm", "{{Event}}", [[row, "purchase"]]);
    const sent = (row: string) =>
      codes(PURCHASE, {
        tags: [eventTag("{{Table}}")],
        triggers: [{ name: "T", type }],
        variables: [named(row)],
      });
    expect(await sent(event)).toEqual(["sent-twice"]);
    expect(await sent("gtm.other")).toEqual([]);
  });

  test.each([
    ["2147479553", "gtm.js"],
    ["2147479572", "gtm.init_consent"],
    ["2147479573", "gtm.init"],
  ])("the one that every container has: %s", async (id, event) => {
    const tags = [eventTag("{{Table}}", { firingTriggerId: [id] })];
    const variables = [table("smm", "{{Event}}", [[event, "purchase"]])];
    expect(await codes(PURCHASE, { tags, variables })).toEqual(["sent-twice"]);
    expect(
      await codes(PURCHASE, { tags, variables: [table("smm", "{{Event}}", [["x", "purchase"]])] }),
    ).toEqual([]);
  });
});

test("a tag without a name sends nothing that is known", async () => {
  const { parameter: _, ...nameless } = eventTag("purchase");
  expect(await codes(PURCHASE, { tags: [nameless], triggers: [onEvent("equals", "purchase")] })).toEqual([]);
});

test("a blocking trigger that the container does not list keeps nobody from firing", async () => {
  const triggers = [onEvent("equals", "purchase")];
  const tags = [eventTag("{{Event}}", { blockingTriggerId: ["77"] })];
  expect(await codes(PURCHASE, { tags, triggers })).toEqual(["sent-twice"]);
});

describe("a template's tag, which can do anything", () => {
  const template = (more: JsonObject) => ({
    name: "Server",
    type: "cvt_1_2",
    firingTriggerId: ["1"],
    parameter: [text("what", "booked"), { type: "list", key: "list", list: [] }],
    ...more,
  });
  test.each<readonly [string, JsonObject, boolean]>([
    ["knows the event", {}, true],
    ["knows the measurement id", { parameter: [text("to", "G-TEST123456")] }, true],
    ["knows neither", { parameter: [text("to", "G-OTHER12345")] }, false],
    ["knows the event by a constant", { parameter: [text("what", "{{Name}}")] }, true],
    ["is paused", { paused: true }, false],
    ["is fired by nothing", { firingTriggerId: [] }, false],
    [
      "loads Google's tag alone",
      { type: "googtag", parameter: [text("tagId", "G-OTHER12345"), text("e", "booked")] },
      false,
    ],
  ])("%s", async (_, more, may) => {
    const others = {
      tags: [template(more)],
      triggers: [onEvent("equals", "done")],
      variables: [constant("Name", "booked")],
    };
    expect(await codes(ORDER, others)).toEqual(may ? [] : ["event-not-sent"]);
    expect(await codes("booked: { type: destination, page: /booked }", others)).toEqual([]);
  });
});
