/** Files that are no goals, by accident or on purpose: always an answer, soon, and never an exception. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { diagnosticsText } from "../../src/render/diagnostics-text.ts";
import { anyText } from "../support/any-text.ts";
import { expectWithin, timed } from "../support/processor-time.ts";
import { runs } from "../support/runs.ts";

function read(text: string) {
  return readGoals("goals.yaml", Buffer.from(text));
}

function codes(bytes: Uint8Array | string): readonly string[] {
  return readGoals("goals.yaml", typeof bytes === "string" ? Buffer.from(bytes) : bytes).diagnostics.map(
    (one) => one.code,
  );
}

describe("bytes that are no text", () => {
  test("the first byte that is no UTF-8 is named with its line and column", () => {
    const bytes = Buffer.concat([
      Buffer.from("version: 1\nname: caf"),
      Buffer.from([0xe9]),
      Buffer.from("\n"),
    ]);
    const [found] = readGoals("goals.yaml", bytes).diagnostics;
    expect(found).toMatchObject({ code: "not-utf-8", place: { line: 2, column: 10 } });
    expect(found?.message).toContain("0xE9");
  });

  test("UTF-16 is recognised", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("version: 1", "utf16le")]);
    expect(readGoals("goals.yaml", bytes).diagnostics[0]?.message).toBe("The file is saved as UTF-16.");
  });

  test("NUL and other control characters are refused with their place", () => {
    expect(read("version: 1\nname: a\0b\n").diagnostics[0]).toMatchObject({
      code: "control-character",
      place: { line: 2, column: 8 },
    });
    expect(codes("a: \u001b[31m")).toEqual(["control-character"]);
    expect(codes("a: 1\rb: 2")).toEqual(["control-character"]);
  });
});

/** Texts near one of the limits of what is read: bytes, lines, or parts. */
const COSTLY: Readonly<Record<string, string>> = {
  "brackets that never close": "[".repeat(990_000),
  "mappings in mappings": "{a: ".repeat(240_000),
  "lists in lists": "- ".repeat(490_000),
  "questions without keys": "? ".repeat(490_000),
  "brackets that never opened": "]".repeat(990_000),
  "the same key again and again": "a: 1\n".repeat(190_000),
  "thousands of keys": Array.from({ length: 40_000 }, (_, index) => `key_${index}: 1`).join("\n"),
  "thousands of bad goals": `goals:\n${Array.from({ length: 2000 }, (_, index) => `  g${index}: { typ: event }`).join("\n")}`,
  "thousands of goals that share an event": `version: 1\nname: a\ngoals:\n${Array.from({ length: 2000 }, (_, index) => `  g${index}: { type: destination, event: a, page: /${index} }`).join("\n")}`,
  "thousands of goals that lead to each other": `version: 1\nname: a\ngoals:\n${Array.from({ length: 2000 }, (_, index) => `  g${index}: { type: destination, page: /a, leads_to: g${index + 1} }`).join("\n")}`,
  "goals in one endless line": `goals: {${Array.from({ length: 2000 }, (_, index) => `é${index}: { typ: "😀" }`).join(", ")}}`,
  "documents without end": "---\n".repeat(240_000),
  "anchors without end": "&a ".repeat(320_000),
  "aliases without end": "*a ".repeat(320_000),
  "an unclosed quote over many lines": `a: "${"x\n".repeat(480_000)}`,
  "comments only": "# c\n".repeat(240_000),
  "line breaks only": "\n".repeat(990_000),
  "one endless key": `${"a".repeat(990_000)}: 1`,
  "one endless regular expression": `version: 1\nname: a\ngoals:\n  a: { type: destination, page: { path: { matches: '${"(a|".repeat(300_000)}' } } }`,
  "a list of regular expressions": `version: 1\nname: a\ngoals:\n${Array.from({ length: 900 }, (_, index) => `  g${index}: { type: destination, page: { path: { matches: '${"[".repeat(960)}]' } } }`).join("\n")}`,
};

