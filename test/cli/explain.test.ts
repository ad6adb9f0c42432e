/** `goalform explain CODE`, from the built command line: the pages are found where it is installed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pagePaths } from "../../src/machine/rule-pages.ts";
import { folder } from "../support/cli.ts";

const CODES = readdirSync("docs/rules")
  .filter((name) => name !== "README.md")
  .map((name) => name.replace(/\.md$/, ""));

test("prints the page of a code, from any folder", async () => {
  const { out, exitCode } = await folder({}).goalform(["explain", "path-without-slash"]);
  expect(exitCode).toBe(0);
  expect(out).toBe(readFileSync("docs/rules/path-without-slash.md", "utf8"));
});

test("takes a code as a message shows it", async () => {
  const { out } = await folder({}).goalform(["explain", "error[path-without-slash]"]);
  expect(out).toMatch(/^# path-without-slash\n/);
});

test("as JSON the page has a path that exists", async () => {
  const { out } = await folder({}).goalform(["explain", "goal-within-goal", "--format", "json"]);
  const answer = JSON.parse(out);
  expect(answer).toMatchObject({ ok: true, code: "goal-within-goal", severity: "warning" });
  expect(existsSync(answer.docs)).toBe(true);
});

test("every problem in JSON names a page that exists, relative to the folder where it can", async () => {
  const { goalform } = folder({
    "goals.yaml": "version: 1\nname: acme\ngoals: { Thanks: { typ: destination } }\n",
  });
  const { diagnostics } = JSON.parse((await goalform(["validate", "--format", "json"])).out);
  expect(diagnostics.length).toBeGreaterThan(1);
  for (const { docs, code } of diagnostics)
    expect(readFileSync(docs, "utf8").startsWith(`# ${code}\n`)).toBe(true);
  expect(pagePaths(process.cwd())("unknown-key")).toBe("docs/rules/unknown-key.md");
  expect(pagePaths(process.cwd())("no-such-code")).toBeNull();
});

test("an unknown code is refused, with the nearest one", async () => {
  const { err, exitCode } = await folder({}).goalform(["explain", "path-without-slsh"]);
  expect(exitCode).toBe(1);
  expect(err).toBe(
    "error[unknown-code]: No message of `goalform validate` has the code path-without-slsh.\n" +
      "help: Did you mean `path-without-slash`?\n",
  );
});

test("a path is not a code", async () => {
  const { err, exitCode } = await folder({}).goalform(["explain", "../../README"]);
  expect([exitCode, err]).toEqual([1, expect.stringContaining("has the code ../../README.")]);
});

test("every page begins with its code", () => {
  expect(
    CODES.filter((code) => !readFileSync(`docs/rules/${code}.md`, "utf8").startsWith(`# ${code}\n`)),
  ).toEqual([]);
});
