/** A target gets the ids of another property, and its container stays: nothing in the new property was ours. */
import { expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { EDITED, type Plan, resourceChanges } from "../../src/plan/plan.ts";
import type { PropertySnapshot } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const OTHER = "G-OTHER00001";
const FILE = `${HEAD}metrics: { margin: {} }
goals:
  thanks: { type: destination, page: /thanks }
  stay: { type: duration, longer_than: 4m }
`;
const LEAD = "  lead: { type: event, event: generate_lead, on: { form: contact } }\n";
const stream = (measurementId: string) => ({ resourceName: measurementId, measurementId, displayName: "" });

async function plannedWith(property: Partial<PropertySnapshot>, measurementId: string): Promise<Plan> {
  const google = memoryGoogle();
  await applyGoals(google, FILE + LEAD);
  const snapshot = await google.read();
  const { definitions } = snapshot.property;
  const elsewhere = {
    ...snapshot.property,
    definitions: { ...definitions, "ga4.customMetric": [] },
    ...property,
  };
  return workingPlan(
    compile(goalSet(FILE), measurementId),
    { ...snapshot, property: elsewhere },
    "production",
  ).built.plan;
}

const keyEvent = {
  resourceName: "keyEvents/generate_lead",
  eventName: "generate_lead",
  countingMethod: "ONCE_PER_EVENT",
  defaultValue: null,
  deletable: true,
  custom: true,
};
const removed = (plan: Plan) =>
  resourceChanges(plan).filter(({ kind, action }) => kind === "ga4.keyEvent" && action === "delete");

test("a key event of the same name stays, and nothing is said to have been edited or deleted", async () => {
  const plan = await plannedWith({ webStreams: [stream(OTHER)], keyEvents: [keyEvent] }, OTHER);
  expect(removed(plan)).toEqual([]);
  const reasons = resourceChanges(plan).map(({ address, reason }) => `${address} ${reason}`);
  expect(reasons.filter((one) => EDITED.some((reason) => one.endsWith(` ${reason}`)))).toEqual([]);
  expect(reasons).toContain("gtm.tag/shared:session file_changed");
  expect(reasons).toContain("ga4.customMetric/margin new");
});

test("another stream of the same property is no other property", async () => {
  const streams = [stream(MEASUREMENT_ID), stream(OTHER)];
  const plan = await plannedWith({ webStreams: streams, keyEvents: [keyEvent] }, OTHER);
  expect(removed(plan)).toHaveLength(1);
});
