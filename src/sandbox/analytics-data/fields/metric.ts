/** The metrics of reports (developers.google.com/analytics/devguides/reporting/data/v1/api-schema). */

import { entryIn } from "../../../entry-in.ts";
import type { Fact, SessionFact } from "../../events/facts.ts";

export type MetricType =
  | "TYPE_INTEGER"
  | "TYPE_FLOAT"
  | "TYPE_SECONDS"
  | "TYPE_STANDARD"
  | "TYPE_CURRENCY"
  | "TYPE_MILLISECONDS"
  | "TYPE_MINUTES"
  | "TYPE_HOURS"
  | "TYPE_FEET"
  | "TYPE_MILES"
  | "TYPE_METERS"
  | "TYPE_KILOMETERS";

export interface Metric {
  readonly name: string;
  readonly uiName: string;
  readonly category: string;
  readonly type: MetricType;
  /** Distinct people or sessions, which Google only estimates; or a rate of them. */
  readonly counts: "events" | "sessions" | "users" | "rate" | "money";
  readonly isCustom?: true;
  readonly deprecated?: readonly string[];
  /** Of the events of one row. */
  of(facts: readonly Fact[]): number;
}

type Counts = Metric["counts"];
type Row = readonly [
  name: string,
  uiName: string,
  category: string,
  type: MetricType,
  Counts,
  of: Metric["of"],
];

const ROWS: readonly Row[] = [
  ["eventCount", "Event count", "Event", "TYPE_INTEGER", "events", (facts) => facts.length],
  [
    "eventCountPerUser",
    "Event count per active user",
    "Event",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(facts.length, active(facts)),
  ],
  [
    "eventsPerSession",
    "Events per session",
    "Event",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(facts.length, sessions(facts)),
  ],
  ["sessions", "Sessions", "Session", "TYPE_INTEGER", "sessions", sessions],
  ["engagedSessions", "Engaged sessions", "Session", "TYPE_INTEGER", "sessions", engaged],
  [
    "engagementRate",
    "Engagement rate",
    "Session",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(engaged(facts), sessions(facts)),
  ],
  ["bounceRate", "Bounce rate", "Session", "TYPE_FLOAT", "rate", bounces],
  ["averageSessionDuration", "Average session duration", "Session", "TYPE_SECONDS", "rate", averageLength],
  [
    "sessionsPerUser",
    "Sessions per active user",
    "Session",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(sessions(facts), active(facts)),
  ],
  ["totalUsers", "Total users", "User", "TYPE_INTEGER", "users", users],
  ["activeUsers", "Active users", "User", "TYPE_INTEGER", "users", active],
  [
    "newUsers",
    "New users",
    "User",
    "TYPE_INTEGER",
    "users",
    (facts) => users(facts.filter(named("first_visit"))),
  ],
  [
    "userEngagementDuration",
    "User engagement",
    "User",
    "TYPE_SECONDS",
    "events",
    (facts) => sumOf(facts, "engagement_time_msec") / 1000,
  ],
  ["screenPageViews", "Views", "Page / screen", "TYPE_INTEGER", "events", views],
  [
    "screenPageViewsPerSession",
    "Views per session",
    "Page / screen",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(views(facts), sessions(facts)),
  ],
  [
    "screenPageViewsPerUser",
    "Views per active user",
    "Page / screen",
    "TYPE_FLOAT",
    "rate",
    (facts) => rate(views(facts), active(facts)),
  ],
  [
    "ecommercePurchases",
    "Ecommerce purchases",
    "Ecommerce",
    "TYPE_INTEGER",
    "events",
    (facts) => facts.filter(named("purchase")).length,
  ],
  [
    "transactions",
    "Transactions",
    "Ecommerce",
    "TYPE_INTEGER",
    "events",
    (facts) => facts.filter(named("purchase")).length,
  ],
  [
    "grossPurchaseRevenue",
    "Gross purchase revenue",
    "Ecommerce",
    "TYPE_CURRENCY",
    "money",
    (facts) => sumOf(facts.filter(named("purchase")), "value"),
  ],
  [
    "refundAmount",
    "Refund amount",
    "Ecommerce",
    "TYPE_CURRENCY",
    "money",
    (facts) => sumOf(facts.filter(named("refund")), "value"),
  ],
  ["purchaseRevenue", "Purchase revenue", "Ecommerce", "TYPE_CURRENCY", "money", revenue],
  ["totalRevenue", "Total revenue", "Ecommerce", "TYPE_CURRENCY", "money", revenue],
];

