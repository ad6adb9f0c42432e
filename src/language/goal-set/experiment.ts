/** Two or more variants of something, and the goal that decides between them. It changes nothing at Google. */
import type { Place } from "../../diagnostic.ts";
import type { PageConditions, ValueCondition } from "./conditions.ts";

export interface Experiment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** The id of the goal that decides. */
  readonly goal: string;
  /** Two to ten. The first is what the others are compared with. */
  readonly variants: readonly Variant[];
  /** `YYYY-MM-DD`, days of the property's time zone. */
  readonly from: string;
  /** The last day; null: it still runs. */
  readonly to: string | null;
  readonly at: Place;
}

export interface Variant {
  readonly name: string;
  /** Which part of the visitors should see it: a fraction. Those of an experiment add up to 1. */
  readonly share: number;
  /** Visitors who viewed such a page, or whose events had such parameters, or custom dimensions of these names. */
  readonly seen: { readonly page: PageConditions } | { readonly where: readonly ValueCondition[] };
}
