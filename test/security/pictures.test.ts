/** Pictures of goals in which every text would like to be something else. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folder } from "../support/cli.ts";
import { HEAD } from "../support/shop.ts";
import { CODE, LOG_COMMANDS, MARKDOWN } from "./hostile-texts.ts";

/** Without what a goals file refuses anyway: braces of a reference, control signs, line breaks. */
const TEXTS = [...CODE, ...LOG_COMMANDS, ...MARKDOWN].filter(
  (text) => !/\{\{|\}\}|\$\{|\p{Cc}|\p{Zl}/u.test(text.normalize("NFKC")),
);
const goals = TEXTS.map(
  (text, index) =>
    `  goal_${index}: { name: ${JSON.stringify(`${index} ${text}`)}, type: destination, page: /${index}, key_event: false }\n`,
);

test("S20: a drawn page runs, loads and links nothing, and forbids the browser to", async () => {
  const here = folder({ "goals.yaml": `${HEAD}goals:\n${goals.join("")}` });
  expect(TEXTS.length).toBeGreaterThan(20);
  const { exitCode, err } = await here.goalform(["graph", "--out", "goals.html"]);
  expect({ exitCode, err }).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining("Written to goals.html."),
  });
  const page = readFileSync(`${here.path}/goals.html`, "utf8");
  expect(page).toContain("globalThis.pwned=1");
  expect(page).toContain(
    `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
  );
  expect(page).not.toMatch(/<(?:script|img|iframe|a|b|details|link|object|foreignObject)\b/i);
  expect(page).not.toMatch(/<[^>]*\s(?:on\w+|href|src)=/i);
});
