/** A condition of a trigger, with the value that it met → words of the goals file. */

import { DECIMAL_NUMBER } from "../../compile/number-pattern.ts";
import { selectorList } from "../../compile/selectors.ts";
import { MISSING_OR_EMPTY } from "../../compile/text-conditions.ts";
import { NOT_SET } from "../../compile/variables/variable.ts";
import { anyOf } from "../../compile/words/matchers.ts";
import type { JudgedCondition } from "../../engine/conditions.ts";
import { isPageElement, type PageElement } from "../../engine/page-element.ts";
import { entryIn } from "../../entry-in.ts";
import { type Fact, referenceIn } from "../../lift/fact.ts";
import { readingsOfAddress } from "../../lift/pattern/address.ts";
import { type Reading, readingsOfPattern } from "../../lift/pattern/texts.ts";
import { type TriggerCondition, triggerCondition } from "../../lift/trigger-condition.ts";
import type { Condition } from "../../resources/body.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

/** One condition as people read it. */
export interface ConditionWords {
  /** `query parameter step is "done"`. */
  readonly text: string;
  /** What it says when it is not true: `query parameter step "Done" is not "done"`. */
  readonly refusal: string;
  /** The value that it met, null where there was none. */
  readonly seen: string | null;
  readonly holds: boolean;
  /** What is nearly right. */
  readonly hint: string | null;
}

/** A condition with what is known of it, before it is put into words. */
export interface JudgedQuestion {
  readonly judged: JudgedCondition;
  readonly asked: TriggerCondition;
  readonly subject: string;
  readonly verb: string;
  readonly wanted: string;
}

export function judgedQuestion(judged: JudgedCondition, content: ContainerContent): JudgedQuestion {
  const asked = triggerCondition(judged.condition as Condition, content);
  return { judged, asked, subject: subjectOf(asked), ...comparisonOf(asked, judged) };
}

/** Conditions that only support the others: a value exists, is a number, is not a list. */
export function isSupport({ asked, judged }: JudgedQuestion, all: readonly JudgedQuestion[]): boolean {
  const { fact, type, value, negate } = asked;
  if (fact.is === "list check") return judged.verdict === "met";
  const isPresence = type === "equals" && negate && value === NOT_SET;
  const isNumber = type === "matchRegex" && value === DECIMAL_NUMBER;
  // A trigger that only blocks hears every event.
  if (fact.is === "event" && type === "matchRegex" && value === ".*") return true;
  if (!isPresence && !isNumber) return false;
  const isAlone = !all.some((other) => other.asked.variable === asked.variable && other.judged !== judged);
  return !isAlone;
}

/** What goalform compares to know that a history change shows another page than before. */
export function isOfHistory({ asked: { value } }: JudgedQuestion): boolean {
  return /^\{\{(?:.* - history .*|Old History Fragment)\}\}$/.test(value);
}

/** Whether the condition asks if there is a value at all. */
export function asksForPresence({ asked: { type, value } }: JudgedQuestion): boolean {
  return type === "matchRegex" && value === MISSING_OR_EMPTY;
}

/** A missing value meets no condition, though by itself a "not" would be true of it. */
export function isMissing({ judged: { left }, asked: { fact } }: JudgedQuestion): boolean {
  if (left === undefined) return true;
  return (fact.is === "data layer" || fact.is === "query" || fact.is === "cookie") && left === NOT_SET;
}

export function valueInWords(value: unknown): string | null {
  if (value === undefined || value === NOT_SET) return null;
  if (isPageElement(value)) return tagOf(value);
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}

/** `<button id="buy">`. */
export function tagOf(element: PageElement): string {
  const attributes = ["id", "class", "href", "action", "type"].flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null || value === "" ? [] : [` ${name}="${value}"`];
  });
  return `<${element.tagName.toLowerCase()}${attributes.join("")}>`;
}

export function quoted(text: string): string {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? text : JSON.stringify(text);
}

const ELEMENT_FACTS: Readonly<Record<string, string>> = {
  "click element": "what was clicked",
  "click url": "link address",
  "click text": "text",
  "click id": "id",
  "click classes": "class",
  "form element": "the form",
  "form url": "action",
  "form id": "form id",
  "form classes": "class",
  "control text": "text",
  "leads outside": "leads to another site",
  "scroll threshold": "scroll depth",
  "video status": "video status",
  "video percent": "video progress",
  "video url": "video address",
  "video title": "video title",
};

function subjectOf({ fact, variable }: TriggerCondition): string {
  return nameOf(fact) ?? variable.replace(/^\{\{|\}\}$/g, "");
}

