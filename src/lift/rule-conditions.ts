/** Conditions of an event create rule → the event, the page and the parameters that it waits for. */

import { DECIMAL_NUMBER } from "../compile/number-pattern.ts";
import { pageLocationConditions } from "../compile/page-location.ts";
import type { RuleCondition } from "../compile/rule-conditions.ts";
import { parameterConditions } from "../compile/rule-where.ts";
import { objects } from "../container/possible-texts.ts";
import type { NumberMatcher, PageConditions, TextMatcher } from "../language/goal-set/conditions.ts";
import type { ValueCondition } from "../language/goal-set/interaction.ts";
import { isSayable } from "../language/writing/comparison.ts";
import type { JsonObject } from "../resources/json.ts";
import { allOrNothing, inOne, inOneMapping, NOWHERE } from "./matchers.ts";
import { ANY_PAGE } from "./page.ts";
import { readingsOfAddress } from "./pattern/address.ts";
import { numberOfPattern } from "./pattern/numbers.ts";
import { type PagePart, readingsOfPageLocation, readingsOfWholeText } from "./pattern/page-location.ts";
import type { Reading } from "./pattern/texts.ts";
import type { Findings } from "./reasons.ts";

export interface RuleSource {
  readonly event: string;
  readonly page: PageConditions;
  readonly where: readonly ValueCondition[];
}

interface Written {
  readonly field: string;
  /** Without `_CASE_INSENSITIVE`. */
  readonly type: string;
  readonly ignoreCase: boolean;
  readonly value: string;
  readonly negated: boolean;
}

/** Null, with the reason noted, where the language has no word for one of them. */
export function ruleSourceOf(findings: Findings, rule: JsonObject): RuleSource | null {
  const all = objects(rule["eventConditions"]).map(writtenOf);
  const [event, ...more] = all.filter(({ field }) => field === "event_name");
  if (
    event === undefined ||
    more.length > 0 ||
    event.type !== "EQUALS" ||
    event.negated ||
    event.ignoreCase
  ) {
    findings.leaveOut("rule-condition", "event_name");
    return null;
  }
  const fields = [...new Set(all.map(({ field }) => field))].filter(
    (field) => field !== "event_name" && field !== "page_location",
  );
  const where = allOrNothing(
    fields.map((field) =>
      whereOf(
        findings,
        field,
        all.filter((one) => one.field === field),
      ),
    ),
  );
  const page = pageOf(
    findings,
    all.filter(({ field }) => field === "page_location"),
  );
  return where === null || page === null ? null : { event: event.value, page, where };
}

function writtenOf(condition: JsonObject): Written {
  const [, type = "", anyCase] =
    /^(.*?)(_CASE_INSENSITIVE)?$/.exec(String(condition["comparisonType"])) ?? [];
  return {
    field: String(condition["field"]),
    type,
    ignoreCase: anyCase !== undefined,
    value: String(condition["value"] ?? ""),
    negated: condition["negated"] === true,
  };
}

const OPERATORS: Readonly<Record<string, TextMatcher["op"]>> = {
  EQUALS: "equals",
  CONTAINS: "contains",
  STARTS_WITH: "begins_with",
  ENDS_WITH: "ends_with",
};

function matcherOf({ op, values, numbers }: Reading, { negated, ignoreCase }: Written): TextMatcher {
  return { op, values, not: negated, ignoreCase, ...(numbers ? { numbers } : {}), at: NOWHERE };
}

function isSame({ field, comparisonType, value, negated }: RuleCondition, written: Written): boolean {
  const type = written.type + (written.ignoreCase ? "_CASE_INSENSITIVE" : "");
  return (
    field === written.field &&
    comparisonType === type &&
    value === written.value &&
    (negated === true) === written.negated
  );
}

function pageOf(findings: Findings, written: readonly Written[]): PageConditions | null {
  const options = written.map((one) => partsOf(findings, one));
  if (options.some((some) => some.length === 0)) return null;
  const parts = options.map(([first, ...others]) => ({
    part: first!.part,
    is: [first!, ...others].filter(({ part }) => isSamePart(part, first!.part)).map(({ matcher }) => matcher),
  }));
  const of = (part: PagePart): readonly TextMatcher[] => {
    const some = inOne(parts.filter((one) => isSamePart(one.part, part)).map(({ is }) => is)) ?? [];
    const all = inOneMapping(some);
    if (all === null) findings.leaveOut("comparisons-alike", "page_location");
    return all ?? [];
  };
  const names = [...new Set(parts.flatMap(({ part }) => (typeof part === "string" ? [] : [part.query])))];
  return {
    path: of("path"),
    url: of("url"),
    host: of("host"),
    fragment: of("fragment"),
    query: names.map((name) => ({ name, is: of({ query: name }) })),
  };
}

