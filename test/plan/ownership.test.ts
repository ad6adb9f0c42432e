/** Whose is what, and what happens to it: the rules of ownership, each on the sandbox, with what is live afterwards. */
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readMark } from "../../src/resources/mark.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import type { View } from "../support/container-view.ts";
import { openScene } from "../support/scene.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { type Screen, screenOf } from "../support/tag-manager-screen.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thank-you page, type: destination, page: /thanks }\n`;
const CALL = '  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n';
const TWO = THANKS + CALL;
const WITHOUT_THANKS = TWO.replace(/ {2}thanks:.*\n/, "");
const NAME = "acme-shop - Thank-you page";

let shop: Shop;
let screen: Screen;
let view: View;
beforeEach(async () => {
  ({ shop, screen, view } = await openScene());
});

const pageTrigger = (path: string) => ({
  name: NAME,
  type: "pageview",
  filter: [
    {
      type: "equals",
      parameter: [
        { type: "template", key: "arg0", value: "{{Page Path}}" },
        { type: "template", key: "arg1", value: path },
      ],
    },
  ],
});

const onPage = (path: string) => (trigger: object) => ({ ...trigger, ...pageTrigger(path) });

describe("identity is the mark, not the name", () => {
  test("another name keeps every id", async () => {
    await shop.apply(TWO);
    const before = await view.ids();
    await shop.apply(TWO.replace("Thank-you page", "Newsletter"));
    expect(await view.ids()).toEqual(before);
    expect(await view.names("gtm.tag")).toEqual(["acme-shop - Call", "acme-shop - Newsletter"]);
    expect(await view.names("gtm.trigger")).toEqual(["acme-shop - Call", "acme-shop - Newsletter"]);
  });

  test("another id that says what it was keeps every id at Google, whatever else changes", async () => {
    await shop.apply(TWO);
    const before = await view.ids();
    await shop.apply(
      `${HEAD}goals:\n  newsletter: { was: thanks, name: Newsletter, type: destination, page: /merci }\n${CALL}`,
    );
    expect(await view.ids()).toEqual(before);
    const { notes } = await view.entity("gtm.tag", "acme-shop - Newsletter");
    expect(readMark(notes as string)?.address).toBe("gtm.tag/newsletter");
  });

  test("another id with the name that it had keeps every id at Google", async () => {
    await shop.apply(TWO);
    const before = await view.ids();
    await shop.apply(TWO.replace("thanks:", "newsletter:"));
    expect(await view.ids()).toEqual(before);
  });

  test("a name that somebody changed in Tag Manager is the file's again, on the same object", async () => {
    await shop.apply(TWO);
    const before = await view.ids();
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, name: "My trigger" }));
    expect(await view.changes(TWO)).toEqual([`update | gtm.trigger | ${NAME} | edited`]);
    await shop.apply(TWO);
    expect(await view.ids()).toEqual(before);
    expect(await view.names("gtm.trigger")).toContain(NAME);
  });
});

describe("an object without a mark that has the name we need", () => {
  test("is adopted when it does the same: its id stays, it gets a mark, and keeps its notes", async () => {
    await screen.add("triggers", { ...pageTrigger("/thanks"), notes: "made by Ann" });
    const before = await view.entity("gtm.trigger", NAME);
    expect(await view.changes(THANKS)).toContain(`adopt | gtm.trigger | ${NAME} | adopted`);
    await shop.apply(THANKS);
    const after = await view.entity("gtm.trigger", NAME);
    expect(after["triggerId"]).toBe(before["triggerId"]);
    expect(readMark(after["notes"] as string)).toMatchObject({
      owner: "acme-shop",
      address: "gtm.trigger/thanks",
    });
    expect(after["notes"]).toContain("made by Ann");
    expect(await view.changes(THANKS)).toEqual([]);
  });

  test("stops the plan when it does something else, with two ways out and no override", async () => {
    await screen.add("triggers", pageTrigger("/other"));
    const before = await view.belongingTo(null);
    const { blockers } = (await shop.plan(THANKS)).plan;
    expect(blockers).toMatchObject([{ code: "name-taken", override: null }]);
    expect(blockers[0]!.waysOut).toHaveLength(2);
    await expect(shop.apply(THANKS)).rejects.toThrow("stopped: ");
    expect(await view.belongingTo(null)).toEqual(before);
  });

  test("both ways out lead out: it is renamed, or it does what the file asks", async () => {
    await screen.add("triggers", pageTrigger("/other"));
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, name: "Other page" }));
    await shop.apply(THANKS);
    expect(await view.names("gtm.trigger")).toEqual(["Other page", NAME]);

    const again = await openShop();
    onTestFinished(() => again.close());
    const screenAgain = await screenOf(again);
    await screenAgain.add("triggers", pageTrigger("/other"));
    await screenAgain.edit("triggers", NAME, onPage("/thanks"));
    await again.apply(THANKS);
    expect((await again.plan(THANKS)).plan.changes).toEqual([]);
  });
});

/** What Tag Manager's screen makes of "Copy": everything, notes included, under another name. */
function copyOf({ tagId: _, ...tag }: JsonObject): JsonObject & { readonly name: string } {
  return { ...tag, name: "Copy of it" };
}

describe("what people do to our objects in Tag Manager", () => {
  test("a deleted tag comes back, and the plan says that it was deleted", async () => {
    await shop.apply(THANKS);
    await screen.remove("tags", NAME);
    expect(await view.changes(THANKS)).toEqual([`create | gtm.tag | ${NAME} | missing`]);
    await shop.apply(THANKS);
    expect(await view.names("gtm.tag")).toEqual([NAME]);
    expect(await view.changes(THANKS)).toEqual([]);
  });

  test("a deleted trigger comes back and fires its tag again", async () => {
    await shop.apply(THANKS);
    await screen.edit("tags", NAME, (tag) => ({ ...tag, firingTriggerId: ["2147479553"] }));
    await screen.remove("triggers", NAME);
    await shop.apply(THANKS);
    const { triggerId } = await view.entity("gtm.trigger", NAME);
    expect((await view.entity("gtm.tag", NAME))["firingTriggerId"]).toEqual([triggerId]);
    expect(await view.changes(THANKS)).toEqual([]);
  });

  const editNotes = (change: (notes: string) => string) =>
    screen.edit("triggers", NAME, (trigger) => ({ ...trigger, notes: change(trigger.notes ?? "") }));

  test("a digest that was garbled is no reason to do anything while the object does what the file asks", async () => {
    await shop.apply(THANKS);
    await editNotes((notes) => notes.replace(/digest=\w+/, "digest=0000000000000000"));
    expect(await view.changes(THANKS)).toEqual([]);
    expect(await view.changes(THANKS.replace("/thanks", "/merci"))).toEqual([
      `update | gtm.trigger | ${NAME} | file_changed_and_edited`,
    ]);
  });

  test("a mark that is no mark any more makes the object nobody's: it is adopted again", async () => {
    await shop.apply(THANKS);
    const before = await view.ids();
    await editNotes((notes) => notes.replace("digest=", "digset="));
    expect(await view.changes(THANKS)).toEqual([`adopt | gtm.trigger | ${NAME} | adopted`]);
    await shop.apply(THANKS);
    expect(await view.ids()).toEqual(before);
  });

  test("cleared notes make the object nobody's: adopted when it does the same, else in the way", async () => {
    await shop.apply(THANKS);
    await editNotes(() => "");
    expect(await view.changes(THANKS)).toEqual([`adopt | gtm.trigger | ${NAME} | adopted`]);
    expect((await view.codes(THANKS.replace("/thanks", "/merci"))).blockers).toEqual(["name-taken"]);
    expect((await view.codes(`${HEAD}goals: {}\n`)).blockers).toEqual([]);
    expect(await view.changes(`${HEAD}goals: {}\n`)).not.toContainEqual(
      expect.stringContaining("gtm.trigger"),
    );
  });

  test("a tag that is about to be adopted is not said to count the event a second time", async () => {
    await shop.apply(THANKS);
    await screen.edit("tags", NAME, (tag) => ({ ...tag, notes: "" }));
    expect(await view.changes(THANKS)).toEqual([`adopt | gtm.tag | ${NAME} | adopted`]);
    expect((await view.codes(THANKS)).warnings).not.toContain("sent-twice");
    await screen.edit("tags", NAME, (tag) => ({ ...tag, tagFiringOption: "oncePerLoad" }));
    expect(await view.codes(THANKS)).toMatchObject({
      blockers: ["name-taken"],
      warnings: expect.arrayContaining(["sent-twice"]),
    });
  });

  test("an owner that was changed makes it the other's: it is in the way, and not taken back", async () => {
    await shop.apply(THANKS);
    await editNotes((notes) => notes.replaceAll("acme-shop", "acme-blog"));
    const others = await view.belongingTo("acme-blog");
    expect(others).toHaveLength(1);
    expect((await view.codes(THANKS)).blockers).toContain("name-taken");
    expect(await view.belongingTo("acme-blog")).toEqual(others);
  });

  test("what was renamed cannot have its name again while something else has it: a stop, before anything is written", async () => {
    await shop.apply(THANKS);
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, name: "Thank-you page" }));
    await screen.add("triggers", pageTrigger("/other"));
    expect((await shop.plan(THANKS)).plan.blockers).toEqual([
      {
        code: "name-taken",
        message: `The container already has a trigger named "${NAME}": it is not ours. Ours is named "Thank-you page" and needs that name.`,
        waysOut: [
          "Rename or remove that trigger in Tag Manager, then plan again: goalform gives ours the name.",
        ],
        override: null,
      },
    ]);
    await screen.edit("triggers", NAME, (trigger) => ({ ...trigger, name: "Other page" }));
    await shop.apply(THANKS);
    expect(await view.names("gtm.trigger")).toEqual(["Other page", NAME]);
    expect(await view.changes(THANKS)).toEqual([]);
  });

  test("a copy that outlives the mark of its original does not take the original's name", async () => {
    await shop.apply(THANKS);
    await screen.add("tags", copyOf(await view.entity("gtm.tag", NAME)));
    await screen.edit("tags", NAME, (tag) => ({ ...tag, notes: "" }));
    expect((await view.codes(THANKS)).blockers).toEqual(["name-taken"]);
  });

  test("a copy is left alone and named in a warning, also when the original goes", async () => {
    await shop.apply(TWO);
    const tag = await view.entity("gtm.tag", NAME);
    await screen.add("tags", { ...copyOf(tag), firingTriggerId: ["2147479553"] });
    const copy = await view.entity("gtm.tag", "Copy of it");
    expect(await view.changes(TWO)).toEqual([]);
    expect((await view.codes(TWO)).warnings).toContain("copied");
    await shop.apply(TWO.replace("/thanks", "/merci"));
    await shop.apply(WITHOUT_THANKS);
    expect(await view.entity("gtm.tag", "Copy of it")).toEqual(copy);
    expect(await view.names("gtm.tag")).not.toContain(NAME);
  });

  test("a trigger that a copy of our tag fires on is not removed under it", async () => {
    await shop.apply(TWO);
    await screen.add("tags", copyOf(await view.entity("gtm.tag", NAME)));
    expect((await view.codes(WITHOUT_THANKS)).blockers).toEqual(["still-in-use"]);
  });
});

describe("what people add to our objects", () => {
  test("survives an update: a blocking trigger, priority, schedule, notes, parameters, metadata and consent", async () => {
    await shop.apply(TWO);
    const { triggerId } = await view.entity("gtm.trigger", "acme-shop - Call");
    const theirs = {
      blockingTriggerId: [triggerId],
      priority: { type: "integer", value: "7" },
      scheduleStartMs: "1767225600000",
      scheduleEndMs: "1798761600000",
      liveOnly: true,
      monitoringMetadata: {
        type: "map",
        map: [{ type: "template", key: "team", value: "growth" }],
      },
      monitoringMetadataTagNameKey: "tag",
      consentSettings: {
        consentStatus: "needed",
        consentType: { type: "list", list: [{ type: "template", value: "ad_storage" }] },
      },
    };
    const parameter = { type: "template", key: "userDataVariable", value: "{{Page Path}}" };
    await screen.edit("tags", NAME, (tag) => ({
      ...tag,
      ...theirs,
      parameter: [...(tag["parameter"] as unknown[]), parameter],
      notes: `Ann: keep this\n${tag.notes}\nBob: and this`,
    }));
    expect(await view.changes(TWO)).toEqual([]);

    const changed = TWO.replace("type: destination", "event: thank_you, type: destination");
    expect(await view.changes(changed)).toContain(`update | gtm.tag | ${NAME} | file_changed`);
    await shop.apply(changed);
    const after = await view.entity("gtm.tag", NAME);
    expect(after).toMatchObject(theirs);
    expect(after["parameter"]).toContainEqual(parameter);
    expect(after["parameter"]).toContainEqual({ type: "template", key: "eventName", value: "thank_you" });
    expect(after["notes"]).toMatch(
      /^Managed by goalform .*\ngoalform owner=.*\nAnn: keep this\nBob: and this$/,
    );
    expect(await view.changes(changed)).toEqual([]);
  });
});
