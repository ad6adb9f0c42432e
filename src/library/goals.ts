/** A valid goals file, as the functions of the library hand it to each other. */

import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { typeInFile } from "../language/goal-set/one-way.ts";

/** Values for `${NAME}` in the targets of a file; an empty text counts as unset. Nothing else is looked up. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface GoalOrFunnel {
  /** The key in the file. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
}

/** What a goals file without an error means. Only `readGoals` makes one; it never changes. */
export class Goals {
  /** `name:` of the file. */
  readonly owner: string;
  /** The names of the targets, in the file's order. */
  readonly targets: readonly string[];
  /** The target that is used if none is named; null if the file does not say. */
  readonly defaultTarget: string | null;
  /** Goals that are not switched off, in the file's order. */
  readonly goals: readonly (GoalOrFunnel & {
    readonly type: "destination" | "duration" | "pages_per_session" | "event";
    /** The GA4 event that counts it. */
    readonly event: string;
  })[];
  readonly funnels: readonly GoalOrFunnel[];
  readonly #goalSet: GoalSet;

  /** @internal */
  constructor(goalSet: GoalSet) {
    this.#goalSet = goalSet;
    this.owner = goalSet.owner;
    this.targets = goalSet.targets.map(({ name }) => name);
    this.defaultTarget = goalSet.defaultTarget;
    this.goals = goalSet.goals.map((goal) => ({ ...named(goal), type: typeInFile(goal), event: goal.event }));
    this.funnels = goalSet.funnels.map(named);
  }

  /** @internal @throws TypeError for anything that `readGoals` did not return: a mistake of the calling program */
  static goalSetOf(goals: Goals): GoalSet {
    if (goals instanceof Goals) return goals.#goalSet;
    throw new TypeError("`goals` must be what readGoals returned as `goals`, and it must not be null.");
  }
}

function named({ id, name, at }: Pick<Goal, "id" | "name" | "at">): GoalOrFunnel {
  return { id, name, file: at.file, line: at.line };
}
