/** What is written to disk on somebody's word: goals files by `init` and `add`, results by `--out`. */
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";
import { CODE, LOG_COMMANDS, TERMINAL } from "./hostile-texts.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const YAML = [
  "a\nremoved: [thanks]",
  '"}, removed: [thanks], x: {"',
  "x: 1 # y",
  "*a",
  "&a b",
  "!!js/function a",
  "- a",
];

describe("S21: init and add write values", () => {
  test("an option of init is a value or refused, and adds no key", async () => {
    const keys = async (args: readonly string[]) => {
      const here = folder();
      const { exitCode } = await here.goalform(["init", ...args]);
      if (exitCode !== 0) return null;
      const file = parse(readFileSync(join(here.path, "goals.yaml"), "utf8")) as Record<string, unknown>;
      return Object.keys(file).sort();
    };
    const usual = await keys([]);
    expect(usual).not.toBeNull();
    for (const text of YAML)
      for (const option of ["--name", "--currency", "--container"])
        expect([usual, null]).toContainEqual(await keys([option, text]));
  });

  test.each([...YAML, ...CODE.slice(0, 6), ...TERMINAL.slice(0, 3), ...LOG_COMMANDS.slice(0, 2)])(
    "add takes %j as a name, or leaves the file as it is",
    async (text) => {
      const here = folder({ "goals.yaml": GOALS });
      const { exitCode, out } = await here.goalform(["add", "phone-call", "--name", text]);
      const written = readFileSync(join(here.path, "goals.yaml"), "utf8");
      if (exitCode !== 0) return expect(written).toBe(GOALS);
      expect(written.startsWith(GOALS.trimEnd())).toBe(true);
      const { goals, removed } = parse(written) as {
        goals: Record<string, { name?: string }>;
        removed?: unknown;
      };
      expect(removed).toBeUndefined();
      expect(Object.values(goals).map(({ name }) => name)).toEqual([undefined, text]);
      expect(out).not.toMatch(/^\s*::|##\[/m);
    },
  );
});

describe("S21: --out overwrites no goals", () => {
  test.each([
    ["plan", "goals.yaml"],
    ["plan", "link.json"],
    ["graph", "goals.yaml"],
    ["graph", "./part.YML"],
    ["graph", "link.json"],
  ])("%s --out %s", async (command, out) => {
    const here = folder({ "goals.yaml": GOALS });
    symlinkSync("goals.yaml", join(here.path, "link.json"));
    const { exitCode, err } = await (out === "link.json" ? here.built : here.goalform)([
      command,
      "--out",
      out,
      ...(command === "plan" ? ["--sandbox"] : ["--as", "svg"]),
    ]);
    expect(exitCode).toBe(1);
    expect(err).toContain(`is not written to ${out}: it is a YAML file and may contain goals.`);
    expect(readFileSync(join(here.path, "goals.yaml"), "utf8")).toBe(GOALS);
  });
});
