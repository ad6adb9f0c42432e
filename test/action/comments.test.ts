/** Whole comments, as reviewers get them: the files of `comments/`. `vitest run -u` writes them anew. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { HEAD, openShop } from "../support/shop.ts";
import { stage } from "./runner.ts";

const THANKS = "  thanks: { name: Thank-you page, type: destination, page: /thanks, value: 5 }\n";
const CALL = '  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n';

/** Above 30 key events, which is all that a property holds, goals are counted without one. */
const MANY = Array.from(
  { length: 900 },
  (_, i) =>
    `  goal_${i}: { type: event, on: { data_layer: step_${i} }${i < 30 ? "" : ", key_event: false"} }\n`,
).join("");

const STORIES = [
  { name: "the first plan of ten goals", goals: readFileSync("goals.example.yaml", "utf8") },
  { name: "a change", before: THANKS, goals: `${HEAD}goals:\n${THANKS.replace("/thanks", "/merci")}` },
  { name: "a removal", before: THANKS + CALL, goals: `${HEAD}goals:\n${THANKS}` },
  {
    name: "an invalid file",
    goals: `${HEAD}goals:\n${THANKS.replace("page:", "pgae:")}${CALL.replace("tel:", "")}`,
  },
  { name: "no changes", before: THANKS, goals: `${HEAD}goals:\n${THANKS}` },
  { name: "900 goals", goals: `${HEAD}goals:\n${MANY}` },
];

test.each(STORIES)("$name", async ({ name, before, goals }) => {
  const here = await stage(before ? `${HEAD}goals:\n${before}` : goals);
  const now = Date.parse("2026-03-01T09:00:00Z");
  if (before) await here.push(["c".repeat(40)], { now, with: { approval: "none" } });
  here.write(goals);
  const pull = here.github.open(7, "a".repeat(40));
  await here.plan(7, { now, runId: 100 });
  const [comment] = pull.comments;
  expect(comment!.body!.length).toBeLessThanOrEqual(60_000);
  await expect(comment!.body).toMatchFileSnapshot(`comments/${name.replaceAll(" ", "-")}.md`);
});

test("a plan of 900 goals is whole Markdown in whatever room there is", async () => {
  const shop = await openShop();
  const { plan } = await shop.plan(`${HEAD}goals:\n${MANY}`).finally(() => shop.close());
  for (const longest of [3000, 5000, 12_000, 33_333, 60_000, 150_000, 1_000_000]) {
    const markdown = planMarkdown(plan, { longest });
    expect(markdown.length).toBeLessThanOrEqual(longest);
    expect(markdown).toMatch(/^### Goals: 900 to add, 0 to change, 0 to remove, 0 unchanged\n/);
    expect(markdown.trimEnd()).toMatch(/Plan `[0-9a-f]{16}`\.$/);
    for (const row of markdown.split("\n").filter((line) => line.startsWith("| ")))
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect((markdown.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(markdown.match(/^<details/gm)?.length).toBe(markdown.match(/^<\/details>/gm)?.length);
  }
});
