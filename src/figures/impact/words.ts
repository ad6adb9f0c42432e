/** The filter of an impact, as people can enter it in a report of Analytics. */
import type { Comparison } from "../../language/goal-set/conditions.ts";
import type { Field, RecordedEvent, RecordedEvents, SessionMeasure } from "./recorded.ts";

/** `event page_view, path equals "/thanks"`. */
export function recordedInWords({ events, session }: RecordedEvents): string {
  return session === null ? events.map(eventInWords).join("; or ") : sessionInWords(session);
}

function sessionInWords(session: SessionMeasure): string {
  switch (session.is) {
    case "longer than":
      return `sessions longer than ${session.seconds} s`;
    case "more views than":
      return `sessions with more than ${session.views} page_view events`;
    case "returning":
      return "sessions with ga_session_number >= 2";
  }
}

function eventInWords({ event, conditions }: RecordedEvent): string {
  return [
    `event ${event}`,
    ...conditions.map(({ field, is }) => `${fieldInWords(field)} ${comparison(is)}`),
  ].join(", ");
}

function fieldInWords(field: Field): string {
  if (typeof field === "string") return field;
  return "query" in field ? `query parameter ${field.query}` : `parameter ${field.parameter}`;
}

const OPERATORS: Readonly<Record<Comparison["op"], readonly [is: string, isNot: string]>> = {
  equals: ["equals", "does not equal"],
  begins_with: ["begins with", "does not begin with"],
  ends_with: ["ends with", "does not end with"],
  contains: ["contains", "does not contain"],
  matches: ["matches", "does not match"],
  one_of: ["is one of", "is none of"],
  present: ["has a value", "is missing or empty"],
  number_equals: ["=", "!="],
  more_than: [">", "<="],
  at_least: [">=", "<"],
  less_than: ["<", ">="],
  at_most: ["<=", ">"],
};

function comparison(is: Comparison): string {
  const values = "values" in is ? is.values.map((value) => JSON.stringify(value)).join(" or ") : "";
  const value = "value" in is ? String(is.value) : values;
  const words = [OPERATORS[is.op][is.not ? 1 : 0], value].filter((part) => part !== "");
  return `${words.join(" ")}${"ignoreCase" in is && is.ignoreCase ? " (any case)" : ""}`;
}
