/** Paths as GitHub names them, wherever actions/checkout has put the repository. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inRepository } from "../../src/action/repository-path.ts";
import { folder } from "../support/cli.ts";

function workspaceWith(...folders: readonly string[]): string {
  const { path } = folder();
  for (const one of folders) mkdirSync(join(path, one), { recursive: true });
  return path;
}

test("the repository is the workspace, or the nearest folder in it that is one", () => {
  const workspace = workspaceWith(".git", "site/.git/refs", "site/goals", "goals");
  expect(inRepository("goals.yaml", workspace)).toBe("goals.yaml");
  expect(inRepository("./goals/../goals/shop.yaml", workspace)).toBe("goals/shop.yaml");
  expect(inRepository("site/goals.yaml", workspace)).toBe("goals.yaml");
  expect(inRepository("site/goals/shop.yaml", workspace)).toBe("goals/shop.yaml");
});

test("without a repository, paths are the workspace's", () => {
  expect(inRepository("site/goals.yaml", workspaceWith("site"))).toBe("site/goals.yaml");
});

test("a path that leads through a file is one all the same: reading it says what is wrong", () => {
  const workspace = workspaceWith(".git");
  writeFileSync(join(workspace, "goals.yaml"), "");
  expect(inRepository("goals.yaml/more.yaml", workspace)).toBe("goals.yaml/more.yaml");
});

test("a file called .git does not make a folder a checkout of its own", () => {
  const workspace = workspaceWith(".git", "site");
  writeFileSync(join(workspace, "site/.git"), "gitdir: ../.git/modules/site\n");
  expect(inRepository("site/goals.yaml", workspace)).toBe("site/goals.yaml");
});
