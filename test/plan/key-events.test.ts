/** Key events: what the file says about them is set, and what it does not say is left as it is. */
import { describe, expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import type { PlanWarning } from "../../src/plan/plan.ts";
import type { Tier } from "../../src/resources/limits.ts";
import type { KeyEventSnapshot, Snapshot } from "../../src/resources/snapshot.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const THANKS = "  thanks: { type: destination, page: /thanks }\n";
const PAID = "  paid: { type: event, on: { ga4_event: paid } }\n";
const file = (goals: string, more = "") => `${HEAD}goals:${goals === "" ? " {}" : ""}\n${goals}${more}`;

const live = (eventName: string, more: Partial<KeyEventSnapshot> = {}): KeyEventSnapshot => ({
  resourceName: `keyEvents/${eventName}`,
  eventName,
  countingMethod: "ONCE_PER_EVENT",
  defaultValue: null,
  deletable: true,
  custom: true,
  ...more,
});

async function withKeyEvents(
  google: MemoryGoogle,
  yaml: string,
  keyEvents: readonly KeyEventSnapshot[],
  tier: Tier = "standard",
) {
  const snapshot: Snapshot = await google.read();
  const compiled = { ...compile(goalSet(yaml), MEASUREMENT_ID), tier };
  return workingPlan(compiled, { ...snapshot, property: { ...snapshot.property, keyEvents } }, "production")
    .built;
}

async function steps(yaml: string, ...keyEvents: KeyEventSnapshot[]) {
  const { steps: all } = await withKeyEvents(memoryGoogle(), yaml, keyEvents);
  return all.filter((step) => step.do.endsWith("key event"));
}

describe("one that the file names", () => {
  test("is created with what the file says, once per session where it says nothing", async () => {
    expect(await steps(file(PAID))).toEqual([
      {
        do: "create key event",
        eventName: "paid",
        body: { eventName: "paid", countingMethod: "ONCE_PER_SESSION" },
      },
    ]);
    expect(await steps(file(PAID.replace("on:", "counting: once_per_event, value: 5, on:")))).toEqual([
      {
        do: "create key event",
        eventName: "paid",
        body: {
          eventName: "paid",
          countingMethod: "ONCE_PER_EVENT",
          defaultValue: { numericValue: 5, currencyCode: "EUR" },
        },
      },
    ]);
  });

  test("is set in what differs, and in nothing else", async () => {
    const theirs = { numericValue: 9, currencyCode: "USD" };
    const value = PAID.replace("on:", "value: 5, on:");
    const ours = { numericValue: 5, currencyCode: "EUR" };
    expect(await steps(file(PAID), live("paid", { defaultValue: theirs }))).toEqual([]);
    expect(await steps(file(value), live("paid", { defaultValue: ours }))).toEqual([]);
    expect(await steps(file(value), live("paid", { defaultValue: theirs }))).toEqual([
      {
        do: "update key event",
        eventName: "paid",
        resourceName: "keyEvents/paid",
        body: { eventName: "paid", countingMethod: "ONCE_PER_EVENT", defaultValue: ours },
        mask: ["default_value"],
      },
    ]);
    const counting = file(PAID.replace("on:", "counting: once_per_session, on:"));
    expect(await steps(counting, live("paid"))).toEqual([
      {
        do: "update key event",
        eventName: "paid",
        resourceName: "keyEvents/paid",
        body: { eventName: "paid", countingMethod: "ONCE_PER_SESSION" },
        mask: ["counting_method"],
      },
    ]);
  });

  test("loses a value that we set, and keeps one that people set", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS.replace("page:", "value: 5, page:")));
    const defaultValue = { numericValue: 5, currencyCode: "EUR" };
    const { steps: all } = await withKeyEvents(google, file(THANKS), [
      live("thanks", { countingMethod: "ONCE_PER_SESSION", defaultValue }),
    ]);
    expect(all.filter((step) => step.do === "update key event")).toMatchObject([
      {
        body: { eventName: "thanks", countingMethod: "ONCE_PER_SESSION" },
        mask: ["default_value"],
      },
    ]);
  });

  test("keeps a value of people, also where we made it a key event", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS));
    const defaultValue = { numericValue: 5, currencyCode: "EUR" };
    const theirs = live("thanks", { countingMethod: "ONCE_PER_SESSION", defaultValue });
    const { steps: all } = await withKeyEvents(google, file(THANKS), [theirs]);
    expect(all).toEqual([]);
  });

  test("stays although `removed` names it: a goal counts it", async () => {
    const snapshot = await memoryGoogle().read();
    const compiled = { ...compile(goalSet(file(PAID)), MEASUREMENT_ID), removedKeyEvents: ["paid"] };
    const property = { ...snapshot.property, keyEvents: [live("paid")] };
    expect(workingPlan(compiled, { ...snapshot, property }, "production").built.steps).toEqual([]);
  });

  test("was deleted at Google, when we had made it", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS));
    const { plan } = await withKeyEvents(google, file(THANKS + PAID), []);
    const reasons = plan.changes.flatMap(({ resources }) =>
      resources.map((one) => `${one.name} ${one.reason}`),
    );
    expect(reasons).toEqual(["thanks missing", "paid new"]);
  });
});

