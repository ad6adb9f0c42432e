/** Filters of audiences on one dimension, metric or parameter. */

import { entryIn } from "../../entry-in.ts";
import type { Fields, Json } from "../state.ts";
import { snakeCase } from "./field-names.ts";
import { invalidArgument } from "./refusals.ts";
import { isExpression } from "./regular-expression.ts";
import { missing } from "./text-fields.ts";

const LONGEST_PERIOD = 60;

const FILTERS: { readonly [field: string]: (filter: Fields, place: string) => void } = {
  stringFilter: checkStringFilter,
  inListFilter: ({ values }, place) => {
    if (values === undefined) throw missing(`${place}.values`);
  },
  numericFilter: ({ operation, value }, place) => {
    if (operation === undefined) throw missing(`${place}.operation`);
    checkNumber(value, `${place}.value`);
  },
  betweenFilter: ({ fromValue, toValue }, place) => {
    checkNumber(fromValue, `${place}.from_value`);
    checkNumber(toValue, `${place}.to_value`);
  },
};

/** @throws GoogleError 400 that names what is missing, or what is set although something else excludes it. */
export function checkFieldFilter(filter: Fields, isAcrossSessions: boolean, place: string): void {
  if (filter["fieldName"] === undefined) throw missing(`${place}.field_name`);
  const [kind, ...others] = Object.keys(FILTERS).filter((name) => filter[name] !== undefined);
  if (kind === undefined || others.length > 0) {
    throw invalidArgument(
      `${place}: a filter must have exactly one of ${Object.keys(FILTERS).map(snakeCase).join(", ")}.`,
    );
  }
  entryIn(FILTERS, kind)?.(filter[kind] as Fields, `${place}.${snakeCase(kind)}`);
  checkPeriod(filter, isAcrossSessions, place);
}

function checkStringFilter({ matchType, value }: Fields, place: string): void {
  if (matchType === undefined) throw missing(`${place}.match_type`);
  if (value === undefined) throw missing(`${place}.value`);
  if (matchType !== "FULL_REGEXP" || isExpression(String(value))) return;
  throw invalidArgument(`${place}: "${value}" is not a regular expression.`);
}

function checkNumber(number: Json | undefined, place: string): void {
  if (number === undefined) throw missing(place);
  const { int64Value, doubleValue } = number as Fields;
  if ((int64Value === undefined) === (doubleValue === undefined)) {
    throw invalidArgument(`${place} must have either an int64_value or a double_value.`);
  }
}

function checkPeriod(filter: Fields, isAcrossSessions: boolean, place: string): void {
  const { atAnyPointInTime, inAnyNDayPeriod } = filter;
  if (atAnyPointInTime === undefined && inAnyNDayPeriod === undefined) return;
  if (!isAcrossSessions) {
    throw invalidArgument(`${place}: periods can be set only in the scope ACROSS_ALL_SESSIONS.`);
  }
  if (inAnyNDayPeriod === undefined) return;
  if (Number(inAnyNDayPeriod) >= 1 && Number(inAnyNDayPeriod) <= LONGEST_PERIOD) return;
  throw invalidArgument(`${place}: a period must be 1 to ${LONGEST_PERIOD} days.`);
}
