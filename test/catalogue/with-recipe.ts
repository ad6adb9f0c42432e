/** Goals files with recipes in them. */
import { RECIPES } from "../../src/catalogue/catalogue.ts";
import { type EntryOptions, fileContext, goalEntry } from "../../src/catalogue/goal-entry.ts";
import { entryText } from "../../src/catalogue/goal-yaml.ts";
import type { Recipe, Way } from "../../src/catalogue/recipe.ts";
import { insertEntries } from "../../src/language/writing/insert.ts";
import { goalSet, HEAD } from "../support/shop.ts";

export function withRecipe(text: string, recipe: Recipe, way: Way, wishes: EntryOptions = {}): string {
  const entry = goalEntry(recipe, way, wishes, fileContext(goalSet(text)));
  const made = insertEntries(text, { into: "goals", entries: [entryText(entry)] });
  if (!made.ok) throw new Error(`${recipe.id}: ${made.why}`);
  return made.text;
}

/** All of them in one file, each in its first way. */
export const EVERY_RECIPE = RECIPES.reduce((text, recipe) => withRecipe(text, recipe, recipe.ways[0]), HEAD);
