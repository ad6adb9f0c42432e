/** `page`, `where` and `cookie` → conditions of a trigger. */
import {
  type Comparison,
  type Conditions,
  needsNumberCheck,
  type ValueCondition,
} from "../language/goal-set/conditions.ts";
import type { Condition } from "./gtm-json.ts";
import { pageConditions } from "./page.ts";
import {
  isDecimalNumber,
  isMetByFalse,
  isMetByNotSet,
  isPresent,
  isSet,
  numberCondition,
  plainTextCondition,
} from "./text-conditions.ts";
import {
  dataLayerForConditions,
  dataLayerWithParents,
  listMethod,
  parentsOf,
} from "./variables/data-layer.ts";
import { cookieForConditions } from "./variables/page.ts";
import { NOT_SET, type Variable } from "./variables/variable.ts";

export function allConditions(owner: string, { page, where, cookie }: Conditions): Condition[] {
  return [
    ...whereConditions(owner, where),
    ...cookie.flatMap((one) => cookieConditions(owner, one)),
    ...pageConditions(owner, page),
  ];
}

function whereConditions(owner: string, where: readonly ValueCondition[]): Condition[] {
  const all = where.map(({ key, is }) => {
    const noList = is.some(hasNumbers) ? [isNoList(owner, key)] : [];
    const isAbsence = is.some(({ op, not }) => op === "present" && not);
    const variable = isAbsence ? dataLayerWithParents(owner, key) : dataLayerForConditions(owner, key);
    return { key, asked: valueConditions(variable, is, noList) };
  });
  const asked = new Set(where.map(({ key }) => key));
  const parents = all.filter((one) => one.asked.every(isMetByFalse)).flatMap(({ key }) => parentsOf(key));
  const others = [...new Set(parents)].filter((key) => !asked.has(key));
  return [
    ...all.flatMap((one) => one.asked),
    ...others.map((key) => isSet(dataLayerForConditions(owner, key))),
  ];
}

function cookieConditions(owner: string, { key, is }: ValueCondition): Condition[] {
  return valueConditions(cookieForConditions(owner, key), is, []);
}

/** A missing value satisfies only `present: false`, and not even a "not": it is not known what the plan is. */
function valueConditions(
  variable: Variable,
  is: readonly Comparison[],
  noList: readonly Condition[],
): Condition[] {
  const conditions = is.map((matcher) => valueCondition(variable, matcher));
  if (needsNumberCheck(is)) return [isDecimalNumber(variable), ...noList, ...conditions];
  const asksForPresence = is.some(({ op }) => op === "present");
  const presence = !asksForPresence && conditions.some(isMetByNotSet) ? [isSet(variable)] : [];
  return [...presence, ...noList, ...conditions];
}

function valueCondition(variable: Variable, matcher: Comparison): Condition {
  if (matcher.op === "present") return isPresent(variable, matcher.not);
  return "value" in matcher ? numberCondition(variable, matcher) : plainTextCondition(variable, matcher);
}

function hasNumbers(matcher: Comparison): boolean {
  return "value" in matcher || ("numbers" in matcher && matcher.numbers !== undefined);
}

/** A list of one number would compare like that number: in every comparison `[150]` reads "150". */
function isNoList(owner: string, key: string): Condition {
  return { variable: listMethod(owner, key), type: "equals", value: NOT_SET };
}
