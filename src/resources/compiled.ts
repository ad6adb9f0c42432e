/** What one file asks for at one target: the hand-over from `compile/` to `plan/`. */
import type { Place } from "../diagnostic.ts";
import type { DesiredResource, User } from "./resource.ts";

/** A goal or a funnel as a plan speaks of it. */
export interface Subject {
  readonly user: User;
  readonly id: string;
  readonly name: string;
  /** What it counts, in one line of plain words. */
  readonly counts: string;
  /** Its role and its way to the main conversion, in a few words; null for one without either. */
  readonly way: string | null;
  readonly at: Place;
}

export interface DisabledSubject {
  readonly id: string;
  readonly event: string;
  /** Had it been on, it would have a tag, an event create rule or an audience of its own. */
  readonly hadTag: boolean;
  readonly at: Place;
}

export interface Compiled {
  readonly owner: string;
  readonly measurementId: string;
  /** In the file's order, goals first. */
  readonly subjects: readonly Subject[];
  readonly resources: readonly DesiredResource[];
  /** Event names that the file allows to be unmarked although nothing of ours marks them. */
  readonly removedKeyEvents: readonly string[];
  /** Goals that are switched off, for their names and lines. */
  readonly disabled: readonly DisabledSubject[];
  /** Funnels that are switched off, for their lines. */
  readonly disabledFunnels: readonly { readonly id: string; readonly at: Place }[];
  /** What a goal cannot promise; shown with every plan. */
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
}
