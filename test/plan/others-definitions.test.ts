/** What others have in the property, and what is full: whole sentences of a plan. */

import { describe, expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import type { BuiltPlan } from "../../src/plan/build-plan.ts";
import type { DefinitionBody } from "../../src/resources/body.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { withDefinitionMark } from "../../src/resources/definition.ts";
import type { DesiredDefinition, DesiredResource, JsonObject } from "../../src/resources/resource.ts";
import type { DefinitionSnapshot } from "../../src/resources/snapshot.ts";
import { audience, compiledWith, dimension, metric, rule } from "../support/definitions.ts";
import { settingsVariable, withSettings } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const NONE = `${HEAD}goals: {}\n`;
const THANKS = `${HEAD}goals:\n  thanks: { name: Thanks, type: destination, page: /thanks }\n`;
const RULE = "ga4.eventCreateRule";
const AUDIENCE = "ga4.audience";
const ALL_PAGES = "2147479553";

const of = (...resources: DesiredResource[]): Compiled => compiledWith(NONE, ...resources);
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

async function warnings(google: MemoryGoogle, goals: string | Compiled): Promise<string[]> {
  const { warnings: all } = await planned(google, goals);
  return all
    .filter(({ code }) => !code.includes("google-tag"))
    .map(({ code, message }) => `${code}: ${message}`);
}

async function blockers(google: MemoryGoogle, goals: string | Compiled): Promise<string[]> {
  return (await planned(google, goals)).blockers.map(({ code, message }) => `${code}: ${message}`);
}

const marked = (one: DesiredResource, owner: string): JsonObject =>
  withDefinitionMark(one.kind as typeof RULE, one.body as DefinitionBody, {
    owner,
    key: "x",
    digest: "0123456789abcdef",
    event: null,
    remembers: [],
  });

const eventTag = (event: string, more: JsonObject = {}): JsonObject => ({
  name: "Theirs",
  type: "gaawe",
  firingTriggerId: [ALL_PAGES],
  parameter: [
    { type: "template", key: "eventName", value: event },
    { type: "template", key: "measurementIdOverride", value: MEASUREMENT_ID },
  ],
  ...more,
});

describe("a property without a web stream", () => {
  test("has no place for a rule, and cannot be checked", async () => {
    const google = memoryGoogle([]);
    expect((await planned(google, of(rule("thanks", "/thanks")))).blockers).toEqual([
      {
        code: "rules-without-web-stream",
        message: "Property 123456789 has no web stream, and event create rules (thanks) belong to one.",
        waysOut: [
          "Add a web stream in Analytics under Admin > Data streams, then plan again.",
          "Let Tag Manager count these goals: `via: gtm`.",
        ],
        override: null,
      },
    ]);
    expect(await blockers(google, THANKS)).toEqual([]);
    expect(await warnings(google, THANKS)).toEqual([
      "no-web-stream: Property 123456789 has no web stream, so it cannot be checked that G-TEST123456 is one of its own.",
    ]);
  });

  test("and one with web streams of other ids only are two things", async () => {
    const google = memoryGoogle(["G-OTHER12345", "G-SECOND1234"]);
    expect(await warnings(google, THANKS)).toEqual([]);
    expect((await planned(google, THANKS)).blockers).toEqual([
      {
        code: "measurement-id-elsewhere",
        message:
          "Property 123456789 has no web stream G-TEST123456 (it has G-OTHER12345, G-SECOND1234): the goals would be counted in another property.",
        waysOut: [
          "Correct `property` or `measurement_id` in targets.",
          { say: "If it is meant,", override: "allow-other-property" },
        ],
        override: "allow-other-property",
      },
    ]);
    expect(await blockers(memoryGoogle(["G-OTHER12345", MEASUREMENT_ID]), THANKS)).toEqual([]);
  });
});

describe("an event that a goal and something else make", () => {
  test.each<readonly [string, (google: MemoryGoogle) => void, string]>([
    [
      "a rule of nobody",
      (google) => google.plantDefinition(RULE, rule("thanks", "/else").body, MEASUREMENT_ID),
      "An event create rule that is not ours (web stream G-TEST123456) makes thanks",
    ],
    [
      "a rule of another goals file",
      (google) => google.plantDefinition(RULE, marked(rule("thanks", "/else"), "acme-blog"), MEASUREMENT_ID),
      'An event create rule of the goals file "acme-blog" (web stream G-TEST123456) makes thanks',
    ],
    [
      "an audience",
      (google) => google.plantDefinition(AUDIENCE, audience("thanks", 9, { displayName: "Readers" }).body),
      'The audience "Readers" that is not ours logs thanks',
    ],
    ["a tag", (google) => google.plant("gtm.tag", eventTag("thanks")), 'The tag "Theirs" sends thanks'],
  ])("%s", async (_, plant, who) => {
    const google = memoryGoogle();
    plant(google);
    expect(await warnings(google, of(rule("thanks", "/thanks"), audience("deep", 3)))).toEqual([
      `sent-twice: ${who}, which a goal of the file makes as well: it may be counted twice.`,
    ]);
    expect(await warnings(google, of(rule("other", "/thanks"), audience("deep", 3)))).toEqual([]);
  });

  test("a copy of an audience of ours counts once more, and is told of", async () => {
    const google = memoryGoogle();
    const deep = of(audience("deep", 3));
    await applyGoals(google, deep);
    const [{ body }] = google.definitions(AUDIENCE) as [DefinitionSnapshot];
    google.plantDefinition(AUDIENCE, { ...body, displayName: "Copy of deep" });
    expect(await warnings(google, deep)).toEqual([
      'sent-twice: The audience "Copy of deep" that is not ours logs deep, which a goal of the file makes as well: it may be counted twice.',
      'copied: The audience "Copy of deep" is a copy of one of ours. It is left alone; archive it in Analytics if nobody needs it.',
    ]);
  });
});

test("rules that were not read are not taken for rules that are not there: they would be made twice", async () => {
  const google = memoryGoogle();
  const unread = await google.read();
  expect(() => workingPlan(of(rule("thanks", "/thanks")), unread, "production")).toThrow(
    "the plan needs the list of ga4.eventCreateRule, and it was not read",
  );
  expect(workingPlan(of(), unread, "production").built.steps).toEqual([]);
});

describe("an audience of somebody with our name", () => {
  test.each([
    ["of nobody", audience("deep", 9).body, "it is not ours and does something else"],
    [
      "of another goals file",
      marked(audience("deep", 9), "acme-blog"),
      'it belongs to the goals file "acme-blog"',
    ],
  ])("%s stops the plan", async (_, body, whose) => {
    const google = memoryGoogle();
    google.plantDefinition(AUDIENCE, body);
    const { blockers: all } = await planned(google, of(audience("deep", 3)));
    expect(all).toEqual([
      {
        code: "name-taken",
        message: `The property has an audience named "acme-shop - deep" already: ${whose}.`,
        waysOut: [
          "Rename or archive that audience in Analytics, then plan again: goalform makes its own.",
          "Rename the goal or funnel (goals.yaml:9).",
        ],
        override: null,
      },
    ]);
  });
});

test("a metric of somebody that is measured in something else is left as it is", async () => {
  const google = memoryGoogle();
  google.plantDefinition("ga4.customMetric", metric("paid", "Theirs", "x", "SECONDS").body);
  expect(await warnings(google, of(metric("paid", "Paid", "x", "CURRENCY")))).toEqual([
    "metric-unit: The custom metric of the parameter paid is not ours and is measured in SECONDS, not in CURRENCY. It is left as it is.",
  ]);
  expect(await warnings(google, of(metric("paid", "Paid", "x", "SECONDS")))).toEqual([]);
  await applyGoals(google, of(metric("paid", "Paid", "x", "CURRENCY")));
  expect((await planned(google, of(metric("paid", "Paid", "x", "CURRENCY")))).changes).toEqual([]);
});

describe("of two with one mark", () => {
  const owned = async (google: MemoryGoogle, goals: Compiled): Promise<BuiltPlan["steps"]> =>
    (await workFor(google, goals)).built.steps;

  test("the one with the smaller number is the older one: 9 comes before 10", async () => {
    const google = memoryGoogle();
    const thanks = of(rule("thanks", "/thanks"));
    await applyGoals(google, thanks);
    const [{ body }] = google.definitions(RULE) as [DefinitionSnapshot];
    const twins = memoryGoogle();
    for (let next = 3; next < 9; next++) twins.plant("gtm.variable", { name: `v${next}` });
    for (let n = 0; n < 2; n++) twins.plantDefinition(RULE, body, MEASUREMENT_ID);
    const { entities } = (await google.read()).container.content;
    for (const folder of entities["gtm.folder"]) twins.plant("gtm.folder", folder);
    const names = twins.definitions(RULE).map((one) => one.resourceName);
    expect(names.map((name) => name.split("/")[1]!.length)).toEqual([1, 2]);
    expect(await owned(twins, thanks)).toEqual([
      { do: "remove definition", kind: RULE, name: "thanks", resourceName: names[1] },
    ]);
  });

  test("the one that does what is asked stays", async () => {
    const google = memoryGoogle();
    await applyGoals(google, of(rule("thanks", "/thanks")));
    const [{ body }] = google.definitions(RULE) as [DefinitionSnapshot];
    google.editDefinitions(RULE, () => ({
      ...body,
      eventConditions: (rule("thanks", "/else").body as JsonObject)["eventConditions"]!,
    }));
    google.plantDefinition(RULE, body, MEASUREMENT_ID);
    const [first] = google.definitions(RULE);
    expect(await owned(google, of(rule("thanks", "/thanks")))).toEqual([
      { do: "remove definition", kind: RULE, name: "thanks", resourceName: first!.resourceName },
    ]);
  });
});

test("a dimension or a metric of another parameter is another one, whatever it is called", async () => {
  const google = memoryGoogle();
  await applyGoals(google, of(dimension("plan", "Plan", "x"), metric("paid", "Paid", "x", "STANDARD")));
  const { changes } = await planned(
    google,
    of(dimension("plan2", "Plan", "x"), metric("paid2", "Paid", "x", "STANDARD")),
  );
  const what = changes.flatMap(({ resources }) =>
    resources.map(({ action, address }) => `${action} ${address}`),
  );
  expect(what.sort()).toEqual([
    "create ga4.customDimension/plan2",
    "create ga4.customMetric/paid2",
    "delete ga4.customDimension/plan",
    "delete ga4.customMetric/paid",
  ]);
});

describe("what is full", () => {
  const full = (
    code: string,
    where: string,
    after: number,
    what: string,
    most: number,
    when = "only afterwards",
  ) =>
    `${code}: ${where} would have ${after} ${what}; it can have ${most} (it has ${most} now, and those that are removed make room ${when}).`;

  test.each<readonly [string, (n: number) => DesiredResource, number, string]>([
    [
      "audience-limit",
      (n) => {
        const { eventTrigger: _, ...body } = audience(`a${n}`, 3).body as DefinitionBody;
        return { ...audience(`a${n}`, 3), body } as DesiredDefinition;
      },
      100,
      full("audience-limit", "Property 123456789", 101, "audiences", 100),
    ],
    [
      "trigger-limit",
      (n) => audience(`a${n}`, 3),
      20,
      full("trigger-limit", "Property 123456789", 21, "audiences with a trigger", 20),
    ],
    [
      "dimension-limit",
      (n) => dimension(`d${n}`, `D ${n}`, "x"),
      50,
      full(
        "dimension-limit",
        "Property 123456789",
        51,
        "event-scoped custom dimensions",
        50,
        "48 hours later",
      ),
    ],
    [
      "metric-limit",
      (n) => metric(`m${n}`, `M ${n}`, "x", "STANDARD"),
      50,
      full("metric-limit", "Property 123456789", 51, "custom metrics", 50, "48 hours later"),
    ],
    [
      "rule-limit",
      (n) => rule(`r${n}`, `/${n}`),
      50,
      full("rule-limit", "The web stream G-TEST123456", 51, "event create rules", 50),
    ],
  ])("%s", async (code, make, most, message) => {
    const google = memoryGoogle();
    const all = many(most + 1, make);
    const kind = all[0]!.kind as typeof RULE;
    for (const { body } of all.slice(1, most))
      google.plantDefinition(
        kind,
        {
          ...body,
          displayName: `Theirs ${String((body as JsonObject)["displayName"])}`,
          parameterName: `their_${String((body as JsonObject)["parameterName"])}`,
          destinationEvent: `their_${String((body as JsonObject)["destinationEvent"])}`,
        },
        kind === RULE ? MEASUREMENT_ID : undefined,
      );
    expect(await blockers(google, of(all[0]!))).toEqual([]);
    google.plantDefinition(kind, { ...make(999).body }, kind === RULE ? MEASUREMENT_ID : undefined);
    const { blockers: found } = await planned(google, of(all[0]!));
    expect(found.map((one) => `${one.code}: ${one.message}`)).toEqual([message]);
    const whats = / have \d+ (.*?); it can have/.exec(message)![1];
    expect(found[0]).toMatchObject({
      code,
      waysOut: [
        `Remove ${whats} that nobody uses in Analytics, then plan again.`,
        "Remove from the file what needs one.",
      ],
      override: null,
    });
  });

  test("40 rules in a web stream are many, as long as more come", async () => {
    const google = memoryGoogle();
    for (const { body } of many(38, (n) => rule(`theirs_${n}`, `/${n}`)))
      google.plantDefinition(RULE, body, MEASUREMENT_ID);
    const [one, two] = [of(rule("a", "/a")), of(rule("a", "/a"), rule("b", "/b"))];
    expect(await warnings(google, one)).toEqual([]);
    expect(await warnings(google, two)).toEqual([
      "many-rules: The web stream G-TEST123456 will have 40 event create rules; it can have 50.",
    ]);
    await applyGoals(google, two);
    expect(await warnings(google, two)).toEqual([]);
  });

  test("an audience is replaced with both there while there is room, and else one after the other", async () => {
    const first = async (theirs: number, trigger: boolean, tier: Compiled["tier"] = "standard") => {
      const google = memoryGoogle();
      await applyGoals(google, of(audience("deep", 3)));
      const { body } = audience("theirs", 3);
      for (let n = 0; n < theirs; n++)
        google.plantDefinition(AUDIENCE, {
          ...body,
          displayName: `T ${n}`,
          eventTrigger: trigger ? (body as JsonObject)["eventTrigger"]! : null,
        });
      const { steps } = (await workFor(google, { ...of(audience("deep", 4)), tier })).built;
      return steps.map((step) => (step.do === "replace definition" ? step.first : step.do));
    };
    expect(await first(98, false)).toEqual(["create"]);
    expect(await first(99, false)).toEqual(["archive"]);
    expect(await first(99, false, "360")).toEqual(["create"]);
    expect(await first(399, false, "360")).toEqual(["archive"]);
    expect(await first(18, true)).toEqual(["create"]);
    expect(await first(19, true)).toEqual(["archive"]);
  });

  test("an audience that people edited is archived before a new one takes its place: they might be two", async () => {
    const google = memoryGoogle();
    await applyGoals(google, of(audience("deep", 3)));
    google.editDefinitions(AUDIENCE, (body) => ({ ...body, displayName: "Mine" }));
    const { plan, steps } = (await workFor(google, of(audience("deep", 4)))).built;
    expect(steps).toMatchObject([{ do: "replace definition", first: "archive" }]);
    expect(plan.changes[0]!.resources.map(({ reason }) => reason)).toEqual(["replaced_and_edited"]);
  });

  test("is more in a property of Analytics 360", async () => {
    const google = memoryGoogle();
    for (const { body } of many(100, (n) => audience(`a${n}`, 3)))
      google.plantDefinition(AUDIENCE, { ...body, eventTrigger: null });
    const one = of(audience("deep", 3));
    expect((await blockers(google, one)).map((text) => text.split(":")[0])).toEqual(["audience-limit"]);
    expect(await blockers(google, { ...one, tier: "360" })).toEqual([]);
  });

  test("the last place for a rule is reported as the last", async () => {
    const google = memoryGoogle();
    for (const { body } of many(49, (n) => rule(`their_${n}`, `/their/${n}`)))
      google.plantDefinition(RULE, { ...body, parameterMutations: [] }, MEASUREMENT_ID);
    expect(await warnings(google, of(rule("last", "/last")))).toContainEqual(
      expect.stringMatching(/^many-rules: The web stream G-TEST123456 will have 50 event create rules/),
    );
  });

  test("a web stream that has more than it holds stops nobody who adds nothing", async () => {
    const google = memoryGoogle();
    const ours = of(rule("ours", "/ours"));
    await applyGoals(google, ours);
    for (const { body } of many(55, (n) => rule(`their_${n}`, `/their/${n}`)))
      google.plantDefinition(RULE, { ...body, parameterMutations: [] }, MEASUREMENT_ID);
    expect(await blockers(google, ours)).toEqual([]);
    expect(await blockers(google, of(rule("ours", "/ours"), rule("more", "/more")))).toEqual([
      full("rule-limit", `The web stream ${MEASUREMENT_ID}`, 57, "event create rules", 50).replace(
        "has 50 now",
        "has 56 now",
      ),
    ]);
  });
});

describe("a goal that passes", () => {
  const BY_RULE = THANKS.replace("type: destination", "type: destination, via: ga4");
  test.each([
    [
      THANKS,
      BY_RULE,
      "thanks passes from Tag Manager to Analytics. Until the version is live, and for about an hour after Analytics was changed, it may be counted twice or not at all. With --no-publish both count it until you publish.",
    ],
    [
      BY_RULE,
      THANKS,
      "thanks passes from Analytics to Tag Manager. Until the version is live, and for about an hour after Analytics was changed, it may be counted twice or not at all. Publish with goalform: published by hand, both count it.",
    ],
  ])("%#", async (before, after, message) => {
    const google = memoryGoogle();
    await applyGoals(google, before);
    expect(await warnings(google, after)).toEqual([`sent-twice: ${message}`]);
    expect(await warnings(google, before)).toEqual([]);
  });

  test("from a rule to an audience, and back", async () => {
    const google = memoryGoogle();
    const [byRule, byAudience] = [of(rule("deep", "/deep")), of(audience("deep", 3))];
    const message =
      "sent-twice: deep passes from a rule in Analytics to an audience or back. Until the version is live, and for about an hour after Analytics was changed, it may be counted twice or not at all. With --no-publish both count it until you publish.";
    await applyGoals(google, byRule);
    expect(await warnings(google, byAudience)).toEqual([message]);
    await applyGoals(google, byAudience);
    expect(await warnings(google, byRule)).toEqual([message]);
  });
});

describe("a parameter that somebody's tag sends as well", () => {
  const row = (key: string, name: string) => ({
    type: "map",
    map: [
      { type: "template", key, value: name },
      { type: "template", key: "parameterValue", value: "x" },
    ],
  });
  const tag = (table: string, key: string, name: string, more: JsonObject = {}): JsonObject => {
    const own = eventTag("theirs");
    const list = { type: "list", key: table, list: [row(key, name)] };
    return { ...own, parameter: [...(own["parameter"] as JsonObject[]), list], ...more };
  };
  const stays = async (other: JsonObject) => {
    const google = memoryGoogle();
    await applyGoals(google, of(dimension("plan", "Plan", "x"), metric("paid", "Paid", "x", "STANDARD")));
    google.plant("gtm.tag", other);
    return (await warnings(google, NONE)).filter((one) => one.startsWith("registration-stays"));
  };

  test.each([
    ["eventSettingsTable", "parameter"],
    ["eventParameters", "name"],
  ])("stays a column: %s", async (table, key) => {
    expect(await stays(tag(table, key, "plan"))).toEqual([
      'registration-stays: The custom dimension "Plan" stays: the tag "Theirs" sends its parameter plan too, and is not ours.',
    ]);
    expect(await stays(tag(table, key, "paid"))).toEqual([
      'registration-stays: The custom metric "Paid" stays: the tag "Theirs" sends its parameter paid too, and is not ours.',
    ]);
  });

  test("stays a column that a settings variable or the Google tag sends", async () => {
    const google = memoryGoogle();
    await applyGoals(google, of(dimension("plan", "Plan", "x")));
    google.plant("gtm.variable", settingsVariable("Shop settings", { plan: "{{Plan}}" }));
    const said = async () =>
      (await warnings(google, NONE)).filter((one) => one.startsWith("registration-stays"));
    expect(await said()).toEqual([]);
    google.plant("gtm.tag", withSettings("Shop settings")(eventTag("theirs")));
    expect(await said()).toEqual([
      'registration-stays: The custom dimension "Plan" stays: the tag "Theirs" sends its parameter plan too, and is not ours.',
    ]);
    google.editEntities("gtm.tag", () => null);
    google.plant("gtm.tag", {
      name: "Google tag",
      type: "googtag",
      parameter: [
        { type: "template", key: "tagId", value: "G-TEST123456" },
        { type: "list", key: "configSettingsTable", list: [row("parameter", "plan")] },
      ],
    });
    expect(await said()).toEqual([
      expect.stringContaining('the tag "Google tag" sends its parameter plan too'),
    ]);
  });

  test.each([
    ["a paused tag", tag("eventSettingsTable", "parameter", "plan", { paused: true })],
    ["another table", tag("userProperties", "name", "plan")],
    ["a value", tag("eventSettingsTable", "parameterValue", "plan")],
    ["a tag of another type", tag("eventSettingsTable", "parameter", "plan", { type: "cvt_1_2" })],
    [
      "a tag for another measurement id",
      tag("eventSettingsTable", "parameter", "plan", {
        parameter: [
          { type: "template", key: "measurementIdOverride", value: "G-OTHER12345" },
          { type: "list", key: "eventSettingsTable", list: [row("parameter", "plan")] },
        ],
      }),
    ],
  ])("goes where it is only %s", async (_, other) => {
    expect(await stays(other)).toEqual([]);
  });
});
