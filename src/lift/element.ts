/** Conditions on what was clicked or sent → the details of `click`, `link`, `download` and `form`. */

import { compound } from "../compile/selectors.ts";
import { addressCondition, plainTextCondition } from "../compile/text-conditions.ts";
import {
  CLICK_CLASSES,
  CLICK_ID,
  CLICK_TEXT,
  CLICK_URL,
  FORM_CLASSES,
  FORM_ID,
  FORM_URL,
  VIDEO_TITLE,
  VIDEO_URL,
} from "../compile/variables/built-in.ts";
import type { Variable } from "../compile/variables/variable.ts";
import { DOWNLOAD_EXTENSIONS } from "../countable/download-extensions.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import type {
  ClickInteraction,
  DownloadInteraction,
  FormInteraction,
  LinkInteraction,
} from "../language/goal-set/interaction.ts";
import { canBeWritten } from "../language/writing/comparison.ts";
import type { ElementFact } from "./fact.ts";
import type { Findings } from "./findings.ts";
import { inOne, inOneMapping, type TextKind, textMatchers } from "./matchers.ts";
import { alternativesOf } from "./pattern/alternatives.ts";
import { type Attributes, attributeOf, attributesIn, withoutInside } from "./selectors.ts";
import type { TriggerCondition } from "./trigger-condition.ts";

export function of(asked: readonly TriggerCondition[], what: ElementFact): readonly TriggerCondition[] {
  return asked.filter(({ fact }) => fact.is === "element" && fact.what === what);
}

function plain(variable: Variable): TextKind {
  return { compiled: (matcher) => plainTextCondition(variable, matcher) };
}

function address(variable: Variable): TextKind {
  return { compiled: (matcher) => addressCondition(variable, matcher), isAddress: true };
}

/** Ids and classes as patterns only: everything else is a selector, which also finds what is inside the element. */
function innermost(variable: Variable): TextKind {
  return {
    compiled: (matcher) =>
      matcher.op === "matches"
        ? plainTextCondition(variable, matcher)
        : { type: "cssSelector", value: "", ignoreCase: false, negate: false },
  };
}

export function clickOf(findings: Findings, asked: readonly TriggerCondition[]): ClickInteraction {
  const { selector, id, classes } = clickedElement(findings, of(asked, "click element"));
  for (const { variable } of of(asked, "click text")) findings.differ("click-inside", variable);
  return orAny({
    kind: "click",
    selector,
    text: matchers(findings, [...of(asked, "control text"), ...of(asked, "click text")], plain(CLICK_TEXT)),
    id: joined(findings, [...id, ...matchers(findings, of(asked, "click id"), innermost(CLICK_ID))], "id"),
    classes: joined(
      findings,
      [...classes, ...matchers(findings, of(asked, "click classes"), innermost(CLICK_CLASSES))],
      "classes",
    ),
  });
}

/** Where nothing is asked of it, any element is meant. */
function orAny<T extends ClickInteraction | LinkInteraction | FormInteraction>(on: T): T {
  const { kind: _, selector, ...asked } = on;
  const isAny = Object.values(asked).every((one) => one === null || (Array.isArray(one) && one.length === 0));
  return selector === null && isAny ? { ...on, selector: ANY_OF[on.kind] } : on;
}

const ANY_OF = { click: "*", link: "a, area", form: "form" } as const;

function matchers(
  findings: Findings,
  asked: readonly TriggerCondition[],
  kind: TextKind,
): readonly TextMatcher[] {
  return textMatchers(findings, asked, kind) ?? [];
}

function joined(
  findings: Findings,
  all: readonly TextMatcher[],
  about: "id" | "classes",
): readonly TextMatcher[] {
  const chosen = inOne(all.map(spelled)) ?? all;
  // A selector finds what the element is inside of, and one class among several: no pattern says the same.
  const arePatterns = chosen.every(({ op }) => op === "matches");
  const sayable = canBeWritten(chosen) ? chosen : arePatterns ? inOneMapping(chosen) : null;
  if (sayable === null) findings.leaveOut("comparisons-alike", about);
  return sayable ?? [];
}

/** One text, or one of a list of one: the same selector. */
function spelled(matcher: TextMatcher): readonly TextMatcher[] {
  return matcher.op === "equals" ? [matcher, { ...matcher, op: "one_of" }] : [matcher];
}

/** What Tag Manager names is the innermost element; a goal means the control around it. */
function clickedElement(findings: Findings, asked: readonly TriggerCondition[]): Attributes {
  const wanted = asked.filter((one) => !one.negate).map((one) => meant(findings, one));
  const unwanted = asked.filter((one) => one.negate).map((one) => meant(findings, one));
  const attributes = wanted.length === 1 ? attributesIn(wanted[0]!) : NO_ATTRIBUTES;
  const selector = wanted.length > 1 ? wanted.map((one) => `:is(${one})`).join("") : attributes.selector;
  const not = unwanted.map((one) => attributeOf(one, true));
  if (not.includes(null)) {
    const without = unwanted.map((one) => `:not(${one}, ${one} *)`).join("");
    return { ...attributes, selector: `${selector === null ? "" : `:is(${selector})`}${without}` };
  }
  const of = (name: "id" | "class") => not.flatMap((one) => (one?.name === name ? [one.matcher] : []));
  return { selector, id: [...attributes.id, ...of("id")], classes: [...attributes.classes, ...of("class")] };
}

