/** The code that V8 keeps from run to run: used if it is whole and of the right owner, and never needed. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { compiled } from "../../src/machine/compiled-code.ts";

const place = mkdtempSync(join(tmpdir(), "goalform-compiled-"));
const root = join(place, "node_modules", "goalform");
const cache = join(place, "node_modules", ".cache", "goalform");
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(join(place, "node_modules"), { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  write("first-1.txt", "(function () { return [6, 7].reduce((a, b) => a * b); })");
});

const write = (name: string, text: string) => writeFileSync(join(root, name), text);
const kept = () => readdirSync(cache);
const keptFile = () => join(cache, kept()[0]!);

function run(name = "first-1.txt", env: NodeJS.ProcessEnv = {}) {
  const { value, keep } = compiled(join(root, name), root, env);
  const result = (value as () => number)();
  keep();
  return result;
}

describe("compiled code", () => {
  test("is kept next to the package, once, and gives the same", () => {
    expect([run(), run()]).toEqual([42, 42]);
    expect(kept()).toEqual([`first-1.txt-${process.versions.v8}-${process.platform}-${process.arch}`]);
  });

  test("of an earlier version goes when another is kept", () => {
    run();
    write("first-2.txt", "(function () { return 43; })");
    expect(run("first-2.txt")).toBe(43);
    expect(kept()).toEqual([expect.stringMatching(/^first-2/)]);
  });

  test.each([
    ["damaged", (whole: Buffer) => whole.fill(0xff, 100, 104)],
    ["cut off", (whole: Buffer) => whole.subarray(0, 200)],
    ["empty", () => Buffer.alloc(0)],
  ])("that is %s is not run, and made again", (_, damage) => {
    run();
    const whole = readFileSync(keptFile());
    writeFileSync(keptFile(), damage(Buffer.from(whole)));
    expect(run()).toBe(42);
    expect(readFileSync(keptFile()).length).toBe(whole.length);
  });

  test("that others may write is not run", () => {
    run();
    const whole = readFileSync(keptFile());
    writeFileSync(keptFile(), "x");
    chmodSync(keptFile(), 0o666);
    expect(run()).toBe(42);
    expect(readFileSync(keptFile()).length).toBe(whole.length);
  });

  test("is neither read nor kept where Node is told not to", () => {
    expect(run("first-1.txt", { NODE_DISABLE_COMPILE_CACHE: "1" })).toBe(42);
    expect(readdirSync(join(place, "node_modules"))).toEqual(["goalform"]);
  });

  test("is not missed where nothing can be written", () => {
    writeFileSync(join(place, "node_modules", ".cache"), "in the way");
    expect([run(), run()]).toEqual([42, 42]);
  });
});
