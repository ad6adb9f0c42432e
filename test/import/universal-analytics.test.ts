/** Lists of Universal Analytics goals as goals files: what they count, and what is left out with what advice. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { addressPatternOf } from "../../src/lift/universal-analytics/address-pattern.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import { compiledSite } from "../../src/visits/compiled-site.ts";
import { importing, validFile } from "../support/importing.ts";
import { runs } from "../support/runs.ts";
import { isSkipped } from "../support/skipped.ts";
import { countsIn } from "../visits/support.ts";

const goalOn = (name: string, details: object) => ({
  kind: "analytics#goal",
  name,
  value: 0,
  active: true,
  type: "URL_DESTINATION",
  urlDestinationDetails: { matchType: "REGEX", caseSensitive: false, firstStepRequired: false, ...details },
});

const listOf = (...items: readonly object[]) => ({ kind: "analytics#goals", items });

async function importedList(list: unknown, exported?: unknown) {
  const sources = { "goals.json": list, ...(exported === undefined ? {} : { "export.json": exported }) };
  return (await importing({ sources })).imported;
}

/** What the file counts, by the engine: the events of a visit to the address. */
function counter(text: string): (url: string) => readonly string[] {
  const made = compile(validFile({ text }), "G-TEST123456");
  const { content } = asAtGoogle(made);
  const lists = ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, content.entities[kind]]);
  const builtInVariable = made.resources
    .filter(({ kind }) => kind === "gtm.builtInVariable")
    .map(({ body }) => body);
  const container = { containerId: "1", builtInVariable, ...Object.fromEntries(lists) } as Container;
  return (url) => {
    const page = loadTag(container, { url, cookies: {}, runScript: () => undefined });
    return page.fired
      .filter(({ type }) => type === "gaawe")
      .map(({ parameters }) => String((parameters as Record<string, unknown>)["eventName"] ?? ""));
  };
}

describe("a pattern that was searched in the path and the query", () => {
  const URLS = [
    "https://www.shop.com/",
    "https://www.shop.com/?a=1",
    "https://www.shop.com/a",
    "https://www.shop.com/a/",
    "https://www.shop.com/thanks",
    "https://www.shop.com/x/thanks?y=1",
    "https://www.shop.com/Order/12/done",
    "https://www.shop.com/order/12/done?x=1",
    "https://www.shop.com/shop/cart",
    "https://www.shop.com/Quote/Select",
    "https://www.shop.com/a?next=/thanks",
  ];
  const PATTERNS = [
    "/$|/\\?",
    "/Quote/Select",
    "^/order/[0-9]+/(done|complete)$",
    "shop",
    "thanks",
    "/thanks$",
    "^/$",
    "(/thanks|/done)$",
    ".*thanks",
    "^.*thanks$",
    "^/a$|thanks",
    "^(/a|/thanks)$",
    "^/thanks",
    "^\\/?thanks",
    "/?thanks",
    ".thanks",
    "[/]thanks$",
    "s?/thanks",
    ".+thanks",
    "\\/a\\/?$",
  ];

  test.each(PATTERNS)("%s counts the same pages, and never the host", async (url) => {
    for (const caseSensitive of url.includes("order") ? [false, true] : [false]) {
      const { text } = await importedList(listOf(goalOn("Found", { url, caseSensitive })));
      const counted = counter(text);
      const was = new RegExp(url, caseSensitive ? "" : "i");
      for (const one of URLS) {
        const { pathname, search } = new URL(one);
        expect([one, counted(one).length > 0]).toEqual([one, was.test(pathname + search)]);
      }
    }
  });

  test.each(["(^/a|/b)$", "a|", "^thanks", "(?=/a)", "^s?/a", "(/a|b)", "^[/x]a", "a^b", "[[:alpha:]]"])(
    "%s is left out",
    async (url) => {
      const { goals, leftOut } = await importedList(listOf(goalOn("Found", { url })));
      expect(goals).toEqual([]);
      expect(leftOut).toMatchObject([{ kind: "ua.goal", name: "Found", code: "ua-pattern" }]);
      expect(leftOut[0]!.instead).toMatch(/page:/);
    },
  );

  const atom = fc.constantFrom(
    "/",
    "\\/",
    "a",
    "shop",
    ".",
    "\\.",
    "[a-z]",
    "[^/]",
    "[/a]",
    "\\w",
    "\\W",
    "(a|b)",
    "(/a|/b)",
    "(?:a|/b)",
    "com",
  );
  const repeat = fc.constantFrom("", "", "", "?", "*", "+", "{2}");
  const branch = fc
    .tuple(fc.boolean(), fc.array(fc.tuple(atom, repeat), { maxLength: 4 }), fc.boolean())
    .map(
      ([start, atoms, end]) =>
        `${start ? "^" : ""}${atoms.map((one) => one.join("")).join("")}${end ? "$" : ""}`,
    );
  const pattern = fc.array(branch, { minLength: 1, maxLength: 2 }).map((branches) => branches.join("|"));
  const path = fc
    .array(fc.constantFrom("/", "a", "b", "shop", ".", "x", "?", "=", "com", "A"), { maxLength: 6 })
    .map((parts) => `/${parts.join("")}`);

  test("whatever it is, it finds the same, or nothing is said", () => {
    fc.assert(
      fc.property(pattern, fc.array(path, { minLength: 1, maxLength: 8 }), (was, paths) => {
        const now = addressPatternOf(was);
        if (now === null) return;
        for (const one of paths)
          expect([was, one, new RegExp(now).test(`https://shop.a.com${one}`)]).toEqual([
            was,
            one,
            new RegExp(was).test(one),
          ]);
      }),
      { numRuns: runs(500) },
    );
  });
});

