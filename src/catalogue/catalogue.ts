/** All recipes, and how people find one. */
import { nearest } from "../language/schema/nearest.ts";
import type { Recipe, RecipeGroup } from "./recipe.ts";
import { CONTACT } from "./recipes/contact.ts";
import { CONTENT } from "./recipes/content.ts";
import { LEADS } from "./recipes/leads.ts";
import { SHOP } from "./recipes/shop.ts";
import { VISITS } from "./recipes/visits.ts";

export const CATALOGUE: readonly RecipeGroup[] = [SHOP, LEADS, CONTACT, CONTENT, VISITS];

export const RECIPES: readonly Recipe[] = CATALOGUE.flatMap(({ recipes }) => recipes);

/** By its id or another word for it; capitals, spaces and underscores make no difference. */
export function findRecipe(word: string): Recipe | null {
  const wanted = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return (
    RECIPES.find(({ id }) => id === wanted) ?? RECIPES.find(({ aliases }) => aliases.includes(wanted)) ?? null
  );
}

/** The recipe whose id or other word is nearest to a mistyped one. */
export function nearestRecipe(word: string): Recipe | null {
  const near = nearest(
    word,
    RECIPES.flatMap(({ id, aliases }) => [id, ...aliases]),
  );
  return near === null ? null : findRecipe(near);
}

/** The id of the goal that a recipe makes, unless another is asked for. */
export function goalIdOf({ id }: Recipe): string {
  return id.replaceAll("-", "_");
}
