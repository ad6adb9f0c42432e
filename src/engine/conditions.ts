import { entryIn } from "../entry-in.ts";
import { type Condition, isChecked, parameterNamed } from "./container.ts";
import { isPageElement } from "./page-element.ts";
import { resolveNamed } from "./parameters.ts";
import type { Lookup } from "./template.ts";
import { sameAddress } from "./url-parts.ts";

/**
 * `unclear`: a value could not even be compared. Google's tag then does not fire what the conditions guard,
 * but still blocks what they block.
 */
export type Verdict = "met" | "unmet" | "unclear";

type Test = (left: unknown, right: unknown, options: TestOptions) => boolean;

interface TestOptions {
  readonly ignoreCase: boolean;
  readonly pageUrl: string;
}

/** One row per condition type. All but the number ones compare texts, in which a missing value is "undefined". */
const TESTS: Readonly<Record<string, Test>> = {
  equals: (a, b) => String(a) === String(b),
  contains: (a, b) => String(a).includes(String(b)),
  startsWith: (a, b) => String(a).startsWith(String(b)),
  endsWith: (a, b) => String(a).endsWith(String(b)),
  greater: (a, b) => Number(a) > Number(b),
  greaterOrEquals: (a, b) => Number(a) >= Number(b),
  less: (a, b) => Number(a) < Number(b),
  lessOrEquals: (a, b) => Number(a) <= Number(b),
  matchRegex: (a, b, { ignoreCase }) => matchesRegex(String(a), String(b ?? ""), ignoreCase),
  cssSelector: (a, b) => matchesSelector(a, String(b)),
  urlMatches: (a, b, { pageUrl }) => sameAddress(String(a), String(b), pageUrl),
};

/**
 * Whether all conditions are true; no conditions always are. Negated ones are judged after the others,
 * as in Google's compiled rules.
 */
export function judge(
  conditions: readonly Condition[] | null | undefined,
  lookup: Lookup,
  pageUrl: string,
): Verdict {
  const all = conditions ?? [];
  const ordered = [...all.filter((condition) => !isNegated(condition)), ...all.filter(isNegated)];
  for (const condition of ordered) {
    const verdict = judgeOne(condition, lookup, pageUrl);
    if (verdict !== "met") return verdict;
  }
  return "met";
}

/** One condition with the values that it met. */
export interface JudgedCondition {
  readonly condition: Condition;
  readonly left: unknown;
  readonly right: unknown;
  readonly verdict: Verdict;
}

/** Each of the conditions by itself, in the order of the container. */
export function judgeEach(
  conditions: readonly Condition[],
  lookup: Lookup,
  pageUrl: string,
): readonly JudgedCondition[] {
  return conditions.map((condition) => {
    const side = (key: string) => resolveNamed(condition.parameter, key, lookup);
    const verdict = judgeOne(condition, lookup, pageUrl);
    return { condition, left: side("arg0"), right: side("arg1"), verdict };
  });
}

/** What the verdict would be with another value on the left. */
export function verdictWith(
  judged: JudgedCondition,
  left: unknown,
  pageUrl: string,
  ignoreCase?: true,
): Verdict {
  return compared(judged.condition, left, judged.right, pageUrl, ignoreCase);
}

function judgeOne(condition: Condition, lookup: Lookup, pageUrl: string): Verdict {
  const side = (key: string) => resolveNamed(condition.parameter, key, lookup);
  return compared(condition, side("arg0"), side("arg1"), pageUrl);
}

function compared(
  condition: Condition,
  left: unknown,
  right: unknown,
  pageUrl: string,
  inAnyCase = false,
): Verdict {
  const test = entryIn(TESTS, condition.type ?? "");
  if (!test) return "unmet";
  const ignoreCase = inAnyCase || isChecked(parameterNamed(condition.parameter, "ignore_case"));
  try {
    const holds = test(left, right, { ignoreCase, pageUrl });
    return holds === isNegated(condition) ? "unmet" : "met";
  } catch {
    return "unclear";
  }
}

function isNegated(condition: Condition): boolean {
  return isChecked(parameterNamed(condition.parameter, "negate"));
}

/** An expression that JavaScript does not understand matches nothing, so that its negation matches everything. */
function matchesRegex(text: string, expression: string, ignoreCase: boolean): boolean {
  try {
    return new RegExp(expression, ignoreCase ? "i" : "").test(text);
  } catch {
    return false;
  }
}

function matchesSelector(element: unknown, selector: string): boolean {
  if (!isPageElement(element)) return false;
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}
