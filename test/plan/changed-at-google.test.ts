/** What people changed or deleted at Google: what a plan says about it, and which goal's change it is. */

import { describe, expect, test } from "vitest";
import type { Plan, SubjectChange } from "../../src/plan/plan.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { audience, compiledWith, dimension, metric, rule } from "../support/definitions.ts";
import { text } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const RULE = "ga4.eventCreateRule";
const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const BY_RULE = THANKS.replace("type:", "via: ga4, type:");
const LEAD = "  lead: { name: Lead, type: event, on: { data_layer: lead }, where: { plan: pro } }\n";
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;

/** What was applied. */
async function live(goals: string | Compiled): Promise<MemoryGoogle> {
  const google = memoryGoogle();
  await applyGoals(google, goals);
  return google;
}

const rows = ({ changes }: Plan) => changes.map(rowOf);
const rowOf = ({ action, subject: { is, id }, resources }: SubjectChange) => [
  `${action} ${is} ${id}`,
  ...resources.map(({ action, address, reason }) => `${action} ${address} (${reason})`),
];
const counted = ({ changes }: Plan) => changes.map(({ subject, counts }) => `${subject.id}: ${counts}`);
const stays = ({ warnings }: Plan) =>
  warnings.filter(({ code }) => code === "key-event-stays").map(({ message }) => message);

describe("a goal that goes, as people left it", () => {
  test("counts any page when its conditions are gone", async () => {
    const google = await live(file(THANKS.replace("page:", "spa: true, page:")));
    google.editEntities("gtm.trigger", (trigger) => ({ ...trigger, filter: [] }));
    expect(counted(await planned(google, file()))[0]).toBe(
      "thanks: page viewed: any page, with or without a reload",
    );
  });

  test.each([
    ["Page Path", "equals", "any click, on /x"],
    ["Page Path", "contains", "any click, on pages whose path contains x"],
    ["Page Hostname", "equals", "any click, on pages whose host is x"],
    ["Page URL", "equals", "any click, on pages whose address is x"],
    ["Click URL", "equals", "link clicked: address is x"],
    ["Click Text", "equals", "click: text is x"],
    ["Click ID", "equals", "click: id matches ^x$"],
    ["Click Classes", "contains", "click: class matches x"],
    [
      "Form ID",
      "equals",
      "what the goals file has no words for: it has a condition on what was clicked, submitted or watched, and waits for something else (Form ID)",
    ],
  ])("says the condition on %s that they made (%s)", async (variable, type, words) => {
    const google = await live(file("  tab: { type: event, on: { click: { text: a } } }\n"));
    const parameter = [text("arg0", `{{${variable}}}`), text("arg1", words.endsWith("/x") ? "/x" : "x")];
    google.editEntities("gtm.trigger", (trigger) => ({ ...trigger, filter: [{ type, parameter }] }));
    expect(counted(await planned(google, file()))[0]).toBe(`tab: ${words}`);
  });

  test("says why there are no words for it, rather than a part of it", async () => {
    const google = await live(file(THANKS));
    const parameter = [text("arg0", "{{Their variable}}"), text("arg1", "x")];
    google.editEntities("gtm.trigger", (one) => ({ ...one, filter: [{ type: "equals", parameter }] }));
    expect(counted(await planned(google, file()))[0]).toBe(
      "thanks: what the goals file has no words for: it has a condition on something that the language has no word for (Their variable)",
    );
  });

  test("says what an element, an event and a link without any condition count, or that they count nothing", async () => {
    const google = await live(
      file(
        "  late: { type: event, on: { visible: '#a' } }\n",
        LEAD,
        "  out: { type: event, on: { link: { outbound: true } } }\n",
        "  sent: { type: event, on: { form: contact } }\n",
      ),
    );
    google.editEntities("gtm.trigger", ({ filter: _, customEventFilter: __, ...trigger }) => ({
      ...trigger,
      parameter: [],
    }));
    expect(counted(await planned(google, file())).slice(0, 4)).toEqual([
      "late: nothing: its conditions are never true",
      "lead: what the goals file has no words for: its trigger takes any data-layer event, or Tag Manager's own among others",
      "out: any link clicked",
      "sent: any form submitted",
    ]);
  });

  test("that a rule in each of two web streams counts is said once", async () => {
    const google = memoryGoogle(["G-TEST123456", "G-SECOND0001"]);
    await applyGoals(google, file(BY_RULE));
    expect(counted(await planned(google, file()))).toEqual([
      "thanks: page viewed: /thanks, counted by a rule in Analytics",
    ]);
  });

  test("has the name of its tag, or its id where people renamed the tag", async () => {
    const google = await live(file(LEAD));
    const name = async () => (await planned(google, file())).changes[0]!.subject.name;
    expect(await name()).toBe("Lead");
    google.editEntities("gtm.tag", (tag) => ({ ...tag, name: "Enquiries" }));
    expect(await name()).toBe("lead");
  });

  test("takes its key event along when its rule was edited, and makes the same event", async () => {
    const google = await live(file(BY_RULE));
    google.editDefinitions(RULE, (body) => ({
      ...body,
      eventConditions: (rule("thanks", "/ups").body as JsonObject)["eventConditions"]!,
    }));
    expect(rows(await planned(google, file()))).toEqual([
      [
        "remove goal thanks",
        "delete gtm.folder/shared:folder (removed)",
        "delete ga4.keyEvent/thanks (removed)",
        `delete ${RULE}/thanks@G-TEST123456 (removed_and_edited)`,
      ],
    ]);
  });

  test("leaves the key event of the event that people made its rule make", async () => {
    const google = await live(file(BY_RULE));
    google.plantKeyEvent("lead");
    google.editDefinitions(RULE, (body) => ({ ...body, destinationEvent: "lead" }));
    expect(rows(await planned(google, file())).flat()).not.toContain("delete ga4.keyEvent/lead (removed)");
  });
});

