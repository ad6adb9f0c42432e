/** What the executable loads of Node: each of these takes milliseconds that every command would wait for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { sandboxSeed } from "../../src/machine/sandbox-seed.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/cli.ts";

const TEXT = readFileSync("goals.example.yaml");
const EXAMPLE = readGoals("goals.yaml", TEXT).goalSet!;

const place = mkdtempSync(join(tmpdir(), "goalform-start-up-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const LIST = join(place, "loaded.json");
const TELL = join(place, "tell.cjs");
writeFileSync(
  TELL,
  `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(LIST)}, JSON.stringify(process.moduleLoadList)));`,
);

async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const { goalform } = folder({ "goals.yaml": TEXT });
  const { exitCode, err } = await goalform(args, {
    NODE_OPTIONS: `--require=${TELL}`,
    GOALFORM_ACCESS_TOKEN: "token",
  });
  expect([exitCode, err]).toEqual([0, expect.any(String)]);
  return JSON.parse(readFileSync(LIST, "utf8"));
}

test("`validate` of a valid file loads no streams, and no loader of modules", async () => {
  const loaded = await loadedBy(["validate"]);
  expect(
    loaded.filter((one) => /NativeModule (?:net|tty|internal\/modules\/esm\/translators)$/.test(one)),
  ).toEqual([]);
});

test("a command that asks Google loads one HTTP client, not Node's as well", async () => {
  const sandbox = await startSandbox({ seed: sandboxSeed(EXAMPLE, {}) });
  try {
    const loaded = await loadedBy(["plan", "--endpoint", sandbox.url]);
    expect(loaded.filter((one) => one.includes("undici"))).toEqual([]);
    expect(loaded).toContain("NativeModule http");
  } finally {
    await sandbox.close();
  }
});
