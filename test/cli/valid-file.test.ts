/** `goalform validate` of a valid file takes a shorter way; it says what the way of all commands says. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folder } from "../support/in-process.ts";

const VALID = readFileSync("goals.example.yaml", "utf8");
const FILES = {
  "goals.yaml": VALID,
  "warned.yaml": VALID.replace("value: 5", "value: 5\n    event: kauf_abgeschlossen_seite_xyz").replace(
    "role: macro",
    "role: micro",
  ),
  "wrong.yaml": VALID.replace("version: 1", "version: 2"),
  "split.yaml": `${VALID}\ninclude: [part.yaml]\n`,
  "part.yaml": "goals: { more_a: { type: destination, page: /a } }\n",
  "x\u001b[31m.yaml": VALID,
};

test.each([...Object.keys(FILES).filter((name) => !name.startsWith("more/")), "missing.yaml", "more", ""])(
  "-f %j",
  async (name) => {
    const { goalform } = folder(FILES);
    const short = await goalform(["validate", "-f", name]);
    expect(short).toEqual(await goalform(["validate", "--format", "text", "-f", name]));
    expect(await goalform(["validate", "--file", name])).toEqual(short);
    if (name === "goals.yaml") expect(await goalform(["validate"])).toEqual(short);
  },
);

test("is asked for nothing else", async () => {
  const { goalform } = folder(FILES);
  expect((await goalform(["validate", "-f"])).err).toContain("argument missing");
  expect((await goalform(["validate", "goals.yaml"])).err).toContain("too many arguments");
  expect((await goalform(["validate", "-f", "--help"])).exitCode).toBe(1);
  expect((await goalform(["validate", "-h"])).out).toContain("Usage: goalform validate");
});
