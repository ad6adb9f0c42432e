/** A plan as data, to the last field; and what is sent for it. */
import { describe, expect, test } from "vitest";
import type { ResourceChange } from "../../src/plan/plan.ts";
import { updatedEntity } from "../../src/plan/steps.ts";
import { OWNS_ALL } from "../../src/resources/adopted.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const LEAD = "  lead: { name: Lead, type: event, on: { data_layer: lead }, where: { plan: pro } }\n";
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;

const DIGEST = expect.stringMatching(/^[0-9a-f]{16}$/);
const without = ({ fields: _, ...rest }: ResourceChange) => rest;

test("a change, a removal and what is shared, strictly", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(THANKS, LEAD));
  const { changes, ...rest } = await planned(google, file(THANKS.replace("/thanks", "/merci")));
  expect(rest).toStrictEqual({
    owner: "acme-shop",
    target: {
      name: "production",
      property: "123456789",
      measurementId: "G-TEST123456",
      container: "GTM-TEST01",
    },
    summary: { add: 0, change: 1, remove: 1, unchanged: 0 },
    requests: { read: 5, write: 5 },
    digest: DIGEST,
    warnings: [{ code: "no-google-tag", message: expect.any(String) }],
    blockers: [],
  });
  const going = (
    kind: "gtm.variable" | "gtm.trigger" | "gtm.tag" | "ga4.keyEvent",
    key: string,
    name: string,
  ) => ({
    address: `${kind}/${key}`,
    kind,
    action: "delete",
    name,
    reason: "removed",
    digest: DIGEST,
    parts: [],
    notes: [],
  });
  expect(changes.map((one) => ({ ...one, resources: one.resources.map(without) }))).toStrictEqual([
    {
      subject: { is: "goal", id: "thanks", name: "Thanks" },
      action: "change",
      counts: "page viewed: /merci",
      words: {
        before: { counts: "page viewed: /thanks", said: { type: "destination", page: "/thanks" } },
        after: { counts: "page viewed: /merci", said: { type: "destination", page: "/merci" } },
        changes: [
          { about: "what counts", start: "page viewed: ", before: "/thanks", after: "/merci", end: "" },
        ],
        unread: null,
        differs: [],
      },
      way: null,
      origin: {
        file: "goals.yaml",
        line: 9,
        column: 3,
        length: 6,
        source: "  thanks: { name: Thanks, type: destination, page: /merci }",
      },
      despite: null,
      resources: [
        {
          address: "gtm.trigger/thanks",
          kind: "gtm.trigger",
          action: "update",
          name: "acme-shop - Thanks",
          reason: "file_changed",
          digest: DIGEST,
          parts: [],
          notes: [],
        },
      ],
    },
    {
      subject: { is: "goal", id: "lead", name: "Lead" },
      action: "remove",
      counts: "the site pushes lead to the data layer where plan is pro",
      words: {
        before: {
          counts: "the site pushes lead to the data layer where plan is pro",
          said: { type: "event", on: { data_layer: "lead" }, where: { plan: "pro" } },
        },
        after: null,
        changes: [],
        unread: null,
        differs: [],
      },
      way: null,
      origin: null,
      despite: null,
      resources: [
        going("gtm.variable", "shared:data_layer:plan", "acme-shop - data layer plan"),
        going("gtm.trigger", "lead", "acme-shop - Lead"),
        going("gtm.tag", "lead", "acme-shop - Lead"),
        going("ga4.keyEvent", "lead", "lead"),
      ],
    },
  ]);
});

test("a goal that is switched off, and one that is left out, keep their line", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(THANKS, LEAD));
  const off = file(THANKS.replace("type:", "enabled: false, type:"), LEAD);
  const [goal] = (await planned(google, off)).changes;
  expect(goal).toMatchObject({ action: "remove", despite: "switched off", origin: { line: 9 } });
  const except = file(THANKS, LEAD).replace(/( {4}gtm: .*\n)/, "$1    except: [lead]\n");
  const [left] = (await planned(google, except)).changes;
  expect(left).toMatchObject({ action: "remove", despite: "left out", origin: { line: 11 } });
});