function nameOf(fact: Fact): string | null {
  switch (fact.is) {
    case "event":
      return "event";
    case "page":
      return fact.part === "url" ? "address" : fact.part;
    case "query":
      return `query parameter ${fact.name}`;
    case "cookie":
      return `cookie ${fact.name}`;
    case "data layer":
    case "list check":
      return fact.key;
    case "element":
      return entryIn(ELEMENT_FACTS, fact.what) ?? fact.what;
    default:
      return null;
  }
}

const VERBS: Readonly<Record<string, string>> = {
  equals: "is",
  begins_with: "begins with",
  ends_with: "ends with",
  contains: "contains",
  matches: "matches",
  one_of: "is one of",
  greater: "is more than",
  greaterOrEquals: "is at least",
  less: "is less than",
  lessOrEquals: "is at most",
  cssSelector: "matches",
  urlMatches: "is the address",
};

const OPERATORS: Readonly<Record<string, string>> = {
  equals: "equals",
  contains: "contains",
  startsWith: "begins_with",
  endsWith: "ends_with",
};

function comparisonOf(
  asked: TriggerCondition,
  { right }: JudgedCondition,
): Pick<JudgedQuestion, "verb" | "wanted"> {
  const { fact, type, value } = asked;
  if (fact.is === "list check") return { verb: "is not", wanted: "a list" };
  const isNumber = type === "matchRegex" && value === DECIMAL_NUMBER;
  const isPresence = type === "equals" && asked.negate && value === NOT_SET;
  if (type === "matchRegex" && value === MISSING_OR_EMPTY)
    return asked.negate ? { verb: "has", wanted: "a value" } : { verb: "is", wanted: "missing or empty" };
  if (isNumber) return { verb: "is", wanted: "a number" };
  if (isPresence) return { verb: "is", wanted: "set" };
  if (readsVariable(asked))
    return { verb: word("is", asked.negate), wanted: quoted(valueInWords(right) ?? "") };
  const { op, values } = readingOf(asked);
  const words = comparisonWords(op, values, asked.ignoreCase);
  const wanted = type === "cssSelector" ? withoutInside(value) : words.wanted;
  return { verb: word(words.verb, asked.negate), wanted };
}

/** `op`: the language's own word, or Tag Manager's where the language has none. */
export function comparisonWords(
  op: string,
  values: readonly string[],
  anyCase: boolean,
): Pick<JudgedQuestion, "verb" | "wanted"> {
  const wanted = anyOf(values.map(quoted));
  return { verb: entryIn(VERBS, op) ?? op, wanted: `${wanted}${anyCase ? " (any case)" : ""}` };
}

/** `is` → `is not`, `matches` → `does not match`. */
export function word(verb: string, negate: boolean): string {
  if (!negate) return verb;
  if (verb.startsWith("is")) return verb.replace(/^is/, "is not").replace("is not one of", "is none of");
  const [first = "", ...rest] = verb.split(" ");
  return ["does not", first.replace(/(?:(?<=match)e)?s$/, ""), ...rest].join(" ");
}

/** Compared with what another variable reads. */
function readsVariable({ fact, value }: TriggerCondition): boolean {
  return fact.is === "unsaid" && (fact.kind === "variable" || referenceIn(value) !== null);
}

type ComparisonWords = { readonly op: string; readonly values: readonly string[] };

/** As the author of a goals file would have written it. */
function readingOf({ fact, type, value }: TriggerCondition): ComparisonWords {
  const isEncoded = fact.is === "page" && fact.part !== "host";
  if (type !== "matchRegex")
    return { op: entryIn(OPERATORS, type) ?? type, values: [isEncoded ? decoded(value) : value] };
  const isAddress =
    (fact.is === "page" && fact.part === "url") || (fact.is === "element" && /url$/.test(fact.what));
  const all: readonly Reading[] = isAddress ? readingsOfAddress(value) : readingsOfPattern(value);
  return all[0] ?? { op: "matches", values: [value] };
}

export function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** `a.buy, a.buy *` also finds what is inside; people wrote `a.buy`. */
function withoutInside(selector: string): string {
  const parts = selectorList(selector);
  return parts
    .filter((part) => !parts.includes(part.replace(/ {1,2}\*$/, "")) || !part.endsWith(" *"))
    .join(", ");
}

/** A condition that was not met, said without asking the container. */
export function unmet(
  text: string,
  refusal: string,
  hint: string | null,
  seen: string = refusal,
): ConditionWords {
  return { text, refusal, seen, holds: false, hint };
}
