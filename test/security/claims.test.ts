/** The page about security and the tests that hold it to its word. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PAGE = readFileSync("docs/security.md", "utf8");

function numbersIn(text: string): string[] {
  return [...text.matchAll(/\bS(\d+)\b/g)].map(([number]) => number);
}

/** `describe("S1, S2: …")`, `test.each(…)("S3: …")`. */
function namesOfTests(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.endsWith("claims.test.ts"))
    .flatMap((file) => [...readFileSync(`test/${file}`, "utf8").matchAll(/["`](S\d+(?:, S\d+)*): /g)])
    .flatMap(([, numbers = ""]) => numbersIn(numbers));
}

test("every claim has a test, and every number in a test is a claim", () => {
  const claims = [...PAGE.matchAll(/^\*\*(S\d+)\. /gm)].map(([, number]) => number!);
  expect(new Set(claims).size).toBe(claims.length);
  expect([...new Set(namesOfTests())].sort()).toEqual([...claims].sort());
});
