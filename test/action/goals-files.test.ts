/** Which of a pull request's files are goals: the goals file and what its `include` names, wherever they are in the repository. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { goalsFiles } from "../../src/action/goals-files.ts";
import type { Job } from "../../src/action/job.ts";
import { filesIn } from "../../src/machine/files.ts";
import { folder } from "../support/cli.ts";
import { HEAD } from "../support/shop.ts";

const including = (...patterns: string[]) => `include: ${JSON.stringify(patterns)}\n${HEAD}`;

/** @param links files that are links, by where they lead */
function goalsOf(
  file: string,
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
) {
  const { path, write } = folder({});
  mkdirSync(join(path, "site"));
  for (const [name, content] of Object.entries(files)) write(name, content);
  for (const [name, to] of Object.entries(links)) symlinkSync(join(path, to), join(path, name));
  const job = { inputs: { file }, workspace: path, ports: { files: filesIn(path) } };
  return goalsFiles(job as unknown as Job);
}

const PATHS = [
  "goals.yaml",
  "goals/shop.yaml",
  "site/goals.yaml",
  "site/goals/shop.yaml",
  "site/other.yaml",
  "blog/goals/shop.yaml",
  "website/goals/shop.yaml",
];

test.each([
  ["goals.yaml", ["goals.yaml", "goals/shop.yaml"]],
  ["site/goals.yaml", ["site/goals.yaml", "site/goals/shop.yaml"]],
  ["./site/../site/goals.yaml", ["site/goals.yaml", "site/goals/shop.yaml"]],
])("with %s", (file, expected) => {
  const isOurs = goalsOf(file, {
    "goals.yaml": including("goals/*.yaml"),
    "site/goals.yaml": including("goals/*.yaml"),
  });
  expect(PATHS.filter(isOurs)).toEqual(expected);
});

test("a file that an include names is ours, also when it is gone", () => {
  const isOurs = goalsOf("site/goals.yaml", { "site/goals.yaml": including("gone.yaml") });
  expect(["site/gone.yaml", "gone.yaml", "site/site/gone.yaml"].filter(isOurs)).toEqual(["site/gone.yaml"]);
});

test("a goals file that cannot be read is ours, and includes nothing", () => {
  const isOurs = goalsOf("site/goals.yaml", { "site/more.yaml": "goals: {}\n" });
  expect(["site/goals.yaml", "site/more.yaml"].filter(isOurs)).toEqual(["site/goals.yaml"]);
});

test("what a link leads to decides nothing", () => {
  const isOurs = goalsOf(
    "site/goals.yaml",
    { "elsewhere.yaml": including("*.yaml") },
    { "site/goals.yaml": "elsewhere.yaml" },
  );
  expect(["site/goals.yaml", "site/more.yaml"].filter(isOurs)).toEqual(["site/goals.yaml"]);
});
