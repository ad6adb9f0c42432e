/** A condition of an event create rule, with the value that it met → words of the goals file. */

import { type EventCondition, hitsOfRules } from "../../engine/event-create-rules.ts";
import { urlPart } from "../../engine/url-parts.ts";
import { entryIn } from "../../entry-in.ts";
import {
  type PagePart,
  readingsOfPageLocation,
  readingsOfWholeText,
} from "../../lift/pattern/page-location.ts";
import type { Reading } from "../../lift/pattern/texts.ts";
import type { Received } from "../analytics.ts";
import { type ConditionWords, comparisonWords, quoted, valueInWords, word } from "./condition-words.ts";

export function ruleCondition(condition: EventCondition, hit: Received): ConditionWords {
  const { subject, seen, verb, wanted } = partsOf(condition, hit);
  const holds = meets(condition, hit, hit.page);
  const refusal =
    seen === null
      ? `${subject} is not there`
      : `${subject} ${quoted(seen)} ${word(verb, !condition.negated)} ${wanted}`;
  const text = `${subject} ${word(verb, condition.negated ?? false)} ${wanted}`;
  return { text, refusal, seen, holds, hint: holds || condition.negated ? null : nearMiss(condition, hit) };
}

function meets(condition: EventCondition, { event, parameters }: Received, page: Received["page"]): boolean {
  const rule = { destinationEvent: "met", eventConditions: [condition] };
  return (
    hitsOfRules({ event, parameters, measurementId: undefined, by: "site" }, [rule], { page }).length > 0
  );
}

function partsOf(condition: EventCondition, hit: Received) {
  const { field, comparisonType, value } = condition;
  const anyCase = comparisonType.endsWith(ANY_CASE);
  const type = comparisonType.replace(ANY_CASE, "");
  const address = String(hit.page["page_location"] ?? "");
  if (field === "event_name")
    return { subject: "event", seen: hit.event, ...said({ op: "equals", values: [value] }, anyCase) };
  const isPattern = type === "REGULAR_EXPRESSION";
  if (field === "page_location" && isPattern) {
    const [first] = readingsOfPageLocation(value);
    if (first) return { ...ofPage(first.part, address), ...said(first.reading, anyCase) };
  }
  const seen = valueInWords(hit.parameters[field] ?? hit.page[field]);
  const subject = field === "page_location" ? "address" : field;
  const read = isPattern ? readingsOfWholeText(value)[0] : undefined;
  return {
    subject,
    seen,
    ...said(read ?? { op: entryIn(OPERATORS, type) ?? "matches", values: [value] }, anyCase),
  };
}

const ANY_CASE = "_CASE_INSENSITIVE";

const OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: "equals",
  CONTAINS: "contains",
  STARTS_WITH: "begins_with",
  ENDS_WITH: "ends_with",
  GREATER_THAN: "greater",
  GREATER_THAN_OR_EQUAL: "greaterOrEquals",
  LESS_THAN: "less",
  LESS_THAN_OR_EQUAL: "lessOrEquals",
};

function said(
  reading: Reading | { readonly op: string; readonly values: readonly string[] },
  anyCase: boolean,
) {
  return comparisonWords(reading.op, reading.values, anyCase);
}

const PARTS = { path: "PATH", host: "HOST", url: "URL_NO_FRAGMENT", fragment: "FRAGMENT" } as const;

function ofPage(part: PagePart, address: string): { readonly subject: string; readonly seen: string | null } {
  if (typeof part !== "string") {
    const seen = urlPart("QUERY", address, address, { queryKey: part.query }) ?? null;
    return { subject: `query parameter ${part.query}`, seen };
  }
  return { subject: part === "url" ? "address" : part, seen: urlPart(PARTS[part], address, address) ?? "" };
}

/** As for triggers: judged once more with the one difference taken away. */
function nearMiss(condition: EventCondition, hit: Received): string | null {
  const { field, comparisonType } = condition;
  const isText = !comparisonType.endsWith(ANY_CASE) && !/THAN/.test(comparisonType);
  const inAnyCase = { ...condition, comparisonType: comparisonType + ANY_CASE };
  if (isText && meets(inAnyCase, hit, hit.page))
    return field === "event_name"
      ? "only the case differs"
      : "only the case differs: `ignore_case: true` takes both";
  if (field !== "page_location") return null;
  const address = String(hit.page["page_location"] ?? "");
  const other = (url: string) =>
    url !== address && meets(condition, hit, { ...hit.page, page_location: url });
  if (other(address.replace(/\/(?=[?#]|$)/, ""))) return "only the trailing slash differs: the page has one";
  if (other(address.replace(/(?=[?#]|$)/, "/"))) return "only the trailing slash differs: the page has none";
  if (other(address.replace("://www.", "://")) || other(address.replace("://", "://www.")))
    return "only `www.` differs";
  return null;
}
