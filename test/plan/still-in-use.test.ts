/** What goes, or gets another name, while something else still refers to it: Google would refuse, or nothing would compile. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const LEAD = "  lead: { name: Lead, type: event, on: { data_layer: lead }, where: { plan: pro } }\n";
const BOTH = `${HEAD}goals:\n${THANKS}${LEAD}`;
const WITHOUT_LEAD = `${HEAD}goals:\n${THANKS}`;
const TRIGGER = "acme-shop - Lead";
const VARIABLE = "acme-shop - data layer plan";
const ALL_PAGES = "2147479553";

const theirs = (more: JsonObject): JsonObject & { name: string } => ({
  name: "Theirs",
  type: "html",
  firingTriggerId: [ALL_PAGES],
  parameter: [{ type: "template", key: "html", value: "<script></script>" }],
  ...more,
});

async function applied(): Promise<Scene & { readonly trigger: string }> {
  const scene = await openScene();
  await scene.shop.apply(BOTH);
  const { triggerId } = await scene.view.entity("gtm.trigger", TRIGGER);
  return { ...scene, trigger: String(triggerId) };
}

async function stops({ shop }: Scene, yaml: string): Promise<readonly string[]> {
  const { blockers } = (await shop.plan(yaml)).plan;
  for (const { code, override } of blockers)
    expect({ code, override }).toEqual({ code: "still-in-use", override: null });
  return blockers.map(({ message }) => message);
}

describe("a goal that goes stops where somebody's", () => {
  test.each<readonly [string, (trigger: string) => JsonObject]>([
    ["tag fires on its trigger", (trigger) => ({ firingTriggerId: [trigger] })],
    ["tag is blocked by its trigger", (trigger) => ({ blockingTriggerId: [ALL_PAGES, trigger] })],
  ])("%s", async (_, more) => {
    const scene = await applied();
    await scene.screen.add("tags", theirs(more(scene.trigger)));
    expect(await stops(scene, WITHOUT_LEAD)).toEqual([
      `The trigger "${TRIGGER}" would be removed, but the tag "Theirs" uses it.`,
    ]);
    expect(await stops(scene, BOTH)).toEqual([]);
  });

  test.each([["setupTag"], ["teardownTag"]])("tag has its tag as a %s", async (sequence) => {
    const scene = await applied();
    await scene.screen.add("tags", theirs({ [sequence]: [{ tagName: TRIGGER }] }));
    expect(await stops(scene, WITHOUT_LEAD)).toEqual([
      `The tag "${TRIGGER}" would be removed, but the tag "Theirs" uses it.`,
    ]);
    expect(await stops(scene, BOTH.replace("Lead,", "Enquiry,"))).toEqual([
      `The tag "${TRIGGER}" would get another name, but the tag "Theirs" uses it.`,
    ]);
  });

  test("tag or trigger reads its variable", async () => {
    const scene = await applied();
    const html = [{ type: "template", key: "html", value: `<script>x({{${VARIABLE}}})</script>` }];
    await scene.screen.add("tags", theirs({ parameter: html }));
    const args = [
      { type: "template", key: "arg0", value: `{{${VARIABLE}}}` },
      { type: "template", key: "arg1", value: "x" },
    ];
    const filter = [{ type: "contains", parameter: args }];
    await scene.screen.add("triggers", { name: "Their trigger", type: "pageview", filter });
    expect(await stops(scene, WITHOUT_LEAD)).toEqual([
      `The variable "${VARIABLE}" would be removed, but the trigger "Their trigger" uses it.`,
      `The variable "${VARIABLE}" would be removed, but the tag "Theirs" uses it.`,
    ]);
  });

  test("trigger group waits for its trigger", async () => {
    const scene = await applied();
    const list = [{ type: "triggerReference", value: scene.trigger }];
    const parameter = [{ type: "list", key: "triggerIds", list }];
    await scene.screen.add("triggers", { name: "Their group", type: "triggerGroup", parameter });
    expect(await stops(scene, WITHOUT_LEAD)).toEqual([
      `The trigger "${TRIGGER}" would be removed, but the trigger "Their group" uses it.`,
    ]);
  });
});

describe("what people set on a tag of ours that stays", () => {
  test.each<readonly [string, string, (trigger: string) => JsonObject]>([
    ["a blocking trigger", "trigger", (trigger) => ({ blockingTriggerId: [trigger] })],
    ["a setup tag", "tag", () => ({ setupTag: [{ tagName: TRIGGER }] })],
  ])("%s", async (_, kind, more) => {
    const scene = await applied();
    await scene.screen.edit("tags", "acme-shop - Thanks", (tag) => ({ ...tag, ...more(scene.trigger) }));
    expect(await stops(scene, WITHOUT_LEAD)).toEqual([
      `The ${kind} "${TRIGGER}" would be removed, but the tag "acme-shop - Thanks" uses it.`,
    ]);
  });
});

test("nothing stops what nobody uses: another trigger of that number in a text, a name without braces", async () => {
  const scene = await applied();
  const value = `<!-- trigger ${scene.trigger}, ${VARIABLE}, tag named ${TRIGGER} -->`;
  await scene.screen.add("tags", theirs({ parameter: [{ type: "template", key: "html", value }] }));
  expect(await stops(scene, WITHOUT_LEAD)).toEqual([]);
  expect(await stops(scene, BOTH.replace("Lead,", "Enquiry,"))).toEqual([]);
});