const NO_ATTRIBUTES: Attributes = { selector: null, id: [], classes: [] };

function meant(findings: Findings, { type, value, variable }: TriggerCondition): string {
  if (type !== "cssSelector") findings.leaveOut("built-in-condition", variable);
  const outer = withoutInside(value);
  if (outer === null) findings.differ("click-inside", variable);
  return outer ?? value;
}

export function linkOf(findings: Findings, asked: readonly TriggerCondition[]): LinkInteraction {
  const outside = of(asked, "leads outside");
  const outbound = outside.length === 0 ? null : outside.every(({ negate }) => !negate);
  const urls = of(asked, "click url").filter((one) => outbound === null || !isWebAddress(one));
  return orAny({
    kind: "link",
    ...exactElement(findings, asked, LINK),
    url: matchers(findings, urls, address(CLICK_URL)),
    text: matchers(findings, [...of(asked, "click text"), ...of(asked, "control text")], plain(CLICK_TEXT)),
    outbound,
  });
}

function isWebAddress({ type, value, negate }: TriggerCondition): boolean {
  return type === "matchRegex" && value === "^https?://" && !negate;
}

interface ElementFacts {
  readonly element: ElementFact;
  readonly id: ElementFact;
  readonly classes: ElementFact;
  readonly texts: { readonly id: Variable; readonly classes: Variable };
}

const LINK: ElementFacts = {
  element: "click element",
  id: "click id",
  classes: "click classes",
  texts: { id: CLICK_ID, classes: CLICK_CLASSES },
};

const FORM: ElementFacts = {
  element: "form element",
  id: "form id",
  classes: "form classes",
  texts: { id: FORM_ID, classes: FORM_CLASSES },
};

/** Of an element that Tag Manager names itself: the link, the form. */
function exactElement(
  findings: Findings,
  asked: readonly TriggerCondition[],
  facts: ElementFacts,
): Attributes {
  const element = of(asked, facts.element);
  for (const { type, variable } of element)
    if (type !== "cssSelector") findings.leaveOut("built-in-condition", variable);
  const selectors = element
    .filter((one) => classIn(one) === null)
    .map(({ value, negate }) => (negate ? `:not(${value})` : value));
  const classes = asked.flatMap((one): readonly TextMatcher[] => {
    if (one.fact.is !== "element") return [];
    if (one.fact.what === facts.classes) return matchers(findings, [one], innermost(facts.texts.classes));
    return one.fact.what === facts.element ? (classIn(one) ?? []) : [];
  });
  return {
    selector: selectors.length === 0 ? null : compound(selectors),
    id: matchers(findings, of(asked, facts.id), plain(facts.texts.id)),
    classes: joined(findings, classes, "classes"),
  };
}

/** Null for a selector of something else. */
function classIn({ value, negate }: TriggerCondition): readonly TextMatcher[] | null {
  const attribute = attributeOf(value, negate);
  return attribute?.name === "class" ? [attribute.matcher] : null;
}

const DOWNLOAD = /^\^https\?:\/\/\[\^\/\?#\]\+\/\[\^\?#\]\*\\\.\(\?:([^()]+)\)\(\?:\[\?#\]\|\$\)$/;

/** Null where no condition asks for the extension of a file as goalform does. */
export function downloadOf(
  findings: Findings,
  asked: readonly TriggerCondition[],
): DownloadInteraction | null {
  const urls = of(asked, "click url");
  const file = urls.find(
    ({ type, value, ignoreCase, negate }) =>
      type === "matchRegex" && ignoreCase && !negate && DOWNLOAD.test(value),
  );
  if (file === undefined || urls.length < asked.filter(({ fact }) => fact.is === "element").length)
    return null;
  const extensions = alternativesOf(DOWNLOAD.exec(file.value)![1]!).map((one) => one.replaceAll("\\.", "."));
  const isUsual = extensions.join() === [...DOWNLOAD_EXTENSIONS].join();
  return {
    kind: "download",
    extensions: isUsual ? null : extensions,
    url: matchers(
      findings,
      urls.filter((one) => one !== file),
      address(CLICK_URL),
    ),
  };
}

export function formOf(findings: Findings, asked: readonly TriggerCondition[]): FormInteraction {
  return orAny({
    kind: "form",
    ...exactElement(findings, asked, FORM),
    action: matchers(findings, of(asked, "form url"), address(FORM_URL)),
  });
}

export function videoTexts(findings: Findings, asked: readonly TriggerCondition[]) {
  return {
    url: matchers(findings, of(asked, "video url"), plain(VIDEO_URL)),
    title: matchers(findings, of(asked, "video title"), plain(VIDEO_TITLE)),
  };
}
