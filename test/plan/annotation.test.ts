/** What an apply leaves on reports: which plans are worth it, and in which words. */
import { expect, test } from "vitest";
import {
  annotationOf,
  annotationOfRollback,
  changesWhatCounts,
  inAnalyticsAlone,
} from "../../src/plan/annotation.ts";
import type { ChangeAction, Plan, ResourceChange, SubjectChange } from "../../src/plan/plan.ts";

const CREATED = { kind: "gtm.tag", action: "create", reason: "new", fields: [] } as unknown as ResourceChange;

function change(name: string, action: ChangeAction, resource: Partial<ResourceChange> = {}): SubjectChange {
  const subject = { is: "goal", id: name, name };
  return { subject, action, resources: [{ ...CREATED, ...resource }] } as unknown as SubjectChange;
}

function plan(changes: readonly SubjectChange[], container = "GTM-TEST01"): Plan {
  return { owner: "acme-shop", target: { container }, changes } as unknown as Plan;
}

const field = (path: string) => ({ path, before: "a", after: "b" });

test.each<[string, Partial<ResourceChange>, boolean]>([
  ["a new tag", {}, true],
  ["a tag that goes", { action: "delete" }, true],
  ["another condition", { action: "update", fields: [field("filter[0]")] }, true],
  ["a value", { kind: "ga4.keyEvent", action: "update", fields: [field("defaultValue.numericValue")] }, true],
  ["adopted, and changed", { action: "adopt", reason: "adopted_and_changed", fields: [field("type")] }, true],
  ["adopted as it is", { action: "adopt", reason: "adopted" }, false],
  ["a new folder", { kind: "gtm.folder" }, false],
  ["a new dimension", { kind: "ga4.customDimension" }, false],
  ["another name and folder", { action: "update", fields: [field("name"), field("folder")] }, false],
  ["a mark alone", { action: "update", reason: "remarked", fields: [field("notes")] }, false],
])("%s: %s → %s", (_, resource, counts) => {
  expect(changesWhatCounts([change("A", "change", resource)])).toBe(counts);
});

test("says how many, which and where", () => {
  const changes = [
    change("Newsletter", "add"),
    change("Purchase", "change"),
    change("Moved", "change", { kind: "gtm.folder" }),
    change("Old goal", "remove"),
  ];
  expect(annotationOf(plan(changes), "12")).toMatchObject({
    title: "Goals: 1 added, 1 changed, 1 removed (GTM-TEST01 v12)",
    description: "goalform acme-shop: added Newsletter; changed Purchase; removed Old goal",
    isAlike: false,
  });
  expect(annotationOf(plan(changes.slice(0, 1)), null)?.title).toBe("Goals: 1 added");
  expect(annotationOf(plan(changes.slice(2, 3)), "2")).toBeNull();
});

test("of what goals share, only what counts or sends something", () => {
  const shared = (id: string, name: string, is: "shared" | "forward" = "shared") =>
    ({ ...change(name, "change"), subject: { is, id, name } }) as SubjectChange;
  expect(
    annotationOf(plan([shared("host", "variable Host"), shared("session", "session script")]), "2"),
  ).toMatchObject({
    title: "Tracking changed (GTM-TEST01 v2)",
    description: "goalform acme-shop: changed session script",
  });
  expect(annotationOf(plan([shared("all", "forward all", "forward")]), "2")).toMatchObject({
    title: "Tracking changed (GTM-TEST01 v2)",
    description: "goalform acme-shop: changed forward all",
  });
  expect(annotationOf(plan([shared("host", "variable Host")]), "2")).toBeNull();
});

test("while a version waits for a preview, only what Analytics does alone is said", () => {
  const counting = { kind: "ga4.keyEvent", action: "update", fields: [field("countingMethod")] } as const;
  const two = {
    ...change("New", "add"),
    resources: [...change("", "add").resources, ...change("", "add", { kind: "ga4.keyEvent" }).resources],
  };
  const done = inAnalyticsAlone(
    plan([
      change("A", "change", counting),
      two,
      change("Gone", "remove", { kind: "ga4.keyEvent", action: "delete" }),
    ]),
  );
  expect(annotationOf(done, null)).toMatchObject({
    title: "Goals: 1 changed",
    description: "goalform acme-shop: changed A",
    isAlike: true,
  });
});

test("fits into Google's 60 and 150 characters, whatever the names are, and cuts no character in two", () => {
  const many = Array.from({ length: 40 }, (_, index) => [
    change(`Newsletter sign-up ${index} 🎉`, "add"),
    change(`Request\nfor a quote ${index}`, "change"),
    change(`Old ${index}`, "remove"),
  ]).flat();
  const { title, description } = annotationOf(plan(many, "GTM-ABCDEFGH"), "12345")!;
  expect(title).toBe("Goals: 120 changes (GTM-ABCDEFGH v12345)");
  expect(description).toMatchInlineSnapshot(
    `"goalform acme-shop: added Newsletter sign-up 0 🎉, 39 more; changed Request for a quote 0, 39 more; removed Old 0, 39 more"`,
  );
  expect(annotationOf(plan([change("🎉".repeat(100), "add")]), "2")?.description).toMatchInlineSnapshot(
    `"goalform acme-shop: added 1"`,
  );
  const odd = annotationOf(plan([change("A", "add")], `6001234567/${"9".repeat(60)}`), "2");
  expect(odd?.title).toHaveLength(60);
  expect(annotationOfRollback("acme-shop", "GTM-TEST01", "7", "5")).toMatchObject({
    title: "Goals: back to GTM-TEST01 v5",
    description: "goalform acme-shop: version 5 of GTM-TEST01 is live again, in place of version 7.",
  });
});
