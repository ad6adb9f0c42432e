/** What a visitor does → the trigger that notices it. */
import type { DataLayerCondition, Interaction, PageConditions, TextMatcher } from "../spec/goal-set.ts";
import type { Condition } from "./gtm-json.ts";
import { pageConditions } from "./page.ts";
import { classSelector, idSelector, orInside } from "./selectors.ts";
import {
  holdsWhenNotSet,
  isNumberMatcher,
  isSet,
  linkAddressCondition,
  numberCondition,
  plainTextCondition,
} from "./text-conditions.ts";
import {
  clickTrigger,
  customEventTrigger,
  formTrigger,
  fragmentTrigger,
  historyTrigger,
  linkClickTrigger,
  pageViewTrigger,
  readsFragment,
  type Trigger,
} from "./triggers.ts";
import {
  CLICK_CLASSES,
  CLICK_ELEMENT,
  CLICK_ID,
  CLICK_TEXT,
  CLICK_URL,
  clickedControlText,
  dataLayerForConditions,
  FORM_CLASSES,
  FORM_ELEMENT,
  FORM_ID,
  FORM_URL,
  NOT_SET,
  type Variable,
} from "./variables.ts";

type Of<K extends Interaction["kind"]> = Extract<Interaction, { kind: K }>;

/** Page views, and with `spa` virtual ones too. */
export function pageTriggers(owner: string, page: PageConditions, spa: boolean): Trigger[] {
  const conditions = pageConditions(owner, page);
  if (!spa) return [pageViewTrigger(conditions)];
  const virtual = [historyTrigger(owner, conditions)];
  if (readsFragment(owner, conditions)) virtual.push(fragmentTrigger(owner, conditions));
  return [pageViewTrigger(conditions), ...virtual];
}

/** No trigger at all for an event that GA4 already receives. `sends` is the GA4 event that our tag would send. */
export function interactionTriggers(
  owner: string,
  on: Interaction,
  page: PageConditions,
  sends: string,
): Trigger[] {
  const pages = pageConditions(owner, page);
  switch (on.kind) {
    case "ga4_event":
      return [];
    case "data_layer":
      return [customEventTrigger(on.event, [...dataLayerConditions(owner, on, sends), ...pages])];
    case "click":
      return [clickTrigger([...clickConditions(owner, on), ...pages])];
    case "link":
      return [linkClickTrigger([...linkConditions(on), ...pages])];
    case "form":
      return [formTrigger([...formConditions(on), ...pages])];
  }
}

function dataLayerConditions(owner: string, on: Of<"data_layer">, sends: string): Condition[] {
  const where = on.where.flatMap((condition) => whereConditions(owner, condition));
  return on.event === sends ? [notSentByTheSite(owner), ...where] : where;
}

/**
 * A site's own `gtag('event', …)` fires custom-event triggers as well, with its
 * values under `eventModel`. GA4 has that event already: counting
 * it again under the same name would double it.
 */
function notSentByTheSite(owner: string): Condition {
  return { variable: dataLayerForConditions(owner, "eventModel"), type: "equals", value: NOT_SET };
}

/** A missing key satisfies no condition, not even a "not": nobody said what the plan is. */
function whereConditions(owner: string, { key, is }: DataLayerCondition): Condition[] {
  const variable = dataLayerForConditions(owner, key);
  const conditions = is.map((matcher) =>
    isNumberMatcher(matcher) ? numberCondition(variable, matcher) : plainTextCondition(variable, matcher),
  );
  return conditions.some(holdsWhenNotSet) ? [isSet(variable), ...conditions] : conditions;
}

function clickConditions(owner: string, on: Of<"click">): Condition[] {
  return [
    ...(on.selector === null ? [] : [matchesSelector(CLICK_ELEMENT, orInside(on.selector), false)]),
    ...on.id.map((matcher) => bySelector(matcher, idSelector(matcher), orInside, CLICK_ELEMENT, CLICK_ID)),
    ...on.classes.map((matcher) =>
      bySelector(matcher, classSelector(matcher), orInside, CLICK_ELEMENT, CLICK_CLASSES),
    ),
    ...on.text.map((matcher) => plainTextCondition(clickedControlText(owner), matcher)),
  ];
}

/** Tag Manager's link click names the link itself, whatever was clicked inside it. */
function linkConditions(on: Of<"link">): Condition[] {
  return [
    ...on.url.map((matcher) => linkAddressCondition(CLICK_URL, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(CLICK_ELEMENT, on.selector, false)]),
    ...on.id.map((matcher) => plainTextCondition(CLICK_ID, matcher)),
    ...on.classes.map((matcher) =>
      bySelector(matcher, classSelector(matcher), asItIs, CLICK_ELEMENT, CLICK_CLASSES),
    ),
    ...on.text.map((matcher) => plainTextCondition(CLICK_TEXT, matcher)),
  ];
}

function formConditions(on: Of<"form">): Condition[] {
  return [
    ...on.id.map((matcher) => plainTextCondition(FORM_ID, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(FORM_ELEMENT, on.selector, false)]),
    ...on.action.map((matcher) => linkAddressCondition(FORM_URL, matcher)),
    ...on.classes.map((matcher) =>
      bySelector(matcher, classSelector(matcher), asItIs, FORM_ELEMENT, FORM_CLASSES),
    ),
  ];
}

/** By selector where CSS can say it, else by the text of the attribute. */
function bySelector(
  matcher: TextMatcher,
  selector: string | null,
  widen: (selector: string) => string,
  element: Variable,
  attribute: Variable,
): Condition {
  return selector === null
    ? plainTextCondition(attribute, matcher)
    : matchesSelector(element, widen(selector), matcher.not);
}

function asItIs(selector: string): string {
  return selector;
}

function matchesSelector(variable: Variable, selector: string, negate: boolean): Condition {
  return { variable, type: "cssSelector", value: selector, negate };
}
