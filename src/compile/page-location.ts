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
import { outsideEscapes } from "../countable/pattern/outside-escapes.ts";
import type { PageConditions, PartMatcher, TextMatcher } from "../language/goal-set/conditions.ts";
import { addressPattern } from "./address-pattern.ts";
import { encodePattern, literalPattern, patternFor, queryCharacter } from "./encoded-text.ts";
import { hostInBrowser } from "./page.ts";
import { type RuleCondition, textCondition } from "./rule-conditions.ts";
import { ENDS, valuesPattern } from "./values-pattern.ts";

export function pageLocationConditions(page: PageConditions): RuleCondition[] {
  return [
    ...page.host.map((matcher) => located(hostInBrowser(matcher), HOST_NAME, PLAIN)),
    ...page.path.map((matcher) => located(matcher, PATH, encodedAsIn(matcher))),
    ...page.url.map((matcher) => pageLocation(matcher, addressPattern(matcher), URL_WITHOUT_FRAGMENT)),
    ...page.query.flatMap(({ name, is }) =>
      is.map(asText).map((matcher) => located(matcher, queryParameter(name, matcher.ignoreCase), IN_QUERY)),
    ),
    ...page.fragment.map(asText).map((matcher) => located(matcher, FRAGMENT, encodedAsIn(matcher))),
  ];
}

/** An address has no separate value for "missing": whatever does not match is missing. */
function asText(matcher: PartMatcher): TextMatcher {
  if (matcher.op !== "present") return matcher;
  const { not, at } = matcher;
  return { op: "matches", values: [".+"], not, ignoreCase: false, at };
}

interface Spelling {
  readonly literal: (text: string) => string;
  readonly own: (pattern: string) => string;
  /** How a percent sign is spelled that begins an escape; null where there are none. */
  readonly percent: string | null;
}

const PLAIN: Spelling = { literal: literalPattern, own: (pattern) => pattern, percent: null };
/** A percent sign by itself would be spelled as one of the value: `%25`. */
const IN_QUERY: Spelling = { ...PLAIN, percent: "[%]" };

function encodedAsIn({ ignoreCase }: TextMatcher): Spelling {
  return {
    literal: (text) => patternFor(text, ignoreCase),
    own: (pattern) => encodePattern(pattern, ignoreCase),
    percent: "%",
  };
}

function located(matcher: TextMatcher, part: AddressPart, spelling: Spelling): RuleCondition {
  const pattern = patternOf(matcher, spelling);
  const { ignoreCase } = matcher;
  const { percent } = spelling;
  return pageLocation(
    matcher,
    percent === null ? pattern : outsideEscapes(pattern, { ignoreCase, percent }),
    part,
  );
}

function pageLocation(matcher: TextMatcher, ofPart: string, part: AddressPart): RuleCondition {
  return textCondition("page_location", "REGULAR_EXPRESSION", wholeAddressPattern(ofPart, part), matcher);
}

function patternOf(matcher: TextMatcher, spelling: Spelling): string {
  if (matcher.op === "matches") return spelling.own(matcher.values[0]);
  const { before, after } = ENDS[matcher.op];
  return before + valuesPattern(matcher, spelling.literal) + after;
}

/** The value of one parameter, wherever it is in the query. Its characters may be percent-encoded or not. */
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
