/**
 * The format `goalform.plan/1`: what `goalform plan --format json` prints, `--out` saves and the library returns.
 * Fields may be added; existing fields keep their names and meanings.
 */
import type { Kind } from "../resources/kind.ts";

export type PlanDocument = {
  readonly format: "goalform.plan/1";
  /** `name:` of the goals file. */
  readonly owner: string;
  readonly target: {
    readonly name: string;
    /** The number of the Analytics property. */
    readonly property: string;
    readonly measurementId: string;
    readonly container: string;
  };
  /** What all goals have from the file's defaults, in one line. Absent where that is nothing. */
  readonly defaults?: string;
  /** Goals, funnels and forwards, not resources. */
  readonly summary: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly unchanged: number;
  };
  /** Requests made to read the target, and requests that `apply` will make. */
  readonly requests: { readonly read: number; readonly write: number };
  /** `apply` leaves an annotation on the day's reports in Analytics. Absent: it does not. */
  readonly annotation?: true;
  /** Of all operations: the same file against the same target has the same one. */
  readonly digest: string;
  readonly warnings: readonly PlanNote[];
  /** What stops `apply`. */
  readonly blockers: readonly PlanBlocker[];
  /** Empty if Google matches the file. */
  readonly changes: readonly PlanChange[];
};

export type PlanNote = { readonly code: string; readonly message: string };

export type PlanBlocker = PlanNote & {
  /** Sentences that say what to do, in the words of the command line. */
  readonly waysOut: readonly string[];
  /** The option of `apply` that lets it pass, without the dashes; null if nothing does. */
  readonly override:
    | "allow-removals"
    | "allow-unpublished"
    | "allow-protected"
    | "allow-other-property"
    | null;
};

/** A change to a goal, a funnel or a forward; or to what they share, or to a key event that is not a goal of the file. */
export type PlanChange = {
  /** The id; null where the change is not about a goal, absent where it is about a funnel or a forward. */
  readonly goal?: string | null;
  readonly funnel?: string;
  readonly shared?: boolean;
  /** The id of an entry of `forward`. */
  readonly forward?: string;
  /** The name of the event. */
  readonly key_event?: string;
  readonly name: string;
  readonly action: "add" | "change" | "remove" | "adopt";
  /** What it counts, in plain words; null if nothing shows it. */
  readonly counts: string | null;
  /**
   * The goal, funnel or forward as it is at Google, and as the file asks for it. Absent for what goals share; null if there is no
   * such goal, or if the language has no words for what is at Google.
   */
  readonly before?: PlanGoal | PlanFunnel | PlanForward | null;
  readonly after?: PlanGoal | PlanFunnel | PlanForward | null;
  /** Its role and its way to the main conversion, in a few words. */
  readonly way?: string;
  /** Its line in the goals file; null if it is not in the file. */
  readonly origin: { readonly file: string; readonly line: number } | null;
  readonly resources: readonly PlanResource[];
  /** How often the goal would have counted. Absent where nobody asked (`plan --impact`). */
  readonly impact?: PlanImpact;
};

export type PlanImpact = {
  /** The goal's id. */
  readonly goal: string;
  readonly method: "exact" | "estimate" | "not-measurable";
  readonly quality: readonly PlanNote[];
  /** What was asked for, in words. */
  readonly filter: string | null;
  /** As it is at Google, and as the file says. */
  readonly current: PlanCount | null;
  readonly proposed: PlanCount | null;
  /** What its own event counted; null: it is not live, or nobody can know. */
  readonly counted: PlanCount | null;
  /** What comes nearest to a goal that matches nothing. */
  readonly nearest: {
    readonly what: "page" | "link" | "event";
    readonly value: string;
    readonly count: number;
  } | null;
};

/** Events, and sessions with at least one of them. */
export type PlanCount = { readonly count: number; readonly sessions: number };

export type PlanForward = {
  /** Its events, in one line. */
  readonly counts: string;
  /** Its keys in the goals file. */
  readonly forward: { readonly [key: string]: JsonValue };
};

export type PlanFunnel = {
  /** Its steps, in one line. */
  readonly counts: string;
  /** Its keys in the goals file, as far as it shows at Google: an order of steps shows only in audiences. */
  readonly funnel: { readonly [key: string]: JsonValue };
};

export type PlanGoal = {
  /** What it counts, in one line. */
  readonly counts: string;
  /** Its keys in the goals file. */
  readonly goal: { readonly [key: string]: JsonValue };
};

/** One object at Google. */
export type PlanResource = {
  /** Its kind and its logical name: `gtm.trigger/newsletter_signup`. */
  readonly address: string;
  readonly kind: ResourceKind;
  readonly action: "create" | "update" | "delete" | "adopt";
  readonly name: string;
  /** A word for programs, such as `new` or `edited`. */
  readonly reason: string;
  readonly digest: string;
  /** Digests of the steps of a change that takes several. */
  readonly parts?: readonly string[];
  readonly fields: readonly PlanField[];
  /** What else there is to say about it, such as what an adopted tag keeps. */
  readonly notes?: readonly string[];
};

/** One field that differs; null stands for "not there". */
export type PlanField = { readonly path: string; readonly before: JsonValue; readonly after: JsonValue };

export type ResourceKind = Kind;

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
