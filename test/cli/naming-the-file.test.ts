/** How people name the goals file before they have read the manual: they are told what to write. */
import { expect, test } from "vitest";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

test.each(["validate", "plan", "drift", "graph"])("%s goals.yaml: -f is named", async (command) => {
  const { goalform } = folder({ "goals.yaml": GOALS });
  const { exitCode, err } = await goalform([command, "goals.yaml"]);
  expect(exitCode).toBe(1);
  expect(err).toContain(`help: Name the goals file with -f: \`goalform ${command} -f goals.yaml\`.`);
});

test("as data too", async () => {
  const { goalform } = folder({ "goals.yaml": GOALS });
  const { out } = await goalform(["validate", "--format", "json", "goals.yaml"]);
  expect(JSON.parse(out).error.hint).toBe("Name the goals file with -f: `goalform validate -f goals.yaml`.");
});

test("apply goals.yaml: that is a goals file and no plan", async () => {
  const { goalform } = folder({ "goals.yaml": GOALS });
  const { exitCode, err } = await goalform(["apply", "goals.yaml"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("`goalform apply -f goals.yaml`");
});

test.each([
  ["goals.yml", "goals.yaml"],
  ["Goals.yaml", "goals.yaml"],
  ["goals.YML", "goals.yaml"],
])("only %s is there: it is named", async (there, asked) => {
  const { goalform } = folder({ [there]: GOALS });
  const { exitCode, err } = await goalform(["validate"]);
  expect(exitCode).toBe(1);
  expect(err).toContain(`There is no file ${asked}, but ${there} is there.`);
  expect(err).toContain(`-f ${there}`);
  expect((await goalform(["validate", "-f", there])).exitCode).toBe(0);
});

test("nothing like it is there: how to start one is told", async () => {
  const { goalform } = folder({ "other.yaml": GOALS });
  const { err } = await goalform(["validate"]);
  expect(err).toContain("There is no file goals.yaml.\nhelp: Start one with `goalform init`");
});
