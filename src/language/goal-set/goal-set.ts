/**
 * What the file means, after checking and with every default filled in once.
 *
 * `GoalSet` is the only thing that `compile/` reads: nothing after it looks at
 * YAML again, and nothing in it is optional because "the default applies".
 * Where something may truly be missing the type says `| null`.
 */

import type { Place } from "../../diagnostic.ts";
import type { CalculatedMetric } from "./calculated-metric.ts";
import type { Column } from "./column.ts";
import type { TextMatcher } from "./conditions.ts";
import type { EventParameter } from "./event-parameter.ts";
import type { Experiment } from "./experiment.ts";
import type { Forward } from "./forward.ts";
import type { Funnel } from "./funnel.ts";
import type { Goal } from "./goal.ts";
import type { Target } from "./target.ts";

export interface GoalSet {
  /** `name:` of the file. Marks everything that this file manages at Google. */
  readonly owner: string;
  readonly targets: readonly Target[];
  /** `default_target`, or the only target's name; null when several targets and no default. */
  readonly defaultTarget: string | null;
  /** Enabled goals only, in the file's order. */
  readonly goals: readonly Goal[];
  /** Enabled funnels only. */
  readonly funnels: readonly Funnel[];
  /** `enabled: false` goals: they are removed like goals taken out of the file, but can be named with their line. */
  readonly disabled: readonly DisabledGoal[];
  /** `enabled: false` funnels, for the same reason. */
  readonly disabledFunnels: readonly DisabledFunnel[];
  /** Columns of reports for what the site sends itself; absent where the file has none. */
  readonly columns?: readonly Column[];
  /** What Analytics makes of other metrics; absent where the file has none. */
  readonly calculated?: readonly CalculatedMetric[];
  /** What reports compare; absent where the file has none. */
  readonly experiments?: readonly Experiment[];
  /** Events that are sent on under their own names; absent where the file has none. */
  readonly forwards?: readonly Forward[];
  /** What a plan says once for all goals; absent where the file has no such defaults. */
  readonly defaults?: SharedDefaults;
  /** Names of key events (GA4 event names) that may be removed although nothing of ours marks them. */
  readonly removed: readonly RemovedKeyEvent[];
  /** What the target does not measure, with its line; empty until `forTarget` has chosen. */
  readonly leftOut: readonly LeftOut[];
  /** Key events that another target counts in the same property; empty until `forTarget` has chosen. */
  readonly keptKeyEvents: readonly { readonly event: string; readonly target: string }[];
}

/** Defaults that every goal has, and that a plan says once. */
export interface SharedDefaults {
  readonly parameters: readonly EventParameter[];
  readonly userProperties: readonly EventParameter[];
  /** Only pages of these hosts count. */
  readonly host: readonly TextMatcher[];
}

export interface LeftOut {
  readonly is: "goal" | "funnel";
  readonly id: string;
  readonly at: Place;
}

export interface DisabledGoal {
  readonly id: string;
  readonly event: string;
  /** Whether anything but its key event exists for it: a tag, an event create rule or an audience. They show that it was ours. */
  readonly hadTag: boolean;
  readonly at: Place;
}

export interface DisabledFunnel {
  readonly id: string;
  readonly at: Place;
}

export interface RemovedKeyEvent {
  readonly event: string;
  readonly at: Place;
}
