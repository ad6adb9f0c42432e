/** A saved plan: what is taken for one, and what of a new plan it approves. */
import { describe, expect, test } from "vitest";
import {
  isSameTarget,
  noLongerNeeded,
  notApproved,
  readSavedPlan,
  type SavedPlan,
} from "../../src/plan/approval.ts";
import { type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { planJson } from "../../src/render/plan-json.ts";
import type { Json, JsonObject } from "../../src/resources/resource.ts";
import { audience, compiledWith } from "../support/definitions.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thanks, type: destination, page: /thanks }\n`;
const TWO = `${THANKS}  call: { name: Call, type: destination, page: /call }\n`;

/** As it comes back from a file. */
function saved(plan: Plan): SavedPlan {
  const read = readSavedPlan(JSON.parse(JSON.stringify(planJson(plan))));
  if (typeof read === "string") throw new Error(read);
  return read;
}

const addresses = (all: readonly { readonly address: string }[]) => all.map(({ address }) => address);

describe("a saved plan", () => {
  test("keeps the target, the digest and each operation", async () => {
    const plan = await planned(memoryGoogle(), THANKS);
    const { target, digest, approved } = saved(plan);
    expect(target).toEqual({ property: "123456789", measurementId: "G-TEST123456", container: "GTM-TEST01" });
    expect(digest).toBe(plan.digest);
    expect(approved.map(({ address, action, name }) => [address, action, name])).toEqual(
      plan.changes.flatMap(({ resources }) =>
        resources.map(({ address, action, name }) => [address, action, name]),
      ),
    );
  });

  test("approves what it has, and nothing else", async () => {
    const google = memoryGoogle();
    const one = await planned(google, THANKS);
    const two = await planned(google, TWO);
    expect(notApproved(saved(two), one)).toEqual([]);
    expect(notApproved(saved(two), two)).toEqual([]);
    const more = ["ga4.keyEvent/call", "gtm.tag/call", "gtm.trigger/call"];
    expect(addresses(notApproved(saved(one), two)).sort()).toEqual(more);
    expect(addresses(noLongerNeeded(saved(two), one)).sort()).toEqual(more);
    expect(noLongerNeeded(saved(one), two)).toEqual([]);
  });

  test("approves the two halves of what was interrupted", async () => {
    const plan = await planned(memoryGoogle(), THANKS);
    const [first, ...rest] = saved(plan).approved;
    const halves = { ...first!, digest: "whole", parts: ["other", first!.digest] };
    expect(notApproved({ ...saved(plan), approved: [halves, ...rest] }, plan)).toEqual([]);
    const others = { ...halves, parts: ["other"] };
    expect(addresses(notApproved({ ...saved(plan), approved: [others, ...rest] }, plan))).toEqual([
      first!.address,
    ]);
  });

  test("of an audience that is replaced approves what an interruption leaves of it", async () => {
    const deep = (pages: number) => compiledWith(`${HEAD}goals: {}\n`, audience("deep", pages));
    const google = memoryGoogle();
    await applyGoals(google, deep(3));
    const { plan, steps } = (await workFor(google, deep(4))).built;
    const [step] = steps.filter((one) => one.do === "replace definition");
    google.plantDefinition("ga4.audience", step!.body);
    const archiving = await planned(google, deep(4));
    expect(addresses(resourceChanges(archiving))).toEqual(["ga4.audience/deep"]);
    expect(notApproved(saved(plan), archiving)).toEqual([]);
    google.editDefinitions("ga4.audience", () => null);
    const creating = await planned(google, deep(4));
    expect(addresses(resourceChanges(creating))).toEqual(["ga4.audience/deep"]);
    expect(notApproved(saved(plan), creating)).toEqual([]);
    expect(addresses(notApproved(saved(plan), await planned(google, deep(5))))).toEqual([
      "ga4.audience/deep",
    ]);
  });

  test("says nothing of what is done", async () => {
    const google = memoryGoogle();
    const plan = await applyGoals(google, THANKS);
    const now = await planned(google, THANKS);
    expect(notApproved(saved(plan), now)).toEqual([]);
    expect(noLongerNeeded(saved(plan), now)).toEqual(saved(plan).approved);
  });

  test("is for one property, one measurement id and one container", async () => {
    const plan = await planned(memoryGoogle(), THANKS);
    expect(isSameTarget(saved(plan), plan)).toBe(true);
    expect(isSameTarget(saved(plan), { ...plan, target: { ...plan.target, name: "staging" } })).toBe(true);
    for (const key of ["property", "measurementId", "container"])
      expect(isSameTarget(saved(plan), { ...plan, target: { ...plan.target, [key]: "another" } })).toBe(
        false,
      );
  });
});

describe("no saved plan", () => {
  const OPERATION = { address: "gtm.tag/a", action: "create", name: "a", digest: "1" };
  const of = (...resources: Json[]): JsonObject => ({
    format: "goalform.plan/1",
    target: { property: "1", measurementId: "G-1", container: "GTM-1" },
    digest: "d",
    changes: [{ resources }],
  });

  test("is what has the right shape", () => {
    expect(readSavedPlan(of(OPERATION, { ...OPERATION, parts: ["2"] }))).toEqual({
      target: { property: "1", measurementId: "G-1", container: "GTM-1" },
      digest: "d",
      approved: [OPERATION, { ...OPERATION, parts: ["2"] }],
    });
    expect(readSavedPlan({ ...of(), changes: [] })).toMatchObject({ approved: [] });
  });

  test.each<readonly [string, Json]>([
    ["nothing", null],
    ["a text", "goalform.plan/1"],
    ["a list", [of(OPERATION)]],
    ["another format", { ...of(OPERATION), format: "goalform.plan/2" }],
    ["no format", { ...of(OPERATION), format: null }],
  ])("%s", (_, json) => {
    expect(readSavedPlan(json)).toBe("it is not a saved plan (format goalform.plan/1)");
  });

  test.each<readonly [string, Json]>([
    ["no target", { ...of(OPERATION), target: null }],
    ["no digest", { ...of(OPERATION), digest: 7 }],
    ["no list of changes", { ...of(OPERATION), changes: { resources: [OPERATION] } }],
    ["a change that is none", { ...of(OPERATION), changes: [{ resources: [OPERATION] }, "x"] }],
    ["a change without resources", { ...of(OPERATION), changes: [{ resources: "x" }] }],
    ["an operation that is none", of(OPERATION, null)],
    ["an operation that is a list", of([OPERATION])],
    ...["address", "action", "name", "digest"].map(
      (key) => [`no ${key}`, of({ ...OPERATION, [key]: 7 })] as const,
    ),
    ["parts that are no list", of({ ...OPERATION, parts: "2" })],
    ["a part that is no text", of({ ...OPERATION, parts: ["2", 2] })],
  ])("%s", (_, json) => {
    expect(readSavedPlan(json)).toBe("parts of the plan are missing");
  });
});
