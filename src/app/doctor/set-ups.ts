/** Where `doctor` asks. */
import type { GooglePort } from "../../apply/google-port.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { ResolvedTarget } from "../../language/resolve-target.ts";
import type { SetUp } from "../../resources/set-up.ts";

export interface SetUps {
  /** One connection, with the rights of a reader; closed whatever happens. */
  readonly examined: <T>(
    goalSet: GoalSet,
    target: ResolvedTarget,
    use: (open: { readonly port: GooglePort; readonly setUp: SetUp }) => Promise<T>,
  ) => Promise<T>;
  /** Whether Google itself is asked: then what it serves to visitors belongs to the same set-up. */
  readonly isGoogle: boolean;
}
