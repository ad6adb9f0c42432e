/** Recipe and options → the way that was meant, with what people typed in it. */
import { wordList } from "../language/schema/nearest.ts";
import type { Recipe, Way } from "./recipe.ts";
import { optionsOf, WAY_KINDS, WAY_OPTIONS, type WayOption } from "./way-kinds.ts";

export type WayOptions = Readonly<Partial<Record<WayOption, string>>>;

export type Choice =
  | { readonly ok: true; readonly way: Way }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** Without an option the recipe's first way, as it is. */
export function chooseWay(recipe: Recipe, options: WayOptions): Choice {
  const given = WAY_OPTIONS.filter((option) => options[option] !== undefined);
  const known = [...new Set(recipe.ways.flatMap(optionsOf))];
  const foreign = given.find((option) => !known.includes(option));
  if (foreign !== undefined) return notOf(recipe, foreign, known);
  const way = recipe.ways.find((one) => given.every((option) => optionsOf(one).includes(option)));
  if (!way) return several(given);
  return withTyped(way, given, options);
}

function notOf(recipe: Recipe, option: WayOption, known: readonly WayOption[]): Choice {
  const hint =
    known.length === 0
      ? "It counts in one way, without options."
      : `It has: ${wordList(known.map((one) => `--${one}`))}.`;
  return { ok: false, message: `The recipe ${recipe.id} has no option --${option}.`, hint };
}

function several(given: readonly WayOption[]): Choice {
  const named = given.map((option) => `--${option}`).join(" and ");
  return {
    ok: false,
    message: `${named} are different ways to notice the same thing.`,
    hint: "A goal has one: leave the others out.",
  };
}

function withTyped(way: Way, given: readonly WayOption[], options: WayOptions): Choice {
  let typed = way;
  for (const option of given) {
    const text = options[option] ?? "";
    const problem = problemOf(way, option, text);
    if (problem !== null) return { ok: false, message: `--${option} ${problem.is}.`, hint: problem.hint };
    typed = withOption(typed, option, text);
  }
  return { ok: true, way: typed };
}

function withOption(way: Way, option: WayOption, text: string): Way {
  const { option: own, isNumber } = WAY_KINDS[way.by];
  if (option !== own) return { ...way, pages: text };
  return { ...way, what: isNumber ? Number(text) : text, except: undefined };
}

interface Problem {
  readonly is: string;
  readonly hint: string;
}

function problemOf(way: Way, option: WayOption, text: string): Problem | null {
  const { option: own, isNumber } = WAY_KINDS[way.by];
  const hint = "Put values with spaces or special characters in quotes.";
  if (text.trim() === "") return { is: "is empty", hint };
  if (isInvisible(text)) return { is: "contains a line break or another invisible character", hint };
  const wantsNumber = option === own && isNumber;
  return wantsNumber && !/^\d{1,6}$/.test(text)
    ? { is: "needs a whole number", hint: `For example: --${option} ${way.what}.` }
    : null;
}

/** Characters that cannot be in a line of a file that people read. */
export function isInvisible(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cf}]/u.test(text);
}