export const METRICS: readonly Metric[] = ROWS.map(([name, uiName, category, type, counts, of]) => ({
  name,
  uiName,
  category,
  type,
  counts,
  of,
}));

/**
 * The sum of the events' values. Google says that a default value populates the value of a key event that has none
 * (developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.conversionEvents), and not in which
 * reports.
 */
export function eventValue(withDefaults: boolean): Metric {
  const defaults = (facts: readonly Fact[]) =>
    facts.reduce((sum, { event }) => sum + (event.defaultValue ?? 0), 0);
  return {
    name: "eventValue",
    uiName: "Event value",
    category: "Event",
    type: "TYPE_FLOAT",
    counts: "money",
    of: (facts) => rounded(sumOf(facts, "value") + (withDefaults ? defaults(facts) : 0)),
  };
}

/** Names that only reports of years ago use (developers.google.com/analytics/devguides/reporting/data/v1/changelog). */
const FORMERLY: { readonly [name: string]: string } = {
  keyEvents: "conversions",
  sessionKeyEventRate: "sessionConversionRate",
  userKeyEventRate: "userConversionRate",
};

/**
 * Key events, of all kinds or of one.
 *
 * @param type of the count: an integer in a public mock of getMetadata, a float elsewhere
 */
export function keyEventMetrics(event: string | null, type: MetricType): Metric[] {
  const isIt = ({ event: { name, isKey } }: Fact) => isKey && (event === null || name === event);
  const ending = event === null ? "" : `:${event}`;
  const about = event === null ? "" : ` for ${event}`;
  const metric = (name: string, uiName: string, rest: Pick<Metric, "type" | "counts" | "of">): Metric => ({
    name: name + ending,
    uiName: uiName + about,
    category: "Event",
    deprecated: [entryIn(FORMERLY, name)! + ending],
    ...rest,
  });
  return [
    metric("keyEvents", "Key events", {
      type,
      counts: "events",
      of: (facts) => facts.reduce((sum, fact) => sum + (isIt(fact) ? fact.event.keyEvents : 0), 0),
    }),
    metric("sessionKeyEventRate", "Session key event rate", {
      type: "TYPE_FLOAT",
      counts: "rate",
      of: (facts) => rate(sessions(facts.filter(isIt)), sessions(facts)),
    }),
    metric("userKeyEventRate", "User key event rate", {
      type: "TYPE_FLOAT",
      counts: "rate",
      of: (facts) => rate(users(facts.filter(isIt)), users(facts)),
    }),
  ];
}

/** A custom metric: `customEvent:seats`. */
export function sumOfParameter(name: string, uiName: string, type: MetricType, key: string): Metric {
  const of = (facts: readonly Fact[]) => sumOf(facts, key);
  return { name, uiName, category: "Custom", type, counts: "events", isCustom: true, of };
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function named(name: string): (fact: Fact) => boolean {
  return ({ event }) => event.name === name;
}

function sessionsOf(facts: readonly Fact[]): ReadonlySet<SessionFact> {
  return new Set(facts.map(({ session }) => session));
}

function sessions(facts: readonly Fact[]): number {
  return sessionsOf(facts).size;
}

function engaged(facts: readonly Fact[]): number {
  return [...sessionsOf(facts)].filter(({ isEngaged }) => isEngaged).length;
}

function bounces(facts: readonly Fact[]): number {
  return sessions(facts) === 0 ? 0 : 1 - rate(engaged(facts), sessions(facts));
}

function averageLength(facts: readonly Fact[]): number {
  const all = [...sessionsOf(facts)];
  return rate(
    all.reduce((sum, { length }) => sum + length / 1000, 0),
    all.length,
  );
}

function users(facts: readonly Fact[]): number {
  return new Set(facts.map(({ session }) => session.user)).size;
}

/** Who is new, or has an engaged session (support.google.com/analytics/answer/12253918). */
function active(facts: readonly Fact[]): number {
  return users(facts.filter(isActive));
}

export function isActive({ session }: Fact): boolean {
  return session.isEngaged || session.state.number === 1;
}

function views(facts: readonly Fact[]): number {
  return facts.filter(named("page_view")).length;
}

function revenue(facts: readonly Fact[]): number {
  return sumOf(facts.filter(named("purchase")), "value") - sumOf(facts.filter(named("refund")), "value");
}

/** Cents are not lost in the middle of a long sum. */
function sumOf(facts: readonly Fact[], key: string): number {
  const sum = facts.reduce((total, { event }) => total + numberOf(event.parameters[key]), 0);
  return rounded(sum);
}

function rounded(sum: number): number {
  return Math.round(sum * 1e6) / 1e6;
}

function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : 0;
}
