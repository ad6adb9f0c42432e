/** Options and commands in the wrong place: people are told where the right one is. */
import { expect, test } from "vitest";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

test.each([
  [["plan", "--allow-removals"], "`goalform plan` does not have it; `goalform apply` does."],
  [["plan", "--no-publish"], "`goalform plan` does not have it; `goalform apply` does."],
  [["apply", "--impact"], "`goalform apply` does not have it; `goalform plan` does."],
  [["-f", "goals.yaml", "validate"], "Options come after the command: `goalform validate -f …`."],
  [["--target=x", "plan"], "Options come after the command: `goalform plan --target …`."],
  [["help", "plna"], "There is no command plna. The commands are above."],
  [["validate", "-f", ""], "Name a file with -f."],
  [["plan", "-f", "-"], "A goals file cannot be read from standard input."],
  [["init", "-f", "new.yaml", "--name", "Mein Größter Shop"], "at most 40: mein-grosster-shop."],
])("%j", async (args, hint) => {
  const { goalform } = folder({ "goals.yaml": GOALS });
  const { exitCode, err } = await goalform(args);
  expect(exitCode).toBe(1);
  expect(err.replace(/\n(?! *\S+:)/g, " ")).toContain(hint);
});

test("what no command has, or is only mistyped, is left to the message", async () => {
  const { goalform } = folder({ "goals.yaml": GOALS });
  expect((await goalform(["plan", "--formt", "json"])).err).not.toContain("help:");
  expect((await goalform(["plan", "--nothing-like-it"])).err).not.toContain("help:");
});