/** A container with Universal Analytics tags for events: what they send, and what fires them. */
const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const ua = (
  name: string,
  [category, action, label]: readonly string[],
  triggers: readonly string[],
  more = {},
) => ({
  name,
  type: "ua",
  parameter: [
    text("trackType", "TRACK_EVENT"),
    text("eventCategory", category!),
    text("eventAction", action!),
    ...(label === undefined ? [] : [text("eventLabel", label)]),
    text("eventValue", "{{DLV - total}}"),
  ],
  firingTriggerId: triggers,
  ...more,
});
const pushed = (id: string, event: string) => ({
  triggerId: id,
  name: event,
  type: "CUSTOM_EVENT",
  customEventFilter: [{ type: "EQUALS", parameter: [text("arg0", "{{_event}}"), text("arg1", event)] }],
});
const CONTAINER = {
  exportFormatVersion: 2,
  containerVersion: {
    container: { publicId: "GTM-FOUND1", usageContext: ["WEB"] },
    builtInVariable: [{ type: "CLICK_URL", name: "Click URL" }],
    variable: [
      {
        variableId: "1",
        name: "DLV - total",
        type: "v",
        parameter: [text("name", "order.total"), { type: "INTEGER", key: "dataLayerVersion", value: "2" }],
      },
    ],
    trigger: [
      pushed("1", "form_sent"),
      pushed("2", "order"),
      { triggerId: "3", name: "links", type: "LINK_CLICK" },
      pushed("4", "chat"),
    ],
    tag: [
      ua("UA - form", ["Form", "Sent", "{{Page Path}}"], ["1"]),
      ua("UA - order", ["Shop", "Order"], ["2"]),
      ua("UA - links", ["Downloads", "download", "{{Click URL}}"], ["3"]),
      ua("UA - chat", ["Chat", "{{Page Path}} opened"], ["4"]),
      ua("UA - old", ["Old", "Thing"], ["1"], { paused: true }),
      ua("UA - blocked", ["Blocked", "Thing"], ["1"], { blockingTriggerId: ["2"] }),
    ].map((tag, index) => ({ tagId: String(index + 1), ...tag })),
  },
};

const eventGoal = (name: string, conditions: readonly object[], more = {}, details = {}) => ({
  name,
  value: 5,
  active: true,
  type: "EVENT",
  eventDetails: { useEventValue: false, eventConditions: conditions, ...details },
  ...more,
});
const is = (type: string, expression: string, matchType = "EXACT") => ({ type, matchType, expression });

