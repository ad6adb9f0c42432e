/** What somebody renamed, moved, paused or copied in Tag Manager, and the goal then goes from the file. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { HEAD } from "../support/shop.ts";

const LEAD =
  "  lead: { name: Lead, type: event, event: generate_lead, protected: true, on: { data_layer: lead }, where: { plan: paid } }\n";
const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const BOTH = `${HEAD}goals:\n${LEAD}${THANKS}`;
const WITHOUT = `${HEAD}goals:\n${THANKS}`;
const NAME = "acme-shop - Lead";

const GONE = [
  "delete | gtm.variable | acme-shop - data layer plan | removed",
  expect.stringMatching(/^delete \| gtm\.trigger \| /),
  expect.stringMatching(/^delete \| gtm\.tag \| /),
  "delete | ga4.keyEvent | generate_lead | removed",
];

const THEIRS = {
  name: "Theirs",
  type: "html",
  firingTriggerId: ["2147479553"],
  parameter: [{ type: "template", key: "html", value: "<script>x({{Plan}})</script>" }],
};

async function applied(): Promise<Scene> {
  const scene = await openScene();
  await scene.shop.apply(BOTH);
  return scene;
}

const rename = (name: string) => (entity: { name?: string | null }) => ({ ...entity, name });

/** What Tag Manager's screen makes of "Copy". */
function copyOf({ tagId: _, ...tag }: JsonObject, name: string) {
  return { ...tag, name, firingTriggerId: ["2147479553"] };
}

describe("what bears a mark alone is the original", () => {
  test.each([
    ["the tag", ["tags"]],
    ["the trigger", ["triggers"]],
    ["both", ["tags", "triggers"]],
  ] as const)("%s was renamed: all of it goes, with its key event", async (_, kinds) => {
    const { screen, view, shop } = await applied();
    for (const kind of kinds) await screen.edit(kind, NAME, rename("Contact (2024)"));
    expect(await view.changes(WITHOUT)).toEqual(GONE);
    expect((await view.codes(WITHOUT)).warnings).not.toContain("copied");
    expect((await view.codes(WITHOUT)).blockers).toEqual(["protected-goal"]);
    await shop.apply(WITHOUT);
    expect(await view.changes(WITHOUT)).toEqual([]);
    expect(await view.names("gtm.tag")).toEqual(["acme-shop - Thanks"]);
  });

  test("a renamed variable goes, and one that others read under its new name stays", async () => {
    const { screen, view } = await applied();
    await screen.edit("triggers", NAME, ({ filter: _, ...trigger }) => trigger);
    await screen.edit("variables", "acme-shop - data layer plan", rename("Plan"));
    expect(await view.changes(WITHOUT)).toContain("delete | gtm.variable | Plan | removed_and_edited");
    await screen.add("tags", THEIRS);
    expect(await view.changes(WITHOUT)).not.toContainEqual(expect.stringContaining("| Plan |"));
  });

  test("a renamed variable that ours and theirs read stops the plan, since theirs would read nothing", async () => {
    const { screen, view } = await applied();
    const { filter } = await view.entity("gtm.trigger", NAME);
    const renamed = JSON.parse(JSON.stringify(filter).replaceAll("acme-shop - data layer plan", "Plan"));
    await screen.edit("triggers", NAME, ({ filter: _, ...trigger }) => trigger);
    await screen.edit("variables", "acme-shop - data layer plan", rename("Plan"));
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, filter: renamed }));
    await screen.add("tags", THEIRS);
    expect((await view.codes(WITHOUT)).blockers).toContain("still-in-use");
  });

  test("a tag that was moved out of our folder goes like any other", async () => {
    const { screen, view } = await applied();
    await screen.edit("tags", NAME, ({ parentFolderId: _, ...tag }) => tag);
    expect(await view.changes(WITHOUT)).toEqual(GONE);
  });
});

test("a paused tag takes its key event along", async () => {
  const { screen, view, shop } = await applied();
  await screen.edit("tags", NAME, (tag) => ({ ...tag, paused: true }));
  expect(await view.changes(WITHOUT)).toEqual(GONE);
  await shop.apply(WITHOUT);
  expect((await shop.snapshot()).property.keyEvents.map(({ eventName }) => eventName)).not.toContain(
    "generate_lead",
  );
});

test("a tag that was made to send another event takes along the key event that we made, and no other", async () => {
  const { screen, view, shop } = await applied();
  shop.sandbox.edit({ property: "123456789", keyEvent: "theirs", add: { countingMethod: "ONCE_PER_EVENT" } });
  await screen.edit("tags", NAME, (tag) => ({
    ...tag,
    parameter: (tag["parameter"] as { key: string }[]).map((one) =>
      one.key === "eventName" ? { ...one, value: "theirs" } : one,
    ),
  }));
  expect(await view.changes(WITHOUT)).toEqual(GONE);
});

describe("a mark of an older version names no event", () => {
  const older = (tag: { notes?: string | null }) => ({ ...tag, notes: tag.notes!.replace(/ event=\S+/, "") });
  const OF_KEY_EVENT = expect.stringContaining("ga4.keyEvent");

  test("a paused tag takes its key event along all the same", async () => {
    const { screen, view } = await applied();
    await screen.edit("tags", NAME, (tag) => ({ ...older(tag), paused: true }));
    expect((await view.entity("gtm.tag", NAME))["notes"]).not.toContain("event=");
    expect(await view.changes(WITHOUT)).toEqual(GONE);
  });

  test("a tag that people made to send another event takes none along", async () => {
    const { screen, view, shop } = await applied();
    shop.sandbox.edit({
      property: "123456789",
      keyEvent: "theirs",
      add: { countingMethod: "ONCE_PER_EVENT" },
    });
    await screen.edit("tags", NAME, (tag) => ({
      ...older(tag),
      parameter: (tag["parameter"] as { key: string }[]).map((one) =>
        one.key === "eventName" ? { ...one, value: "theirs" } : one,
      ),
    }));
    expect(await view.changes(WITHOUT)).not.toContainEqual(OF_KEY_EVENT);
  });
});

