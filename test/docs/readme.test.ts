/** What README.md shows is what goalform does. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openGoals } from "../../src/language/read-goals.ts";
import { folder } from "../support/cli.ts";

const TEXT = readFileSync("README.md", "utf8");

function blocks(language: string): readonly string[] {
  return [...TEXT.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, code]) => code!,
  );
}

const [LANGUAGE = "", TARGETS = ""] = blocks("yaml");

describe("README.md", () => {
  test("begins with a plan that goalform makes", async () => {
    const example = readFileSync("goals.example.yaml", "utf8");
    const before = example.replace(/ {2}# [^\n]*\n {2}phone_call:\n(?: {4}.*\n)+\n/, "");
    const here = folder({ "goals.yaml": before });
    expect((await here.goalform(["apply", "--sandbox", "--auto-approve"])).exitCode).toBe(0);
    here.write("goals.yaml", example.replace("/newsletter/thanks #", "/newsletter/welcome #"));
    const { out } = await here.goalform(["plan", "--sandbox"]);
    // The sandbox begins without the Google tag that a site has.
    const plan = out.replace(/^warning: .* has no Google tag .*\n\n/m, "");
    expect(blocks("console")).toEqual([`$ goalform plan\n${plan}`]);
  });

  test("shows files without a mistake", () => {
    const file = parse(LANGUAGE);
    const more = parse(TARGETS);
    const joined = { ...file, ...more, defaults: { ...file.defaults, ...more.defaults } };
    for (const one of [file, { ...joined, default_target: "staging" }]) {
      const { include, read } = openGoals("goals.yaml", Buffer.from(JSON.stringify(one)));
      const part = { file: "goals/more.yaml", bytes: Buffer.from("goals: {}\n") };
      const answers = include.map((pattern) => ({ pattern, files: [part], troubles: [] }));
      expect(read(answers).diagnostics).toEqual([]);
    }
  });

  test("points to pages that are there", () => {
    const links = [...TEXT.matchAll(/\]\(((?!https?:|#)[^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(readFileSync(link.replace(/#.*/, ""), "utf8")).not.toBe("");
  });
});