const LIST = listOf(
  eventGoal("Form sent", [is("CATEGORY", "Form"), is("ACTION", "^s", "REGEXP")]),
  eventGoal("Order", [is("CATEGORY", "Shop")], { value: 0 }, { useEventValue: true }),
  eventGoal("PDF", [is("CATEGORY", "Down", "BEGINS_WITH"), is("LABEL", "\\.pdf$", "REGEXP")]),
  eventGoal("Chat", [is("ACTION", "/help opened")]),
  eventGoal("Old", [is("CATEGORY", "Old")]),
  eventGoal("Nobody sends it", [is("CATEGORY", "Nothing")]),
  eventGoal("Much", [
    is("CATEGORY", "Shop"),
    { type: "VALUE", comparisonType: "GREATER_THAN", comparisonValue: "100" },
  ]),
  goalOn("Session start", { url: "/start", matchType: "EXACT" }),
  goalOn("Search", { url: "/search?q=a&lang=de", matchType: "EXACT", caseSensitive: true }),
  goalOn("Begins", { url: "/search?q=", matchType: "HEAD", caseSensitive: true }),
  goalOn("Host", { url: "www.shop.example/thanks", matchType: "EXACT" }),
  goalOn("Host pattern", { url: "^www\\.shop\\.example/thanks" }),
  goalOn("No slash", { url: "thanks.html", matchType: "EXACT" }),
  goalOn("Fragment", { url: "/app#thanks", matchType: "EXACT" }),
  goalOn("Заявка", { url: "/%D0%B7", matchType: "EXACT" }),
  {
    name: "Long",
    type: "VISIT_TIME_ON_SITE",
    active: true,
    visitTimeOnSiteDetails: { comparisonType: "GREATER_THAN", comparisonValue: "240" },
  },
  {
    name: "Short",
    type: "VISIT_TIME_ON_SITE",
    active: true,
    visitTimeOnSiteDetails: { comparisonType: "LESS_THAN", comparisonValue: "10" },
  },
  {
    name: "Two",
    type: "VISIT_NUM_PAGES",
    active: true,
    visitNumPagesDetails: { comparisonType: "EQUAL", comparisonValue: "2" },
  },
  {
    name: "Many",
    type: "VISIT_NUM_PAGES",
    active: true,
    visitNumPagesDetails: { comparisonType: "GREATER_THAN", comparisonValue: 7 },
  },
  {
    name: "Off",
    type: "VISIT_NUM_PAGES",
    active: false,
    visitNumPagesDetails: { comparisonType: "GREATER_THAN", comparisonValue: 7 },
  },
  { kind: "analytics#goal", name: "Smart", type: "SMART", active: true },
  goalOn("Way", {
    url: "/end",
    matchType: "EXACT",
    steps: [
      { number: 2, name: "", url: "/two" },
      { number: 1, name: "First", url: "/one" },
    ],
  }),
  goalOn("Required", {
    url: "/end",
    matchType: "EXACT",
    firstStepRequired: true,
    steps: [{ number: 1, name: "First", url: "/one" }],
  }),
);

test("a list with all types, beside the container that sent its events", async () => {
  const { text: file, leftOut } = await importedList(LIST, CONTAINER);
  validFile({ text: file });
  await expect(file).toMatchFileSnapshot("outputs/all types.yaml");
  expect(leftOut.filter(({ instead }) => instead === null).map(({ code }) => code)).toEqual([
    "ua-unknown-type",
  ]);
});

describe("a first step that was required", () => {
  const pages = { url: "/end", matchType: "EXACT", firstStepRequired: true };
  const one = { number: 1, name: "First", url: "/one" };
  const two = { number: 2, name: "", url: "/two" };
  const counter = async (steps: readonly object[]) => {
    const imported = await importedList(listOf(goalOn("Required", { ...pages, steps })));
    const all = compiledSite(validFile(imported), "G-TEST123456", { lives: "container", isSaid: false });
    return { imported, times: (...visit: string[]) => countsIn(all, "required", visit.join(", ")) };
  };
  const at = (url: string) => `{ page: ${url} }`;

  test("is the first of two pages, and the goal counts with the second", async () => {
    const { imported, times } = await counter([one]);
    expect(imported.funnels).toMatchObject([{ id: "required_funnel" }]);
    expect(imported.leftOut).toEqual([]);
    expect([times(at("/one"), at("/end")), times(at("/end")), times(at("/end"), at("/one"))]).toEqual([
      1, 0, 0,
    ]);
    expect(times(at("/one"), at("/end"), at("/one"), at("/end"))).toBe(1);
    expect(times(at("/one"), "{ returning_visit: true }", at("/end"))).toBe(0);
    expect(times(at("/one"), "{ wait: 25m }", at("/x"), "{ wait: 25m }", at("/end"))).toBe(1);
  });

  test("is all that the goal asks for; further steps are shown by a funnel that the goal ends", async () => {
    const { imported, times } = await counter([one, two]);
    expect(imported.funnels.map(({ id }) => id)).toEqual(["required_required", "required_funnel"]);
    // The last page is called like the goal, and so is its event: required_required_required.
    expect(validFile(imported).funnels[0]?.steps[1]).toMatchObject({ id: "required", name: "Required" });
    expect([times(at("/one"), at("/end")), times(at("/two"), at("/end"))]).toEqual([1, 0]);
  });

  test("comes along into a file that has another funnel of that name", async () => {
    const list = listOf(goalOn("Required", { ...pages, steps: [one] }));
    const first = await importing({ sources: { "goals.json": list }, options: { out: "goals.yaml" } });
    const text = first.disk.get("goals.yaml")!;
    const other = text
      .replace(/^ {2}required:[\s\S]*?(?=\n\nfunnels)/m, "  kept: { type: destination, page: /kept }")
      .replace(/\/one/, "/another");
    const again = await importing({
      sources: { "goals.json": list },
      files: { "goals.yaml": other },
      options: { file: "goals.yaml" },
    });
    expect(again.imported.funnels.map(({ id }) => id)).toEqual(["required_funnel_2"]);
  });
});

