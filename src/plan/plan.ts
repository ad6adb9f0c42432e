/**
 * A plan: what would change at Google, as data.
 *
 * It is computed once, by a pure function; every output is a rendering of it and
 * `apply` carries out nothing else. It does not contain ids or times, so the same
 * file against the same target gives the same plan wherever it is made.
 */

import type { Override, Place, WayOut } from "../diagnostic.ts";
import type { InFile, WordChange } from "../lift/goal-words.ts";
import type { Address, Json, Kind, UserKind } from "../resources/resource.ts";

export const PLAN_FORMAT = "goalform.plan/1";

/** What happens to one resource. Adopt: our mark is put on something that already does what the file asks. */
export type ResourceAction = "create" | "update" | "delete" | "adopt";

/** What happens to a goal, funnel or forward as a whole. */
export type ChangeAction = "add" | "change" | "remove" | "adopt";

/** Why, for people. Nothing is ever decided by a reason. */
export const REASONS = {
  new: "new in the goals file",
  needed: "needed by a goal of the file",
  file_changed: "changed in the goals file",
  rewritten: "this version of goalform writes it in another way",
  renamed: "has another id in the goals file",
  remarked: "its mark is updated",
  edited: "edited at Google since the last apply",
  file_changed_and_edited: "changed in the goals file and edited at Google since the last apply",
  missing: "deleted at Google since the last apply",
  differs: "set as the goals file says",
  removed: "no longer needed",
  permitted: "named under `removed` in the goals file",
  removed_and_edited: "no longer needed, and edited at Google since the last apply",
  surplus: "there are two, and one is enough",
  adopted: "already does what the file asks",
  adopted_and_changed: "taken over, and set as the goals file says",
  replaced: "Analytics cannot change this in place: a new one takes its place, and its members start over",
  replaced_and_edited:
    "edited at Google since the last apply; Analytics cannot change this in place: a new one takes its place, and its members start over",
} as const;

export type Reason = keyof typeof REASONS;

/** Somebody used Tag Manager's screen: `--strict` stops there. */
export const EDITED: readonly Reason[] = [
  "edited",
  "file_changed_and_edited",
  "missing",
  "removed_and_edited",
  "replaced_and_edited",
];

/** One owned field that differs; null stands for "not there". */
export interface FieldChange {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

export interface ResourceChange {
  readonly address: Address;
  readonly kind: Kind;
  readonly action: ResourceAction;
  readonly name: string;
  readonly reason: Reason;
  /** Of target, action, address, before and after. */
  readonly digest: string;
  /** Digests of the single steps of a change that takes several: an approval of the change covers what is left of it. */
  readonly parts: readonly string[];
  readonly fields: readonly FieldChange[];
  /** What else there is to say about it, each in a few words. */
  readonly notes: readonly string[];
}

export interface SubjectChange {
  /** `shared`: what goals share, where it changes and no goal does. `key event`: one that was not a goal of the file. */
  readonly subject: {
    readonly is: UserKind | "shared" | "key event";
    readonly id: string;
    readonly name: string;
  };
  readonly action: ChangeAction;
  /** What it counts, in plain words; of something that goes, what it counted; null if nothing shows it. */
  readonly counts: string | null;
  /**
   * A goal, funnel or forward as it is at Google and as the file asks for it, in the words of the file. Of what goals
   * share, only `changes` of entries of `dimensions` and `metrics`; `before` is null where nothing at Google is a goal that the language has words for.
   */
  readonly words?: {
    readonly before: InFile | null;
    readonly after: InFile | null;
    /** What the two say otherwise; empty where one of them is null. */
    readonly changes: readonly WordChange[];
    /** Why there are no words for what is at Google, in sentences about it; null where there are, or where nothing is there. */
    readonly unread: { readonly countsNothing: boolean; readonly why: readonly string[] } | null;
    /** How what is at Google counts differently from `before`, in sentences; empty: not at all. */
    readonly differs: readonly string[];
  };
  /** Its role and its way to the main conversion, in a few words; null for one without either. */
  readonly way: string | null;
  /** Its line in the file; null when it is not in the file. */
  readonly origin: Place | null;
  /** Why it is removed although it has a line in the file; null otherwise. */
  readonly despite: "switched off" | "left out" | null;
  readonly resources: readonly ResourceChange[];
}

/** Something that stops `apply`. A guard can be overridden by the option it names; a conflict cannot. */
export interface Blocker {
  readonly code: string;
  readonly message: string;
  readonly waysOut: readonly WayOut[];
  readonly override: GuardOverride | null;
}

/** What lets a guard of a plan pass. */
export type GuardOverride = Exclude<Override, "allow-others">;

export interface PlanWarning {
  readonly code: string;
  readonly message: string;
}

export interface PlanTarget {
  readonly name: string;
  readonly property: string;
  readonly measurementId: string;
  readonly container: string;
}

export interface Plan {
  readonly owner: string;
  readonly target: PlanTarget;
  /** What all goals have from the file's defaults, in one line; absent where that is nothing. */
  readonly defaults?: string;
  /** Whether the file forwards events; absent where it does not. */
  readonly hasForwards?: true;
  /** Goals, funnels and forwards, not resources. */
  readonly summary: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly unchanged: number;
  };
  /** Requests made to read the target, and requests that `apply` will make. */
  readonly requests: { readonly read: number; readonly write: number };
  /** `apply` leaves an annotation on the day's reports; absent: it does not. */
  readonly annotates?: true;
  readonly digest: string;
  readonly warnings: readonly PlanWarning[];
  readonly blockers: readonly Blocker[];
  readonly changes: readonly SubjectChange[];
}

/** What the summary counts. */
export function isOfFile({ subject }: Pick<SubjectChange, "subject">): boolean {
  return subject.is !== "shared" && subject.is !== "key event";
}

/** The digests of everything that approving a plan approves, its parts included. */
export function operationsOf(plan: Plan): string[] {
  return resourceChanges(plan).flatMap(operationsIn);
}

export function operationsIn({ digest, parts }: ResourceChange): string[] {
  return [digest, ...parts];
}

/** Nobody is asked about an exact double of what was reviewed: two runs, or a lost answer, made it twice. */
export function needsApproval({ reason }: ResourceChange): boolean {
  return reason !== "surplus";
}

export function isEmpty(plan: Plan): boolean {
  return plan.changes.length === 0;
}

/** Each change once, also where it is a change of several goals. */
export function resourceChanges(plan: Plan): ResourceChange[] {
  const seen = new Set<string>();
  return plan.changes
    .flatMap(({ resources }) => resources)
    .filter(({ digest }) => !seen.has(digest) && seen.add(digest));
}
