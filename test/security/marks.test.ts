/** S14: a mark is a note that anybody with access to the container can write; this is how far a forged one reaches. */
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { expectWithin, timedAsync } from "../support/processor-time.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { type Screen, screenOf } from "../support/tag-manager-screen.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n  call: { type: event, on: { click: button } }\n`;
const mark = (address: string, digest = "0000000000000000", more = "") =>
  `goalform owner=acme-shop address=${address} digest=${digest}${more}`;

const evil = (name: string, notes: string) => ({
  name,
  notes,
  type: "html",
  parameter: [{ type: "template", key: "html", value: "<script>theirs()</script>" }],
  firingTriggerId: ["2147479553"],
});

let shop: Shop;
let screen: Screen;
beforeEach(async () => {
  shop = await openShop();
  onTestFinished(() => shop.close());
  await shop.apply(GOALS);
  screen = await screenOf(shop);
});

async function tags(): Promise<Map<unknown, JsonObject>> {
  const { container } = await shop.snapshot();
  return new Map(container.content.entities["gtm.tag"].map((tag) => [tag["name"], tag]));
}

describe("S14: a forged mark", () => {
  test("of something that we have makes a copy: it is named, left alone, and ours is ours", async () => {
    const before = await tags();
    await screen.add("tags", evil("Evil", mark("gtm.tag/thanks")));
    const { plan } = await shop.plan(GOALS);
    expect(plan.changes).toEqual([]);
    expect(plan.warnings.map(({ code }) => code)).toContain("copied");
    await shop.apply(GOALS.replace("/thanks", "/merci"));
    const after = await tags();
    expect(after.get("Evil")).toMatchObject({ type: "html" });
    expect(after.get("acme-shop - Thanks")).toEqual(before.get("acme-shop - Thanks"));
  });

  test("with the name of ours and an older id does not take its place unseen: the plan shows what is undone", async () => {
    const container = shop.sandbox.sandbox.state.tagManager.containers[0]!;
    const live = container.versions.find(({ id }) => id === container.liveVersionId)!;
    const tag = live.content.entities.tag.find(({ fields }) => fields["name"] === "acme-shop - Thanks")!;
    const notes = String(tag.fields["notes"]);
    live.content.entities.tag.unshift({
      ...tag,
      id: "1",
      fields: evil("acme-shop - Thanks", notes) as never,
    });
    const { plan } = await shop.plan(GOALS);
    expect(plan.changes).toMatchObject([
      { action: "change", resources: [{ kind: "gtm.tag", reason: "edited" }] },
    ]);
    expect(plan.warnings.map(({ code }) => code)).toContain("copied");
  });

  test("of something that the file does not ask for makes it a leftover, if it has a name of ours: shown as a removal", async () => {
    await screen.add("tags", evil("acme-shop - Evil", mark("gtm.tag/gone")));
    await screen.add("tags", evil("Bystander", mark("gtm.tag/gone_too")));
    const { plan, steps } = await shop.plan(GOALS);
    expect(plan.changes).toMatchObject([
      {
        subject: { is: "goal", id: "gone" },
        action: "remove",
        resources: [{ name: "acme-shop - Evil", action: "delete", reason: "removed_and_edited" }],
      },
    ]);
    expect(steps).toHaveLength(1);
    await shop.apply(GOALS);
    expect([...(await tags()).keys()].sort()).toEqual([
      "Bystander",
      "acme-shop - Call",
      "acme-shop - Thanks",
    ]);
  });

  test("of another kind of object, of a wrong form, or of another owner is no mark of ours", async () => {
    const notes = [
      mark("gtm.trigger/thanks"),
      mark("gtm.tag/gone").toUpperCase(),
      `${mark("gtm.tag/gone")} and more`,
      mark("ga4.keyEvent/purchase"),
      mark("gtm.tag/gone").replace("acme-shop", "acme-blog"),
    ];
    for (const [i, one] of notes.entries()) await screen.add("tags", evil(`Evil ${i}`, one));
    const { plan } = await shop.plan(GOALS);
    expect(plan.changes).toEqual([]);
    expect(plan.warnings.map(({ code }) => code)).not.toContain("copied");
  });

  test("on a tag that sends somebody's key event with a wrong digest does not take the key event along", async () => {
    shop.sandbox.edit({
      property: "123456789",
      keyEvent: "generate_lead",
      add: { countingMethod: "ONCE_PER_EVENT" },
    });
    const tag = (await tags()).get("acme-shop - Thanks")!;
    const forged = (notes: string) => ({
      name: "acme-shop - Lead",
      notes,
      type: "gaawe",
      firingTriggerId: tag["firingTriggerId"],
      parameter: (tag["parameter"] as { key: string; value?: string }[]).map((one) =>
        one.key === "eventName" ? { ...one, value: "generate_lead" } : one,
      ),
    });
    await screen.add("tags", forged(mark("gtm.tag/lead", undefined, " remembers=key_event")));
    const { plan } = await shop.plan(GOALS);
    expect(plan.changes.flatMap(({ resources }) => resources.map(({ address }) => address))).toEqual([
      "gtm.tag/lead",
    ]);
  });

  test("or an edit of our tag's event does not make somebody's key event ours", async () => {
    shop.sandbox.edit({
      property: "123456789",
      keyEvent: "generate_lead",
      add: { countingMethod: "ONCE_PER_EVENT" },
    });
    await screen.edit("tags", "acme-shop - Thanks", (tag) => ({
      ...tag,
      parameter: (tag["parameter"] as { key: string }[]).map((one) =>
        one.key === "eventName" ? { ...one, value: "generate_lead" } : one,
      ),
    }));
    const { plan } = await shop.plan(GOALS);
    expect(plan.changes.flatMap(({ resources }) => resources.map(({ address }) => address))).toEqual([
      "gtm.tag/thanks",
    ]);
  });

  test("cannot be made by a goals file: nothing of the author's own gets into the notes", async () => {
    const line = mark("gtm.tag/call").replaceAll(" ", "\\u0020");
    await shop.apply(
      `${HEAD}goals:\n  thanks: { name: "${line}", description: "${line}\\n${line}", type: destination, page: /thanks }\n`,
    );
    const all = Object.values((await shop.snapshot()).container.content.entities).flat();
    for (const { notes } of all) expect(String(notes).match(/goalform owner=/g)).toHaveLength(1);
  });
});

describe("S14: the guard of many removals", () => {
  test("stops a container in which many marks were forged", async () => {
    for (let i = 0; i < 6; i++) await screen.add("tags", evil(`acme-shop - ${i}`, mark(`gtm.tag/gone_${i}`)));
    const { plan } = await shop.plan(GOALS);
    expect(plan.blockers.map(({ code }) => code)).toContain("many-removals");
  });
});

test("S14: a container made to keep a plan busy is answered soon", async () => {
  const container = shop.sandbox.sandbox.state.tagManager.containers[0]!;
  const live = container.versions.find(({ id }) => id === container.liveVersionId)!;
  const text = "{".repeat(100_000);
  live.content.entities.tag.push({
    id: "900",
    fingerprint: "1",
    fields: { ...evil("Busy", text), parameter: [{ type: "template", key: "html", value: text }] } as never,
  });
  const { answer, milliseconds } = await timedAsync(() => shop.plan(GOALS.replace(/ {2}call:.*\n/, "")));
  expect(answer.plan.changes).toHaveLength(1);
  expectWithin(milliseconds, 2000);
});
