/** A plan without what was different before: what is left alone, and what must come along. */
import { describe, expect, test } from "vitest";
import type { BuiltPlan } from "../../src/plan/build-plan.ts";
import { changesAt, neededBeside, unrelated, withoutChangesAt } from "../../src/plan/partial-plan.ts";
import { resourceChanges } from "../../src/plan/plan.ts";
import type { Address } from "../../src/resources/resource.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, workFor } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const CALL = "  call: { name: Call, type: destination, page: /call }\n";
const BUY = "  buy: { name: Buy, type: destination, page: /buy }\n";
const LEAD = "  lead: { name: Lead, type: event, on: { data_layer: lead }, where: { plan: pro } }\n";
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;

async function built(before: string | null, after: string): Promise<BuiltPlan> {
  const google = memoryGoogle();
  if (before !== null) await applyGoals(google, before);
  return (await workFor(google, after)).built;
}

const addressesIn = ({ plan }: Pick<BuiltPlan, "plan">) =>
  resourceChanges(plan).map(({ address }) => address);
const OF_CALL = new Set<Address>(["gtm.trigger/call", "gtm.tag/call", "ga4.keyEvent/call"]);

describe("what is left", () => {
  test("is the same plan when nothing is left alone", async () => {
    const whole = await built(null, file(THANKS));
    expect(withoutChangesAt(whole, new Set())).toBe(whole);
  });

  test("has the digest, the numbers and the requests of a plan that never had the rest", async () => {
    const whole = await built(file(THANKS), file(THANKS.replace("/thanks", "/merci"), CALL));
    const alone = await built(file(THANKS), file(THANKS.replace("/thanks", "/merci")));
    const left = withoutChangesAt(whole, OF_CALL);
    expect(left.steps).toHaveLength(1);
    expect(left.plan).toEqual({
      ...alone.plan,
      summary: { add: 0, change: 1, remove: 0, unchanged: 1 },
      changes: alone.plan.changes,
    });
    expect(left.plan.requests).not.toEqual(whole.plan.requests);
  });

  test("and what is left alone make up the whole", async () => {
    const whole = await built(null, file(THANKS, CALL));
    const both = [
      ...addressesIn(withoutChangesAt(whole, OF_CALL)),
      ...addressesIn({ plan: changesAt(whole, OF_CALL) }),
    ];
    expect(both.sort()).toEqual(addressesIn(whole).sort());
    expect(changesAt(whole, OF_CALL).summary).toEqual({ add: 1, change: 0, remove: 0, unchanged: 1 });
    expect(changesAt(whole, new Set()).changes).toEqual([]);
  });

  test("stops nobody when nothing is left, and is guarded by the goals that still go", async () => {
    const whole = await built(file(THANKS, CALL, BUY), file(THANKS));
    const codes = (of: BuiltPlan) => of.plan.blockers.map(({ code }) => code);
    expect(codes(whole)).toEqual(["many-removals"]);
    expect(codes(withoutChangesAt(whole, OF_CALL))).toEqual([]);
    const part = withoutChangesAt(whole, new Set<Address>(["gtm.trigger/call"]));
    expect(codes(part)).toEqual(["many-removals"]);
    expect(part.plan.summary).toEqual({ add: 0, change: 0, remove: 2, unchanged: 1 });
    const conflict = { code: "name-taken", message: "", waysOut: [], override: null };
    const stopped = { ...whole, plan: { ...whole.plan, blockers: [conflict] } };
    expect(codes(withoutChangesAt(stopped, OF_CALL))).toEqual(["name-taken"]);
    expect(codes(withoutChangesAt(stopped, new Set(addressesIn(whole))))).toEqual([]);
  });
});

describe("what was due before", () => {
  test("is left alone where the rest does not need it", async () => {
    const whole = await built(null, file(THANKS, CALL));
    const left = unrelated(whole, ({ address }) => OF_CALL.has(address));
    expect(left).toEqual(OF_CALL);
  });

  test("comes along where a tag fires on it, lies in it or reads it, and what that needs as well", async () => {
    const whole = await built(null, file(LEAD));
    const tag = (address: Address) => address === "gtm.tag/lead";
    expect([...unrelated(whole, ({ address }) => !tag(address))]).toEqual(["ga4.keyEvent/lead"]);
    expect([...unrelated(whole, ({ address }) => tag(address))]).toEqual(["gtm.tag/lead"]);
  });

  test("comes along where it is a built-in variable that the rest reads, and not otherwise", async () => {
    const whole = await built(null, file(THANKS));
    const path: Address = "gtm.builtInVariable/pagePath";
    expect(addressesIn(whole)).toContain(path);
    expect([...unrelated(whole, ({ address }) => address === path)]).toEqual([]);
    const reading = new Set<Address>([path, "gtm.trigger/thanks", "gtm.tag/thanks"]);
    expect(unrelated(whole, ({ address }) => reading.has(address))).toEqual(reading);
  });

  test("comes along where it would keep reading what goes", async () => {
    const whole = await built(file(THANKS, LEAD), file(THANKS));
    const trigger = (address: Address) => address === "gtm.trigger/lead";
    expect([...unrelated(whole, ({ address }) => trigger(address))]).toEqual([]);
    const variables = addressesIn(whole).filter((address) => address.startsWith("gtm.variable/"));
    expect(variables).toHaveLength(1);
    expect([...unrelated(whole, ({ address }) => variables.includes(address))]).toEqual(variables);
  });

  test("is not needed for what is only changed", async () => {
    const changed = file(THANKS.replace("/thanks", "/merci"), LEAD.replace("pro", "free"));
    const whole = await built(file(THANKS, LEAD), changed);
    expect(addressesIn(whole).sort()).toEqual(["gtm.trigger/lead", "gtm.trigger/thanks"]);
    expect(neededBeside(whole, new Set<Address>(["gtm.trigger/lead"]))).toEqual([]);
  });
});