test("a variable of a goal that is new is new, and one that somebody deleted is missing", async () => {
  const { shop, screen, view } = await openScene();
  const variable = "gtm.variable | acme-shop - data layer plan";
  await shop.apply(WITHOUT);
  expect(await view.changes(BOTH)).toContain(`create | ${variable} | new`);
  await shop.apply(BOTH);
  await screen.edit("triggers", NAME, ({ filter: _, ...trigger }) => trigger);
  await screen.remove("variables", "acme-shop - data layer plan");
  expect(await view.changes(BOTH)).toContain(`create | ${variable} | missing`);
});

describe("of two that bear a mark", () => {
  test("the one that is just as we left it is the original, although the other is older", async () => {
    const { screen, view } = await applied();
    const { tagId: _, ...asItWas } = await view.entity("gtm.tag", NAME);
    await screen.edit("tags", NAME, rename("Old lead"));
    await screen.add("tags", { ...asItWas, name: NAME });
    expect(await view.changes(WITHOUT)).toContain(`delete | gtm.tag | ${NAME} | removed`);
    expect(await view.changes(WITHOUT)).not.toContainEqual(expect.stringContaining("Old lead"));
  });

  test("the one that is as we left it is the original, also when the other is older", async () => {
    const { screen, view } = await applied();
    await screen.edit("tags", NAME, rename("Old lead"));
    await screen.add("tags", { ...copyOf(await view.entity("gtm.tag", "Old lead"), "Copy of lead") });
    expect(await view.changes(WITHOUT)).toContain("delete | gtm.tag | Old lead | removed_and_edited");
    expect((await view.codes(WITHOUT)).warnings).toContain("copied");
  });

  test("a copy that outlived its goal is left alone", async () => {
    const { screen, view, shop } = await applied();
    await screen.add("tags", copyOf(await view.entity("gtm.tag", NAME), `Copy of ${NAME}`));
    await shop.apply(WITHOUT);
    expect(await view.changes(WITHOUT)).toEqual([]);
    expect(await view.names("gtm.tag")).toContain(`Copy of ${NAME}`);
  });
});

test("a protected goal is protected by its trigger, too", async () => {
  const { screen, view } = await applied();
  await screen.remove("tags", NAME);
  expect((await view.codes(WITHOUT)).blockers).toContain("protected-goal");
});

describe("what lost its mark", () => {
  const unmarked = ({ notes: _, ...entity }: { notes?: string | null }) => entity;
  const edit = async ({ screen }: Scene, ...kinds: readonly ("tags" | "triggers")[]) => {
    for (const kind of kinds) await screen.edit(kind, NAME, unmarked);
  };

  test("a tag that fires on a trigger of ours keeps it, and the plan says how both go", async () => {
    const scene = await applied();
    await edit(scene, "tags");
    const { plan } = await scene.shop.plan(WITHOUT);
    const found = plan.blockers.find(({ code }) => code === "still-in-use");
    expect(found).toMatchObject({
      message: `The trigger "${NAME}" would be removed, but the tag "${NAME}", which has no mark in its notes, uses it.`,
      waysOut: [expect.stringMatching(/^Apply once with the goal in the file/), expect.any(String)],
    });
    await scene.shop.apply(BOTH);
    await scene.shop.apply(WITHOUT);
    expect(await scene.view.names("gtm.tag")).toEqual(["acme-shop - Thanks"]);
  });

  test("a tag that fires on one of our triggers among others is spoken of once", async () => {
    const scene = await applied();
    await scene.screen.edit("tags", NAME, (tag) => ({
      ...unmarked(tag),
      firingTriggerId: [...(tag["firingTriggerId"] as string[]), "2147479553"],
    }));
    const { blockers, warnings } = await scene.view.codes(WITHOUT);
    expect(blockers).toContain("still-in-use");
    expect(warnings).not.toContain("mark-missing");
  });

  test("a tag that continues without its goal is mentioned, and while its goal is in the file it is adopted", async () => {
    const scene = await applied();
    await edit(scene, "tags", "triggers");
    expect((await scene.view.codes(BOTH)).warnings).not.toContain("mark-missing");
    const { plan } = await scene.shop.plan(WITHOUT);
    expect(plan.warnings.filter(({ code }) => code === "mark-missing")).toEqual([
      { code: "mark-missing", message: expect.stringContaining("keeps sending generate_lead") },
    ]);
  });

  test("a paused one is said to be paused", async () => {
    const scene = await applied();
    await edit(scene, "tags", "triggers");
    await scene.screen.edit("tags", NAME, (tag) => ({ ...tag, paused: true }));
    const { plan } = await scene.shop.plan(WITHOUT);
    expect(plan.warnings.find(({ code }) => code === "mark-missing")?.message).toContain(
      ", and it is paused.",
    );
  });

  test("a deleted tag takes no key event along, and the plan says so", async () => {
    const scene = await openScene();
    const goals = `${BOTH}  call: { name: Call, type: event, on: { data_layer: call } }\n`;
    await scene.shop.apply(goals);
    await scene.screen.remove("tags", "acme-shop - Call");
    const warnings = async (yaml: string) =>
      (await scene.view.codes(yaml)).warnings.filter((code) => code === "key-event-stays");
    expect(await warnings(goals)).toEqual([]);
    expect(await warnings(BOTH)).toEqual(["key-event-stays"]);
    expect(await warnings(`${BOTH}removed: [call]\n`)).toEqual([]);
  });
});
