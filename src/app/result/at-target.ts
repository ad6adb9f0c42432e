/** What commands find or do at a target at Google: plans, applies, rollbacks, and the file for people who do it by hand. */
import type { Applied } from "../../apply/apply-options.ts";
import type { Place } from "../../diagnostic.ts";
import type { Impact } from "../../figures/impact/impact.ts";
import type { Plan, PlanTarget, PlanWarning, SubjectChange } from "../../plan/plan.ts";
import type { Rollback } from "../../plan/rollback.ts";
import type { DefinitionBody, KeyEventBody } from "../../resources/body.ts";
import type { DefinitionKind, JsonObject, Kind } from "../../resources/resource.ts";
import type { VersionHeader } from "../../resources/snapshot.ts";
import type { Refusal } from "./refusal.ts";
import type { Reported } from "./reported.ts";

export interface Planned {
  readonly is: "plan";
  readonly plan: Plan;
  /** The number of the container version that is live; null where none is, or where it does not matter. */
  readonly live: string | null;
  /** How often what changes would have counted; absent where nobody asked. */
  readonly impact?: Impact;
  /** Why it is not known, although somebody asked. */
  readonly uncounted?: Refusal;
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
  /** What its tags send to Analytics. */
  readonly events: readonly string[];
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
  /** Null when the version was already live, and new workspaces now start from it as well. */
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
