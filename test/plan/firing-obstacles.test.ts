/** What people put on tags of ours and on adopted ones, and what keeps them from firing: it stays, and a plan says so. */
import { describe, expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { ALL_PAGES, condition, constant, eventTag, NEGATE, onEvent } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const CODES = ["counts-less", "counts-nothing"];
const goals = (...lines: readonly string[]) =>
  `${HEAD}goals:\n${lines.map((line) => `  ${line}\n`).join("")}`;
const THANKS = "thanks: { type: destination, page: { path: { begins_with: /thanks } }, key_event: false }";
const CALL = 'call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, key_event: false }';
const LEAD = "lead: { type: event, on: { data_layer: lead }, key_event: false }";
const READ = "read: { type: duration, longer_than: 60s, scope: page, key_event: false }";
const ON_PATH = (type: string, path: string, more: JsonObject[] = []) =>
  condition(type, path, more, "{{Page Path}}");

const edit = (google: MemoryGoogle, name: string, more: JsonObject) =>
  google.editEntities("gtm.tag", (one) => (String(one["name"]).endsWith(name) ? { ...one, ...more } : one));

async function idOf(google: MemoryGoogle, name: string): Promise<string> {
  const { entities } = (await google.read()).container.content;
  return String(entities["gtm.trigger"].find((one) => String(one.name).endsWith(name))?.triggerId);
}

/** What a plan says when somebody has put a trigger on the tag of a goal; nothing else may be planned. */
async function blockedBy(
  goal: string,
  tag: string,
  trigger: JsonObject | string,
  variables: JsonObject[] = [],
  google = memoryGoogle(),
) {
  await applyGoals(google, goals(goal));
  for (const one of variables) google.plant("gtm.variable", one);
  if (typeof trigger !== "string") google.plant("gtm.trigger", { ...trigger, name: "Staff" });
  const id = typeof trigger === "string" ? trigger : await idOf(google, "Staff");
  edit(google, tag, { blockingTriggerId: [id] });
  return said(google, goals(goal));
}

async function said(google: MemoryGoogle, file: string) {
  const { warnings, changes } = await planned(google, file);
  expect(changes).toEqual([]);
  return warnings.filter(({ code }) => CODES.includes(code));
}

const BUILT_IN: Readonly<Record<string, string>> = { pagePath: "Page Path", event: "Event" };

const codes = (found: readonly { readonly code: string }[]) => found.map(({ code }) => code);

describe("a blocking trigger that somebody added", () => {
  test("keeps a goal from counting anything", async () => {
    expect(await blockedBy(THANKS, "Thanks", ALL_PAGES)).toEqual([
      {
        code: "counts-nothing",
        message:
          'Thanks counts nothing: the tag "acme-shop - Thanks" never fires, because the trigger "All Pages" blocks it whenever it would fire. Change the tag in Tag Manager, or write `allow: [counts-nothing]` at the goal if this is intended.',
      },
    ]);
  });

  test("keeps a part of it from counting", async () => {
    const staff = { type: "pageview", filter: [condition("equals", "yes", [], "{{Staff}}")] };
    expect(await blockedBy(THANKS, "Thanks", staff)).toEqual([
      {
        code: "counts-less",
        message:
          'Thanks may count less than the file says: nothing where the trigger "Staff" fires. This comes from the tag "acme-shop - Thanks" in Tag Manager, and goalform leaves it there. Change the tag in Tag Manager, or write `allow: [counts-less]` at the goal if this is intended.',
      },
    ]);
  });

  const pageview = (...filter: JsonObject[]) => ({ type: "pageview", filter });
  test.each<[string, string, string, JsonObject | string, string[]]>([
    [
      "the goal's own condition",
      THANKS,
      "Thanks",
      pageview(ON_PATH("startsWith", "/thanks")),
      ["counts-nothing"],
    ],
    ["the opposite of it", THANKS, "Thanks", pageview(ON_PATH("startsWith", "/thanks", [NEGATE])), []],
    [
      "another page than a goal's one",
      THANKS.replace("{ path: { begins_with: /thanks } }", "/thanks"),
      "Thanks",
      pageview(ON_PATH("equals", "/staff")),
      [],
    ],
    [
      "a part of a goal's one page",
      THANKS.replace("{ path: { begins_with: /thanks } }", "/thanks"),
      "Thanks",
      pageview(ON_PATH("contains", "ank")),
      ["counts-nothing"],
    ],
    ["another moment of the page", THANKS, "Thanks", { type: "domReady" }, []],
    ["every event", THANKS, "Thanks", onEvent("matchRegex", ".*"), ["counts-nothing"]],
    ["page views, and the goal on an event", LEAD, "Lead", ALL_PAGES, []],
    ["the event of the goal", LEAD, "Lead", onEvent("equals", "lead"), ["counts-nothing"]],
    [
      "one of several events of the goal",
      LEAD.replace("data_layer: lead", "data_layer: { one_of: [lead, quote] }"),
      "Lead",
      onEvent("equals", "lead"),
      ["counts-less"],
    ],
    [
      "both events of the goal",
      LEAD.replace("data_layer: lead", "data_layer: { one_of: [lead, quote] }"),
      "Lead",
      onEvent("matchRegex", "^(lead|quote)$"),
      ["counts-nothing"],
    ],
    [
      "the event of the goal under a condition",
      LEAD,
      "Lead",
      onEvent("equals", "lead", ON_PATH("contains", "/x")),
      ["counts-less"],
    ],
    ["every link", CALL, "Call", { type: "linkClick" }, ["counts-nothing"]],
    [
      "links that only some pages listen to",
      CALL,
      "Call",
      { type: "linkClick", autoEventFilter: [ON_PATH("contains", "/x")] },
      ["counts-less"],
    ],
    [
      "another timer",
      READ,
      "Read",
      { type: "timer", eventName: { type: "template", value: "gtm.timer" } },
      [],
    ],
    ["every timer, by its event", READ, "Read", onEvent("equals", "gtm.timer"), ["counts-nothing"]],
  ])("%s", async (_, goal, tag, trigger, expected) => {
    expect(codes(await blockedBy(goal, tag, trigger))).toEqual(expected);
  });

  test.each<[string, JsonObject | string, (path: string) => boolean]>([
    ["All Pages", ALL_PAGES, () => false],
    ["the goal's own condition", pageview(ON_PATH("startsWith", "/thanks")), () => false],
    ["the opposite of it", pageview(ON_PATH("startsWith", "/thanks", [NEGATE])), () => true],
    ["every event", onEvent("matchRegex", ".*"), () => false],
    ["another moment", { type: "domReady" }, () => true],
    ["a part of the pages", pageview(ON_PATH("contains", "x")), (path) => !path.includes("x")],
  ])("says what Google's tag does with it: %s", async (_, trigger, isCounted) => {
    const google = memoryGoogle();
    const said = await blockedBy(THANKS, "Thanks", trigger, [], google);
    const { entities, builtInVariables } = (await google.read()).container.content;
    const container = {
      tag: entities["gtm.tag"],
      trigger: entities["gtm.trigger"],
      variable: entities["gtm.variable"],
      builtInVariable: builtInVariables.map((type) => ({ type, name: BUILT_IN[type] ?? type })),
    } as unknown as Container;
    const paths = ["/thanks", "/thanks/x", "/thanks/staff"];
    const found = paths.map(
      (path) => loadTag(container, { url: `https://www.acme.example${path}` }).hits.length > 0,
    );
    expect(found).toEqual(paths.map(isCounted));
    const says = found.every(Boolean) ? [] : [found.some(Boolean) ? "counts-less" : "counts-nothing"];
    expect(codes(said)).toEqual(says);
  });

  test("is silent where it blocks what the goal's own conditions leave out", async () => {
    const cookie = {
      name: "Consent",
      type: "k",
      parameter: [{ type: "template", key: "name", value: "consent" }],
    };
    const asking = LEAD.replace("lead }", 'lead }, cookie: { consent: { contains: "stat" } }');
    const without = (text: string) =>
      onEvent("matchRegex", ".*", condition("contains", text, [NEGATE], "{{Consent}}"));
    expect(codes(await blockedBy(asking, "Lead", without("stat"), [cookie]))).toEqual([]);
    expect(codes(await blockedBy(asking, "Lead", without("ads"), [cookie]))).toEqual(["counts-less"]);
    expect(codes(await blockedBy(LEAD, "Lead", without("stat"), [cookie]))).toEqual(["counts-less"]);
  });

  test("is followed through constants", async () => {
    const blocking = onEvent("equals", "{{The event}}");
    expect(codes(await blockedBy(LEAD, "Lead", blocking, [constant("The event", "lead")]))).toEqual([
      "counts-nothing",
    ]);
    expect(await blockedBy(LEAD, "Lead", blocking, [constant("The event", "other")])).toEqual([]);
  });

  test("may be one of ours, the goal's own one among them", async () => {
    const google = memoryGoogle();
    await applyGoals(google, goals(THANKS, LEAD));
    edit(google, "- Thanks", { blockingTriggerId: [await idOf(google, "- Thanks")] });
    edit(google, "- Lead", { blockingTriggerId: [await idOf(google, "- Thanks")] });
    expect((await said(google, goals(THANKS, LEAD))).map(({ message }) => message)).toEqual([
      expect.stringContaining('because the trigger "acme-shop - Thanks" blocks it'),
    ]);
  });

  test("says about the session script which goals count nothing", async () => {
    const file = goals(
      "deep: { type: pages_per_session, more_than: 5, key_event: false }",
      "back: { type: event, on: { returning_visit: true }, key_event: false }",
    );
    const google = memoryGoogle();
    await applyGoals(google, file);
    google.plant("gtm.trigger", { ...onEvent("matchRegex", ".*"), name: "Everything" });
    const everything = await idOf(google, "Everything");
    google.editEntities("gtm.tag", (one) =>
      one["type"] === "html" ? { ...one, blockingTriggerId: [everything] } : one,
    );
    const [only, ...more] = await said(google, file);
    expect(more).toEqual([]);
    expect(only?.message).toMatch(/^Deep and Back count nothing: /);
  });

  test("names a funnel by the funnel", async () => {
    const file = `${HEAD}funnels:\n  buy: { name: Check-out, steps: [{ id: cart, page: /cart }, { id: paid, page: /paid }] }\n`;
    const google = memoryGoogle();
    await applyGoals(google, file);
    google.editEntities("gtm.tag", (one) => ({ ...one, blockingTriggerId: [ALL_PAGES] }));
    const [first] = await said(google, file);
    expect(first?.message).toMatch(/^Check-out counts nothing: .* at the funnel if this is intended\.$/);
    expect(
      await said(google, file.replace("name: Check-out", "allow: [counts-nothing], name: Check-out")),
    ).toEqual([]);
  });

  test("is silent where the file allows that very warning", async () => {
    const google = memoryGoogle();
    await applyGoals(google, goals(THANKS));
    edit(google, "Thanks", { blockingTriggerId: [ALL_PAGES] });
    const allowing = (code: string) => goals(THANKS.replace("key_event", `allow: [${code}], key_event`));
    expect(await said(google, allowing("counts-nothing"))).toEqual([]);
    expect(codes(await said(google, allowing("counts-less")))).toEqual(["counts-nothing"]);
  });
});

describe("a Google tag that never fires", () => {
  test("is ours", async () => {
    const head = HEAD.replace(/( {4}gtm: .*\n)/, "$1    google_tag: create\n");
    const file = `${head}goals: { ${THANKS}, ${LEAD} }\n`;
    const google = memoryGoogle();
    await applyGoals(google, file);
    google.editEntities("gtm.tag", (one) =>
      one["type"] === "googtag" ? { ...one, blockingTriggerId: one["firingTriggerId"] ?? [] } : one,
    );
    const [only, ...more] = await said(google, file);
    expect(more).toEqual([]);
    expect(only?.message).toMatch(/^Everything counts nothing: the tag "[^"]+" never fires/);
  });

  test("is somebody else's", async () => {
    const google = memoryGoogle();
    const tag = { name: "Google tag", type: "googtag", firingTriggerId: [ALL_PAGES] };
    google.plant("gtm.tag", {
      ...tag,
      parameter: [{ type: "template", key: "tagId", value: MEASUREMENT_ID }],
    });
    await applyGoals(google, goals(THANKS));
    expect((await planned(google, goals(THANKS))).warnings).toEqual([]);
    edit(google, "Google tag", { blockingTriggerId: [ALL_PAGES] });
    const { warnings } = await planned(google, goals(THANKS));
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("never runs (always blocked), so GA4 may receive nothing"),
    ]);
  });
});

