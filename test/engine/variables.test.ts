import { expect, test } from "vitest";
import type { FormatValue } from "../../src/engine/container.ts";
import { builtIns, checked, dataLayer, seen, table, template, variable } from "./support.ts";

const withDefault = {
  ...dataLayer("plan"),
  parameter: [...dataLayer("plan").parameter!, checked("setDefaultValue")],
};

test("a default value stands in for undefined, and for nothing else", () => {
  const parts = {
    variable: [{ ...withDefault, parameter: [...withDefault.parameter, template("defaultValue", "none")] }],
  };
  expect(seen("{{plan}}", parts)).toBe("none");
  expect(seen("{{plan}}", parts, {}, { plan: null })).toBe(null);
  expect(seen("{{plan}}", parts, {}, { plan: "" })).toBe("");
});

test("a default value that is switched on but empty is the empty text, and one switched off does not count", () => {
  expect(seen("{{plan}}", { variable: [withDefault] })).toBe("");
  const off = variable("plan", "v", { name: "plan", defaultValue: "none" });
  expect(seen("{{plan}}", { variable: [off] })).toBe(undefined);
});

test("a lone reference keeps its type, and among text nothing is left of null and undefined", () => {
  const parts = { variable: [dataLayer("n"), dataLayer("gone")] };
  expect(seen("{{n}}", parts, {}, { n: 5 })).toBe(5);
  expect(seen("a{{n}}b{{gone}}c", parts, {}, { n: null })).toBe("abc");
  expect(seen("{{n}}{{n}}", parts, {}, { n: 5 })).toBe("55");
});

test.each<[FormatValue, unknown, unknown]>([
  [{ caseConversionType: "lowercase" }, "FREE", "free"],
  [{ caseConversionType: "uppercase" }, "free", "FREE"],
  [{ caseConversionType: "uppercase" }, 5, 5],
  [{ convertNullToValue: { type: "template", value: "no plan" } }, null, "no plan"],
  [{ convertUndefinedToValue: { type: "template", value: "no plan" } }, undefined, "no plan"],
  [{ convertTrueToValue: { type: "template", value: "yes" } }, true, "yes"],
  [{ convertFalseToValue: { type: "template", value: "no" } }, false, "no"],
  [{ convertNullToValue: { type: "template", value: "{{other}}" } }, null, "elsewhere"],
  [{}, null, null],
])("format value %j makes %j into %j", (formatValue, plan, expected) => {
  const parts = {
    variable: [{ ...dataLayer("plan"), formatValue }, variable("other", "c", { value: "elsewhere" })],
  };
  expect(seen("{{plan}}", parts, {}, { plan })).toBe(expected);
});

test("constants, cookies and JavaScript variables", () => {
  const parts = {
    variable: [
      variable("constant", "c", { value: "G-1" }),
      variable("cookie", "k", { name: "seen", decodeCookie: "true" }),
      variable("raw", "k", { name: "seen" }),
      variable("no cookie", "k", { name: "toString" }),
      variable("script", "j", { name: "shop.user.name" }),
      variable("no script", "j", { name: "shop.nobody.name" }),
    ],
  };
  const page = { cookies: { seen: "a%20b" }, globals: { shop: { user: { name: "Ann" } } } };
  const all = "{{constant}}|{{cookie}}|{{raw}}|{{no cookie}}|{{script}}|{{no script}}";
  expect(seen(all, parts, page)).toBe("G-1|a b|a%20b||Ann|");
});

test("a cookie that cannot be decoded is false, like every variable that throws", () => {
  const parts = { variable: [variable("cookie", "k", { name: "seen", decodeCookie: "true" })] };
  expect(seen("{{cookie}}", parts, { cookies: { seen: "%" } })).toBe(false);
});

test("a lookup table compares whole texts, and the last of two equal keys wins", () => {
  const rows = table(
    "map",
    ["key", "value"],
    [
      ["5", "first"],
      ["5", "last"],
      ["undefined", "missing"],
      ["x", "{{n}}!"],
    ],
  );
  const parts = {
    variable: [dataLayer("n"), { name: "t", type: "smm", parameter: [template("input", "{{n}}"), rows] }],
  };
  expect(seen("{{t}}", parts, {}, { n: 5 })).toBe("last");
  expect(seen("{{t}}", parts, {}, { n: "x" })).toBe("x!");
  expect(seen("{{t}}", parts)).toBe("missing");
  expect(seen("{{t}}", parts, {}, { n: 55 })).toBe(undefined);
});

