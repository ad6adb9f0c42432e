/** `add`: a goal of the catalogue into the goals file. */

import { CATALOGUE, findRecipe, goalIdOf, nearestRecipe } from "../catalogue/catalogue.ts";
import { chooseWay, isInvisible, type WayOptions } from "../catalogue/choose-way.ts";
import { type EntryOptions, fileContext, type GoalEntry, goalEntry } from "../catalogue/goal-entry.ts";
import { blockLines, entryText } from "../catalogue/goal-yaml.ts";
import type { Recipe } from "../catalogue/recipe.ts";
import { WAY_OPTIONS } from "../catalogue/way-kinds.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { insertEntries } from "../language/writing/insert.ts";
import { invalidGoals, readGoalsBytes } from "./goals-file.ts";
import type { Files } from "./ports.ts";
import type { Catalogue, GoalAdded } from "./result/added.ts";
import { Refusal } from "./result/refusal.ts";

export interface AddOptions extends Omit<EntryOptions, "role"> {
  readonly recipe: string;
  readonly file: string;
  readonly dryRun?: boolean | undefined;
  /** How the goal is noticed, by the names of the options. */
  readonly ways: WayOptions;
}

export function catalogue(): Catalogue {
  return { is: "catalogue", groups: CATALOGUE };
}

export function add(options: AddOptions, files: Files): GoalAdded {
  const recipe = findRecipe(options.recipe);
  if (!recipe) throw unknownRecipe(options.recipe);
  checkWishes(options);
  const file = readFile(options.file, files);
  const { entry, text, line, warnings } = fileEntry(recipe, options, file, files);
  const written = !options.dryRun;
  if (written) files.replaceGoals(options.file, file.mark + text);
  return { is: "goal added", file: options.file, recipe, entry, line, written, warnings };
}

/** Commander's options → those that say how the goal is noticed. */
export function wayOptions(options: Readonly<Record<string, unknown>>): WayOptions {
  const given = WAY_OPTIONS.flatMap((option) => {
    const value = options[option.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === "string" ? [[option, value] as const] : [];
  });
  return Object.fromEntries(given);
}

function unknownRecipe(word: string): Refusal {
  const near = nearestRecipe(word);
  const hint =
    near === null ? "`goalform add` lists all recipes." : `Did you mean ${near.id} (${near.summary})?`;
  return new Refusal("unknown-recipe", `The catalogue has no recipe "${word}".`, hint);
}

/** The rest is checked with the file: what is refused here could not even be written into it. */
function checkWishes({ id, name, leadsTo }: AddOptions): void {
  for (const [option, text] of Object.entries({ id, "leads-to": leadsTo })) {
    if (text === undefined || /^[a-z][a-z0-9_]{0,39}$/.test(text)) continue;
    const hint =
      "Use lowercase letters, digits and underscores, beginning with a letter; at most 40 characters.";
    throw new Refusal("invalid-option", `--${option} "${text}" is not a valid id for a goal.`, hint);
  }
  if (name !== undefined && (name.trim() === "" || isInvisible(name)))
    throw new Refusal(
      "invalid-option",
      "--name is empty or contains a line break or another invisible character.",
    );
}

interface GoalsFile {
  readonly text: string;
  /** The byte order mark, where there is one. */
  readonly mark: string;
  readonly goalSet: GoalSet;
  readonly warnings: readonly Diagnostic[];
}

function readFile(file: string, files: Files): GoalsFile {
  const bytes = files.readGoals(file);
  const { goalSet, diagnostics } = readGoalsBytes(file, bytes, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  return { text: text.slice(mark.length), mark, goalSet, warnings: diagnostics };
}

/** The file's default for the slash at the end is only shown in the goal if there is one. */
function fileEntry(recipe: Recipe, options: AddOptions, file: GoalsFile, files: Files) {
  const entry = entryFor(recipe, options, file.goalSet);
  const made = inserted(file, entry, options.file, files);
  if (!made.eitherSlash) return { entry, ...made };
  const other = entryFor(recipe, options, file.goalSet, true);
  return { entry: other, ...inserted(file, other, options.file, files) };
}

function entryFor(
  recipe: Recipe,
  options: AddOptions,
  goalSet: GoalSet,
  eitherSlash: boolean = false,
): GoalEntry {
  const choice = chooseWay(recipe, options.ways);
  if (!choice.ok) throw new Refusal("invalid-option", choice.message, choice.hint);
  const surroundings = fileContext(goalSet);
  const id = options.id ?? goalIdOf(recipe);
  if (surroundings.ids.has(id)) throw goalExists(id, recipe, options.file, goalSet, surroundings.ids);
  return goalEntry(recipe, choice.way, options, { ...surroundings, eitherSlash });
}

function goalExists(
  id: string,
  recipe: Recipe,
  file: string,
  goalSet: GoalSet,
  ids: ReadonlySet<string>,
): Refusal {
  const base = goalIdOf(recipe);
  let free = base;
  for (let number = 2; ids.has(free); number += 1) free = `${base}_${number}`;
  return new Refusal(
    "goal-exists",
    `${file} already has ${id}${insertedAt(id, file, goalSet)}.`,
    `Change it in the file, or add another one that counts something else: --id ${free}.`,
  );
}

interface Inserted {
  readonly text: string;
  readonly line: number;
  /** What the goal brings about: the file had no such warning before. */
  readonly warnings: readonly Diagnostic[];
  /** Its page counts with and without a slash at the end. */
  readonly eitherSlash: boolean;
}

function insertedAt(id: string, file: string, { goals, funnels, disabled }: GoalSet): string {
  const { at } = [...goals, ...funnels, ...disabled].find((one) => one.id === id)!;
  return at.file === file ? `, on line ${at.line}` : `, on line ${at.line} of ${at.file}`;
}

/** The file with the goal in it, valid, or a refusal; nothing is written yet. */
function inserted(before: GoalsFile, entry: GoalEntry, file: string, files: Files): Inserted {
  const byHand = blockLines(entry, { key: 2, step: 2 }).join("\n");
  const made = insertEntries(before.text, { into: "goals", entries: [entryText(entry)] });
  if (!made.ok) {
    const message = `The goal cannot be inserted into ${file}: ${made.why}.`;
    throw new Refusal("cannot-insert", message, "Copy it into the file by hand.", {
      about: { is: "goal by hand", yaml: `${byHand}\n` },
    });
  }
  const { goalSet, diagnostics } = readGoalsBytes(file, new TextEncoder().encode(made.text), files);
  const fresh = newProblems(before.warnings, diagnostics);
  const goal = goalSet?.goals.find(({ id }) => id === entry.id);
  const eitherSlash = goal?.type === "destination" && goal.page.path.some((one) => one.eitherSlash);
  if (goalSet) return { text: made.text, line: made.line, warnings: fresh, eitherSlash };
  throw new Refusal(
    "would-be-invalid",
    `With this goal ${file} would not be valid, so it was left as it is.`,
    "Choose other options; the lines above show what would have been written.",
    { about: { is: "problems", file, diagnostics: fresh } },
  );
}

/** Warnings that the file already had are not news; the lines below the goal have moved. */
function newProblems(before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(before.map(withoutLine));
  return after.filter((one) => !known.has(withoutLine(one)));
}

function withoutLine({ code, message, place }: Diagnostic): string {
  return JSON.stringify([code, message.replaceAll(/\bline \d+/g, ""), place?.file, place?.source]);
}
