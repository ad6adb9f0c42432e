/** Conditions of a trigger on the page → `page:`. */
import { hostInBrowser } from "../compile/page.ts";
import {
  addressCondition,
  encodedCondition,
  MISSING_OR_EMPTY,
  plainTextCondition,
} from "../compile/text-conditions.ts";
import { PAGE_HOSTNAME, PAGE_PATH, PAGE_URL, REFERRER } from "../compile/variables/built-in.ts";
import { documentTitle, fragment, queryParameter } from "../compile/variables/page.ts";
import { NOT_SET } from "../compile/variables/variable.ts";
import {
  ANY_PAGE,
  type PageConditions,
  type PartMatcher,
  type TextMatcher,
} from "../language/goal-set/conditions.ts";
import type { Findings } from "./findings.ts";
import { NOWHERE, type TextKind, textMatchers } from "./matchers.ts";
import { holdsFor, normal, type TriggerCondition } from "./trigger-condition.ts";

export { ANY_PAGE };

const KINDS = {
  path: { compiled: (matcher) => encodedCondition(PAGE_PATH, matcher) },
  url: { compiled: (matcher) => addressCondition(PAGE_URL, matcher), isAddress: true },
  host: { compiled: (matcher) => plainTextCondition(PAGE_HOSTNAME, hostInBrowser(matcher)) },
  fragment: { compiled: (matcher) => encodedCondition(fragment(""), matcher) },
  title: { compiled: (matcher) => plainTextCondition(documentTitle(""), matcher) },
  referrer: { compiled: (matcher) => addressCondition(REFERRER, matcher), isAddress: true },
} as const satisfies Readonly<Record<string, TextKind>>;

type Part = keyof typeof KINDS;

export function isOfPage({ fact }: TriggerCondition): boolean {
  return fact.is === "page" || fact.is === "query";
}

/** Those of the conditions that ask for the page; the others are not looked at. */
export function pageOf(findings: Findings, asked: readonly TriggerCondition[]): PageConditions {
  const meant = asked.filter(isOfPage);
  const ofPart = (name: Part) => meant.filter(({ fact }) => fact.is === "page" && fact.part === name);
  const part = (name: Part) =>
    textMatchers(
      findings,
      ofPart(name).filter((one) => !asksForPresence(one)),
      KINDS[name],
    ) ?? [];
  const names = [...new Set(meant.flatMap(({ fact }) => (fact.is === "query" ? [fact.name] : [])))];
  return {
    path: part("path"),
    url: part("url"),
    host: part("host"),
    fragment: [...presencesOf(ofPart("fragment")), ...part("fragment")],
    title: [...ownPresences(findings, ofPart("title")), ...part("title")],
    referrer: [...ownPresences(findings, ofPart("referrer")), ...part("referrer")],
    query: names.map((name) => ({
      name,
      is: queryOf(
        findings,
        name,
        meant.filter(({ fact }) => fact.is === "query" && fact.name === name),
      ),
    })),
  };
}

/** What `present` becomes, and what people write for it. */
function asksForPresence(one: TriggerCondition): boolean {
  return presenceIn(one) !== null;
}

/** Whether the condition asks that there is a text, or (false) that there is none; null where it asks for something else. */
function presenceIn({ fact, negate, ...one }: TriggerCondition): boolean | null {
  if (one.type === "matchRegex" && one.value === MISSING_OR_EMPTY) return negate;
  // Tag Manager reads a text for a missing parameter; other parts of an address are empty.
  return fact.is === "page" && one.type === "equals" && one.value === "" ? negate : null;
}

function presencesOf(asked: readonly TriggerCondition[]): readonly PartMatcher[] {
  return asked.flatMap((one) => {
    const isThere = presenceIn(one);
    return isThere === null ? [] : [{ op: "present", not: !isThere, at: NOWHERE }];
  });
}

/** Without the one that goalform adds where an empty text would meet another comparison. */
function ownPresences(findings: Findings, asked: readonly TriggerCondition[]): readonly PartMatcher[] {
  const others = asked.filter((one) => !asksForPresence(one));
  const presences = presencesOf(asked);
  const meets = others.filter((one) => holdsFor(one, "") === true);
  if (meets.length === 0 || presences.some(({ not }) => not)) return presences;
  if (presences.length === 0) findings.differ("missing-value", meets[0]?.variable);
  return presences.slice(1);
}

function queryOf(findings: Findings, name: string, all: readonly TriggerCondition[]): readonly PartMatcher[] {
  const comparisons = all.filter((one) => !asksForPresence(one));
  const presences = presencesOf(all);
  if (comparisons.length === 0) return presences;
  const kind: TextKind = { compiled: (matcher) => plainTextCondition(queryParameter("", name), matcher) };
  const isPresence = (one: TriggerCondition) => normal(one) === normal(isThere(one));
  const [rest, presence] = [comparisons.filter((one) => !isPresence(one)), comparisons.filter(isPresence)];
  const compared = rest.map((one) => withoutSparing(findings, one, presence.length > 0));
  const matchers = textMatchers(findings, compared, kind) ?? [];
  const isSaid = presence.length === 0 || rest.some((one) => !one.negate);
  const others = isSaid ? matchers : [...presenceOf(findings, presence, rest.length === 0), ...matchers];
  return [...presences, ...others];
}

/** The condition that there is a value at all. */
export function isThere({ fact }: TriggerCondition) {
  const reads = "missing" in fact ? fact.missing.reads : NOT_SET;
  return { type: "equals", value: reads, negate: true };
}

/** Alone, what goalform writes is a comparison that somebody made with that very text. */
function presenceOf(
  findings: Findings,
  presence: readonly TriggerCondition[],
  isAlone: boolean,
): readonly TextMatcher[] {
  const isOurs = presence.every(({ value }) => value === NOT_SET);
  if (isOurs && isAlone)
    return [{ op: "equals", values: [NOT_SET], not: true, ignoreCase: false, at: NOWHERE }];
  if (presence.length > 1) findings.leaveOut("comparisons-alike", presence[0]?.variable);
  return [ANY_VALUE];
}

/** There, if only as an empty text. */
export const ANY_VALUE: TextMatcher = {
  op: "matches",
  values: [".*"],
  not: false,
  ignoreCase: false,
  at: NOWHERE,
};

const SPARING = /^\^\(\?!\\\(not set\\\)\$\)\(\?=\[\\s\\S\]\*\(\?:([\s\S]*)\)\)$/;

/** A missing parameter meets a `not`, at Google too, unless its pattern finds what Tag Manager reads for "missing". */
function withoutSparing(findings: Findings, asked: TriggerCondition, isThereToo: boolean): TriggerCondition {
  const [, pattern] = SPARING.exec(asked.value) ?? [];
  if (pattern !== undefined && asked.negate) return plainest({ ...asked, value: pattern });
  const reads = "missing" in asked.fact ? asked.fact.missing.reads : NOT_SET;
  const countsMissing = holdsFor(asked, reads) === true;
  if (reads !== NOT_SET && countsMissing !== asked.negate && !isThereToo)
    findings.differ("missing-value", asked.variable);
  return asked;
}

/** `sparingNotSet` makes a pattern of every operator; the plain one is likelier to have been meant. */
function plainest(asked: TriggerCondition): TriggerCondition {
  const [type = "matchRegex", ...text] = normal({
    type: "matchRegex",
    value: asked.value,
    ignoreCase: asked.ignoreCase,
  }).split(" ");
  return asked.ignoreCase ? asked : { ...asked, type, value: text.join(" ") };
}
