/** What was clicked or sent → conditions on the element that Tag Manager names. */

import { DOWNLOAD_EXTENSIONS } from "../countable/download-extensions.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import type {
  ClickInteraction,
  DownloadInteraction,
  FormInteraction,
  LinkInteraction,
} from "../language/goal-set/interaction.ts";
import type { Condition } from "./gtm-json.ts";
import { classSelector, compound, idSelector, orInside } from "./selectors.ts";
import { addressCondition, plainTextCondition } from "./text-conditions.ts";
import {
  CLICK_CLASSES,
  CLICK_ELEMENT,
  CLICK_ID,
  CLICK_TEXT,
  CLICK_URL,
  FORM_CLASSES,
  FORM_ELEMENT,
  FORM_ID,
  FORM_URL,
} from "./variables/built-in.ts";
import { clickedControlText, leadsOutside } from "./variables/clicked.ts";
import type { Variable } from "./variables/variable.ts";

/** Selector, id and classes are of one and the same element, which the click may only have hit the inside of. */
export function clickConditions(owner: string, on: ClickInteraction): Condition[] {
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
export function linkConditions(owner: string, on: LinkInteraction): Condition[] {
  return [
    ...on.url.map((matcher) => addressCondition(CLICK_URL, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(CLICK_ELEMENT, on.selector, false)]),
    ...on.id.map((matcher) => plainTextCondition(CLICK_ID, matcher)),
    ...on.classes.map((matcher) => classCondition(CLICK_ELEMENT, CLICK_CLASSES, matcher)),
    ...on.text.map((matcher) => plainTextCondition(CLICK_TEXT, matcher)),
    ...(on.outbound === null ? [] : whereItLeads(owner, on.outbound)),
  ];
}

/** Addresses without a host (`tel:`, `mailto:`, `javascript:`) lead neither outside nor to a page of the site. */
function whereItLeads(owner: string, outbound: boolean): Condition[] {
  return [
    { variable: leadsOutside(owner), type: "equals", value: "true", negate: !outbound },
    { variable: CLICK_URL, type: "matchRegex", value: "^https?://", ignoreCase: true },
  ];
}

/** The extension is at the end of the path; the dots of a host name, a query or a fragment do not begin one. */
export function downloadConditions(on: DownloadInteraction): Condition[] {
  const extensions = on.extensions ?? DOWNLOAD_EXTENSIONS;
  const anyOf = extensions.map((extension) => extension.replaceAll(".", "\\.")).join("|");
  const value = `^https?://[^/?#]+/[^?#]*\\.(?:${anyOf})(?:[?#]|$)`;
  return [
    { variable: CLICK_URL, type: "matchRegex", value, ignoreCase: true },
    ...on.url.map((matcher) => addressCondition(CLICK_URL, matcher)),
  ];
}

export function formConditions(on: FormInteraction): Condition[] {
  return [
    ...on.id.map((matcher) => plainTextCondition(FORM_ID, matcher)),
    ...(on.selector === null ? [] : [matchesSelector(FORM_ELEMENT, on.selector, false)]),
    ...on.action.map((matcher) => addressCondition(FORM_URL, matcher)),
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
