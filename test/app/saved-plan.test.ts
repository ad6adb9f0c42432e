/** Small questions: is this file a saved plan, and what does this code mean? */
import { describe, expect, test } from "vitest";
import { explain } from "../../src/app/explain.ts";
import type { RulePages } from "../../src/app/ports.ts";
import { fileExists } from "../../src/app/result/refusal.ts";
import { loadPlan } from "../../src/app/saved-plan.ts";

describe("a file that is no saved plan", () => {
  const load = (file: string, text: Parameters<typeof loadPlan>[1]) => () => loadPlan(file, text);
  const hint = "Make one with `goalform plan --out plan.json`.";

  test("is refused with why", () => {
    expect(load("plan.json", { cannotBeRead: "it is a folder" })).toThrow(
      expect.objectContaining({
        code: "unusable-plan",
        message: "plan.json cannot be applied: it is a folder.",
        ways: [hint],
      }),
    );
    expect(load("plan.json", "{")).toThrow(/^plan\.json cannot be applied: .*JSON/);
    expect(load("plan.json", '{"a": 1}')).toThrow(/^plan\.json cannot be applied: /);
  });

  test.each(["goals.yaml", "goals.yml", "GOALS.YAML"])("but may be the goals file: %s", (file) => {
    expect(load(file, "version: 1")).toThrow(
      expect.objectContaining({
        code: "unusable-plan",
        message: `${file} is not a saved plan.`,
        ways: [`If it is the goals file, name it with -f: \`goalform apply -f ${file}\`.`],
      }),
    );
  });

  test("is not taken for the goals file because of a name like it", () => {
    expect(load("my.yaml.json", "{")).toThrow("cannot be applied");
  });
});

test("a file that is there stays, and three ways on are said", () => {
  expect(fileExists("goals.yaml")).toMatchObject({
    code: "file-exists",
    message: "goals.yaml already exists, and was left as it is.",
    about: null,
    isForMachines: false,
  });
});

describe("a code", () => {
  const markdown: Readonly<Record<string, string>> = {
    "path-without-slash": "# path-without-slash\n\n**Error**\n",
    "goal-within-goal": "# goal-within-goal\n\n**Warning**\n",
    "no-severity": "# no-severity\n",
  };
  const pages: RulePages = {
    codes: () => [...Object.keys(markdown), "page-is-gone"],
    page: (code) => {
      const text = code === "../README" ? "# A page of no rule" : markdown[code];
      return text === undefined ? null : { path: `rules/${code}.md`, markdown: text };
    },
  };

  test.each([
    "path-without-slash",
    "  path-without-slash ",
    "error[path-without-slash]",
    "warning[path-without-slash]:",
    "[path-without-slash]",
  ])("is taken as people copy it: %s", (text) => {
    expect(explain(text, pages)).toMatchObject({
      code: "path-without-slash",
      severity: "error",
      page: { path: "rules/path-without-slash.md" },
    });
  });

  test("has the severity that its page says", () => {
    expect(explain("goal-within-goal", pages).severity).toBe("warning");
    expect(explain("no-severity", pages).severity).toBeNull();
  });

  test("that no rule has is refused, with the nearest one or where to find it", () => {
    const asked = (code: string) => () => explain(code, pages);
    expect(asked("path-without-slsh")).toThrow(
      expect.objectContaining({
        code: "unknown-code",
        message: "No message of `goalform validate` has the code path-without-slsh.",
        ways: [expect.stringMatching(/^Did you mean .*path-without-slash/)],
      }),
    );
    expect(asked("xyz")).toThrow(
      expect.objectContaining({
        ways: [
          "The code is what a message shows in brackets: error[path-without-slash]. If xyz is a goal, say which page is viewed: `goalform explain xyz --page /`.",
        ],
      }),
    );
    expect(asked("../README")).toThrow("has the code ../README");
    expect(asked("page-is-gone")).toThrow("has the code page-is-gone");
    expect(asked("see path-without-slash]x")).toThrow("has the code see path-without-slash]x");
  });
});
