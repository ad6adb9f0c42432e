/** Conditions of an event create rule → the event, the page and the parameters that it waits for. */

import { DECIMAL_NUMBER } from "../compile/number-pattern.ts";
import { pageLocationConditions } from "../compile/page-location.ts";
import type { RuleCondition } from "../compile/rule-conditions.ts";
import { parameterConditions } from "../compile/rule-where.ts";
import { entryIn } from "../entry-in.ts";
import type {
  Comparison,
  Exception,
  NumberMatcher,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../language/goal-set/conditions.ts";
import { canBeWritten } from "../language/writing/comparison.ts";
import type { DefinitionBody, RuleCondition as WrittenCondition } from "../resources/body.ts";
import type { Findings } from "./findings.ts";
import { allOrNothing, inOne, inOneMapping, NOWHERE } from "./matchers.ts";
import { ANY_PAGE } from "./page.ts";
import { readingsOfAddress } from "./pattern/address.ts";
import { numberOfPattern } from "./pattern/numbers.ts";
import { type PagePart, readingsOfPageLocation, readingsOfWholeText } from "./pattern/page-location.ts";
import type { Reading } from "./pattern/texts.ts";

export interface RuleSource {
  readonly event: string;
  readonly page: PageConditions;
  readonly where: readonly ValueCondition[];
  /** Conditions that must not be true, and that a missing value does not meet either. */
  readonly unless: readonly Exception[];
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
export function ruleSourceOf(findings: Findings, rule: DefinitionBody): RuleSource | null {
  const all = (rule.eventConditions ?? []).map(writtenOf);
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
  const values = fields.map((field) => parted(all.filter((one) => one.field === field)));
  const where = allOrNothing(
    values.flatMap(({ asked }) => (asked[0] === undefined ? [] : [whereOf(findings, asked[0].field, asked)])),
  );
  const excepted = allOrNothing(
    values.flatMap(({ excepted }) =>
      excepted.map((one) => whereOf(findings, one.field, [{ ...one, negated: false }])),
    ),
  );
  const location = pageOf(
    findings,
    all.filter(({ field }) => field === "page_location"),
  );
  if (where === null || excepted === null || location === null) return null;
  const { page, unless } = oneNotEach(location);
  return {
    event: event.value,
    page,
    where,
    unless: [...excepted.map((one) => exception({ where: [one] })), ...unless],
  };
}

function exception(blocks: Partial<Exception>): Exception {
  return { page: ANY_PAGE, where: [], cookie: [], at: NOWHERE, ...blocks };
}

/** With a condition that there is a value, one "not" is a condition; every other "not" is an exception. */
function parted(written: readonly Written[]): {
  readonly asked: readonly Written[];
  readonly excepted: readonly Written[];
} {
  const negated = written.filter((one) => one.negated && one.value !== PRESENT);
  const excepted = written.some(isAdded) ? negated.slice(1) : negated;
  return { asked: written.filter((one) => !excepted.includes(one)), excepted };
}

const PARTS = ["path", "url", "host", "fragment"] as const;

/** One mapping negates one comparison: the others are exceptions. */
function oneNotEach(page: PageConditions): Pick<RuleSource, "page" | "unless"> {
  const surplus = <T extends Comparison>(is: readonly T[]) => is.filter(({ not }) => not).slice(1);
  const less = <T extends Comparison>(is: readonly T[]) => is.filter((one) => !surplus(is).includes(one));
  const unless = [
    ...PARTS.flatMap((part) =>
      surplus<Comparison>(page[part]).map((one) => ({ [part]: [{ ...one, not: false }] })),
    ),
    ...page.query.flatMap(({ name, is }) =>
      surplus(is).map((one) => ({ query: [{ name, is: [{ ...one, not: false }] }] })),
    ),
  ];
  return {
    page: {
      path: less(page.path),
      url: less(page.url),
      host: less(page.host),
      fragment: less(page.fragment),
      title: [],
      referrer: [],
      query: page.query.map(({ name, is }) => ({ name, is: less(is) })),
    },
    unless: unless.map((part) => exception({ page: { ...ANY_PAGE, ...part } })),
  };
}

function writtenOf(condition: WrittenCondition): Written {
  const [, type = "", anyCase] = /^(.*?)(_CASE_INSENSITIVE)?$/.exec(String(condition.comparisonType)) ?? [];
  return {
    field: String(condition.field),
    type,
    ignoreCase: anyCase !== undefined,
    value: String(condition.value ?? ""),
    negated: condition.negated === true,
  };
}

const OPERATORS: Readonly<Record<string, TextMatcher["op"]>> = {
  EQUALS: "equals",
  CONTAINS: "contains",
  STARTS_WITH: "begins_with",
  ENDS_WITH: "ends_with",
};

function matcherOf(
  { op, values, numbers, eitherSlash }: Reading,
  { negated, ignoreCase }: Written,
): TextMatcher {
  return {
    op,
    values,
    not: negated,
    ignoreCase,
    ...(numbers ? { numbers } : {}),
    ...(eitherSlash ? { eitherSlash } : {}),
    at: NOWHERE,
  };
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
    const [not, ...nots] = some.filter((one) => one.not);
    const all = inOneMapping(some.filter((one) => !nots.includes(one)));
    if (all === null) findings.leaveOut("comparisons-alike", "page_location");
    return not === undefined ? (all ?? []) : [...(all ?? []), ...nots];
  };
  const names = [...new Set(parts.flatMap(({ part }) => (typeof part === "string" ? [] : [part.query])))];
  return {
    path: of("path"),
    url: of("url"),
    host: of("host"),
    fragment: of("fragment"),
    title: [],
    referrer: [],
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
  const op = entryIn(OPERATORS, written.type);
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

/** A reading that is not one may be a pattern that compile/ never gets. */
function compiles(compiled: () => readonly RuleCondition[]): readonly RuleCondition[] {
  try {
    return compiled();
  } catch {
    return [];
  }
}

const PRESENT = "^.+$";

/** What goalform adds to comparisons that a missing value, or one that is not a number, would meet. */
function isAdded({ type, value, negated }: Written): boolean {
  return type === "REGULAR_EXPRESSION" && !negated && (value === PRESENT || value === DECIMAL_NUMBER);
}

function whereOf(findings: Findings, key: string, written: readonly Written[]): ValueCondition | null {
  const rest = written.filter((one) => !isAdded(one));
  const isAuthors = rest.length > 0 && rest.every(({ negated }) => !negated);
  const main =
    rest.length === 0 || isAuthors
      ? written.filter((one) => one.value !== DECIMAL_NUMBER || rest.length === 0)
      : rest;
  const is = inOne(main.map((one) => valueOptions(findings, key, one)));
  if (is === null) return null;
  if (canBeWritten(is)) return { key, is };
  const texts = inOneMapping(is.filter((one): one is TextMatcher => "values" in one));
  const all = texts === null ? [] : [...is.filter((one) => !("values" in one)), ...texts];
  if (texts !== null && canBeWritten(all)) return { key, is: all };
  findings.leaveOut("comparisons-alike", key);
  return null;
}

const NUMBERS: Readonly<Record<string, NumberMatcher["op"]>> = {
  GREATER_THAN: "more_than",
  GREATER_THAN_OR_EQUAL: "at_least",
  LESS_THAN: "less_than",
  LESS_THAN_OR_EQUAL: "at_most",
};

function valueOptions(findings: Findings, key: string, written: Written): readonly Comparison[] {
  if (written.type === "REGULAR_EXPRESSION" && written.value === PRESENT)
    return [{ op: "present", not: written.negated, at: NOWHERE }];
  const number = entryIn(NUMBERS, written.type);
  if (number !== undefined)
    return [{ op: number, value: Number(written.value), not: written.negated, at: NOWHERE }];
  const equal =
    written.type === "REGULAR_EXPRESSION" && !written.ignoreCase
      ? numberOfPattern(written.value.replace(/^\^|\$$/g, ""))
      : null;
  if (equal !== null) return [{ op: "number_equals", value: equal, not: written.negated, at: NOWHERE }];
  const op = entryIn(OPERATORS, written.type);
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
