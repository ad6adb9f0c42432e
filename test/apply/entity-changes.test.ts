/** The entries of a bulk call: their order, their ids, what they refer to. */
import { expect, test } from "vitest";
import { entityChange, inOrder, withTemporaryIds } from "../../src/apply/entity-changes.ts";
import type { EntityStep } from "../../src/plan/steps.ts";
import { address, type EntityKind, type JsonObject, refTo } from "../../src/resources/resource.ts";

function step(what: EntityStep["do"], kind: EntityKind, name: string, more: JsonObject = {}): EntityStep {
  return { do: what, kind, address: address(kind, name), entity: { name, ...more } };
}

const named = (steps: readonly EntityStep[]) => steps.map((one) => `${one.do} ${String(one.entity["name"])}`);

test("what is referred to comes first, what is removed last, and who uses something goes before it", () => {
  const steps = [
    step("delete entity", "gtm.folder", "old folder"),
    step("delete entity", "gtm.variable", "read"),
    step("delete entity", "gtm.variable", "reader", { parameter: [{ value: "x {{read}} y" }] }),
    step("delete entity", "gtm.variable", "reader of readers", { parameter: [{ value: "{{reader}}" }] }),
    step("delete entity", "gtm.trigger", "old trigger"),
    step("delete entity", "gtm.tag", "old tag"),
    step("create entity", "gtm.tag", "new tag"),
    step("create entity", "gtm.trigger", "new trigger"),
    step("update entity", "gtm.trigger", "changed trigger"),
    step("create entity", "gtm.variable", "new variable"),
    step("create entity", "gtm.folder", "new folder"),
  ];
  const expected = [
    "create entity new folder",
    "create entity new variable",
    "update entity changed trigger",
    "create entity new trigger",
    "create entity new tag",
    "delete entity old tag",
    "delete entity old trigger",
    "delete entity reader of readers",
    "delete entity reader",
    "delete entity read",
    "delete entity old folder",
  ];
  expect(named(inOrder(steps))).toEqual(expected);
  expect(named(inOrder([...steps].reverse()))).toEqual(expected);
});

test("variables that read each other, and one that reads itself, are removed all the same", () => {
  const steps = [
    step("delete entity", "gtm.variable", "a", { parameter: [{ value: "{{b}}" }] }),
    step("delete entity", "gtm.variable", "b", { parameter: [{ value: "{{a}}" }] }),
    step("delete entity", "gtm.variable", "self", { parameter: [{ value: "{{self}} {{a}}" }] }),
  ];
  expect(named(inOrder(steps)).sort()).toEqual(["delete entity a", "delete entity b", "delete entity self"]);
  expect(named(inOrder(steps))[0]).toBe("delete entity self");
});

test("new objects get temporary ids, and references are filled in", () => {
  const trigger = step("create entity", "gtm.trigger", "trigger");
  const tag = step("create entity", "gtm.tag", "tag", {
    parentFolderId: refTo(address("gtm.folder", "folder")),
    firingTriggerId: [refTo(trigger.address), "2147479553"],
  });
  const ids = withTemporaryIds([trigger, tag], new Map([[address("gtm.folder", "folder"), "12"]]));
  expect(entityChange(trigger, ids)).toEqual({
    kind: "gtm.trigger",
    status: "added",
    entity: { triggerId: "new_1", name: "trigger" },
  });
  expect(entityChange(tag, ids)).toEqual({
    kind: "gtm.tag",
    status: "added",
    entity: { tagId: "new_2", name: "tag", parentFolderId: "12", firingTriggerId: ["new_1", "2147479553"] },
  });
  const update = step("update entity", "gtm.tag", "tag", { tagId: "5", notes: "n", firingTriggerId: ["3"] });
  expect(entityChange(update, ids)).toEqual({ kind: "gtm.tag", status: "updated", entity: update.entity });
  const gone = step("delete entity", "gtm.tag", "tag", { tagId: "5" });
  expect(entityChange(gone, ids)).toEqual({ kind: "gtm.tag", status: "deleted", entity: gone.entity });
});

test("one that is sent alone has no id yet; a reference that leads nowhere is a bug", () => {
  const trigger = step("create entity", "gtm.trigger", "trigger");
  expect(entityChange(trigger, new Map()).entity).toEqual({ name: "trigger" });
  const tag = step("create entity", "gtm.tag", "tag", { firingTriggerId: [refTo(trigger.address)] });
  expect(() => entityChange(tag, new Map())).toThrow("no id is known for gtm.trigger/trigger");
});
