/** Goals in several files: what is said about mistakes, and what the commands make of them. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readGoalsFile } from "../../../src/app/goals-file.ts";
import type { Diagnostic } from "../../../src/diagnostic.ts";
import { filesIn } from "../../../src/machine/files.ts";
import { diagnosticsText } from "../../../src/render/diagnostics-text.ts";
import { folder } from "../../support/in-process.ts";
import { expectWithin, timed } from "../../support/processor-time.ts";
import { HEAD } from "../../support/shop.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");

function read(cwd: string, file = "goals.yaml") {
  return readGoalsFile(file, filesIn(cwd));
}

describe("a mistake", () => {
  test.each(readdirSync(FIXTURES).sort())("when %s", async (name) => {
    const { goalSet, diagnostics } = read(join(FIXTURES, name));
    expect(goalSet).toBeNull();
    await expect(diagnosticsText(diagnostics, { color: false })).toMatchFileSnapshot(
      join(FIXTURES, name, "diagnostics.txt"),
    );
  });
});

const goal = (id: string) => `goals:\n  ${id}: { type: destination, page: /${id} }\n`;
const including = (...patterns: string[]) => `${HEAD}include: ${JSON.stringify(patterns)}\n`;

/** A folder with these files, folders made as they are needed. */
function tree(files: Readonly<Record<string, string>>): string {
  const { path } = folder();
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, dirname(file)), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return path;
}

function ids(cwd: string, file?: string): string[] | readonly Diagnostic[] {
  const { goalSet, diagnostics } = read(cwd, file);
  return goalSet?.goals.map(({ id, at }) => `${id} ${at.file}:${at.line}`) ?? diagnostics;
}

function codes(cwd: string): string[] {
  return read(cwd).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe("a pattern", () => {
  const FILES = {
    "goals/a.yaml": goal("a"),
    "goals/b.yml": goal("b"),
    "goals/deep/c.yaml": goal("c"),
    "goals/deep/deeper/d.yaml": goal("d"),
    "goals/.hidden.yaml": goal("hidden"),
    "goals/notes.txt": "no goals",
    "goals/node_modules/package/e.yaml": goal("e"),
    "goals/.git/f.yaml": goal("f"),
  };

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["names one file", ["goals/b.yml"], ["b goals/b.yml:2"]],
    ["matches a part of a name", ["goals/*.yaml"], ["a goals/a.yaml:2"]],
    ["matches a folder", ["goals/*/c.yaml"], ["c goals/deep/c.yaml:2"]],
    [
      "matches any folders, hidden and installed ones left out",
      ["goals/**/*.yaml"],
      ["a goals/a.yaml:2", "c goals/deep/c.yaml:2", "d goals/deep/deeper/d.yaml:2"],
    ],
    ["names a hidden file", ["goals/.hidden.yaml"], ["hidden goals/.hidden.yaml:2"]],
    [
      "keeps the order of the patterns and reads a file once",
      ["goals/deep/*.yaml", "**/*.yaml", "goals/a.yaml"],
      ["c goals/deep/c.yaml:2", "a goals/a.yaml:2", "d goals/deep/deeper/d.yaml:2"],
    ],
  ])("%s: %j", (_, patterns, expected) => {
    expect(ids(tree({ ...FILES, "goals.yaml": including(...patterns) }))).toEqual(expected);
  });

  test("begins in the folder of the goals file, wherever the command runs", () => {
    const path = tree({ "conf/goals.yaml": including("more/*.yaml"), "conf/more/a.yaml": goal("a") });
    expect(ids(path, "conf/goals.yaml")).toEqual(["a conf/more/a.yaml:2"]);
    expect(ids(path, `${path}/conf/goals.yaml`)).toEqual([`a ${path}/conf/more/a.yaml:2`]);
    expect(ids(join(path, "conf/more"), "../goals.yaml")).toEqual(["a ../more/a.yaml:2"]);
  });

  test("of many stars is answered at once", () => {
    const long = `${"a".repeat(200)}.yaml`;
    const path = tree({ "goals.yaml": including(`${"*a".repeat(60)}*b.yaml`), [long]: goal("a") });
    const { answer, milliseconds } = timed(() => codes(path));
    expect(answer[0]).toMatch(/^include-not-found/);
    expectWithin(milliseconds, 500);
  });
});