describe("what is sent for an update", () => {
  const live: JsonObject = {
    tagId: "7",
    fingerprint: "1",
    name: "Old",
    type: "gaawe",
    priority: { type: "integer", value: "7" },
    uniqueTriggerId: { type: "template", value: "x" },
    waitForTagsTimeout: { type: "template", value: "0" },
    consentSettings: { consentStatus: "needed" },
    parameter: [
      { type: "template", key: "eventName", value: "old" },
      { type: "template", key: "userDataVariable", value: "{{User}}" },
    ],
  };
  const wanted: JsonObject = {
    name: "New",
    type: "gaawe",
    parameter: [{ type: "template", key: "eventName", value: "new" }],
  };

  const WITH_CONSENT = { ...OWNS_ALL, consent: true };

  test("what is ours is the file's, and what is not ours stays", () => {
    expect(updatedEntity(live, wanted, "notes", OWNS_ALL)).toStrictEqual({
      ...live,
      name: "New",
      notes: "notes",
      parameter: [
        { type: "template", key: "eventName", value: "new" },
        { type: "template", key: "userDataVariable", value: "{{User}}" },
      ],
    });
  });

  test("consent goes when it is ours and the file does not ask for it", () => {
    const { consentSettings: _, ...rest } = updatedEntity(live, wanted, "notes", OWNS_ALL);
    expect(updatedEntity(live, wanted, "notes", WITH_CONSENT)).toStrictEqual(rest);
    const asked = { ...wanted, consentSettings: { consentStatus: "notNeeded" } };
    expect(updatedEntity(live, asked, "notes", WITH_CONSENT)["consentSettings"]).toEqual({
      consentStatus: "notNeeded",
    });
  });

  test("what belongs to a type goes with the type", () => {
    expect(updatedEntity(live, { ...wanted, type: "html" }, "notes", OWNS_ALL)).toStrictEqual({
      tagId: "7",
      fingerprint: "1",
      name: "New",
      type: "html",
      priority: live["priority"],
      consentSettings: live["consentSettings"],
      notes: "notes",
      parameter: wanted["parameter"],
    });
  });

  test("a single parameter is sent as well", () => {
    const one = { ...wanted, type: "html", parameter: [{ type: "template", key: "html", value: "x" }] };
    expect(updatedEntity(live, one, "notes", OWNS_ALL)["parameter"]).toEqual(one.parameter);
  });

  test("without parameters there is none", () => {
    const bare = { name: "New", type: "pageview" };
    expect(updatedEntity({ triggerId: "1", ...bare }, bare, "n", OWNS_ALL)).toStrictEqual({
      triggerId: "1",
      ...bare,
      notes: "n",
    });
  });
});

test("consent settings are compared while the file asks for them, and once more to take them away", async () => {
  const google = memoryGoogle();
  const asks = file(THANKS.replace("type:", "consent: [analytics_storage], type:"));
  await applyGoals(google, asks);
  expect((await planned(google, asks)).changes).toEqual([]);
  const [change] = (await planned(google, file(THANKS))).changes;
  expect(change!.resources.map(({ address, fields }) => [address, fields.map(({ path }) => path)])).toEqual([
    ["gtm.tag/thanks", ["consent"]],
  ]);
  await applyGoals(google, file(THANKS));
  expect((await planned(google, file(THANKS))).changes).toEqual([]);
});

describe("of two that bear one mark", () => {
  /** Two tags of the same mark under the ids 9 and 10, as people left them. */
  async function twins(change: (tag: JsonObject) => JsonObject) {
    const first = memoryGoogle();
    await applyGoals(first, file(THANKS));
    const { entities } = (await first.read()).container.content;
    const google = memoryGoogle();
    for (let next = 3; next < 9; next++) google.plant("gtm.variable", { name: `v${next}`, type: "c" });
    const [tag] = entities["gtm.tag"] as [JsonObject];
    for (const name of ["One", "Two"]) google.plant("gtm.tag", { ...change(tag), name });
    return (await workFor(google, file(THANKS))).built.steps.flatMap((step) =>
      "entity" in step && step.kind === "gtm.tag" ? [`${step.do} ${String(step.entity["tagId"])}`] : [],
    );
  }

  test("the one with the smaller number is the older one: 9 comes before 10", async () => {
    expect(await twins((tag) => ({ ...tag, tagFiringOption: "oncePerLoad" }))).toEqual(["update entity 9"]);
  });
});

describe("a name that passes from one goal to another", () => {
  const passing = async (before: string, after: string) => {
    const google = memoryGoogle();
    await applyGoals(google, before);
    const { steps } = (await workFor(google, after)).built;
    return steps.flatMap((step) =>
      "passing" in step && step.passing
        ? [`${step.do} ${step.address}: ${String(step.passing["name"])}`]
        : [],
    );
  };
  const goal = (id: string, name: string) => `  ${id}: { name: ${name}, type: destination, page: /${id} }\n`;
  const given = (what: string, name: string) => [
    expect.stringMatching(
      new RegExp(`^${what} gtm.trigger/b: acme-shop - ${name} \\(gives up this name, [0-9a-f]{16}\\)$`),
    ),
    expect.stringMatching(
      new RegExp(`^${what} gtm.tag/b: acme-shop - ${name} \\(gives up this name, [0-9a-f]{16}\\)$`),
    ),
  ];

  test("that goes is free before", async () => {
    expect(await passing(file(goal("a", "A"), goal("b", "B")), file(goal("a", "B")))).toEqual(
      given("delete entity", "B"),
    );
  });

  test("that gets another name is free before", async () => {
    expect(await passing(file(goal("a", "A"), goal("b", "B")), file(goal("a", "B"), goal("b", "C")))).toEqual(
      given("update entity", "B"),
    );
  });

  test("to a new one needs nothing: changes come before what is new", async () => {
    expect(await passing(file(goal("b", "B")), file(goal("a", "B"), goal("b", "C")))).toEqual([]);
    expect(await passing(file(goal("b", "B")), file(goal("b", "C")))).toEqual([]);
  });
});
