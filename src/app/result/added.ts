/** What was added to a goals file, and files that were started. */
import type { GoalEntry } from "../../catalogue/goal-entry.ts";
import type { Recipe, RecipeGroup } from "../../catalogue/recipe.ts";
import type { Template } from "../../catalogue/template.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";

export interface Catalogue {
  readonly is: "catalogue";
  readonly groups: readonly RecipeGroup[];
}

export interface GoalAdded {
  readonly is: "goal added";
  readonly file: string;
  readonly recipe: Recipe;
  readonly entry: GoalEntry;
  /** The line of the goal's id. */
  readonly line: number;
  /** False: it was only shown. */
  readonly written: boolean;
  /** The tests that were written with it; left out where nobody looked. */
  readonly tests?: TestsWritten;
  readonly warnings: readonly Diagnostic[];
}

/** Tests of goals, written next to the goals file. */
export interface TestsWritten {
  readonly file: string;
  /** Their number; 0: none could be made, or the file of tests has a form that is not added to. */
  readonly number: number;
  /** Goals for which no test could be made: how they count cannot be read backwards. */
  readonly without: readonly string[];
}

/** The lines of a goal that could not be inserted. */
export interface GoalByHand {
  readonly is: "goal by hand";
  readonly yaml: string;
}

export interface FileStarted {
  readonly is: "file started";
  readonly file: string;
  readonly template: Template;
  /** Names of the other templates. */
  readonly others: readonly string[];
  readonly goalSet: GoalSet;
  /** The tests that were written with it. */
  readonly tests?: TestsWritten;
  /** Environment variables to be set before the file can be used at Google. */
  readonly placeholders: readonly string[];
}