describe("files made to keep a machine busy are answered within two seconds of work", () => {
  test.each(Object.keys(COSTLY))("%s", (name) => {
    const bytes = Buffer.from(COSTLY[name] ?? "");
    expect(bytes.length).toBeLessThan(1_000_000);
    const { answer: goalSet, milliseconds } = timed(() => {
      const { goalSet, diagnostics } = readGoals("goals.yaml", bytes);
      diagnosticsText(diagnostics, { color: false });
      return goalSet;
    });
    expectWithin(milliseconds, 2000);
    expect(goalSet).toBeNull();
  });

  test("more than 500 problems are told with the first 500 and a sentence", () => {
    const { diagnostics } = readGoals("goals.yaml", Buffer.from(COSTLY["thousands of bad goals"] ?? ""));
    expect(diagnostics).toHaveLength(501);
    expect(diagnostics.at(-1)).toMatchObject({ code: "too-many-problems", severity: "error" });
  });

  test("5 MB are refused by size alone", () => {
    const bytes = Buffer.alloc(5_000_000, "a: 1\n");
    const { answer, milliseconds } = timed(() => readGoals("goals.yaml", bytes));
    expect(answer.diagnostics.map((one) => one.message)).toEqual([
      "The file is 5.0 MB; a goals file may have 1 MB at most.",
    ]);
    expectWithin(milliseconds, 100);
  });

  test("an honest file of a thousand goals is read within two seconds", () => {
    const goals = Array.from(
      { length: 1000 },
      (_, index) =>
        `  goal_${index}:\n    type: destination\n    key_event: false\n    page: { path: { begins_with: /page/${index} } }\n`,
    );
    const target =
      'targets: { a: { ga4: { property: "1", measurement_id: G-TEST1 }, gtm: { container: GTM-TEST01 } } }';
    const { answer, milliseconds } = timed(() =>
      read(`version: 1\nname: many\n${target}\ngoals:\n${goals.join("")}`),
    );
    expect(answer.goalSet?.goals.length).toBe(1000);
    expectWithin(milliseconds, 2000);
  });
});

describe("nothing throws", () => {
  test("whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(Array.isArray(readGoals("goals.yaml", bytes).diagnostics)).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  test("whatever the bytes of an included file, and whatever the patterns", () => {
    const head = "version: 1\nname: a\ninclude: ";
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.uint8Array({ maxLength: 200 }), (pattern, bytes) => {
        const main = Buffer.from(`${head}${JSON.stringify([pattern, "part.yaml"])}\n`);
        const answers = [pattern, "part.yaml"].map((one) => ({
          pattern: one,
          files: [{ file: `${one}.yaml`, bytes }],
          troubles: [],
        }));
        const { diagnostics } = readGoals("goals.yaml", main, answers);
        expect(diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(300) },
    );
  });

  test("whatever the text, and what is printed holds no control characters", () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        const printed = diagnosticsText(read(text).diagnostics, { color: false });
        expect(printed.replaceAll("\n", "")).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: runs(500) },
    );
  });

  test("whatever YAML signs stand together", () => {
    const sign = fc.constantFrom(
      "a",
      "goals",
      ":",
      " ",
      "\n",
      "  ",
      "-",
      "?",
      "{",
      "}",
      "[",
      "]",
      ",",
      "&a",
      "*a",
      "!t",
      "'",
      '"',
      "|",
      ">",
      "#",
      "%",
      "\t",
      "<<",
      "---",
      "...",
      "1",
      "~",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        expect(read(signs.join("")).goalSet).toBeNull();
      }),
      { numRuns: runs(1000) },
    );
  });

  test("whatever stands where the language expects something", () => {
    const word = fc.constantFrom(
      "type",
      "page",
      "path",
      "on",
      "click",
      "data_layer",
      "where",
      "not",
      "equals",
      "matches",
      "value",
      "steps",
      "goal",
      "id",
      "__proto__",
      "constructor",
      "toString",
      "destination",
      "event",
      "duration",
      "4m",
      "(",
      "",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        word,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("any"), { maxLength: 3 }),
      map: fc.dictionary(word, tie("any"), { maxKeys: 4 }),
    })).any;
    fc.assert(
      fc.property(value, value, value, (goal, step, target) => {
        const file = {
          version: 1,
          name: "a",
          targets: { a: target },
          goals: { a: goal, b: { type: "event", on: goal, page: step } },
          funnels: { f: { steps: [step, goal] } },
        };
        expect(read(JSON.stringify(file)).goalSet).toBeNull();
      }),
      { numRuns: runs(1000) },
    );
  });

  test("keys named after built-in properties pollute nothing", () => {
    read(
      "__proto__: { polluted: yes }\ngoals: { __proto__: { polluted: yes }, constructor: { prototype: { polluted: yes } } }\n",
    );
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("nesting", () => {
  test.each([
    ["brackets", `a: ${"[".repeat(3000)}`],
    ["indentation", Array.from({ length: 1300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["closed brackets", `a: ${"[".repeat(60)}${"]".repeat(60)}`],
  ])("too deep by %s is told in one sentence", (_, text) => {
    expect(codes(text).filter((code) => code === "too-deep")).toHaveLength(1);
  });
});
