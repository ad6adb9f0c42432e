/**
 * What the commands come to, as data. Nothing here is text for a terminal or for a comment: `render/` makes that of
 * it, when somebody asks, in the format that they ask for.
 */

import type { Applied } from "../../apply/apply-options.ts";
import type { GoalEntry } from "../../catalogue/goal-entry.ts";
import type { Recipe, RecipeGroup } from "../../catalogue/recipe.ts";
import type { Template } from "../../catalogue/template.ts";
import type { Diagnostic, Place, Severity } from "../../diagnostic.ts";
import type { Impact } from "../../figures/impact/impact.ts";
import type { Report } from "../../figures/report.ts";
import type { GoalGraph } from "../../graph/goal-graph.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { Fidelity, Lift, Origin } from "../../lift/lifted.ts";
import type { Plan, PlanTarget, PlanWarning, SubjectChange } from "../../plan/plan.ts";
import type { Rollback } from "../../plan/rollback.ts";
import type { DefinitionBody, KeyEventBody } from "../../resources/body.ts";
import type { DefinitionKind, JsonObject, Kind } from "../../resources/resource.ts";
import type { VersionHeader } from "../../resources/snapshot.ts";
import type { Coverage } from "../../visits/coverage.ts";
import type { ForeignTag, GoalExplained } from "../../visits/explain.ts";
import type { TestResult } from "../../visits/judge.ts";
import type { Step } from "../../visits/step.ts";
import type { UnnoticedLoss } from "../../visits/test-strength.ts";
import type { Examined } from "./doctor.ts";
import type { Refusal } from "./refusal.ts";
import type { Verified } from "./verify.ts";

export type Result =
  | Validated
  | Problems
  | Planned
  | Drift
  | Accepted
  | ContainerExported
  | ApplyResult
  | RollbackPlan
  | RolledBack
  | AtTargets
  | Graph
  | Explanation
  | Tested
  | Explained
  | VisitDrafted
  | Verified
  | Examined
  | Reported
  | ImpactReported
  | Catalogue
  | GoalAdded
  | GoalByHand
  | FileStarted
  | Imported;

