/** Broken files and everything that is said about them. `vitest -u` writes the goldens again. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { RULES } from "../../src/language/rules/rules.ts";
import { diagnosticsText } from "../../src/render/diagnostics-text.ts";

const FOLDER = join(import.meta.dirname, "fixtures");
const CASES = readdirSync(FOLDER).sort();

describe("a broken file", () => {
  test.each(CASES)("when %s", async (name) => {
    const { goalSet, diagnostics } = readGoals("goals.yaml", readFileSync(join(FOLDER, name, "goals.yaml")));
    const hasErrors = diagnostics.some((one) => one.severity === "error");
    expect(goalSet === null).toBe(hasErrors);
    expect(diagnostics.length).toBeGreaterThan(0);
    await expect(diagnosticsText(diagnostics, { color: false })).toMatchFileSnapshot(
      join(FOLDER, name, "diagnostics.txt"),
    );
  });

  test("every code of every rule is shown by one of them", () => {
    const shown = CASES.map((name) => readFileSync(join(FOLDER, name, "diagnostics.txt"), "utf8")).join("\n");
    const codes = RULES.flatMap((rule) => rule.codes);
    expect(codes.filter((code) => !shown.includes(`[${code}]`))).toEqual([]);
  });
});
