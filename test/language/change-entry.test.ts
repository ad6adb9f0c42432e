/** Keys of one goal change in the text of a file, and nothing else does: no comment goes, no line is written anew. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { changeEntry, type YamlMap } from "../../src/language/writing/change-entry.ts";
import type { YamlValue } from "../../src/language/writing/yaml-value.ts";
import { runs } from "../support/runs.ts";

const change = (text: string, before: YamlMap, after: YamlMap) =>
  changeEntry(text, { in: "goals", id: "a", before, after });

describe.each<readonly [string, string, YamlMap, YamlMap, string]>([
  [
    "a value",
    "goals:\n  a:\n    value: 5 # why\n",
    { value: 5 },
    { value: 6 },
    "goals:\n  a:\n    value: 6 # why\n",
  ],
  [
    "a key that is new, after the one before it",
    "goals:\n  a:\n    type: event\n    # who\n    role: micro\n  b: {}\n",
    { type: "event", role: "micro" },
    { type: "event", value: 5, role: "micro" },
    "goals:\n  a:\n    type: event\n    value: 5\n    # who\n    role: micro\n  b: {}\n",
  ],
  [
    "a key that goes, with its comment left",
    "goals:\n  a:\n    type: event\n    value: 5 # why\n\n  b: {}\n",
    { type: "event", value: 5 },
    { type: "event" },
    "goals:\n  a:\n    type: event\n    # why\n\n  b: {}\n",
  ],
  [
    "a block that becomes one line, with its comments above it",
    "goals:\n  a:\n    page:\n      # here\n      path: /a # there\n      host: x.example\n    type: event\n",
    { page: { path: "/a", host: "x.example" }, type: "event" },
    { page: "/b", type: "event" },
    "goals:\n  a:\n    # here\n    # there\n    page: /b\n    type: event\n",
  ],
  [
    "one key of a block",
    "goals:\n  a:\n    page:\n      # here\n      path: /a # there\n      host: x.example\n",
    { page: { path: "/a", host: "x.example" } },
    { page: { path: "/b", host: "x.example" } },
    "goals:\n  a:\n    page:\n      # here\n      path: /b # there\n      host: x.example\n",
  ],
  [
    "keys in braces",
    "goals: { a: { type: event, value: 5, role: micro }, b: {} }\n",
    { type: "event", value: 5, role: "micro" },
    { type: "event", counting: "once_per_event", role: "micro" },
    "goals: { a: { type: event, counting: once_per_event, role: micro }, b: {} }\n",
  ],
  [
    "the last key in braces",
    "goals: { a: { type: event, value: 5 } }\n",
    { type: "event", value: 5 },
    { type: "event" },
    "goals: { a: { type: event } }\n",
  ],
  [
    "braces over several lines, with comments",
    "goals:\n  a: {\n    type: event, # one\n    value: 5, # two\n    role: micro\n  }\n",
    { type: "event", value: 5, role: "micro" },
    { type: "event", role: "macro" },
    "goals:\n  a: {\n    type: event, # one\n    # two\n    role: macro\n  }\n",
  ],
  [
    "a text of several lines",
    "goals:\n  a:\n    name: >-\n      Two\n      lines\n    value: 5\n",
    { name: "Two lines", value: 5 },
    { name: "One: line", value: 5 },
    'goals:\n  a:\n    name: "One: line"\n    value: 5\n',
  ],
  [
    "an item of a list",
    "goals:\n  a:\n    steps:\n      - { id: x, page: /a } # x\n      - id: y # y\n        page: /b\n",
    {
      steps: [
        { id: "x", page: "/a" },
        { id: "y", page: "/b" },
      ],
    },
    {
      steps: [
        { id: "x", page: "/c" },
        { id: "y", page: "/d" },
      ],
    },
    "goals:\n  a:\n    steps:\n      - { id: x, page: /c } # x\n      - id: y # y\n        page: /d\n",
  ],
  [
    "JSON",
    '{ "goals": { "a": { "type": "event", "value": 5 } } }',
    { type: "event", value: 5 },
    { type: "event", value: 6, counting: "once_per_event" },
    '{ "goals": { "a": { "type": "event", "value": 6, "counting": "once_per_event" } } }',
  ],
  [
    "a key without a value",
    "goals:\n  a:\n    page:\n    value: 5\n",
    { value: 5 },
    { page: "/x", value: 5 },
    "goals:\n  a:\n    page: /x\n    value: 5\n",
  ],
])("%s", (_, text, before, after, expected) => {
  test("and with line ends as on Windows", () => {
    expect(change(text, before, after)).toBe(expected);
    const windows = (lines: string) => lines.replaceAll("\n", "\r\n");
    expect(change(windows(text), before, after)).toBe(windows(expected));
  });
});

test("where there is no such entry, there is no change", () => {
  expect(change("goals:\n  b: {}\n", {}, { value: 5 })).toBeNull();
  expect(change("goals:\n  a:\n", {}, { value: 5 })).toBeNull();
});

const word = fc.constantFrom(
  "a",
  "b: c",
  "#d",
  "- e",
  "5",
  "{ f }",
  "it's",
  "x, y",
  "true",
  "",
  " g ",
  'h"i',
);
const key = fc.constantFrom("k", "l", "m", "n");
const said = fc.letrec<{ value: YamlValue; map: YamlMap }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    word,
    fc.integer(),
    fc.boolean(),
    tie("map"),
    fc.array(word, { maxLength: 3 }),
  ),
  map: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3 }),
})).map;

test("whatever it says before and after, it says that afterwards, and the others what they said", () => {
  fc.assert(
    fc.property(said, said, fc.boolean(), (before, after, isFlow) => {
      const other = { z: "left", list: ["a", "# b"] };
      const entry = isFlow ? ` ${JSON.stringify(before)}` : blockOf(before, 2);
      const text = `goals:\n  # first\n  b: ${JSON.stringify(other)} # b\n  a:${entry}\n  # last\n`;
      const changed = change(text, before, after)!;
      expect(parse(changed)).toEqual({ goals: { b: other, a: after } });
      expect(changed.split("#").length).toBe(text.split("#").length + hashes(after) - hashes(before));
    }),
    { numRuns: runs(100) },
  );
});

const hashes = (map: YamlMap) => JSON.stringify(map).split("#").length;

function blockOf(map: YamlMap, indent: number): string {
  const space = " ".repeat(indent + 2);
  return Object.entries(map)
    .map(([name, value]) => {
      const isMap = typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 0;
      return `\n${space}${name}:${isMap ? blockOf(value as YamlMap, indent + 2) : ` ${JSON.stringify(value)}`}`;
    })
    .join("");
}