test("a funnel that goes says its own steps once, however each is counted, and none where it has none", async () => {
  const goals = file(THANKS, THANKS.replaceAll("hanks", "ea"));
  const funnel = (more: string) => `${goals}funnels:\n  buying: { ${more} }\n`;
  const google = memoryGoogle(["G-TEST123456", "G-SECOND0001"]);
  const steps = "{ id: cart, page: /cart, spa: true }, { id: pay, page: /pay, via: ga4 }, thanks";
  await applyGoals(google, funnel(`steps: [${steps}], audiences: [completed, abandoned]`));
  expect(counted(await planned(google, goals))).toEqual([
    "buying: funnel with the steps Cart (page viewed: /cart, with or without a reload), Pay (page viewed: /pay, counted by a rule in Analytics), Thanks (a goal)",
  ]);
  await applyGoals(google, funnel("steps: [thanks, tea], audiences: [completed]"));
  expect(counted(await planned(google, goals))).toEqual([
    "buying: funnel with the steps Thanks (a goal), Tea (a goal)",
  ]);
});

describe("a goal that passes to another way of counting is a goal that changes", () => {
  test.each([
    ["to a rule", THANKS, BY_RULE],
    ["from a rule", BY_RULE, THANKS],
  ])("%s", async (_, before, after) => {
    const plan = await planned(await live(file(before)), file(after));
    expect(rows(plan).map(([row]) => row)).toEqual(["change goal thanks"]);
    expect(plan.summary).toEqual({ add: 0, change: 1, remove: 0, unchanged: 0 });
  });

  test("from a rule to an audience", async () => {
    const google = await live(compiledWith(file(), rule("deep", "/deep")));
    const plan = await planned(google, compiledWith(file(), audience("deep", 3)));
    expect(rows(plan).map(([row]) => row)).toEqual(["change goal deep"]);
  });

  test("but not one that only its dimension was left of", async () => {
    const google = await live(compiledWith(file(THANKS), dimension("plan", "Plan", "thanks")));
    const plan = await planned(google, compiledWith(file(LEAD), dimension("plan", "Plan", "lead")));
    expect(rows(plan).map(([row]) => row)).toEqual(["add goal lead", "remove goal thanks"]);
  });
});

describe("a goal that goes after somebody deleted its tag", () => {
  const TOLD =
    "thanks stays a key event: its tag was deleted in Tag Manager, so nothing shows that it is ours. To unmark it, add it to `removed:`.";
  const withoutTag = async () => {
    const google = await live(file(THANKS));
    google.editEntities("gtm.tag", () => null);
    return google;
  };
  const again = (more: string) =>
    `  again: { name: Again, event: thanks, type: destination, via: ga4, page: /again${more} }\n`;

  test("leaves a key event that nothing shows to be ours, and the plan says so", async () => {
    expect(stays(await planned(await withoutTag(), file(LEAD)))).toEqual([TOLD]);
    expect(stays(await planned(await withoutTag(), `${file(LEAD)}removed: [thanks]\n`))).toEqual([]);
  });

  test("leaves it to another goal that counts it", async () => {
    expect(stays(await planned(await withoutTag(), file(again(""))))).toEqual([]);
  });

  test("leaves it behind where another goal makes the event, but no key event of it", async () => {
    expect(stays(await planned(await withoutTag(), file(again(", key_event: false"))))).toEqual([TOLD]);
  });
});

