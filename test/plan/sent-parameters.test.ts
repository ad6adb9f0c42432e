/** What changes in what a goal's tag sends, in the words of the file: in the terminal, the comment and the JSON. */
import { expect, test } from "vitest";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import { openScene } from "../support/scene.ts";
import { HEAD } from "../support/shop.ts";

const order = (rest: string) =>
  `${HEAD}goals:\n  order: { name: Order, type: event, on: { data_layer: order }, ${rest} }\n`;
const BEFORE = order(
  "value: { data_layer: total }, currency: SEK, parameters: { plan: { data_layer: plan }, kind: trial }",
);

test.each<
  readonly [
    what: string,
    after: string,
    lines: readonly string[],
    paths: readonly string[],
    words: readonly string[],
  ]
>([
  [
    "the currency",
    BEFORE.replace("SEK", "NOK"),
    ["currency: SEK → NOK"],
    ["parameter.eventSettingsTable[currency]"],
    ["worth data-layer key total, in SEK → data-layer key total, in NOK"],
  ],
  [
    "where the value comes from",
    BEFORE.replace("total", "sum"),
    ["value: data-layer key total → data-layer key sum"],
    ["parameter.eventSettingsTable[value]"],
    ["worth data-layer key total, in SEK → data-layer key sum, in SEK"],
  ],
  [
    "a parameter, and another comes",
    BEFORE.replace("kind: trial", "kind: paid, seats: { data_layer: seats }"),
    ["parameter kind: trial → paid", "parameter seats: (nothing) → data-layer key seats"],
    ["parameter.eventSettingsTable[kind]", "parameter.eventSettingsTable[seats]"],
    ["parameter kind: trial → paid", "parameter seats: (nothing) → data-layer key seats"],
  ],
  [
    "all parameters go",
    order("currency: EUR, allow: [value-without-currency]"),
    [
      "value: data-layer key total → (nothing)",
      "currency: SEK → (nothing)",
      "parameter plan: data-layer key plan → (nothing)",
      "parameter kind: trial → (nothing)",
    ],
    ["value", "currency", "plan", "kind"].map((name) => `parameter.eventSettingsTable[${name}]`),
    [
      "worth data-layer key total, in SEK → nothing",
      "parameter plan: data-layer key plan → (nothing)",
      "parameter kind: trial → (nothing)",
    ],
  ],
])("%s", async (_, after, lines, paths, words) => {
  const { shop } = await openScene();
  await shop.apply(BEFORE);
  const { plan } = await shop.plan(after);
  const tag = plan.changes[0]!.resources.find(({ kind }) => kind === "gtm.tag")!;
  expect(new Set(tag.fields.map(({ path }) => path))).toEqual(new Set(paths));
  const [text, comment] = [planText(plan, { color: false }), planMarkdown(plan)];
  const [row] = comment.split("\n").filter((line) => line.startsWith("| **change**"));
  for (const line of lines) expect(text).toContain(`        ${line}\n`);
  for (const line of words) {
    expect(text).toContain(`    ${line}\n`);
    expect(row).toContain(line.replaceAll("_", "\\_").replaceAll("(", "\\(").replaceAll(")", "\\)"));
  }
});
