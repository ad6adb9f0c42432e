/** The ways in which a visitor acts, as `on:` names them. */
import type { TextMatcher } from "./conditions.ts";
import type { Via } from "./goal.ts";

/** The keys of `on`, in the order in which people meet them. */
export const INTERACTION_KEYS = [
  "click",
  "link",
  "download",
  "form",
  "scroll",
  "visible",
  "video",
  "returning_visit",
  "funnel",
  "data_layer",
  "ga4_event",
] as const satisfies readonly Interaction["kind"][];

/** One way in which a visitor acts. All matchers of one interaction must match. */
export type Interaction =
  | PushInteraction
  | { readonly kind: "ga4_event"; readonly event: string }
  | ClickInteraction
  | LinkInteraction
  | DownloadInteraction
  | FormInteraction
  | ScrollInteraction
  | VisibleInteraction
  | VideoInteraction
  | ReturningVisitInteraction
  | FunnelInteraction;

/** The site pushes an event whose name meets all of them. Never without one. */
export interface PushInteraction {
  readonly kind: "data_layer";
  readonly event: readonly TextMatcher[];
}

/** The one name that is meant; null for a list or a pattern. */
export function pushedName({ event: [only, ...others] }: PushInteraction): string | null {
  const isName = only?.op === "equals" && !only.not && !only.ignoreCase && others.length === 0;
  return isName ? only.values[0] : null;
}

export interface ClickInteraction {
  readonly kind: "click";
  /** CSS selectors; the click may land on a child of the element that is meant. */
  readonly selector: string | null;
  readonly text: readonly TextMatcher[];
  readonly id: readonly TextMatcher[];
  readonly classes: readonly TextMatcher[];
}

export interface LinkInteraction {
  readonly kind: "link";
  readonly selector: string | null;
  readonly url: readonly TextMatcher[];
  readonly text: readonly TextMatcher[];
  readonly id: readonly TextMatcher[];
  readonly classes: readonly TextMatcher[];
  /** True: only to other sites. False: only within the site. Null: wherever it leads. */
  readonly outbound: boolean | null;
}

/** A click on a link to a file. */
export interface DownloadInteraction {
  readonly kind: "download";
  /** Small letters, without the dot; null: the file types that GA4's enhanced measurement knows. */
  readonly extensions: readonly string[] | null;
  readonly url: readonly TextMatcher[];
}

export interface FormInteraction {
  readonly kind: "form";
  readonly selector: string | null;
  readonly id: readonly TextMatcher[];
  readonly action: readonly TextMatcher[];
  readonly classes: readonly TextMatcher[];
}

/** The lower edge of the window reaches this depth of the page. Percent: 1 to 100. Both are whole numbers. */
export interface ScrollInteraction {
  readonly kind: "scroll";
  readonly depth: { readonly percent: number } | { readonly pixels: number };
}

/** An element is on screen. */
export interface VisibleInteraction {
  readonly kind: "visible";
  readonly selector: string;
  /** How much of the element must be seen, 1 to 100. */
  readonly percent: number;
  /** How long, all glances together; 0: at first sight. */
  readonly seconds: number;
  /** True: once a page, whichever element it is. False: every time that an element comes into view. */
  readonly once: boolean;
}

/** A YouTube video is watched. */
export interface VideoInteraction {
  readonly kind: "video";
  /** Progress: percent of the video, 1 to 100. */
  readonly moment: "start" | "complete" | { readonly progress: number };
  readonly url: readonly TextMatcher[];
  readonly title: readonly TextMatcher[];
}

/** A returning visitor begins a visit. */
export interface ReturningVisitInteraction {
  readonly kind: "returning_visit";
}

/** All steps of a closed funnel of the file have been taken, in their order. Only for goals: never a step or a way. */
export interface FunnelInteraction {
  readonly kind: "funnel";
  /** The funnel's id. */
  readonly funnel: string;
  /** `gtm`: within one visit, as it happens, by the session script. `ga4`: across visits, by an audience. */
  readonly via: Via;
  /** The funnel's own: the longest time between two steps, in seconds. */
  readonly within: number | null;
}
