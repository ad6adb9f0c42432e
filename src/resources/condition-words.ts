/** How a condition of a trigger, a rule or an audience is said: in the words of the goals file, whatever Google calls them. */

import { entryIn } from "../entry-in.ts";
import type { Json, JsonObject } from "./json.ts";

const VERBS: Readonly<Record<string, readonly [is: string, isNot: string]>> = {
  equals: ["is", "is not"],
  contains: ["contains", "does not contain"],
  startsWith: ["begins with", "does not begin with"],
  endsWith: ["ends with", "does not end with"],
  matchRegex: ["matches", "does not match"],
  cssSelector: ["matches the selector", "does not match the selector"],
  greater: ["is more than", "is not more than"],
  greaterOrEquals: ["is at least", "is not at least"],
  less: ["is less than", "is not less than"],
  lessOrEquals: ["is at most", "is not at most"],
};

/** @param type Tag Manager's name of the comparison; one that is not known is left as it is. */
export function verbOf(type: string, negate: boolean): string {
  return entryIn(VERBS, type)?.[negate ? 1 : 0] ?? (negate ? `not ${type}` : type);
}

/** Analytics' names of comparisons → Tag Manager's. */
const COMPARISONS: Readonly<Record<string, string>> = {
  EQUALS: "equals",
  CONTAINS: "contains",
  STARTS_WITH: "startsWith",
  ENDS_WITH: "endsWith",
  REGULAR_EXPRESSION: "matchRegex",
  GREATER_THAN: "greater",
  GREATER_THAN_OR_EQUAL: "greaterOrEquals",
  LESS_THAN: "less",
  LESS_THAN_OR_EQUAL: "lessOrEquals",
};

/** An event create rule's comparison, e.g. `STARTS_WITH_CASE_INSENSITIVE`. */
function ruleVerb(comparisonType: string, negated: boolean): { verb: string; ignoreCase: boolean } {
  const [, comparison = "", anyCase] = /^(.*?)(_CASE_INSENSITIVE)?$/.exec(comparisonType) ?? [];
  return {
    verb: verbOf(entryIn(COMPARISONS, comparison) ?? comparison, negated),
    ignoreCase: anyCase !== undefined,
  };
}

/** A condition of an event create rule, in the same words. */
export function eventConditionText(condition: JsonObject): string {
  const { field, comparisonType, value, negated } = condition as Record<string, Json>;
  const { verb, ignoreCase } = ruleVerb(String(comparisonType), negated === true);
  return sentence(field, verb, value, ignoreCase);
}

/** `Page Path is "/thanks"`, `Form ID is variable id (any case)`. */
export function sentence(
  what: Json | undefined,
  verb: string,
  value: Json | undefined,
  anyCase: boolean,
): string {
  const subject = REFERENCE.exec(String(what ?? ""))?.[1] ?? String(what ?? "");
  const compared = typeof value === "string" ? textInWords(value) : JSON.stringify(value ?? "");
  return `${subject} ${verb} ${compared}${anyCase ? " (any case)" : ""}`;
}

const REFERENCE = /^\{\{([^{}]+)\}\}$/;

/** A text in quotes, so that it is not taken for a variable's name, which has none. */
export function textInWords(text: string): string {
  const name = REFERENCE.exec(text)?.[1];
  return name === undefined ? JSON.stringify(text) : `variable ${name}`;
}