test("a tag of others that sends the same says until when", async () => {
  const google = memoryGoogle();
  google.plant("gtm.tag", {
    ...eventTag("thanks", { firingTriggerId: [ALL_PAGES] }),
    scheduleEndMs: "1769904000000",
  });
  const { warnings } = await planned(google, goals(THANKS));
  expect(warnings.find(({ code }) => code === "sent-twice")?.message).toContain(
    "sends thanks as well (until 2026-02-01 at 00:00 UTC, when its schedule ends): it may be counted twice.",
  );
});

describe("what else keeps a tag from firing", () => {
  async function with_(more: JsonObject, file = goals(THANKS), tags: JsonObject[] = []) {
    const google = memoryGoogle();
    await applyGoals(google, file);
    for (const tag of tags) google.plant("gtm.tag", tag);
    edit(google, "- Thanks", more);
    return said(google, file);
  }
  const SETUP = { type: "html", name: "Banner", parameter: [{ type: "template", key: "html", value: "x" }] };

  test("a schedule, of which a plan cannot say whether it is over", async () => {
    const [only] = await with_({ scheduleStartMs: "1767225600000", scheduleEndMs: "1769904000000" });
    expect(only).toMatchObject({
      code: "counts-less",
      message: expect.stringContaining(
        "nothing before 2026-01-01 at 00:00 UTC (its schedule) and nothing after 2026-02-01 at 00:00 UTC (its schedule).",
      ),
    });
    expect(await with_({ scheduleStartMs: "0" })).toEqual([]);
    expect(codes(await with_({ scheduleEndMs: "9223372036854775807" }))).toEqual(["counts-less"]);
  });

  test("a setup tag that may fail", async () => {
    const waits = { setupTag: [{ tagName: "Banner", stopOnSetupFailure: true }] };
    const [only] = await with_(waits, undefined, [SETUP]);
    expect(only?.message).toContain('nothing where the setup tag "Banner" fails or is kept from firing');
    const [never] = await with_(waits, undefined, [{ ...SETUP, paused: true }]);
    expect(never).toMatchObject({
      code: "counts-nothing",
      message: expect.stringContaining('because it waits for its setup tag "Banner", which is paused'),
    });
    expect(await with_({ setupTag: [{ tagName: "Banner" }] }, undefined, [SETUP])).toEqual([]);
    expect(await with_({ teardownTag: [{ tagName: "Banner" }] }, undefined, [SETUP])).toEqual([]);
  });

  test("consent that the file does not ask for", async () => {
    const list = [{ type: "template", value: "ad_storage" }];
    const needed = { consentSettings: { consentStatus: "needed", consentType: { type: "list", list } } };
    const [only] = await with_(needed);
    expect(only?.message).toContain("only with consent to ad_storage");
    expect(only?.message).toContain("say it in the file (`consent`)");
    const asked = goals(THANKS.replace("key_event", "consent: [ad_storage], key_event"));
    expect(await with_(needed, asked)).toEqual([]);
    expect(await with_({ consentSettings: { consentStatus: "notNeeded" } })).toEqual([]);
  });

  test("a pause is taken back", async () => {
    const google = memoryGoogle();
    await applyGoals(google, goals(THANKS));
    edit(google, "Thanks", { paused: true });
    const { changes } = await planned(google, goals(THANKS));
    expect(changes.map(({ action, subject }) => `${action} ${subject.name}`)).toEqual(["change Thanks"]);
  });
});

