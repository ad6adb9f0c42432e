/** What a visitor does → the trigger that notices it. */
import type { DataLayerCondition, Interaction, PageConditions, TextMatcher } from "../spec/goal-set.ts";
import type { Condition } from "./gtm-json.ts";
import { lookedAt } from "./history.ts";
import { pageConditions } from "./page.ts";
import { classSelector, compound, idSelector, orInside } from "./selectors.ts";
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
  historyTrigger,
  linkClickTrigger,
  pageViewTrigger,
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
  return [pageViewTrigger(conditions), historyTrigger(conditions, lookedAt(owner, page))];
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

/** Selector, id and classes are of one and the same element, which the click may only have hit the inside of. */
function clickConditions(owner: string, on: Of<"click">): Condition[] {
  const selectors = [
    ...on.id.map((matcher) => ({ matcher, css: idSelector(matcher) })),
    ...on.classes.map((matcher) => ({ matcher, css: classSelector(matcher) })),
  ];
  const wanted = selectors.flatMap(({ matcher, css }) => (css === null || matcher.not ? [] : [css]));
  const unwanted = selectors.flatMap(({ matcher, css }) => (css !== null && matcher.not ? [css] : []));
  const meant = on.selector === null ? wanted : [on.selector, ...wanted];
  return [
    ...(meant.length === 0 ? [] : [matchesSelector(CLICK_ELEMENT, orInside(compound(meant)), false)]),
    ...unwanted.map((css) => matchesSelector(CLICK_ELEMENT, orInside(css), true)),
    ...patterns(on.id, CLICK_ID, idSelector),
    ...patterns(on.classes, CLICK_CLASSES, classSelector),
    ...on.text.map((matcher) => plainTextCondition(clickedControlText(owner), matcher)),
  ];
}

/** CSS knows no regular expressions: these look at the attribute of the innermost element. */
function patterns(
  matchers: readonly TextMatcher[],
  attribute: Variable,
  selectorOf: typeof idSelector,
): Condition[] {
  return matchers
    .filter((matcher) => selectorOf(matcher) === null)
    .map((matcher) => plainTextCondition(attribute, matcher));
}

/** Tag Manager's link click names the link itself, whatever was clicked inside it. */
function linkConditions(on: Of<"link">): Condition[] {
  return [
    ...on.url.map((matcher) => linkAddressCondition(CLICK_URL, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(CLICK_ELEMENT, on.selector, false)]),
    ...on.id.map((matcher) => plainTextCondition(CLICK_ID, matcher)),
    ...on.classes.map((matcher) => classCondition(CLICK_ELEMENT, CLICK_CLASSES, matcher)),
    ...on.text.map((matcher) => plainTextCondition(CLICK_TEXT, matcher)),
  ];
}

function formConditions(on: Of<"form">): Condition[] {
  return [
    ...on.id.map((matcher) => plainTextCondition(FORM_ID, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(FORM_ELEMENT, on.selector, false)]),
    ...on.action.map((matcher) => linkAddressCondition(FORM_URL, matcher)),
    ...on.classes.map((matcher) => classCondition(FORM_ELEMENT, FORM_CLASSES, matcher)),
  ];
}

/** By selector where CSS can say it, else by the text of the attribute. */
function classCondition(element: Variable, attribute: Variable, matcher: TextMatcher): Condition {
  const css = classSelector(matcher);
  return css === null ? plainTextCondition(attribute, matcher) : matchesSelector(element, css, matcher.not);
}

function matchesSelector(variable: Variable, selector: string, negate: boolean): Condition {
  return { variable, type: "cssSelector", value: selector, negate };
}