describe("a goal that the property knows before its first plan", () => {
  const row = async (google: MemoryGoogle, goals: string | Compiled) => {
    const { changes, summary } = await planned(google, goals);
    return [...changes.map(({ action, subject }) => `${action} ${subject.id}`), summary];
  };
  const marked = () => {
    const google = memoryGoogle();
    google.plantKeyEvent("thanks");
    return google;
  };

  test("changes, where its key event is all that it is", async () => {
    const goal = "  thanks: { type: event, on: { ga4_event: thanks }, value: 5 }\n";
    const summary = { add: 0, change: 1, remove: 0, unchanged: 0 };
    expect(await row(marked(), file(goal))).toEqual(["change thanks", summary]);
  });

  test.each([
    ["a tag", THANKS],
    ["a rule", BY_RULE],
  ])("is added, where %s is to count it", async (_, goal) => {
    const summary = { add: 1, change: 0, remove: 0, unchanged: 0 };
    expect(await row(marked(), file(goal))).toEqual(["add thanks", summary]);
  });

  test("is adopted, where a rule does the same already, which is a change", async () => {
    const other = rule("other", "/other");
    const google = await live(compiledWith(file(), other));
    google.plantDefinition(RULE, rule("thanks", "/thanks").body, "G-TEST123456");
    const summary = { add: 0, change: 1, remove: 0, unchanged: 1 };
    expect(await row(google, compiledWith(file(), other, rule("thanks", "/thanks")))).toEqual([
      "adopt thanks",
      summary,
    ]);
  });
});

describe("a variable that is not there", () => {
  test("was deleted, when the goal that reads it is as it was applied", async () => {
    const google = await live(file(LEAD));
    google.editEntities("gtm.variable", () => null);
    expect(rows(await planned(google, file(LEAD)))).toEqual([
      ["change goal lead", "create gtm.variable/shared:data_layer:plan (missing)"],
    ]);
  });

  test("is new, when the goal begins to read it", async () => {
    const google = await live(file(LEAD.replace(", where: { plan: pro }", "")));
    expect(rows(await planned(google, file(LEAD)))).toEqual([
      [
        "change goal lead",
        "create gtm.variable/shared:data_layer:plan (new)",
        "update gtm.trigger/lead (file_changed)",
      ],
    ]);
  });
});

describe("what is registered", () => {
  test("goes with the goal whose rule sends its parameter, and else alone", async () => {
    const google = await live(
      compiledWith(
        file(LEAD),
        rule("thanks", "/thanks", { parameters: { plan: "page" } }),
        rule("other", "/other"),
        dimension("plan", "Plan", "thanks"),
        metric("paid", "Amount paid", "other", "STANDARD"),
      ),
    );
    expect(rows(await planned(google, file(LEAD)))).toEqual([
      [
        "remove goal thanks",
        "update gtm.folder/shared:folder (remarked)",
        "delete ga4.customDimension/plan (removed)",
        `delete ${RULE}/thanks@G-TEST123456 (removed)`,
      ],
      ["remove goal other", `delete ${RULE}/other@G-TEST123456 (removed)`],
      ["remove shared paid", "delete ga4.customMetric/paid (removed)"],
    ]);
  });

  test("by somebody else already is no change of the goal that asks for it", async () => {
    const sends = LEAD.replace("where:", "parameters: { tariff: { data_layer: plan } }, where:");
    const google = await live(file(sends));
    const theirs = { parameterName: "tariff", displayName: "Theirs", scope: "EVENT" };
    google.plantDefinition("ga4.customDimension", theirs);
    const plan = await planned(
      google,
      file(sends.replace("data_layer: plan }", "data_layer: plan, register: dimension }")),
    );
    expect(rows(plan)).toEqual([["change shared folder", "update gtm.folder/shared:folder (remarked)"]]);
    expect(plan.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 1 });
  });
});

test("a rule's first parameter, and its last, are a change of that parameter alone", async () => {
  const [bare, sends] = [
    compiledWith(file(), rule("thanks", "/thanks")),
    compiledWith(file(), rule("thanks", "/thanks", { parameters: { source: "page" } })),
  ];
  const fields = async (before: Compiled, after: Compiled) =>
    (await planned(await live(before), after)).changes.flatMap(({ resources }) =>
      resources.flatMap((one) => one.fields),
    );
  expect(await fields(bare, sends)).toEqual([
    { path: "parameterMutations.source", before: null, after: "page" },
  ]);
  expect(await fields(sends, bare)).toEqual([
    { path: "parameterMutations.source", before: "page", after: null },
  ]);
});

test("an audience of ours that logs no event any more is put back, and stands for no key event", async () => {
  const google = await live(compiledWith(file(), audience("deep", 3)));
  google.editDefinitions("ga4.audience", (body) => ({ ...body, eventTrigger: null }));
  const plan = await planned(google, compiledWith(file(), audience("deep", 3)));
  expect(rows(plan).flat()).toEqual(["change goal deep", "update ga4.audience/deep (edited)"]);
});
