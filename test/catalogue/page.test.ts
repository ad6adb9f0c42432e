/** docs/catalogue.md is made from the recipes: `npx vitest run test/catalogue/page.test.ts -u` writes it again. */
import { expect, test } from "vitest";
import { CATALOGUE, goalIdOf } from "../../src/catalogue/catalogue.ts";
import type { Recipe } from "../../src/catalogue/recipe.ts";
import { compile } from "../../src/compile/compile.ts";
import { optionTexts } from "../../src/render/catalogue.ts";
import { markdownCellCode, markdownText } from "../../src/render/markdown.ts";
import { labelOf } from "../../src/resources/kinds.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { withRecipe } from "./with-recipe.ts";

const BEFORE = `# The catalogue

Micro conversions that many sites have, ready to become goals. \`goalform add\` lists them, and \`goalform add <recipe>\`
writes one into the goals file, with comments that say what it counts and what the site must do. The recipes are in
\`src/catalogue/recipes/\`; this page is made from them.

A path counts exactly as it is written: \`/thank-you\` and \`/thank-you/\` are two pages, and WordPress, for example, ends every path with
a slash. Copy the path from the address bar, or write \`page: { path: { one_of: [/thank-you, /thank-you/] } }\` for both.

By default, each recipe uses its first option. To count in another way, add an option:
\`goalform add newsletter-signup --form newsletter-form\`. Every recipe also accepts \`--id\`, \`--name\`, \`--value\` and \`--leads-to\`.
If the file has exactly one main conversion, the goal leads to it. The goal uses the event name that Analytics recommends (Analytics
Help 9267735), unless another goal in the file already counts that event.

*Creates* lists what the first option creates at Google, except the folder that contains everything of one owner.
`;

test("docs/catalogue.md is up to date", async () => {
  const page = [
    BEFORE,
    ...CATALOGUE.flatMap(({ title, recipes }) => [heading(title), ...recipes.map(row), ""]),
  ];
  await expect(page.join("\n")).toMatchFileSnapshot("../../docs/catalogue.md");
});

function heading(title: string): string {
  const columns = ["recipe", "what it counts", "role", "event", "creates", "options"];
  return `## ${title}\n\n| ${columns.join(" | ")} |\n|${columns.map(() => "---|").join("")}`;
}

function row(recipe: Recipe): string {
  const { id, summary, role, ways } = recipe;
  const options = ways.flatMap(optionTexts).map(markdownCellCode).join(", ");
  const { event, kinds } = becomes(recipe);
  const cells = [
    markdownCellCode(id),
    markdownText(summary),
    role,
    markdownCellCode(event),
    kinds,
    options || "none",
  ];
  return `| ${cells.join(" | ")} |`;
}

function becomes(recipe: Recipe): { readonly event: string; readonly kinds: string } {
  const goals = goalSet(withRecipe(HEAD, recipe, recipe.ways[0]));
  const { resources } = compile(goals, MEASUREMENT_ID);
  const kinds = resources.map(({ kind }) => kind).filter((kind) => kind !== "gtm.folder");
  const event = goals.goals.find(({ id }) => id === goalIdOf(recipe))!.event;
  return { event, kinds: [...new Set(kinds)].map(labelOf).join(", ") };
}
