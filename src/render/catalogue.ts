/** The catalogue of recipes, for choosing one. */
import type { Recipe, RecipeGroup, Way } from "../catalogue/recipe.ts";
import { comparedBy } from "../catalogue/way-kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import { markdownCellCode, markdownText } from "./markdown.ts";
import { shellWord } from "./words.ts";

/** One line for each recipe, under the headings of the groups. */
export function catalogueText(groups: readonly RecipeGroup[]): string {
  const width = Math.max(...groups.flatMap(({ recipes }) => recipes.map(({ id }) => id.length)));
  const blocks = groups.map(({ title, recipes }) =>
    [title, ...recipes.map(({ id, summary }) => `  ${id.padEnd(width)}  ${summary}`)].join("\n"),
  );
  const how = [
    "Add one with `goalform add <recipe>`; see it first with --dry-run.",
    "Options say where it happens on your site: `goalform add newsletter-signup --page /thanks`.",
  ];
  return `${[...blocks, how.join("\n")].join("\n\n")}\n`;
}

export function catalogueJson(groups: readonly RecipeGroup[]): JsonObject {
  return {
    groups: groups.map(({ title, recipes }) => ({ title, recipes: recipes.map(recipeJson) })),
  };
}

export function catalogueMarkdown(groups: readonly RecipeGroup[]): string {
  const parts = groups.flatMap(({ title, recipes }) => [
    `## ${markdownText(title)}`,
    "",
    "| recipe | counts | options |",
    "|---|---|---|",
    ...recipes.map((recipe) => {
      const options = recipe.ways.flatMap(optionTexts).map(markdownCellCode).join(", ");
      return `| ${markdownCellCode(recipe.id)} | ${markdownText(recipe.summary)} | ${options} |`;
    }),
    "",
  ]);
  return parts.join("\n");
}

/** The options of the ways that were not chosen, with an example each. */
export function otherWays({ ways }: Recipe, chosen: Way): string {
  const others = ways.filter(({ by }) => by !== chosen.by);
  return others.flatMap(optionTexts).join(", ");
}

/** `--page /thanks`: what chooses the way, with its example as a shell takes it. */
export function optionTexts(way: Way): readonly string[] {
  return comparedBy(way).map(({ option, value }) => `--${option} ${shellWord(value)}`);
}

function recipeJson(recipe: Recipe): JsonObject {
  const { id, aliases, title, summary, role, ways } = recipe;
  return {
    id,
    aliases,
    title,
    summary,
    role: role === "macro" ? "macro" : "micro",
    kind: role === "macro" ? null : role,
    event: recipe.event ?? null,
    ways: ways.map(wayJson),
  };
}

function wayJson(way: Way): JsonObject {
  const { counts, site } = way;
  const options = comparedBy(way).map(({ option, takes, value }) => ({
    option: `--${option}`,
    takes,
    default: value,
  }));
  return { options, counts, site };
}
