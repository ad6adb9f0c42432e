/** What the catalogue is made of. A recipe is data: nothing in it runs, and what people type never becomes part of it. */

/** One micro conversion that many sites have, ready to become a goal. */
export interface Recipe {
  /** As people type it: `newsletter-signup`. With underscores it is the goal's id. */
  readonly id: string;
  /** Other words that people use for it. */
  readonly aliases: readonly string[];
  /** The goal's name for people. */
  readonly title: string;
  /** One line for somebody who decides whether to count it. */
  readonly summary: string;
  /** The event name that Analytics recommends for this (Analytics Help 9267735), when it is not the id. */
  readonly event?: string;
  readonly role: "macro" | "milestone" | "secondary";
  /** Only where once per session would be wrong. Not for the way `page`: a reload would count again. */
  readonly counting?: { readonly is: "once_per_event"; readonly why: string };
  /** What the goal's `value` would be; null where the site sends it. */
  readonly worth: { readonly amount: number; readonly of: string } | null;
  /** How it can be noticed; the first is what most sites have. No two have the same option. */
  readonly ways: readonly [Way, ...Way[]];
}

/** One way to notice that it happened. */
export interface Way {
  readonly by: WayKind;
  /** What to look for, until an option says otherwise; null where there is nothing to choose. */
  readonly what: string | number | null;
  /** Ends the sentence "Counts when …". */
  readonly counts: string;
  /** Links that it would find and must not count, compared as `what` is; not when an option gives another `what`. */
  readonly except?: string | undefined;
  /** What the site must do or have, in sentences. */
  readonly site: string;
  /** Event parameters and the data-layer keys that contain them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Only on pages whose path begins like this. */
  readonly pages?: string;
}

export type WayKind =
  | "page"
  | "pages_below"
  | "query"
  | "form"
  | "click"
  | "link"
  | "link_to"
  | "link_matching"
  | "outbound_link"
  | "download"
  | "video"
  | "scroll"
  | "visible"
  | "data_layer"
  | "ga4_event"
  | "session_duration"
  | "pages_per_session"
  | "returning_visit";

/** Recipes that belong together, under a heading. */
export interface RecipeGroup {
  readonly title: string;
  readonly recipes: readonly Recipe[];
}
