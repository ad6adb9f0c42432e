/** The well-formed parts of a file: what they mean, and where each was written. The rules read this. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Formula, FormulaProblem } from "../../resources/definitions/parse-formula.ts";
import type { CalculatedMetric } from "../goal-set/calculated-metric.ts";
import type { Column } from "../goal-set/column.ts";
import type { Comparison, Exception, TextMatcher } from "../goal-set/conditions.ts";
import type { EventParameter } from "../goal-set/event-parameter.ts";
import type { Experiment } from "../goal-set/experiment.ts";
import type { Forward } from "../goal-set/forward.ts";
import type { Funnel } from "../goal-set/funnel.ts";
import type { ConsentType, Counting, Goal, Via } from "../goal-set/goal.ts";
import type { RemovedKeyEvent } from "../goal-set/goal-set.ts";
import type { Target } from "../goal-set/target.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from "../source/located.ts";
import type { SourceText, Span } from "../source/source-text.ts";

export interface Written {
  readonly source: SourceText;
  readonly root: Located;
  readonly owner: WrittenText | null;
  readonly defaultTarget: WrittenText | null;
  readonly defaults: Defaults;
  readonly targets: readonly WrittenTarget[];
  readonly goals: readonly WrittenGoal[];
  readonly funnels: readonly WrittenFunnel[];
  readonly forwards: readonly WrittenForward[];
  /** With their entries, dimensions first. */
  readonly columns: readonly { readonly column: Column; readonly entry: LocatedEntry }[];
  readonly calculated: readonly WrittenCalculated[];
  readonly experiments: readonly WrittenExperiment[];
  readonly removed: readonly (RemovedKeyEvent & { readonly span: Span })[];
  /** Every comparison of every goal and funnel, in the order of reading. */
  readonly comparisons: readonly WrittenComparison[];
  /** Ids of all goals and targets, those with a wrong shape too: naming one of them is not a second mistake. */
  readonly goalIds: ReadonlySet<string>;
  readonly targetNames: ReadonlySet<string>;
}

export interface WrittenCalculated {
  /** Its formula is empty where it cannot be read. */
  readonly metric: CalculatedMetric;
  readonly formula: Formula | FormulaProblem;
  readonly entry: LocatedEntry;
}

export interface WrittenText {
  readonly text: string;
  readonly span: Span;
}

export interface Defaults {
  /** Null when the file gives none. */
  readonly counting: Counting | null;
  /** Null when the file gives none. */
  readonly currency: string | null;
  readonly via: Via;
  /** Empty when the file gives none. */
  readonly consent: readonly ConsentType[];
  /** Whether virtual page views count, where a goal does not say. */
  readonly spa: boolean;
  /** Whether `/thanks` is `/thanks/` too, where a page or a comparison does not say. */
  readonly trailingSlash: TrailingSlash;
  /** What goals that Tag Manager counts send, too. */
  readonly parameters: readonly EventParameter[];
  readonly userProperties: readonly EventParameter[];
  /** Only pages of these hosts count, where a goal does not name any. */
  readonly host: readonly TextMatcher[];
  /** Empty when the file gives none. */
  readonly unless: readonly Exception[];
}

export interface WrittenTarget {
  readonly target: Target;
  readonly node: LocatedMap;
  /** What its own defaults make of the file, and the comparisons of that; null without any. */
  readonly own: (DefaultedParts & Pick<Written, "comparisons">) | null;
}

/** Goals and funnels as they are with some defaults. */
export interface DefaultedParts {
  readonly defaults: Defaults;
  readonly goals: readonly WrittenGoal[];
  readonly funnels: readonly WrittenFunnel[];
  readonly forwards: readonly WrittenForward[];
}

export interface WrittenForward {
  readonly forward: Forward;
  readonly node: Located;
  readonly keySpan: Span;
  /** One for each event, in order. */
  readonly events: readonly Located[];
}

export interface WrittenGoal {
  readonly goal: Goal;
  readonly enabled: boolean;
  readonly node: LocatedMap;
  readonly keySpan: Span;
}

export interface WrittenFunnel {
  readonly funnel: Funnel;
  readonly enabled: boolean;
  readonly node: LocatedMap;
  readonly keySpan: Span;
  /** One for each step, in order. */
  readonly steps: readonly Located[];
}

export interface WrittenExperiment {
  readonly experiment: Experiment;
  readonly node: LocatedMap;
  readonly keySpan: Span;
}

/** What a comparison looks at. */
export type Subject =
  | "path"
  | "url"
  | "host"
  | "query"
  | "fragment"
  | "link url"
  | `${"click" | "link" | "form"} ${"id" | "classes"}`
  | "element text"
  | "form action"
  | "video url"
  | "video title"
  | "title"
  | "referrer"
  | "event"
  | "data layer"
  | "cookie";

export interface WrittenComparison {
  readonly subject: Subject;
  readonly matcher: Comparison;
  /** The values as written: one, or those of the list. */
  readonly nodes: readonly LocatedScalar[];
}

/** Gathers what comes up while the parts are read. */
export class Notes {
  readonly source: SourceText;
  readonly problems: Diagnostic[] = [];
  readonly comparisons: WrittenComparison[] = [];

  constructor(source: SourceText) {
    this.source = source;
  }
}
