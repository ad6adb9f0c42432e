/** What docs/testing.md shows is what goalform prints, and its tables name every word of a tests file. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import testsSchema from "../../schemas/goals-test.schema.json" with { type: "json" };
import { STEP_WORDS } from "../../src/visits/reading/steps.ts";
import { folder } from "../support/cli.ts";

const TEXT = readFileSync("docs/testing.md", "utf8");
const blocks = [...TEXT.matchAll(/^```([a-z ]*)\n([\s\S]*?)^```$/gm)].map(([, is, code]) => ({
  is,
  code: code!,
}));
const TESTS = blocks.find(({ is }) => is === "yaml tests")!.code;
const files = {
  "goals.yaml": readFileSync("goals.example.yaml", "utf8"),
  "goals.test.yaml": TESTS,
};

describe("docs/testing.md", () => {
  test.each(blocks.filter(({ code }) => code.startsWith("$ goalform")))("$code", async ({ code }) => {
    const [command = "", ...lines] = code.split("\n");
    const { out } = await folder(files).goalform(command.replace("$ goalform ", "").split(" "));
    // Of what no test names there is one more line.
    expect(out.replace(/^No test names .*\n/m, "")).toBe(lines.join("\n"));
  });

  test("names every step and every expectation", () => {
    const cells = [...TEXT.matchAll(/^\| `(\w+)/gm)].map(([, word]) => word);
    expect(STEP_WORDS.filter((word) => word !== "returning_visit" && !cells.includes(word))).toEqual([]);
    const keys = Object.keys(testsSchema.$defs.test.properties);
    expect(keys.filter((key) => !TEXT.includes(`\`${key}`))).toEqual([]);
  });
});

describe("goals.example.test.yaml", () => {
  const example = {
    "goals.yaml": readFileSync("goals.example.yaml", "utf8"),
    "goals.test.yaml": readFileSync("goals.example.test.yaml", "utf8"),
  };
  test("passes, names every goal, and notices the loss of every condition", async () => {
    const { out, exitCode } = await folder(example).goalform(["test", "--missing", "--strength"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^✓ \d+ passed\nEvery goal and funnel has a test.\n\nNo condition of a tested goal can be dropped/,
    );
  });
});