describe("S19: what is no file of the folder", () => {
  test("a link to a file is refused", () => {
    const path = tree({
      "goals.yaml": including("goals/*.yaml"),
      "secret.yaml": goal("a"),
      "goals/b.yaml": goal("b"),
    });
    symlinkSync(join(path, "secret.yaml"), join(path, "goals/a.yaml"));
    expect(codes(path)).toEqual([
      "include-refused: `goals/a.yaml` is a symbolic link, which may lead anywhere.",
    ]);
  });

  test("a link to a folder is refused where it is named, and passed over where a pattern meets it", () => {
    const outside = tree({ "a.yaml": goal("a"), "deep/a.yaml": goal("a") });
    const named = tree({ "goals.yaml": including("link/a.yaml") });
    const met = tree({ "goals.yaml": including("*/a.yaml", "**/a.yaml"), "own/a.yaml": goal("own") });
    for (const path of [named, met]) symlinkSync(outside, join(path, "link"));
    expect(codes(named)).toEqual(["include-refused: `link` is a symbolic link, which may lead anywhere."]);
    expect(ids(met)).toEqual(["own own/a.yaml:2"]);
  });

  test("a broken link and a loop of links end", () => {
    const path = tree({ "goals.yaml": including("**/*.yaml") });
    symlinkSync("nowhere", join(path, "a.yaml"));
    symlinkSync(".", join(path, "loop"));
    expect(codes(path)).toEqual(["include-refused: `a.yaml` is a symbolic link, which may lead anywhere."]);
  });
});

describe("S19: limits hold for all files together", () => {
  test("100 files", () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`m/${i}.yaml`, "goals: {}\n"]));
    const path = tree({ "goals.yaml": including("m/*.yaml"), ...many });
    expect(codes(path)).toEqual(["file-too-large: More than 100 files would be included."]);
  });

  test("1 MB", () => {
    const comment = `# ${"x".repeat(400_000)}\n`;
    const path = tree({
      "goals.yaml": including("*.yaml"),
      "a.yaml": comment + goal("a"),
      "b.yaml": comment + goal("b"),
      "c.yaml": comment + goal("c"),
    });
    expect(codes(path)).toEqual([
      "file-too-large: With `c.yaml` the goals files together are larger than 1 MB.",
    ]);
  });

  test("2000 goals", () => {
    const half = (letter: string) =>
      `goals:\n${Array.from({ length: 1500 }, (_, i) => `  ${letter}${i}: { type: destination, page: /${letter}${i}, key_event: false }\n`).join("")}`;
    const path = tree({ "goals.yaml": including("*.yaml"), "a.yaml": half("a"), "b.yaml": half("b") });
    expect(codes(path)).toEqual([
      "file-too-large: There are 3000 entries in all files together; 2000 are read at most.",
    ]);
  });
});

test("every command works with included files, and names their lines", async () => {
  const { goalform, built, path } = folder({
    "goals.yaml": `${including("goals/*.yaml")}goals:\n  purchase: { type: destination, page: /bought }\n`,
  });
  mkdirSync(join(path, "goals"));
  writeFileSync(
    join(path, "goals/shop.yaml"),
    "# yaml-language-server: $schema=../node_modules/goalform/schemas/goals-part.schema.json\ngoals:\n  thanks: { type: destination, page: /thanks, leads_to: purchase }\nfunnels:\n  buying: { steps: [thanks, purchase, { id: rated, page: /rated }] }\n",
  );
  expect((await built(["validate"])).out).toBe("goals.yaml is valid: 2 goals, 1 funnel, 1 target.\n");
  const planned = await goalform(["plan", "--sandbox", "--format", "json"]);
  const { changes } = JSON.parse(planned.out) as { changes: { origin: unknown }[] };
  expect(changes.map(({ origin }) => origin)).toEqual([
    { file: "goals.yaml", line: 10 },
    { file: "goals/shop.yaml", line: 3 },
    { file: "goals/shop.yaml", line: 5 },
  ]);
  expect((await goalform(["plan", "--sandbox"])).out).toContain("Thanks  goals/shop.yaml:3\n");
  expect((await goalform(["apply", "--sandbox", "--auto-approve"])).exitCode).toBe(0);
  expect((await goalform(["drift", "--sandbox"])).exitCode).toBe(0);
  const back = await goalform(["rollback", "--sandbox", "--auto-approve", "--to", "1"]);
  expect(back.out).toContain("Live now: version 1 of GTM-TEST01.");
});
