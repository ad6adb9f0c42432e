import { expect, test } from "vitest";
import { unknownReferences } from "../../src/engine/references.ts";
import {
  builtIns,
  containerOf,
  customEvent,
  load,
  tag,
  template,
  trigger,
  variable,
  when,
} from "./support.ts";

test("a container with unknown references does not load, and the error lists all of them", () => {
  const parts = {
    variable: [variable("known", "c", { value: "{{lost 1}}" })],
    tag: [
      tag("a", ["1", "77"], {
        parameter: [template("x", "{{known}} {{lost 2}} {{lost 2}}")],
        setupTag: [{ tagName: "gone" }],
      }),
      tag("b", [], { parameter: [{ type: "tagReference", key: "measurementId", value: "no config" }] }),
    ],
    trigger: [trigger("1", "click", { filter: [when("{{Click URL}}", "contains", "{{lost 3}}")] })],
  };
  expect(() => load(parts)).toThrowErrorMatchingInlineSnapshot(`
    [UnknownReferencesError: The container does not compile. It refers to what it does not contain:
      variable "lost 2", used by tag "a"
      trigger "77", used by tag "a"
      tag "gone", used by tag "a"
      tag "no config", used by tag "b"
      variable "Click URL", used by trigger "trigger 1"
      variable "lost 3", used by trigger "trigger 1"
      variable "lost 1", used by variable "known"
    Add these, enable the built-in variables among them, or remove the references.]
  `);
});

test("a built-in variable counts only when it is enabled", () => {
  const filter = [when("{{Page Path}}", "equals", "/")];
  const parts = { trigger: [trigger("1", "pageview", { filter })] };
  expect(unknownReferences(containerOf(parts))).toEqual([
    { kind: "variable", name: "Page Path", usedBy: 'trigger "trigger 1"' },
  ]);
  expect(unknownReferences(containerOf({ ...parts, builtInVariable: builtIns("pagePath") }))).toEqual([]);
});

test("references are found wherever they can stand", () => {
  const deep = { type: "list", key: "t", list: [{ type: "map", map: [template("k", "{{in a table}}")] }] };
  const members = { type: "list", key: "triggerIds", list: [{ type: "triggerReference", value: "66" }] };
  const parts = {
    variable: [variable("v", "c", {}, { formatValue: { convertNullToValue: { value: "{{in a format}}" } } })],
    tag: [tag("t", ["2147479553"], { parameter: [deep], blockingTriggerId: ["88"] })],
    trigger: [
      trigger("1", "timer", {
        interval: { value: "{{in an interval}}" },
        autoEventFilter: [when("{{in a page condition}}", "equals", "")],
      }),
      trigger("2", "triggerGroup", { parameter: [members] }),
    ],
  };
  expect(unknownReferences(containerOf(parts)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "variable in a table",
    "trigger 88",
    "variable in a page condition",
    "variable in an interval",
    "trigger 66",
    "variable in a format",
  ]);
});

test("the built-in triggers and {{_event}} are always known", () => {
  const parts = {
    tag: [tag("a", ["2147479553", "2147479572", "2147479573"])],
    trigger: [customEvent("1", "go")],
  };
  expect(unknownReferences(containerOf(parts))).toEqual([]);
});
