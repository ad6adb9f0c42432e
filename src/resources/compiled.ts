/** What one file asks for at one target: the hand-over from `compile/` to `plan/`. */
import type { Place } from "../diagnostic.ts";
import type { Tier } from "./limits.ts";
import type { Address, DesiredResource, User } from "./resource.ts";

/** The tag of `google_tag: create`. Of all resources it alone is wanted only where nobody else has made one. */
export const GOOGLE_TAG_ADDRESS: Address = "gtm.tag/shared:google_tag";

/** A goal, a funnel or a forward as a plan describes it. */
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

/** An event that goals or steps `on: { ga4_event: … }` wait for, except those that Analytics collects by itself. */
export interface ExpectedEvent {
  readonly event: string;
  /** A goal or funnel that waits for it, as people call it. */
  readonly name: string;
  readonly is: "goal" | "funnel";
}

/** A warning that only a plan finds, and that the file says is meant. */
export interface AllowedInPlan {
  readonly user: User;
  readonly code: string;
}

/** Data-layer events that are sent on under their own names. */
export interface ForwardedEvents {
  readonly id: string;
  readonly events: readonly string[];
  readonly at: Place;
}

/** What comes before the id of a forward in the addresses of its trigger and tag. */
export const FORWARD_KEY = "forward:";

export interface Compiled {
  readonly owner: string;
  readonly measurementId: string;
  /** Of the property; absent for a standard one. */
  readonly tier?: Tier | undefined;
  /**
   * Where the Google tag lives, as the target says; `page`: Analytics receives the page's own gtag events.
   * `container` is the default.
   */
  readonly googleTag: "container" | "container, as said" | "page" | "create";
  /** Whether an apply leaves an annotation in Analytics, as the target says; absent: it does not. */
  readonly annotates?: boolean;
  /** What all goals have from the file's defaults, in one line; absent where that is nothing. */
  readonly defaults?: string;
  /** In the file's order: goals, funnels, forwards. */
  readonly subjects: readonly Subject[];
  readonly resources: readonly DesiredResource[];
  /** Event names that the file allows to be unmarked although nothing of ours marks them. */
  readonly removedKeyEvents: readonly string[];
  /** Goals that are switched off, for their names and lines. */
  readonly disabled: readonly DisabledSubject[];
  /** Funnels that are switched off, for their lines. */
  readonly disabledFunnels: readonly { readonly id: string; readonly at: Place }[];
  /** What a goal cannot promise; shown with every plan. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Events that are counted when Analytics receives them from somebody: nothing of ours sends them. */
  readonly expectedEvents?: readonly ExpectedEvent[];
  /** Warnings about what people do to tags; absent where the file allows none. */
  readonly allowed?: readonly AllowedInPlan[];
  /** Absent without any. */
  readonly forwards?: readonly ForwardedEvents[];
  /** Goals and funnels of the file that this target does not measure, for their lines. */
  readonly leftOut: readonly { readonly user: User; readonly at: Place }[];
  /** Key events that another target of the file counts in the same property. */
  readonly keptKeyEvents: readonly { readonly event: string; readonly target: string }[];
  /** Definitions that another target of the file wants in the same property: they stay, whatever this one wants. */
  readonly keptDefinitions?: readonly Address[];
}
