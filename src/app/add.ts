/** `goalform add`: a goal of the catalogue into the goals file; without a recipe, the catalogue. */

import { CATALOGUE, findRecipe, goalIdOf, nearestRecipe } from "../catalogue/catalogue.ts";
import { chooseWay, isInvisible, type WayOptions } from "../catalogue/choose-way.ts";
import { type GoalEntry, goalEntry, surroundingsOf, type Wishes } from "../catalogue/goal-entry.ts";
import { blockLines } from "../catalogue/goal-yaml.ts";
import { insertGoal } from "../catalogue/insert-goal.ts";
import type { Recipe } from "../catalogue/recipe.ts";
import { WAY_OPTIONS } from "../catalogue/way-kinds.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Process } from "../machine/process.ts";
import { replaceGoalsFile } from "../machine/write-goals.ts";
import { type Added, addedJson, addedMarkdown, addedText } from "../render/added.ts";
import { catalogueJson, catalogueMarkdown, catalogueText } from "../render/catalogue.ts";
import { diagnosticsJson } from "../render/diagnostics-json.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import { readBytes, readGoalsBytes, refusal } from "./goals-file.ts";
import { type Outcome, Refusal } from "./outcome.ts";

export interface AddOptions extends Omit<Wishes, "role"> {
  readonly recipe?: string | undefined;
  readonly file: string;
  readonly list?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  /** How the goal is noticed, by the names of the options. */
  readonly ways: WayOptions;
}

export async function add(options: AddOptions, io: Process): Promise<Outcome> {
  if (options.list || options.recipe === undefined) return listing();
  const recipe = findRecipe(options.recipe);
  if (!recipe) throw unknownRecipe(options.recipe);
  checkWishes(options);
  const file = readFile(options.file, io);
  const entry = entryFor(recipe, options, file.goalSet);
  const after = inserted(file, entry, options.file, io);
  if (!options.dryRun) replaceGoalsFile(options.file, file.mark + after.text, io);
  if (after.warnings.length > 0) io.err(`${diagnosticsText(after.warnings, { color: io.color.err })}\n`);
  const written = !options.dryRun;
  return shown({ file: options.file, recipe, entry, line: after.line, written, warnings: after.warnings });
}

/** Commander's options → those that say how the goal is noticed. */
export function wayOptions(options: Readonly<Record<string, unknown>>): WayOptions {
  const given = WAY_OPTIONS.flatMap((option) => {
    const value = options[option.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === "string" ? [[option, value] as const] : [];
  });
  return Object.fromEntries(given);
}

function listing(): Outcome {
  return {
    exitCode: 0,
    text: catalogueText(CATALOGUE),
    json: catalogueJson(CATALOGUE),
    markdown: catalogueMarkdown(CATALOGUE),
  };
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
    const hint = "Small letters, digits and underscores, beginning with a letter; at most 40 characters.";
    throw new Refusal("invalid-option", `--${option} "${text}" is no id of a goal.`, hint);
  }
  if (name !== undefined && (name.trim() === "" || isInvisible(name)))
    throw new Refusal(
      "invalid-option",
      "--name is empty or holds a line break or another invisible character.",
    );
}

interface GoalsFile {
  readonly text: string;
  /** The byte order mark, where there is one. */
  readonly mark: string;
  readonly goalSet: GoalSet;
  readonly warnings: readonly Diagnostic[];
}

function readFile(file: string, io: Process): GoalsFile {
  const bytes = readBytes(file, io);
  const { goalSet, diagnostics } = readGoalsBytes(file, bytes, io);
  if (!goalSet) throw refusal(file, diagnostics, io);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  return { text: text.slice(mark.length), mark, goalSet, warnings: diagnostics };
}

function entryFor(recipe: Recipe, options: AddOptions, goalSet: GoalSet): GoalEntry {
  const choice = chooseWay(recipe, options.ways);
  if (!choice.ok) throw new Refusal("invalid-option", choice.message, choice.hint);
  const around = surroundingsOf(goalSet);
  const id = options.id ?? goalIdOf(recipe);
  if (around.ids.has(id)) throw goalExists(id, recipe, options, { goalSet, ids: around.ids });
  return goalEntry(recipe, choice.way, options, around);
}

interface Taken {
  readonly goalSet: GoalSet;
  readonly ids: ReadonlySet<string>;
}

function goalExists(id: string, recipe: Recipe, { file }: AddOptions, { goalSet, ids }: Taken): Refusal {
  const base = goalIdOf(recipe);
  let free = base;
  for (let number = 2; ids.has(free); number += 1) free = `${base}_${number}`;
  return new Refusal(
    "goal-exists",
    `${file} has ${id} already${whereIs(id, file, goalSet)}.`,
    `Change it in the file, or add another one that counts something else: --id ${free}.`,
  );
}

interface Inserted {
  readonly text: string;
  readonly line: number;
  /** What the goal brings about: the file had no such warning before. */
  readonly warnings: readonly Diagnostic[];
}

function whereIs(id: string, file: string, { goals, funnels, disabled }: GoalSet): string {
  const at = [...goals, ...funnels, ...disabled].find((one) => one.id === id)?.at;
  if (!at) return "";
  return at.file === file ? `, on line ${at.line}` : `, on line ${at.line} of ${at.file}`;
}

/** The file with the goal in it, valid, or a refusal; nothing is written yet. */
function inserted(before: GoalsFile, entry: GoalEntry, file: string, io: Process): Inserted {
  const byHand = blockLines(entry, { key: 2, step: 2 }).join("\n");
  const made = insertGoal(before.text, entry);
  if (!made.ok) {
    const message = `The goal cannot be inserted into ${file}: ${made.why}.`;
    throw new Refusal("cannot-insert", message, "Copy it into the file by hand.", {
      json: { yaml: `${byHand}\n` },
      text: `${byHand}\n\n`,
    });
  }
  const { goalSet, diagnostics } = readGoalsBytes(file, new TextEncoder().encode(made.text), io);
  const fresh = newProblems(before.warnings, diagnostics);
  if (goalSet) return { text: made.text, line: made.line, warnings: fresh };
  throw new Refusal(
    "would-be-invalid",
    `With this goal ${file} would not be valid, so it was left as it is.`,
    "Choose other options; the lines above are those that the file would have had.",
    {
      json: { diagnostics: diagnosticsJson(fresh) },
      text: `${diagnosticsText(fresh, { color: io.color.err })}\n`,
    },
  );
}

/** Warnings that the file had already are no news; the lines of what stands below the goal have moved. */
function newProblems(before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(before.map(withoutLine));
  return after.filter((one) => one.severity === "error" || !known.has(withoutLine(one)));
}

function withoutLine({ code, message, place }: Diagnostic): string {
  return JSON.stringify([code, message.replaceAll(/\bline \d+/g, ""), place?.file, place?.source]);
}

function shown(added: Added): Outcome {
  return { exitCode: 0, text: addedText(added), json: addedJson(added), markdown: addedMarkdown(added) };
}