function isSamePart(one: PagePart, other: PagePart): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Part {
  readonly part: PagePart;
  readonly matcher: TextMatcher;
}

/** All that say the same, likeliest first. */
function partsOf(findings: Findings, written: Written): readonly Part[] {
  const op = OPERATORS[written.type];
  if (op !== undefined)
    return [{ part: "url", matcher: matcherOf({ op, values: [written.value] }, written) }];
  const readings = written.type === "REGULAR_EXPRESSION" ? readingsOfPageLocation(written.value) : [];
  const exact = readings
    .map(({ part, reading }): Part => ({ part, matcher: matcherOf(reading, written) }))
    .filter((one) =>
      compiles(() => pageLocationConditions(pageWith(one))).some((made) => isSame(made, written)),
    );
  if (exact.length > 0) return exact;
  const nearest = readingsOfAddress(written.value).at(-1);
  if (nearest === undefined) findings.leaveOut("regex-not-portable", written.value);
  else findings.differ("spelled-otherwise", "page_location");
  return nearest === undefined ? [] : [{ part: "url", matcher: matcherOf(nearest, written) }];
}

/** On which only this is asked. */
function pageWith({ part, matcher }: Part): PageConditions {
  if (typeof part === "string") return { ...ANY_PAGE, [part]: [matcher] };
  return { ...ANY_PAGE, query: [{ name: part.query, is: [matcher] }] };
}

/** A reading that is none may be a pattern that compile/ never gets. */
function compiles(compiled: () => readonly RuleCondition[]): readonly RuleCondition[] {
  try {
    return compiled();
  } catch {
    return [];
  }
}

const PRESENT = "^.+$";

function whereOf(findings: Findings, key: string, written: readonly Written[]): ValueCondition | null {
  const isAdded = ({ type, value, negated }: Written) =>
    type === "REGULAR_EXPRESSION" && !negated && (value === PRESENT || value === DECIMAL_NUMBER);
  const rest = written.filter((one) => !isAdded(one));
  const main = rest.length === 0 ? written : rest;
  if (main === rest && rest.length === written.length && rest.every(({ negated }) => negated))
    findings.differ("missing-value", key);
  const is = inOne(main.map((one) => valueOptions(findings, key, one)));
  if (is === null) return null;
  if (isSayable(is)) return { key, is };
  const texts = inOneMapping(is.filter((one): one is TextMatcher => "values" in one));
  const all = texts === null ? [] : [...is.filter((one) => !("values" in one)), ...texts];
  if (texts !== null && isSayable(all)) return { key, is: all };
  findings.leaveOut("comparisons-alike", key);
  return null;
}

const NUMBERS: Readonly<Record<string, NumberMatcher["op"]>> = {
  GREATER_THAN: "more_than",
  GREATER_THAN_OR_EQUAL: "at_least",
  LESS_THAN: "less_than",
  LESS_THAN_OR_EQUAL: "at_most",
};

function valueOptions(
  findings: Findings,
  key: string,
  written: Written,
): readonly (TextMatcher | NumberMatcher)[] {
  const number = NUMBERS[written.type];
  if (number !== undefined)
    return [{ op: number, value: Number(written.value), not: written.negated, at: NOWHERE }];
  const equal =
    written.type === "REGULAR_EXPRESSION" && !written.ignoreCase
      ? numberOfPattern(written.value.replace(/^\^|\$$/g, ""))
      : null;
  if (equal !== null) return [{ op: "number_equals", value: equal, not: written.negated, at: NOWHERE }];
  const op = OPERATORS[written.type];
  const readings: readonly Reading[] =
    op === undefined ? readingsOfWholeText(written.value) : [{ op, values: [written.value] }];
  const all = readings.map((reading) => matcherOf(reading, written));
  const exact = all.filter((one) =>
    compiles(() => parameterConditions({ key, is: [one] })).some((made) => isSame(made, written)),
  );
  const nearest = exact.length > 0 ? exact : all.slice(-1);
  if (nearest.length === 0) findings.leaveOut("regex-not-portable", written.value);
  else if (exact.length === 0) findings.differ("spelled-otherwise", key);
  return nearest;
}