describe("an adopted tag", () => {
  async function site(more: JsonObject) {
    const google = memoryGoogle();
    google.plantAll({ ...EMPTY_CONTENT, builtInVariables: ["pagePath"] });
    google.plant("gtm.trigger", { name: "PV", type: "pageview", filter: [ON_PATH("equals", "/thanks")] });
    google.plant("gtm.trigger", {
      ...onEvent("matchRegex", ".*", ON_PATH("startsWith", "/thanks/staff")),
      name: "Staff",
    });
    google.plant("gtm.tag", {
      ...eventTag("thanks", { firingTriggerId: [await idOf(google, "PV")] }),
      name: "GA4 - Thanks",
      ...more,
    });
    return google;
  }
  const ADOPTS = 'thanks: { type: destination, page: /thanks, key_event: false, adopt: "GA4 - Thanks" }';

  test("is said to count nothing, before it is adopted and ever after", async () => {
    const google = await site({ blockingTriggerId: [ALL_PAGES] });
    const before = (await planned(google, goals(ADOPTS))).warnings;
    expect(codes(before)).toContain("counts-nothing");
    await applyGoals(google, goals(ADOPTS));
    expect(await said(google, goals(ADOPTS))).toEqual(before.filter(({ code }) => CODES.includes(code)));
  });

  test("may have the exception that the file has, in words of people", async () => {
    const unless = ADOPTS.replace("page: /thanks", "page: { path: { begins_with: /thanks } }").replace(
      "adopt",
      "unless: [{ page: { path: { begins_with: /thanks/staff } } }], adopt",
    );
    const google = await site({});
    google.editEntities("gtm.trigger", (one) =>
      one["name"] === "PV" ? { ...one, filter: [ON_PATH("startsWith", "/thanks")] } : one,
    );
    edit(google, "Thanks", { blockingTriggerId: [await idOf(google, "Staff")] });
    await applyGoals(google, goals(unless));
    expect(await said(google, goals(unless))).toEqual([]);
    const without = goals(unless.replace(/unless: .*\}\], /, ""));
    const { warnings } = await planned(google, without);
    expect(codes(warnings)).toContain("counts-less");
  });
});
