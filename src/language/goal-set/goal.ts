/** The goals of a file, each type with what it counts. */
import type { Place } from "../../diagnostic.ts";
import type { Conditions, Exception, PageConditions, ValueCondition } from "./conditions.ts";
import type { EventParameter } from "./event-parameter.ts";
import type { Interaction } from "./interaction.ts";
import type { SiteSource } from "./site-source.ts";

/** Who counts: Tag Manager with triggers and tags, or Analytics by itself. */
export type Via = "gtm" | "ga4";

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
  /** Values at that moment: of the data layer, or of the event's parameters where Analytics already receives it. */
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
