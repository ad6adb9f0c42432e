/** `docs/signing-in.md` is told from what `doctor` prints: every message in it is one of its outputs. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const OUTPUTS = "test/cli/outputs/doctor";

const printed = readdirSync(OUTPUTS)
  .flatMap((name) => readFileSync(`${OUTPUTS}/${name}`, "utf8").split("\n"))
  .map((line) => line.trim());

const PAGE = readFileSync("docs/signing-in.md", "utf8");

test("the page shows what doctor prints, letter by letter", () => {
  const shown = [...PAGE.matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.trim().split("\n"),
  );
  const unknown = shown
    .map((line) => line.trim())
    .filter((line) => !printed.some((one) => isPart(line, one)));
  expect(unknown).toEqual([]);
  expect(shown.length).toBeGreaterThan(15);
});

test("every set-up that doctor calls broken is on the page", () => {
  const broken = printed.filter((line) => line.startsWith("✗ "));
  const missing = broken.filter((line) => !PAGE.includes(line.slice(0, 60)) && !isOfAnother(line));
  expect(missing).toEqual([]);
});

/** Google's own long messages are cut. */
function isPart(line: string, whole: string): boolean {
  return line.endsWith(" …") ? whole.startsWith(line.slice(0, -2)) : line === whole;
}

/** The same message about another id. */
function isOfAnother(line: string): boolean {
  return /GTM-TEST02|Analytics Admin API has not been used/.test(line);
}
