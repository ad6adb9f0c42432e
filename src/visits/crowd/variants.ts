/** The variants of an experiment that the visitors of a crowd are shown. */

import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { stepsToVariant } from "../drafting/drafted-tests.ts";
import type { WrittenSteps } from "./acts.ts";

export interface ShownVariant {
  readonly name: string;
  readonly share: number;
  readonly steps: WrittenSteps;
  /** @param day `YYYY-MM-DD` */
  isShown(day: string): boolean;
}

export function variantsOf({ experiments = [] }: GoalSet): readonly ShownVariant[] {
  const [experiment] = experiments;
  if (experiment === undefined)
    return ["a", "b"].map((name) => ({ name, share: 0.5, steps: [], isShown: () => true }));
  const { variants, from, to } = experiment;
  const isShown = (day: string) => day >= from && (to === null || day <= to);
  return variants.map((variant) => ({ ...variant, steps: stepsToVariant(variant), isShown }));
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
