/** Where a file is applied: a GA4 property, a Tag Manager container, and what differs there. */

import type { Place } from "../../diagnostic.ts";
import type { Tier } from "../../resources/limits.ts";
import type { GoalSet } from "./goal-set.ts";

/** Texts may still contain `${NAME}`; `resolveTarget` fills them in when a target is chosen. */
export interface Target {
  readonly name: string;
  readonly ga4: {
    readonly property: string;
    /** Null: that of the property's only web stream, which Analytics is asked for. */
    readonly measurementId: string | null;
    /** Absent: a standard property. */
    readonly tier?: Tier;
  };
  readonly gtm: GtmContainer;
  readonly googleTag: GoogleTag;
  /** Whether each apply that changes what counts leaves an annotation on the property's reports. */
  readonly annotates: boolean;
  /** Ids of the goals and funnels that are measured here; null: all. */
  readonly only: readonly string[] | null;
  /** Ids of goals and funnels that are not measured here. */
  readonly except: readonly string[];
  /** The file as it is with the target's own defaults; absent without any. */
  readonly own?: Pick<GoalSet, "goals" | "funnels" | "forwards" | "defaults">;
  readonly at: Place;
}

/**
 * Where the Google tag for the measurement id lives: in this container (`container`, the default), in the site's own
 * pages (`page`), or in this container with a tag of ours where there is none (`create`; `at` is its line).
 *
 * A Google tag that Tag Manager loads does not receive what the page sends with `gtag('event', …)`; one that the page
 * configures does. So the same word says who has to send an event of the site's own.
 */
export type GoogleTag =
  /** `isSaid`: the file has the word. A destination of an upgraded container is not a tag, so nothing else shows it. */
  | { readonly lives: "container"; readonly isSaid: boolean }
  | { readonly lives: "page" }
  | { readonly lives: "create"; readonly at: Place };

/** A container by its public id (`GTM-…`, costs one look-up) or by account and container number. */
export type GtmContainer =
  | { readonly publicId: string }
  | { readonly account: string; readonly container: string };
