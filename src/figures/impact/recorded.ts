/**
 * What Analytics has recorded already of what a goal counts: an event with conditions on what is known of every event.
 * A goal on something that Analytics never collected has none.
 *
 * The events of enhanced measurement: support.google.com/analytics/answer/9216061.
 */
import type {
  Comparison,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../../language/goal-set/conditions.ts";
import type { EventGoal, Goal } from "../../language/goal-set/goal.ts";
import type { FormInteraction, Interaction } from "../../language/goal-set/interaction.ts";
import { goalsOfWays, type OneWayGoal } from "../../language/goal-set/one-way.ts";

/** What is known of an event. `{ query }`: a parameter of the page's address; `{ parameter }`: one of the event's own. */
export type Field =
  | "host"
  | "path"
  | "url"
  | "title"
  | "referrer"
  | "link url"
  | "link text"
  | "link id"
  | "link classes"
  | "file extension"
  | "percent scrolled"
  | "video url"
  | "video title"
  | { readonly query: string }
  | { readonly parameter: string };

export interface Condition {
  readonly field: Field;
  readonly is: Comparison;
}

/** An event that meets all of the conditions. */
export interface RecordedEvent {
  readonly event: string;
  readonly conditions: readonly Condition[];
}

export interface RecordedEvents {
  /** Any of them; more than one only where several ways lead to the goal. Empty only with `session`. */
  readonly events: readonly RecordedEvent[];
  /** What is asked of a whole session instead; null: nothing. */
  readonly session: SessionMeasure | null;
  /** Conditions of which Analytics knows nothing, in words: the count is at most this. */
  readonly unknown: readonly string[];
  /** Why the count is an estimate even without unknown conditions, as a sentence; null: it is exact. */
  readonly because: string | null;
  /** Some of what the goal counts is never recorded: then nothing found is not "nothing happened". */
  readonly isPartial: boolean;
}

/** What only a source with every event knows of a session, which counts once. */
export type SessionMeasure =
  | { readonly is: "longer than"; readonly seconds: number }
  | { readonly is: "more views than"; readonly views: number }
  /** Of somebody who was here before. */
  | { readonly is: "returning" };

export type RecordedOrReason = RecordedEvents | NotRecorded;

/** Analytics' reports do not say it; `inEvents`: every single event would. */
export interface NotRecorded {
  readonly why: string;
  readonly inEvents?: RecordedEvents;
}

/** As far as Analytics has seen the ways that lead to the goal. */
export function recordedEventsOf(goal: Goal): RecordedOrReason {
  const ways = goalsOfWays(goal).map(recordedWay);
  const seen = ways.flatMap((way) => ("why" in way ? [] : [way]));
  const unseen = ways.flatMap((way) => ("why" in way ? [way.why] : []));
  if (seen.length === 0) return ways.length === 1 ? (ways[0] as NotRecorded) : { why: unseen[0]! };
  const reasons = seen.flatMap(({ because }) => (because === null ? [] : [because]));
  const missing = unseen.map((why) => `A way that leads to the goal is missing. ${why}`);
  const because = [...new Set([...reasons, ...missing])].join(" ");
  return {
    events: seen.map(({ event, conditions }) => ({ event, conditions })),
    session: null,
    unknown: [...new Set(seen.flatMap(({ unknown }) => unknown))],
    because: because === "" ? null : because,
    isPartial: unseen.length > 0 || seen.some((way) => way.isPartial === true),
  };
}

/** Of one way. */
type RecordedWay = RecordedEvent &
  Pick<RecordedEvents, "unknown" | "because"> &
  Partial<Pick<RecordedEvents, "isPartial">>;
type RecordedWayOrReason = RecordedWay | NotRecorded;

function recordedWay(goal: OneWayGoal): RecordedWayOrReason {
  const seen = withoutExceptions(goal);
  const unknown = unknownOf(goal);
  if (!("why" in seen)) return { ...seen, unknown: [...seen.unknown, ...unknown] };
  const { why, inEvents } = seen;
  return inEvents ? { why, inEvents: { ...inEvents, unknown: [...inEvents.unknown, ...unknown] } } : seen;
}

/** What is asked of something that Analytics does not know. */
function unknownOf(goal: OneWayGoal): string[] {
  const where = goal.type === "event" && goal.on.kind === "ga4_event" ? [] : goal.where;
  return [
    ...where.map(({ key }) => `the data-layer key ${key}`),
    ...goal.cookie.map(({ key }) => `the cookie ${key}`),
    ...(goal.unless.length === 0 ? [] : ["what the goal leaves out (`unless`)"]),
  ];
}

function withoutExceptions(goal: OneWayGoal): RecordedWayOrReason {
  switch (goal.type) {
    case "destination":
      return { event: "page_view", ...pageOf(goal.page), because: becauseOfPages(goal) };
    case "duration":
      return goal.scope === "page"
        ? notRecorded("how long a page was read, only averages")
        : {
            ...notRecorded(`how long a visit lasted, only averages${IN_EVENTS}`),
            inEvents: ofSession({ is: "longer than", seconds: goal.seconds }, LAST_EVENT),
          };
    case "pages_per_session":
      return {
        ...notRecorded(`how many visits viewed that many pages, only averages${IN_EVENTS}`),
        inEvents: ofSession({ is: "more views than", views: goal.moreThan }),
      };
    case "event":
      return recordedInteraction(goal);
  }
}

/** A rule in Analytics compares what Analytics has recorded; a tag compares what the browser has. */
function becauseOfPages({ via, spa }: Extract<OneWayGoal, { type: "destination" }>): string | null {
  if (via === "ga4") return null;
  return spa
    ? RECORDED
    : `${RECORDED} Views without a load, as in single-page apps, are recorded and will not count.`;
}

function ofSession(session: SessionMeasure, because: string | null = null): RecordedEvents {
  return { events: [], session, unknown: [], because, isPartial: because !== null };
}

const LAST_EVENT =
  "It is at least this: the export says when a session's last event was sent, and not how long the visitor stayed after it.";

const RECORDED =
  "Analytics matches the pages that it has recorded, the tag will match the address in the browser.";

function notRecorded(what: string): NotRecorded {
  return { why: `Analytics' reports do not say ${what}.` };
}

/** What the events of an export say. */
const IN_EVENTS = "; an export of events does (--events)";

function never(what: string): NotRecorded {
  return { why: `This cannot be known before the goal is live: Analytics has never seen ${what}.` };
}

function recordedInteraction({ on, page, where }: EventGoal): RecordedWayOrReason {
  const pages = pageOf(page);
  switch (on.kind) {
    case "ga4_event": {
      const parameters = where.flatMap(parameterConditions);
      const conditions = [...pages.conditions, ...parameters];
      const because = conditions.length === 0 ? null : RECORDED;
      return { event: on.event, conditions, unknown: pages.unknown, because };
    }
    case "click":
      return never("this click");
    case "visible":
      return never("whether this element was on screen");
    case "data_layer":
      return never("what the site pushes to its data layer");
    case "returning_visit":
      return {
        ...notRecorded(`which visits were somebody's second or later one${IN_EVENTS}`),
        inEvents: ofSession({ is: "returning" }),
      };
    case "funnel":
      return notRecorded(
        "which visits completed a funnel: `goalform report` shows its steps once they are live",
      );
    case "form":
      return form(on, pages);
    case "link":
      return link(on, pages);
    case "download":
      return download(on, pages);
    case "scroll":
      return "percent" in on.depth && on.depth.percent === 90
        ? { event: "scroll", ...pages, because: MEASURED }
        : never("whether a page was scrolled that far; it only measures 90%");
    case "video":
      return video(on, pages);
  }
}

export const MEASURED = "It is what Analytics' enhanced measurement has recorded, if that is switched on.";

/** Of a form, its events name the id and the address that it is sent to. */
function form(on: Extract<Interaction, { kind: "form" }>, pages: Pages): RecordedWayOrReason {
  if (on.selector !== null || on.classes.length > 0) return never("which form was sent");
  const conditions = [...pages.conditions, ...formConditions(on)];
  return { event: "form_submit", conditions, unknown: pages.unknown, because: MEASURED };
}

export function formConditions({ id, action }: Pick<FormInteraction, "id" | "action">): Condition[] {
  return [...all({ parameter: "form_id" }, id), ...all({ parameter: "form_destination" }, action)];
}

type Pages = Pick<RecordedWay, "conditions" | "unknown">;

function link(on: Extract<Interaction, { kind: "link" }>, pages: Pages): RecordedWayOrReason {
  if (on.outbound === false) return never("clicks on links within the site");
  const conditions = [
    ...pages.conditions,
    ...all("link url", on.url),
    ...all("link text", on.text),
    ...all("link id", on.id),
    ...all("link classes", on.classes),
  ];
  const unknown = [...pages.unknown, ...(on.selector === null ? [] : [`the selector ${on.selector}`])];
  const because =
    on.outbound === true
      ? MEASURED
      : "Analytics' enhanced measurement records clicks on links to other sites only: others are missing.";
  return { event: "click", conditions, unknown, because, isPartial: on.outbound !== true };
}

function download(on: Extract<Interaction, { kind: "download" }>, pages: Pages): RecordedWayOrReason {
  const extensions: Condition[] =
    on.extensions === null ? [] : [{ field: "file extension", is: oneOf(on.extensions) }];
  const conditions = [...pages.conditions, ...all("link url", on.url), ...extensions];
  return { event: "file_download", conditions, unknown: pages.unknown, because: MEASURED };
}

/** Progress is recorded at these percentages only. */
const RECORDED_PROGRESS = [10, 25, 50, 75];

function video(on: Extract<Interaction, { kind: "video" }>, pages: Pages): RecordedWayOrReason {
  const conditions = [...pages.conditions, ...all("video url", on.url), ...all("video title", on.title)];
  const common = { conditions, unknown: pages.unknown, because: MEASURED };
  if (typeof on.moment === "string") return { event: `video_${on.moment}`, ...common };
  const { progress } = on.moment;
  if (!RECORDED_PROGRESS.includes(progress)) return never(`whether ${progress}% of a video was watched`);
  const percent: Condition = { field: { parameter: "video_percent" }, is: oneOf([String(progress)]) };
  return { event: "video_progress", ...common, conditions: [...conditions, percent] };
}

/** What is asked of the page, and what of it Analytics does not know. */
export function pageOf({ path, url, host, fragment, query, title, referrer }: PageConditions): Pages {
  return {
    conditions: [
      ...all("host", host),
      ...all("path", path),
      ...all("url", url),
      ...query.flatMap(({ name, is }) => all({ query: name }, is)),
      ...all("title", title),
      ...all("referrer", referrer),
    ],
    unknown: fragment.length === 0 ? [] : ["the fragment of the address"],
  };
}

export function parameterConditions({ key, is }: ValueCondition): Condition[] {
  return all({ parameter: key }, is);
}

function all(field: Field, matchers: readonly Comparison[]): Condition[] {
  return matchers.map((is) => ({ field, is }));
}

const NOWHERE = { file: "", offset: 0, line: 1, column: 1 } as const;

function oneOf(values: readonly string[]): TextMatcher {
  const [first = "", ...others] = values;
  return {
    op: others.length === 0 ? "equals" : "one_of",
    values: [first, ...others],
    not: false,
    ignoreCase: true,
    at: NOWHERE,
  };
}
