/**
 * What the file means, after checking and with every default filled in once.
 *
 * `GoalSet` is the only thing that `compile/` reads: nothing after it looks at
 * YAML again, and nothing in it is optional because "the default applies".
 * Where something may truly be missing the type says `| null`.
 */

import type { Place } from "../../diagnostic.ts";
import type { Tier } from "../../resources/limits.ts";
import type { Column } from "./column.ts";
import type { Conditions, Exception, PageConditions, TextMatcher, ValueCondition } from "./conditions.ts";
import type { EventParameter } from "./event-parameter.ts";
import type { Experiment } from "./experiment.ts";
import type { Forward } from "./forward.ts";
import type { Interaction } from "./interaction.ts";
import type { SiteSource } from "./site-source.ts";

export interface GoalSet {
  /** `name:` of the file. Marks everything that this file manages at Google. */
  readonly owner: string;
  readonly targets: readonly Target[];
  /** `default_target`, or the only target's name; null when several targets and no default. */
  readonly defaultTarget: string | null;
  /** Enabled goals only, in the file's order. */
  readonly goals: readonly Goal[];
  /** Enabled funnels only. */
  readonly funnels: readonly Funnel[];
  /** `enabled: false` goals: they are removed like goals taken out of the file, but can be named with their line. */
  readonly disabled: readonly DisabledGoal[];
  /** `enabled: false` funnels, for the same reason. */
  readonly disabledFunnels: readonly DisabledFunnel[];
  /** Columns of reports for what the site sends itself; absent where the file has none. */
  readonly columns?: readonly Column[];
  /** What reports compare; absent where the file has none. */
  readonly experiments?: readonly Experiment[];
  /** Events that are sent on under their own names; absent where the file has none. */
  readonly forwards?: readonly Forward[];
  /** What a plan says once for all goals; absent where the file has no such defaults. */
  readonly defaults?: SharedDefaults;
  /** Names of key events (GA4 event names) that may be removed although nothing of ours marks them. */
  readonly removed: readonly RemovedKeyEvent[];
  /** What the target does not measure, with its line; empty until `forTarget` has chosen. */
  readonly leftOut: readonly LeftOut[];
  /** Key events that another target counts in the same property; empty until `forTarget` has chosen. */
  readonly keptKeyEvents: readonly { readonly event: string; readonly target: string }[];
}

/** Defaults that every goal has, and that a plan says once. */
export interface SharedDefaults {
  readonly parameters: readonly EventParameter[];
  readonly userProperties: readonly EventParameter[];
  /** Only pages of these hosts count. */
  readonly host: readonly TextMatcher[];
}

export interface LeftOut {
  readonly is: "goal" | "funnel";
  readonly id: string;
  readonly at: Place;
}

/** Who counts: Tag Manager with triggers and tags, or Analytics by itself. */
export type Via = "gtm" | "ga4";

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

export interface DisabledGoal {
  readonly id: string;
  readonly event: string;
  /** Whether anything but its key event exists for it: a tag, an event create rule or an audience. They show that it was ours. */
  readonly hadTag: boolean;
  readonly at: Place;
}

export interface DisabledFunnel {
  readonly id: string;
  readonly at: Place;
}

export interface RemovedKeyEvent {
  readonly event: string;
  readonly at: Place;
}

export type Counting = "once_per_session" | "once_per_event";

/** How often the event leaves the site, whatever Analytics counts of it. A page that is loaded again is another one. */
export type Sends = "every_time" | "once_per_page";

/** The consent types that Tag Manager's screen offers (support.google.com/tagmanager/answer/10718549). */
export type ConsentType =
  | "ad_storage"
  | "ad_user_data"
  | "ad_personalization"
  | "analytics_storage"
  | "functionality_storage"
  | "personalization_storage"
  | "security_storage";

/** A tag that somebody else made, by the name that it has in Tag Manager. */
export interface Adoption {
  readonly tag: string;
  /** What it was like when it was imported (`adoptionDigest`); null where nobody has looked. */
  readonly digest: string | null;
  readonly at: Place;
}

interface GoalCommon {
  /** The key in the file: stable identity, `[a-z][a-z0-9_]*`. */
  readonly id: string;
  /** For people. Default: the id with spaces for underscores and a capital. */
  readonly name: string;
  readonly description: string | null;
  /** The GA4 event that counts this goal. Default: the id. */
  readonly event: string;
  /** False: the event is sent but not marked as a key event. */
  readonly keyEvent: boolean;
  /**
   * Null only for goals on a `ga4_event`, when neither the goal nor the file's defaults say how to
   * count: the event may be a key event already, and Google's own setting stays.
   */
  readonly counting: Counting | null;
  /** What one conversion is worth; null when the file gives no value. */
  readonly value: GoalValue | null;
  readonly parameters: readonly EventParameter[];
  /** What is remembered of the visitor. Registered, they are dimensions of users. */
  readonly userProperties: readonly EventParameter[];
  /** Items, amount and the like that the site pushes for e-commerce; null: not sent. */
  readonly ecommerce: Ecommerce | null;
  /** What its tag asks Tag Manager's own consent check for; empty: the file does not say. */
  readonly consent: readonly ConsentType[];
  /** Values at that moment: of the data layer, or of the event's parameters where Analytics receives it already. */
  readonly where: readonly ValueCondition[];
  readonly cookie: readonly ValueCondition[];
  readonly sent: Sends;
  /** Any of them keeps the goal from counting. */
  readonly unless: readonly Exception[];
  readonly role: Role;
  /** The person or team that answers for it; null where the file does not say. */
  readonly owner: string | null;
  /** Where on the way to the main conversion people are; null where the file does not say. */
  readonly stage: Stage | null;
  /** Ids of the goals that this goal leads to. */
  readonly leadsTo: readonly string[];
  /** Taking it out of the file later needs an explicit word. */
  readonly isProtected: boolean;
  /** Codes of warnings of a plan that are meant here. */
  readonly allows: readonly string[];
  /** The id that it had before, so that its objects at Google are kept. */
  readonly was: string | null;
  /** The tag at Google that becomes its tag, until `apply` has put our mark on it. */
  readonly adopts: Adoption | null;
  readonly at: Place;
}

