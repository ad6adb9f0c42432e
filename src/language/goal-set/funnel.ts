/** The funnels of a file. */

import type { Place } from "../../diagnostic.ts";
import type { Exception, PageConditions, ValueCondition } from "./conditions.ts";
import type { Adoption, ConsentType, Via } from "./goal.ts";
import type { Interaction } from "./interaction.ts";

export interface Funnel {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Open: people may enter at any step. Closed: the first step is required. */
  readonly open: boolean;
  /** Longest time between two steps, in seconds; null: no limit. */
  readonly within: number | null;
  /** For the tags of its own steps; empty: the file does not say. */
  readonly consent: readonly ConsentType[];
  /** Any of them keeps the tags of its own steps from firing. */
  readonly unless: readonly Exception[];
  /** 2 to 20 steps. */
  readonly steps: readonly FunnelStep[];
  readonly audiences: readonly FunnelAudience[];
  /** Codes of warnings of a plan that are meant here. */
  readonly allows: readonly string[];
  readonly at: Place;
}

/** People who took all steps, or who began and did not. They stay members for `days` after they last fitted. */
export interface FunnelAudience {
  readonly of: "completed" | "abandoned";
  readonly days: number;
}

/**
 * A step is a goal, a page, or an interaction. The last two send `<funnel>_<step>` unless the step says otherwise
 * or `on` is a GA4 event that is taken as it is.
 */
export type FunnelStep =
  | { readonly is: "goal"; readonly goal: string; readonly name: string; readonly at: Place }
  | {
      readonly is: "page";
      readonly id: string;
      readonly name: string;
      readonly event: string;
      readonly page: PageConditions;
      readonly where: readonly ValueCondition[];
      readonly cookie: readonly ValueCondition[];
      readonly spa: boolean;
      readonly via: Via;
      readonly adopts?: Adoption | null;
      readonly at: Place;
    }
  | {
      readonly is: "interaction";
      readonly id: string;
      readonly name: string;
      readonly event: string;
      readonly on: Interaction;
      readonly page: PageConditions;
      readonly where: readonly ValueCondition[];
      readonly cookie: readonly ValueCondition[];
      readonly adopts?: Adoption | null;
      readonly at: Place;
    };