test.each([
  [["fullMatch"], "abc", undefined],
  [["fullMatch"], "ab", "two"],
  [[], "xxabcxx", "two"],
  [["ignoreCase"], "AB", "two"],
  [[], "AB", undefined],
  [["replaceAfterMatch"], "order 12", "number 12"],
  [["replaceAfterMatch", "fullMatch"], "order 12", "number 12"],
])("a regex table with %j makes %j into %j", (options, input, expected) => {
  const rows = table(
    "map",
    ["key", "value"],
    [
      ["^never$", "one"],
      ["ab", "two"],
      ["order ([0-9]+)", "number $1"],
    ],
  );
  const parameter = [template("input", "{{n}}"), rows, ...options.map(checked)];
  const parts = { variable: [dataLayer("n"), { name: "t", type: "remm", parameter }] };
  expect(seen("{{t}}", parts, {}, { n: input })).toBe(expected);
});

test("a full match puts no group around the pattern: a|b then means 'starts with a, or ends with b'", () => {
  const rows = table("map", ["key", "value"], [["a|b", "hit"]]);
  const parameter = [template("input", "{{n}}"), rows, checked("fullMatch")];
  const parts = { variable: [dataLayer("n"), { name: "t", type: "remm", parameter }] };
  expect(["ax", "xb", "xa"].map((n) => seen("{{t}}", parts, {}, { n }))).toEqual(["hit", "hit", undefined]);
});

test("a script is not run by the engine itself", () => {
  const parts = { variable: [variable("script", "jsm", { javascript: "function(){return 1}" })] };
  expect(seen("{{script}}", parts)).toBe(1);
  expect(seen("{{script}}", parts, { runScript: undefined as never })).toBe(undefined);
});

test("a script sees the live value of a reference, and in a string its text", () => {
  const javascript = "function(){ return [{{n}}, 'is {{n}}', \"{{gone}}\"]; }";
  const parts = { variable: [dataLayer("n"), dataLayer("gone"), variable("script", "jsm", { javascript })] };
  expect(seen("{{script}}", parts, {}, { n: "it's" })).toEqual(["it's", "is it's", "undefined"]);
  const live = seen("{{script}}", parts, {}, { n: [1] }) as unknown[];
  expect(live[0]).toEqual([1]);
});

test("a script that throws is undefined, and so is a variable that leads back to itself", () => {
  const parts = {
    variable: [
      variable("throws", "jsm", { javascript: "function(){ throw 1 }" }),
      variable("broken", "jsm", { javascript: "function(){" }),
      variable("a", "c", { value: "{{b}}" }),
      variable("b", "c", { value: "{{a}}" }),
    ],
  };
  expect(["throws", "broken", "a"].map((name) => seen(`{{${name}}}`, parts))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("a random number lies between its bounds, both included, and needs a source", () => {
  const parts = { variable: [variable("r", "r", { min: "3", max: "5" })] };
  const drawn = [0, 0.5, 0.999].map((random) => seen("{{r}}", parts, { random: () => random }));
  expect(drawn).toEqual([3, 4, 5]);
  expect(seen("{{r}}", parts)).toBe(undefined);
});

test("the built-ins of the container and of the event", () => {
  const parts = {
    builtInVariable: builtIns("event", "containerId", "containerVersion", "debugMode", "environmentName"),
  };
  const all =
    "{{Event}} {{_event}} {{Container ID}} {{Container Version}} {{Debug Mode}} {{Environment Name}}";
  expect(seen(all, parts)).toBe("probe probe GTM-TEST01 7 false Live");
});

test("a variable of a type that the engine does not know loads, and is undefined", () => {
  expect(seen("{{custom}}", { variable: [variable("custom", "cvt_1_2", { name: "x" })] })).toBe(undefined);
});
