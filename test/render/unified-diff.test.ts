/** Patches of ours, applied by git. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { unifiedDiff } from "../../src/render/unified-diff.ts";

const line = fc.constantFrom("", "a", "b", "  c: d", "--- e", "+++ f", "@@ g", "\\ h", "# ü", "i\r");
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));

test("git makes of the text before what the text after is, with any lines and in any folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "goalform-diff-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const pairs = fc
    .sample(fc.tuple(text, text), { numRuns: 200, seed: 7 })
    .filter(([before, after]) => before !== after && before !== "" && after !== "")
    .map(([before, after], index) => ({ path: `of ${index % 7}/goals ü ${index}.yaml`, before, after }));
  for (const { path, before } of pairs) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), before);
  }
  const patch = pairs.map(({ path, before, after }) => unifiedDiff(path, before, after)).join("");
  execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: folder, input: patch });
  for (const { path, after } of pairs) expect(readFileSync(join(folder, path), "utf8")).toBe(after);
});

test("the same text is no patch", () => {
  expect(unifiedDiff("a", "b\n", "b\n")).toBe("");
});

test("changes that are far apart are two pieces, with three lines around each", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
  const after = lines.map((one) => (one === "2\n" ? "two\n" : one === "15\n" ? "fifteen\n" : one)).join("");
  expect(unifiedDiff("goals.yaml", lines.join(""), after).match(/^@@.*/gm)).toEqual([
    "@@ -1,6 +1,6 @@",
    "@@ -13,7 +13,7 @@",
  ]);
});
