/** Everything that a plan warns of or that stops it, word for word: in the states that the pages about them describe. */
import { expect, test } from "vitest";
import { exampleOf, readPages } from "../docs/page.ts";
import { planIn, STATES } from "../docs/states.ts";
import { HEAD } from "../support/shop.ts";
import { findingsIn } from "../support/whole-plan.ts";

test("what each of them says", async () => {
  const lines: string[] = [];
  for (const page of readPages()) {
    const state = STATES[page.code];
    const file = exampleOf(page, "The file");
    if (!state || !file) continue;
    const yaml = file.info === "yaml" ? HEAD.replace(/^defaults.*\n/m, "") + file.text : file.text;
    lines.push(`# ${page.code}`, ...findingsIn(await planIn(yaml, state)), "");
  }
  await expect(lines.join("\n")).toMatchFileSnapshot("findings.txt");
});