/** The data-layer key of the object; null: `ecommerce`, as it was pushed last. */
export interface Ecommerce {
  readonly dataLayer: string | null;
}

export type Stage = "awareness" | "consideration" | "decision";

export type Role =
  | { readonly is: "macro" }
  | { readonly is: "micro"; readonly kind: "milestone" | "secondary" | null }
  | { readonly is: "unspecified" };

/** A fixed amount, or one that the site gives. Currency: ISO 4217, upper case. */
export type GoalValue =
  | { readonly amount: number; readonly currency: string }
  | { readonly source: SiteSource; readonly currency: string };

export type Goal =
  | DestinationGoal
  | PageDurationGoal
  | SessionDurationGoal
  | PagesPerSessionGoal
  | EventGoal
  | AnyGoal;

/** A page was viewed. */
export interface DestinationGoal extends GoalCommon {
  readonly type: "destination";
  /** Never empty. */
  readonly page: PageConditions;
  /** Also counts virtual page views (history changes). Analytics sees these as page views whatever is asked for. */
  readonly spa: boolean;
  readonly via: Via;
}

/** Somebody stayed longer than `seconds` on one page (page views with `page` conditions; empty conditions: any page). */
export interface PageDurationGoal extends GoalCommon {
  readonly type: "duration";
  readonly scope: "page";
  readonly seconds: number;
  readonly page: PageConditions;
  /**
   * False: timed from the loading of the document, by a timer of Tag Manager. True: timed from the page view, a virtual one
   * (a history change) too, by the session script, which stops in hidden tabs and needs `analytics_storage`.
   */
  readonly spa: boolean;
}

/** Somebody's whole session lasted longer than `seconds`. */
export interface SessionDurationGoal extends GoalCommon {
  readonly type: "duration";
  readonly scope: "session";
  readonly seconds: number;
}

/** Somebody viewed more than `moreThan` pages in one session. */
export interface PagesPerSessionGoal extends GoalCommon {
  readonly type: "pages_per_session";
  readonly moreThan: number;
  readonly via: Via;
}

/** Somebody did something on a page. */
export interface EventGoal extends GoalCommon {
  readonly type: "event";
  readonly on: Interaction;
  /** Only on these pages; empty: on every page. */
  readonly page: PageConditions;
}

/** Any of several things happens: `type: event` with `any:`. What the goal asks of values and cookies applies to all ways. */
export interface AnyGoal extends GoalCommon {
  readonly type: "any";
  /** 2 to 20 ways. None of them is an event that Analytics receives anyway, or a returning visit. */
  readonly ways: Ways;
}

export type Ways = readonly [GoalWay, GoalWay, ...GoalWay[]];

/** One of several ways to reach a goal, with its own conditions. */
export type GoalWay = Conditions &
  (
    | { readonly is: "page"; readonly spa: boolean; readonly at: Place }
    | { readonly is: "interaction"; readonly on: Interaction; readonly at: Place }
  );

export interface Funnel {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Open: people may enter at any step. Closed: the first step is required. */
  readonly open: boolean;
  /** Longest time between two steps, in seconds; null: no limit. */
  readonly within: number | null;
  /** For the tags of its own steps; empty: the file does not say. */
  readonly consent: readonly ConsentType[];
  /** Any of them keeps the tags of its own steps from firing. */
  readonly unless: readonly Exception[];
  /** 2 to 20 steps. */
  readonly steps: readonly FunnelStep[];
  readonly audiences: readonly FunnelAudience[];
  /** Codes of warnings of a plan that are meant here. */
  readonly allows: readonly string[];
  readonly at: Place;
}

/** People who took all steps, or who began and did not. They stay members for `days` after they last fitted. */
export interface FunnelAudience {
  readonly of: "completed" | "abandoned";
  readonly days: number;
}

/**
 * A step is a goal, a page, or an interaction. The last two send `<funnel>_<step>` unless the step says otherwise
 * or `on` is a GA4 event that is taken as it is.
 */
export type FunnelStep =
  | { readonly is: "goal"; readonly goal: string; readonly name: string; readonly at: Place }
  | {
      readonly is: "page";
      readonly id: string;
      readonly name: string;
      readonly event: string;
      readonly page: PageConditions;
      readonly where: readonly ValueCondition[];
      readonly cookie: readonly ValueCondition[];
      readonly spa: boolean;
      readonly via: Via;
      readonly adopts?: Adoption | null;
      readonly at: Place;
    }
  | {
      readonly is: "interaction";
      readonly id: string;
      readonly name: string;
      readonly event: string;
      readonly on: Interaction;
      readonly page: PageConditions;
      readonly where: readonly ValueCondition[];
      readonly cookie: readonly ValueCondition[];
      readonly adopts?: Adoption | null;
      readonly at: Place;
    };