describe("one that the file names no more", () => {
  const stays = async (yaml: string, keyEvents: readonly KeyEventSnapshot[], google = memoryGoogle()) => {
    const { plan } = await withKeyEvents(google, yaml, keyEvents);
    return plan.warnings
      .filter(({ code }: PlanWarning) => code === "key-event-stays")
      .map(({ message }) => message);
  };

  test("stays where Google does not let it go", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS));
    expect(await stays(file(PAID), [live("thanks", { deletable: false })], google)).toEqual([
      "thanks stays a key event: Google marks it by default and does not let it be unmarked.",
    ]);
    expect(await stays(file(PAID, "removed: [old]\n"), [live("old", { deletable: false })])).toEqual([
      "old stays a key event: Google marks it by default and does not let it be unmarked.",
    ]);
  });

  test("stays where another target of the file counts the event in the same property", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS));
    const compiled = compile(goalSet(file(PAID)), MEASUREMENT_ID);
    const keptKeyEvents = [{ event: "thanks", target: "staging" }];
    const plan = await planned(google, { ...compiled, keptKeyEvents });
    expect(plan.warnings).toContainEqual({
      code: "key-event-stays",
      message: 'thanks stays a key event: the target "staging" counts it in the same property.',
    });
    const going = plan.changes.flatMap(({ resources }) => resources.map(({ address }) => address));
    expect(going).toContain("gtm.tag/thanks");
    expect(going).not.toContain("ga4.keyEvent/thanks");
  });

  test("stays where a tag of somebody sends the event", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(THANKS));
    google.plant("gtm.tag", {
      name: "Theirs",
      type: "gaawe",
      firingTriggerId: ["2147479553"],
      parameter: [
        { type: "template", key: "eventName", value: "thanks" },
        { type: "template", key: "measurementIdOverride", value: MEASUREMENT_ID },
      ],
    });
    expect(await stays(file(PAID), [live("thanks")], google)).toEqual([
      'thanks stays a key event: the tag "Theirs" sends that event too, and is not ours.',
    ]);
    expect(await stays(file(PAID, "removed: [thanks]\n"), [live("thanks")], google)).toEqual([]);
  });

  test("stays where a rule or an audience of somebody makes the event", async () => {
    const google = memoryGoogle();
    const byRule = THANKS.replace("type: destination", "type: destination, via: ga4");
    await applyGoals(google, file(THANKS + byRule.replace("thanks:", "other:").replace("/thanks", "/other")));
    google.plantDefinition(
      "ga4.eventCreateRule",
      { destinationEvent: "thanks", eventConditions: [] },
      MEASUREMENT_ID,
    );
    const { plan } = { plan: await planned(google, file("")) };
    expect(plan.warnings.map(({ message }) => message)).toContain(
      "thanks stays a key event: an event create rule sends that event too, and is not ours.",
    );
  });

  test("is told of where a goal without a tag is switched off", async () => {
    const off = file(THANKS + PAID.replace("type:", "enabled: false, type:"));
    const message = "paid is switched off, but paid stays a key event: to unmark it, add it to `removed:`.";
    expect(await stays(off, [live("paid")])).toEqual([message]);
    expect(await stays(off, [])).toEqual([]);
    expect(await stays(off, [live("paid", { custom: false })])).toEqual([]);
    expect(await stays(`${off}removed: [paid]\n`, [live("paid")])).toEqual([]);
    const again = PAID.replace("paid:", "again:");
    expect(await stays(off + again, [live("paid")])).toEqual([]);
    const tagged = file(PAID + THANKS.replace("type:", "enabled: false, type:"));
    expect(await stays(tagged, [live("thanks")])).toEqual([]);
  });
});

describe("under `removed`, one that does not exist", () => {
  const told = async (...keyEvents: KeyEventSnapshot[]) => {
    const { plan } = await withKeyEvents(memoryGoogle(), file(PAID, "removed: [gone]\n"), keyEvents);
    return plan.warnings.find(({ code }) => code === "nothing-to-remove")?.message.split("already gone.")[1];
  };

  test("is told with those that no goal uses and that can go, five at most", async () => {
    expect(await told(live("gone"))).toBeUndefined();
    expect(await told()).toBe("");
    expect(await told(live("paid"), live("fixed", { deletable: false }))).toBe("");
    expect(await told(...["b", "a"].map((name) => live(name)))).toBe(" Key events that no goal uses: a, b.");
    const five = ["e", "d", "c", "b", "a"].map((name) => live(name));
    expect(await told(...five)).toBe(" Key events that no goal uses: a, b, c, d, e.");
    expect(await told(live("f"), ...five)).toBe(" Key events that no goal uses: a, b, c, d, e ….");
  });
});

describe("the 30 that a property can have", () => {
  const blockers = async (count: number, goals: string, tier: Tier = "standard") => {
    const others = Array.from({ length: count }, (_, i) => live(`theirs_${i}`));
    const default_ = live("purchase", { custom: false, deletable: false });
    return (await withKeyEvents(memoryGoogle(), file(goals), [...others, default_], tier)).plan.blockers;
  };

  test("are full at 31, not at 30; Google's own do not count", async () => {
    expect(await blockers(29, THANKS)).toEqual([]);
    expect(await blockers(30, THANKS)).toEqual([
      {
        code: "key-event-limit",
        message:
          "The property would have 31 key events; a standard property can have 30 (it has 30 now, and those that are removed make room only afterwards).",
        waysOut: [
          "Unmark key events that nobody uses, in Analytics under Admin > Key events.",
          "Add `key_event: false` to goals that do not need a key event.",
        ],
        override: null,
      },
    ]);
    expect(await blockers(31, THANKS.replace("page:", "key_event: false, page:"))).toEqual([]);
  });

  test("are 50 in a property of Analytics 360", async () => {
    expect(await blockers(49, THANKS, "360")).toEqual([]);
    expect((await blockers(50, THANKS, "360")).map(({ message }) => message)).toEqual([
      "The property would have 51 key events; a 360 property can have 50 (it has 50 now, and those that are removed make room only afterwards).",
    ]);
  });
});