/** A valid goals file; the diagnostics are warnings. */
export interface Validated {
  readonly is: "validated";
  readonly file: string;
  readonly goalSet: GoalSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that is wrong with a goals file. */
export interface Problems {
  readonly is: "problems";
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Planned {
  readonly is: "plan";
  readonly plan: Plan;
  /** The number of the container version that is live; null where none is, or where it does not matter. */
  readonly live: string | null;
  /** How often what changes would have counted; absent where nobody asked. */
  readonly impact?: Impact;
  /** Set where somebody may apply it next: the file that it was saved in, if it was. */
  readonly next?: { readonly saved: string | null };
}

/** A plan for schedules: what differs at Google. */
export interface Drift {
  readonly is: "drift";
  readonly plan: Plan;
  readonly live: string | null;
}

/** What was edited at Google, taken over into the goals file. */
export interface Accepted {
  readonly is: "accepted";
  /** False: there was nothing to write, or it was only shown. */
  readonly written: boolean;
  readonly accepted: readonly AcceptedChange[];
  readonly left: readonly NotAccepted[];
  /** The files that change, as whole texts. */
  readonly files: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  /** Targets that get the same goals. */
  readonly otherTargets: readonly string[];
  /** What the files then differ in. */
  readonly plan: Plan;
}

export interface AcceptedChange {
  readonly subject: SubjectChange["subject"];
  readonly at: Place | null;
  /** Switched off: what counts it was deleted at Google. */
  readonly does: "changed" | "switched off";
  /** Before it was accepted. */
  readonly change: SubjectChange;
}

/** What was edited at Google and is not in the file. */
export interface NotAccepted {
  readonly subject: SubjectChange["subject"];
  readonly at: Place | null;
  readonly why: string;
}

/** What a file asks for at a target, for people without access to Google's APIs. */
export interface ContainerExported {
  readonly is: "container exported";
  readonly target: PlanTarget;
  readonly owner: string;
  /** The file for Tag Manager's import screen. */
  readonly container: JsonObject;
  /** Where it was written; null: it is the result itself. */
  readonly out: string | null;
  /** What is in it. */
  readonly objects: readonly { readonly kind: Kind; readonly name: string }[];
  /** Where the Google tag is, or is expected. */
  readonly googleTag: "in the file" | "in the container" | "in the pages";
  /** In Analytics, in this order. */
  readonly toDo: readonly ToDo[];
  /** Key events that the file no longer counts. */
  readonly toUnmark: readonly string[];
  readonly warnings: readonly string[];
}

/** Something to create in Analytics, as its API would get it. */
export type ToDo = {
  readonly name: string;
  /** The measurement id of the web stream that a rule belongs to. */
  readonly stream?: string;
} & (
  | { readonly kind: "ga4.keyEvent"; readonly body: KeyEventBody }
  | { readonly kind: DefinitionKind; readonly body: DefinitionBody }
);

export interface ApplyResult {
  readonly is: "applied";
  readonly plan: Plan;
  /** Null when there was nothing to do. */
  readonly done: Done | null;
  /** False: the new version was left for a preview. */
  readonly publish: boolean;
  /** Whether the target had to be named; a rollback has to name it as well then. */
  readonly namesTarget: boolean;
}

export interface Done extends Applied {
  /** "2 key events and 1 audience"; null when nothing was written in Analytics. */
  readonly inAnalytics: string | null;
  /** The version that was live before. */
  readonly before: VersionHeader | null;
  /** Why Google does not say up to which commit everything is settled; null when it does, or was not asked. */
  readonly unsettled: string | null;
  /** Goals that are counted wrongly because of what others did while the plan was carried out: it does not say so. */
  readonly meanwhile: readonly PlanWarning[];
  readonly requests: number;
}

/** What going back would do. */
export interface RollbackPlan {
  readonly is: "rollback plan";
  readonly rollback: Rollback;
}

export interface RolledBack {
  readonly is: "rolled back";
  readonly to: Pick<VersionHeader, "id" | "name">;
  /** The container, as people call it. */
  readonly container: string;
  /** Null when the version was live already, and new workspaces now start from it as well. */
  readonly done: {
    readonly rollback: Rollback;
    readonly unsettled: string | null;
    /** Why there is no annotation in Analytics; null when there is one, or none was to be left. */
    readonly unannotated: string | null;
    readonly requests: number;
  } | null;
}

/** One command at every target of the file. */
export interface AtTargets {
  readonly is: "targets";
  readonly command: "plan" | "drift" | "apply" | "report";
  readonly targets: readonly TargetResult[];
}

export interface TargetResult<T = Planned | Drift | ApplyResult | Reported> {
  readonly target: string;
  readonly result: T | Refusal;
}

export type Picture = "mermaid" | "svg" | "html";

export interface Graph {
  readonly is: "graph";
  readonly graph: GoalGraph;
  /** What the goals counted; absent where nobody gave a report. */
  readonly report?: Report;
  /** Drawn where somebody asked for it; null for a tree, a table or data. */
  readonly picture: { readonly as: Picture; readonly text: string } | null;
  /** The file that it was written to. */
  readonly out: string | null;
}

/** The page about a code that `validate` prints. */
export interface Explanation {
  readonly is: "explanation";
  readonly code: string;
  readonly severity: Severity | null;
  readonly page: RulePage;
}

export interface RulePage {
  /** Where it is on this machine. */
  readonly path: string;
  readonly markdown: string;
}

/** Tests of goals that ran; some of them may have failed. */
export interface Tested {
  readonly is: "tested";
  /** The goals file. */
  readonly file: string;
  /** The tests files. */
  readonly files: readonly string[];
  readonly tests: readonly TestResult[];
  /** Every goal and funnel, with the number of visits that say something about it. */
  readonly goals: readonly Coverage[];
  /** Whether those without a visit are listed. */
  readonly showsMissing: boolean;
  /** Conditions whose loss no test notices; null where nobody asked. */
  readonly unnoticed: readonly UnnoticedLoss[] | null;
}

/** Why one happening counts, or does not. */
export interface Explained {
  readonly is: "explained";
  readonly file: string;
  readonly steps: readonly Step[];
  readonly goals: readonly GoalExplained[];
  /** Tags of a container that are not the file's and would fire; null where no container was given. */
  readonly foreign: readonly ForeignTag[] | null;
}

/** A test made from a recording, with the clicks still to be filled in. */
export interface VisitDrafted {
  readonly is: "visit drafted";
  readonly yaml: string;
}

/** What the goals counted. */
export interface Reported {
  readonly is: "report";
  readonly report: Report;
  /** The file that it was written to. */
  readonly out: string | null;
  /** Values that were written into the goals file; absent where nobody asked. */
  readonly values?: SuggestedValues;
}

/** What micro goals are worth by what they lead to, and the files that say so now. */
export interface SuggestedValues {
  readonly way: "ratio" | "lift";
  readonly changes: readonly ValueChange[];
  readonly left: readonly ValueNotWritten[];
  readonly files: readonly string[];
}

export interface ValueChange {
  readonly goal: string;
  readonly name: string;
  readonly at: Place;
  /** Null: it had no value. */
  readonly before: number | null;
  readonly after: number;
  readonly currency: string;
  /** Sessions or users that it follows from. */
  readonly cases: number;
}

export interface ValueNotWritten {
  readonly goal: string;
  readonly name: string;
  readonly why: string;
}

/** How often goals would have counted. */
export interface ImpactReported {
  readonly is: "impact";
  readonly impact: Impact;
  /** The target's name. */
  readonly target: string;
}

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

/** What was found at Google, or in files that came from there, as a goals file. */
export interface Imported {
  readonly is: "imported";
  readonly source: ImportSource;
  /** The whole goals file. */
  readonly text: string;
  /** The file that goals were added to; null for a new one. */
  readonly base: string | null;
  /** The file that was written; null: `text` was only made. */
  readonly out: string | null;
  /** What is new in the file. */
  readonly goals: readonly ImportedPart[];
  readonly funnels: readonly ImportedPart[];
  readonly forwards: readonly (ImportedPart & { readonly events: readonly string[] })[];
  /** How many of what was found the file had already. */
  readonly known: number;
  readonly leftOut: readonly NotImported[];
  readonly coverage: Lift["coverage"];
  /** What people have to know before they use the file, in sentences. */
  readonly notes: readonly string[];
}

export type ImportSource =
  | {
      readonly kind: "live";
      readonly container: string;
      readonly property: string;
      readonly measurementId: string;
    }
  | {
      readonly kind: "export" | "universal-analytics";
      readonly files: readonly string[];
      readonly container: string | null;
      readonly measurementId: string | null;
    };

export interface ImportedPart {
  readonly id: string;
  readonly name: string;
  readonly fidelity: Fidelity["is"];
  readonly from: readonly Origin[];
}

export interface NotImported extends Origin {
  /** The first reason's. */
  readonly code: string;
  /** All reasons, in a sentence without its first capital and its full stop. */
  readonly reason: string;
  /** What to do instead; null where nothing helps. */
  readonly instead: string | null;
}
