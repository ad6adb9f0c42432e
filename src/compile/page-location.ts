/**
 * Conditions on the page → conditions on `page_location`, the whole address, which is all that Analytics
 * knows of a page. Each matcher becomes one pattern that means the same whether Google looks for it
 * anywhere or wants it to match the whole text.
 */

import {
  type AddressPart,
  FRAGMENT,
  HOST_NAME,
  PATH,
  URL_WITHOUT_FRAGMENT,
  wholeAddressPattern,
} from "../countable/pattern/address-part.ts";
import type { PageConditions, TextMatcher } from "../language/goal-set/conditions.ts";
import { addressPattern } from "./address-pattern.ts";
import { encodePattern, literalPattern, patternFor, queryCharacter } from "./encoded-text.ts";
import { hostAsShown } from "./page.ts";
import { type RuleCondition, textCondition } from "./rule-conditions.ts";
import { ENDS, valuesPattern } from "./values-pattern.ts";

export function pageLocationConditions(page: PageConditions): RuleCondition[] {
  return [
    ...page.host.map((matcher) => located(hostAsShown(matcher), HOST_NAME, PLAIN)),
    ...page.path.map((matcher) => located(matcher, PATH, encodedAsIn(matcher))),
    ...page.url.map((matcher) => pageLocation(matcher, addressPattern(matcher), URL_WITHOUT_FRAGMENT)),
    ...page.query.flatMap(({ name, is }) =>
      is.map((matcher) => located(matcher, queryParameter(name, matcher.ignoreCase), PLAIN)),
    ),
    ...page.fragment.map((matcher) => located(matcher, FRAGMENT, encodedAsIn(matcher))),
  ];
}

interface Spelling {
  readonly literal: (text: string) => string;
  readonly own: (pattern: string) => string;
}

const PLAIN: Spelling = { literal: literalPattern, own: (pattern) => pattern };

function encodedAsIn({ ignoreCase }: TextMatcher): Spelling {
  return {
    literal: (text) => patternFor(text, ignoreCase),
    own: (pattern) => encodePattern(pattern, ignoreCase),
  };
}

function located(matcher: TextMatcher, part: AddressPart, spelling: Spelling): RuleCondition {
  return pageLocation(matcher, patternOf(matcher, spelling), part);
}

function pageLocation(matcher: TextMatcher, ofPart: string, part: AddressPart): RuleCondition {
  return textCondition("page_location", "REGULAR_EXPRESSION", wholeAddressPattern(ofPart, part), matcher);
}

function patternOf(matcher: TextMatcher, spelling: Spelling): string {
  if (matcher.op === "matches") return spelling.own(matcher.values[0]);
  const { before, after } = ENDS[matcher.op];
  return before + valuesPattern(matcher, spelling.literal) + after;
}

/** The value of one parameter, wherever it stands in the query. Its characters may be percent-encoded or not. */
function queryParameter(name: string, ignoreCase: boolean): AddressPart {
  const spelled = [...name].map((character) => queryCharacter(character, false)).join("");
  return {
    name: "query parameter",
    before: `[^?#]*\\?(?:[^#]*&)?${spelled}=`,
    ends: "&#",
    beginsWithSlash: false,
    character: (character) => queryCharacter(character, ignoreCase),
  };
}