test("without the container, events are left out with what to do; the list may be a table, or goals alone", async () => {
  const goals = LIST.items.slice(0, 7);
  const flat = goals.map(({ eventDetails, ...goal }: { eventDetails?: object }) => ({
    ...goal,
    ...Object.fromEntries(
      Object.entries(eventDetails ?? {}).map(([key, value]) => [`eventDetails.${key}`, value]),
    ),
  }));
  const answers = [listOf(...goals), goals, flat, [listOf(...goals.slice(0, 3)), listOf(...goals.slice(3))]];
  for (const list of answers) {
    const { leftOut } = await importedList(list);
    expect(leftOut.map(({ code }) => code)).toEqual([...Array(6).fill("ua-event-unknown"), "ua-event-value"]);
  }
});

test("names that begin alike, or are called as another's funnel, lose nothing", async () => {
  const steps = (url: string) => [{ number: 1, name: "A page whose name is long", url: `${url}/start` }];
  const names = [
    "Registration completed by companies",
    "Registration completed by persons",
    "Registration completed",
    "Registration funnel",
    "Twenty characters ok",
  ];
  const goals = names.flatMap((name, index) => {
    const url = `/${index}`;
    const required = index % 2 === 0;
    const details = { url, matchType: "EXACT", firstStepRequired: required, steps: steps(url) };
    const more = { ...details, url: `${url}/b`, steps: [...steps(url), ...steps(`${url}/2`)] };
    return [goalOn(name, details), goalOn(`${name} (2)`, more)];
  });
  const { text, leftOut, goals: imported } = await importedList(listOf(...goals));
  expect(leftOut).toEqual([]);
  expect(imported).toHaveLength(goals.length);
  const { funnels } = validFile({ text });
  expect(new Set(funnels.map(({ id }) => id)).size).toBe(funnels.length);
  expect(funnels.map(({ id }) => id).filter((id) => /__|_$/.test(id))).toEqual([]);
});

test("no name makes an id that YAML reads as something else", async () => {
  const names = ["true", "Null", "FALSE", "yes", "1e3", "~", ""];
  const imported = await importedList(listOf(...names.map((name, at) => goalOn(name, { url: `/${at}$` }))));
  expect(validFile(imported).goals).toHaveLength(names.length);
  expect(imported.goals.map(({ id }) => id)).toEqual([
    "goal_true",
    "goal_null",
    "goal_false",
    "yes",
    "goal_1e3",
    "goal",
    "goal_2",
  ]);
});

test("adding the same list again adds nothing, and amounts have the currency of the file", async () => {
  const sources = { "goals.json": LIST, "export.json": CONTAINER };
  const first = await importing({ sources, options: { out: "goals.yaml", currency: "CHF" } });
  const before = first.disk.get("goals.yaml")!;
  expect(before).toContain("currency: CHF");
  expect(validFile({ text: before }).goals.find(({ id }) => id === "pdf")?.value).toEqual({
    amount: 5,
    currency: "CHF",
  });
  const again = await importing({
    sources,
    files: { "goals.yaml": before },
    options: { file: "goals.yaml" },
  });
  expect(again.disk.get("goals.yaml")).toBe(before);
  expect(again.imported).toMatchObject({ goals: [], funnels: [] });
});

const FOLDER = "../shared/ua-goals";
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

test.skipIf(isSkipped(FILES.length > 0)).each(FILES)("%s (needs ../shared/ua-goals)", async (file) => {
  const list: unknown = JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));
  const { text: yaml } = await importedList(list);
  validFile({ text: yaml });
  await expect(yaml).toMatchFileSnapshot(`outputs/${file.replace(".json", ".yaml")}`);
});
