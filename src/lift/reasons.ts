/** Why something at Google cannot be said in the language. */

/** What the language needs before it can say such a thing; null: it is not meant to (language design, "left out"). */
export type Awaits =
  | "exceptions"
  | "conditions on data layer, cookies, title, referrer"
  | "lists and patterns of events"
  | "once per page"
  | "forwarded events"
  | null;

interface Row {
  /** In a sentence, about the object that is left out. */
  readonly words: string;
  readonly awaits: Awaits;
  /** What to do instead, in sentences. */
  readonly instead?: string;
}

const CONDITIONS = "conditions on data layer, cookies, title, referrer";

export const REASONS = {
  paused: { words: "it is paused", awaits: null },
  "no-trigger": { words: "nothing fires it", awaits: null },
  "fired-by-another-only": {
    words: "only another tag fires it, as its setup or cleanup tag",
    awaits: null,
  },
  "other-goals-file": { words: "another goals file manages it", awaits: null },
  "other-property": { words: "it sends to another property", awaits: null },
  "event-name-forwarded": {
    words: "its event has the name of whatever fires it",
    awaits: "forwarded events",
    instead:
      "Leave it as it is, and count an event that it sends with a goal `on: { ga4_event: … }`. To have the file send them, list them under `forward`, with the tag's name as `adopt`.",
  },
  "event-name-variable": {
    words: "only the page knows the name of its event",
    awaits: null,
    instead:
      "Leave it as it is, and count an event that it sends with a goal `on: { ga4_event: … }`. To have the file count it, give each event a tag of its own in Tag Manager, and import again.",
  },
  "several-event-names": {
    words: "the name of its event depends on what fires it",
    awaits: null,
    instead:
      "Leave it as it is, and count an event that it sends with a goal `on: { ga4_event: … }`. To have the file count it, give each event a tag of its own in Tag Manager, and import again.",
  },
  "odd-event-name": {
    words: "rules and audiences of Analytics do not take the name of its event",
    awaits: null,
  },
  "reserved-event-name": { words: "Google keeps the name of its event for itself", awaits: null },
  "page-view": { words: "it sends page views, which are not a goal", awaits: null },
  exception: { words: "an exception keeps some of its triggers from firing it", awaits: null },
  "exception-when-missing": {
    words: 'an exception also applies to a missing value, which Tag Manager reads as "undefined"',
    awaits: null,
  },
  "cookie-condition": { words: "it has a condition on a cookie", awaits: CONDITIONS },
  "data-layer-condition": {
    words: "it has a condition on a data-layer value, and something other than a data-layer event fires it",
    awaits: CONDITIONS,
  },
  "referrer-condition": { words: "it has a condition on the referrer", awaits: CONDITIONS },
  "title-condition": { words: "it has a condition on the title of the page", awaits: CONDITIONS },
  "data-layer-version-1": {
    words: "it reads a flat key of the data layer that has a dot in its name",
    awaits: null,
  },
  "converted-value": { words: "it has a condition on a value that Tag Manager converts first", awaits: null },
  "script-condition": { words: "a script decides", awaits: null },
  "table-condition": { words: "a table decides", awaits: null },
  "variable-condition": { words: "it compares a value with another variable", awaits: null },
  "js-variable-condition": { words: "it has a condition on a variable of the page's scripts", awaits: null },
  "dom-condition": { words: "it has a condition on a text of the page", awaits: null },
  "attribute-condition": { words: "it has a condition on an attribute of what was clicked", awaits: null },
  "built-in-condition": {
    words: "it has a condition on something that the language has no word for",
    awaits: null,
  },
  "element-condition": {
    words: "it has a condition on what was clicked, submitted or watched, and waits for something else",
    awaits: null,
  },
  "unknown-variable": {
    words: "it has a condition on a variable that the container does not have",
    awaits: null,
  },
  "several-ways": { words: "several triggers fire it, and one goal cannot say all of them", awaits: null },
  "forward-asks": { words: "it has conditions on more than the event's name", awaits: null },
  "sent-by-another-tag": {
    words: "another tag sends one of its events for the same push, so Analytics receives it twice",
    awaits: null,
    instead:
      "In Tag Manager, take that event out of the triggers of one of the two tags. Then import again, and all other events are forwarded.",
  },
  "several-events": {
    words: "its trigger takes any data-layer event, or Tag Manager's own among others",
    awaits: null,
  },
  "tag-managers-own-event": { words: "it waits for an event of Tag Manager's own", awaits: null },
  "trigger-group": { words: "a trigger group fires it", awaits: null },
  "js-error": { words: "errors of the page's scripts fire it", awaits: null },
  initialization: { words: "it fires before the page view", awaits: null },
  "repeating-timer": { words: "its timer fires more than once", awaits: null },
  "unknown-trigger": { words: "the language has no word for its kind of trigger", awaits: null },
  "once-per-page": { words: "a step of a funnel fires once for each page that loads", awaits: null },
  "regex-not-portable": {
    words: "its regular expression does not mean the same in JavaScript and RE2",
    awaits: null,
  },
  "comparisons-alike": { words: "its comparisons do not fit into one mapping", awaits: null },
  "never-holds": { words: "its conditions are never true", awaits: null },
  "rule-condition": { words: "the language has no word for one of its conditions", awaits: null },
  "rule-mutation": { words: "it sets parameters from other parameters", awaits: null },
  "audience-condition": { words: "the language has no word for its conditions", awaits: null },
  "steps-not-shown": { words: "what is at Google shows fewer than two of its steps", awaits: null },
  "ua-inactive": {
    words: "it was switched off",
    awaits: null,
    instead: "If it is still wanted, switch it on in the list (`active: true`) and import again.",
  },
  "ua-less-than": {
    words: "it counts visits that end early, which is not known before they end",
    awaits: null,
    instead:
      "Count the opposite, visits that last longer or have more pages, and look at the rest in an exploration in Analytics.",
  },
  "ua-exactly": {
    words: "it counts visits with exactly that many pages, which is not known before they end",
    awaits: null,
    instead: "Count visits with more pages, and look at the others in an exploration in Analytics.",
  },
  "ua-long-funnel": {
    words: "a funnel has at most 20 steps, the goal included",
    awaits: null,
    instead: "Write a funnel with fewer steps, or two that follow each other.",
  },
  "ua-nothing-found": {
    words: "it has a condition that no page meets: paths begin with a slash",
    awaits: null,
    instead: "Look up the path of the page, and write `page: /path`.",
  },
  "ua-fragment": {
    words:
      "it has a condition on what follows # in the address, which Universal Analytics saw only if the site sent it",
    awaits: null,
    instead: "Write `page: { fragment: … }`, with `spa: true` if the site changes it without loading a page.",
  },
  "ua-pattern": {
    words: "its regular expression cannot be translated without changing what it finds",
    awaits: null,
    instead: "Write what it is meant to find: `page: { path: { matches: … } }`.",
  },
  "ua-event-value": {
    words:
      "it has a condition on the value of a Universal Analytics event, which events of Analytics 4 do not have",
    awaits: null,
    instead:
      "If the site pushes that number, write `on: { data_layer: … }` with `where: { key: { more_than: … } }`.",
  },
  "ua-event-unknown": {
    words: "the list does not say what the visitor does when the site sends this event",
    awaits: null,
    instead:
      "Import the list together with an export of the container, whose Universal Analytics tags show it.",
  },
  "ua-event-not-sent": {
    words: "no Universal Analytics tag of the container sends such an event",
    awaits: null,
    instead: "Find out what the site pushes at that moment, and write `on: { data_layer: … }`.",
  },
  "ua-event-variable": {
    words: "whether a tag sends such an event depends on a variable",
    awaits: null,
    instead: "Write down by hand what fires the tag, with `where:` for the variable.",
  },
  "ua-unknown-type": { words: "the list does not say what it counts", awaits: null },
  "file-defaults": {
    words: "the defaults of the goals file would change what it counts",
    awaits: null,
    instead: "Import into a new file, and copy the goals that you want from there.",
  },
  refused: {
    words: "the goals file would refuse it",
    awaits: null,
    instead: "`goalform explain` with the code in brackets says why, and what to write instead.",
  },
} as const satisfies Readonly<Record<string, Row>>;

/** `it has a condition on a cookie (consent)`. */
export function reasonInWords({ code, about }: Reason): string {
  return about === "" ? REASONS[code].words : `${REASONS[code].words} (${about})`;
}

/** Whatever else it asks for: it never counts. */
export function countsNothing({ code }: Reason): boolean {
  return code === "paused" || code === "no-trigger" || code === "never-holds";
}

export type ReasonCode = keyof typeof REASONS;

export interface Reason {
  readonly code: ReasonCode;
  /** What it is about: the name of a variable, a trigger, an event; empty where the words say it all. */
  readonly about: string;
}
