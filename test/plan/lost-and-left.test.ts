/** What people took away from what is ours (a mark, a tag, an event), and what a plan says about the rest: whole sentences. */
import { describe, expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import type { ContainerSnapshot } from "../../src/resources/snapshot.ts";
import { compiledWith, rule } from "../support/definitions.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const LEAD = "  lead: { name: Lead, type: event, on: { data_layer: lead } }\n";
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;

async function live(goals: string | Compiled): Promise<MemoryGoogle> {
  const google = memoryGoogle();
  await applyGoals(google, goals);
  return google;
}

const told = ({ warnings }: Plan, code: string) =>
  warnings.filter((one) => one.code === code).map(({ message }) => message);
const rows = ({ changes }: Plan) =>
  changes.map(({ action, subject: { is, id }, resources }) => [
    `${action} ${is} ${id}`,
    ...resources.map((one) => `${one.action} ${one.address} (${one.reason})`),
  ]);
const withoutNotes = ({ notes: _, ...entity }: JsonObject): JsonObject => entity;

describe("a tag that lost its mark", () => {
  const NAME = "acme-shop - Lead";
  const lost = async (change: (tag: JsonObject) => JsonObject, goals = file(THANKS)) => {
    const google = await live(file(THANKS, LEAD));
    google.editEntities("gtm.tag", (tag) => (tag["name"] === NAME ? change(withoutNotes(tag)) : tag));
    return planned(google, goals);
  };
  const elsewhere = (tag: JsonObject) => ({ ...tag, firingTriggerId: ["2147479553"] });
  const said = (what: string) => [
    `The tag "${NAME}" is in our folder and has no mark in its notes, so it is left alone, and ${what}. If it was ours, put its goal back into the file and apply, which marks it again, or delete the tag in Tag Manager.`,
  ];

  test.each<readonly [string, (tag: JsonObject) => JsonObject, string]>([
    ["sends what it sent", elsewhere, "it keeps sending lead"],
    ["is paused", (tag) => ({ ...elsewhere(tag), paused: true }), "it is paused"],
    [
      "has no event name of its own",
      (tag) => ({ ...elsewhere(tag), parameter: [] }),
      "it keeps sending its event",
    ],
  ])("and %s, is told of", async (_, change, what) => {
    expect(told(await lost(change), "mark-missing")).toEqual(said(what));
  });

  test.each<readonly [string, (tag: JsonObject) => JsonObject]>([
    ["lies in another folder", (tag) => ({ ...elsewhere(tag), parentFolderId: "999" })],
    ["is no GA4 event tag", (tag) => ({ ...elsewhere(tag), type: "html" })],
    ["has a name of theirs", (tag) => ({ ...elsewhere(tag), name: "Theirs" })],
  ])("and %s, is theirs", async (_, change) => {
    expect(told(await lost(change), "mark-missing")).toEqual([]);
  });

  test("and fires on the trigger that is to go, stops the plan and says how to get it back", async () => {
    const plan = await lost((tag) => tag);
    expect(told(plan, "mark-missing")).toEqual([]);
    expect(plan.blockers).toEqual([
      {
        code: "still-in-use",
        message: `The trigger "${NAME}" would be removed, but the tag "${NAME}", which has no mark in its notes, uses it.`,
        waysOut: [
          "Apply once with the goal in the file as it was, which marks it again; then change or remove the goal.",
          "If you no longer need it, delete that tag in Tag Manager, then plan again.",
        ],
        override: null,
      },
    ]);
    expect((await lost((tag) => ({ ...tag, name: "Theirs" }))).blockers).toEqual([
      {
        code: "still-in-use",
        message: `The trigger "${NAME}" would be removed, but the tag "Theirs" uses it.`,
        waysOut: ["Change that tag in Tag Manager, then plan again.", "Keep the goal in the file as it was."],
        override: null,
      },
    ]);
  });

  test("is adopted again while its goal is in the file", async () => {
    expect(rows(await lost((tag) => tag, file(THANKS, LEAD)))).toEqual([
      ["change goal lead", "adopt gtm.tag/lead (adopted)"],
    ]);
  });
});

describe("the session script that lost its mark", () => {
  test("is adopted for each of its goals", async () => {
    const goals = file(
      "  deep: { type: pages_per_session, more_than: 5 }\n",
      "  long: { type: duration, longer_than: 4m }\n",
      THANKS,
    );
    const google = await live(goals);
    google.editEntities("gtm.tag", (tag) =>
      tag["name"] === "acme-shop - session script" ? withoutNotes(tag) : tag,
    );
    expect(rows(await planned(google, goals))).toEqual([
      ["change goal deep", "adopt gtm.tag/shared:session (adopted)"],
      ["change goal long", "adopt gtm.tag/shared:session (adopted)"],
    ]);
  });
});

describe("what goals share and another version of goalform wrote", () => {
  const counts = async (count: number) => {
    const goals = Array.from(
      { length: count },
      (_, i) => `  g${i}: { name: G${i}, type: pages_per_session, more_than: ${i + 2} }\n`,
    );
    const now = file(...goals);
    const compiled = compile(goalSet(now), MEASUREMENT_ID);
    const older = JSON.stringify(compiled.resources).replace("</script>", "// older\\n</script>");
    const google = await live({ ...compiled, resources: JSON.parse(older) as Compiled["resources"] });
    return (await planned(google, now)).changes.map(({ subject, counts }) => `${subject.name}: ${counts}`);
  };
  const STAYS = "what the goals ask for stays the same";

  test("names five of the goals that use it, and the number of the others", async () => {
    expect(await counts(5)).toEqual([`session script: used by G0, G1, G2, G3, G4; ${STAYS}`]);
    expect(await counts(6)).toEqual([`session script: used by G0, G1, G2, G3, G4 and 1 more; ${STAYS}`]);
  });
});

test("the folder forgets a list with the last goal that needed it, which is no other goal's change", async () => {
  const google = await live(compiledWith(file(LEAD), rule("thanks", "/thanks")));
  expect(rows(await planned(google, file(LEAD)))).toEqual([
    [
      "remove goal thanks",
      "update gtm.folder/shared:folder (remarked)",
      "delete ga4.eventCreateRule/thanks@G-TEST123456 (removed)",
    ],
  ]);
});

describe("a goal that is told to send another event", () => {
  const said = async (before: string | Compiled, after: string | Compiled, google = memoryGoogle()) => {
    await applyGoals(google, before);
    return told(await planned(google, after), "event-renamed");
  };
  const sentence = (which: string, left: string) =>
    `${which} from now on: its reports begin again under the new name, and what uses thanks in Analytics or Google Ads (imported conversions, audiences, explorations) ${left}. To keep the event, write \`event: thanks\`.`;
  const other = THANKS.replace("type:", "event: thank_you, type:");
  const byRule = (goal: string) => goal.replace("type:", "via: ga4, type:");
  const NOW = "Thanks sends thank_you instead of thanks";

  test("loses what was built on the former one", async () => {
    expect(await said(file(THANKS), file(other))).toEqual([sentence(NOW, "no longer gets it")]);
    expect(await said(file(THANKS), file(THANKS))).toEqual([]);
  });

  test("says so once, also where a rule in each of two web streams makes it", async () => {
    const google = memoryGoogle([MEASUREMENT_ID, "G-SECOND0001"]);
    expect(await said(file(byRule(THANKS)), file(byRule(other)), google)).toEqual([
      sentence(NOW, "no longer gets it"),
    ]);
  });

  test("names those that send the former one, each once", async () => {
    const also = (id: string, more = "") =>
      `  ${id}: { event: thanks, type: destination, page: /${id}, counting: once_per_session${more} }\n`;
    const goals = [other, also("tea", ", spa: true"), also("coffee", ", via: ga4")];
    expect(await said(file(THANKS), file(...goals))).toEqual([
      sentence(NOW, "gets only what Tea and Coffee send"),
    ]);
    expect(await said(file(THANKS), file(...goals.slice(0, 2)))).toEqual([
      sentence(NOW, "gets only what Tea sends"),
    ]);
  });
});

describe("a tag whose mark names no event, as older versions wrote it", () => {
  const going = async (change: (tag: JsonObject) => JsonObject, before = THANKS) => {
    const google = await live(file(before));
    google.editEntities("gtm.tag", (tag) =>
      change({ ...tag, notes: String(tag["notes"]).replace(/ event=\S+/, "") }),
    );
    return planned(google, file(LEAD));
  };
  const KEY_EVENT = "delete ga4.keyEvent/thanks (removed)";

  test("takes its key event along while it is as it was applied, paused or not", async () => {
    expect(rows(await going((tag) => tag)).flat()).toContain(KEY_EVENT);
    expect(rows(await going((tag) => ({ ...tag, paused: true }))).flat()).toContain(KEY_EVENT);
  });

  test("leaves it when people edited the tag", async () => {
    const plan = await going((tag) => ({ ...tag, tagFiringOption: "unlimited" }));
    expect(rows(plan).flat()).not.toContain(KEY_EVENT);
  });

  test("of a protected goal stops the plan, whatever people made of the tag", async () => {
    const before = THANKS.replace("type:", "protected: true, type:");
    const { blockers } = await going((tag) => ({ ...tag, type: "html", parameter: [] }), before);
    expect(blockers.map(({ code }) => code)).toEqual(["protected-goal"]);
  });
});

describe("a protected goal", () => {
  const PROTECTED = THANKS.replace("type:", "protected: true, type:");
  const stops = async (google: MemoryGoogle, goals: string) =>
    (await planned(google, goals)).blockers
      .filter(({ code }) => code === "protected-goal")
      .map(({ message }) => message);

  test("is still protected when somebody deleted its tag", async () => {
    const google = await live(file(PROTECTED, LEAD));
    google.editEntities("gtm.tag", (tag) => (tag["name"] === "acme-shop - Thanks" ? null : tag));
    expect(await stops(google, file(LEAD))).toEqual(["The goal thanks is protected, and would be removed."]);
  });

  test("that a rule counts keeps its key event", async () => {
    const byRule = PROTECTED.replace("type:", "via: ga4, type:");
    const google = await live(file(byRule));
    expect(await stops(google, file(byRule.replace("type:", "key_event: false, type:")))).toEqual([
      "The goal thanks is protected, and its key event would be removed.",
    ]);
    expect(await stops(google, file(byRule.replace("/thanks", "/merci")))).toEqual([]);
  });
});

test("a copy of a tag of ours is left alone, and told of", async () => {
  const google = await live(file(THANKS));
  const [tag] = (await google.read()).container.content.entities["gtm.tag"] as [JsonObject];
  google.plant("gtm.tag", { ...tag, name: "Copy of acme-shop - Thanks" });
  const plan = await planned(google, file(THANKS));
  expect(rows(plan)).toEqual([]);
  expect(plan.warnings.filter(({ code }) => code !== "no-google-tag")).toEqual([
    {
      code: "copied",
      message:
        'The tag "Copy of acme-shop - Thanks" is a copy of one of ours. It is left alone; if it counts too, remove it in Tag Manager.',
    },
    {
      code: "sent-twice",
      message: 'The tag "Copy of acme-shop - Thanks" sends thanks as well: it may be counted twice.',
    },
  ]);
});

describe("rules that a version that is not live knows of", () => {
  const RULES = ["ga4.eventCreateRule"];
  const none = compile(goalSet(file()), MEASUREMENT_ID);
  const wanted = compiledWith(file(LEAD), rule("thanks", "/thanks"));

  /** Two contents of the container: without rules, and with one. */
  async function versions() {
    const google = await live(file(LEAD));
    const { container: without } = await google.read();
    await applyGoals(google, wanted);
    const { container: withRule } = await google.read();
    return { google, without, withRule };
  }
  const drafted = (live: ContainerSnapshot, { content }: ContainerSnapshot): ContainerSnapshot => ({
    ...live,
    unpublished: { id: "9", name: "", description: "", createdAt: null, content },
  });

  test("are read, whichever of the two it is", async () => {
    const { without, withRule } = await versions();
    expect(listsToRead(none, without)).toEqual([]);
    expect(listsToRead(none, withRule)).toEqual(RULES);
    expect(listsToRead(none, drafted(without, withRule))).toEqual(RULES);
    expect(listsToRead(none, drafted(withRule, without))).toEqual(RULES);
  });

  test("are missing only where each version knows of them, and new otherwise", async () => {
    const { google, without, withRule } = await versions();
    google.editDefinitions("ga4.eventCreateRule", () => null);
    const snapshot = await google.read(() => ["ga4.eventCreateRule"]);
    const reason = (container: ContainerSnapshot) =>
      rows(workingPlan(wanted, { ...snapshot, container }, "production").built.plan)
        .flat()
        .find((one) => one.startsWith("create ga4.eventCreateRule"));
    const rules = (why: string) => `create ga4.eventCreateRule/thanks@${MEASUREMENT_ID} (${why})`;
    expect(reason(drafted(withRule, withRule))).toBe(rules("missing"));
    expect(reason(drafted(withRule, without))).toBe(rules("new"));
    expect(reason(drafted(without, withRule))).toBe(rules("new"));
  });
});

test("an apply that died while two goals exchange their names leaves nothing that looks like an edit", async () => {
  const call = "  call: { name: Call, type: destination, page: /call }\n";
  const exchanged = file(
    THANKS.replace("name: Thanks", "name: Call"),
    call.replace("name: Call", "name: Thanks"),
  );
  const google = await live(file(THANKS, call));
  const passing = (await workFor(google, exchanged)).built.steps.flatMap((step) =>
    "passing" in step && step.passing ? [step.passing] : [],
  );
  expect(passing).toHaveLength(4);
  for (const kind of ["gtm.trigger", "gtm.tag"] as const)
    google.editEntities(kind, (entity) => {
      const between = passing.filter((one) => one.type === entity["type"]);
      const id = kind === "gtm.tag" ? "tagId" : "triggerId";
      return (between.find((one) => one[id] === entity[id]) as JsonObject | undefined) ?? entity;
    });
  const { changes } = await planned(google, exchanged);
  const reasons = changes.flatMap(({ resources }) => resources.map(({ reason }) => reason));
  expect([reasons.length, ...new Set(reasons)]).toEqual([4, "file_changed"]);
});
