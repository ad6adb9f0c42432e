/** Blocks of conditions → `page`, `where`, `cookie`; exceptions → `unless`. */
import type { Conditions, Exception, ValueCondition } from "../goal-set/conditions.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { comparisonSaid } from "./comparison.ts";
import { pageSaid } from "./page.ts";
import { type Field, field, fieldsInOne, type Said } from "./yaml-value.ts";

export function conditionsSaid({ page, where, cookie }: Conditions, slash?: TrailingSlash): readonly Field[] {
  return [
    ...field("page", pageSaid(page, [], slash)),
    ...field("where", valuesSaid(where)),
    ...field("cookie", valuesSaid(cookie)),
  ];
}

export function valuesSaid(values: readonly ValueCondition[]): Said | null {
  if (values.length === 0) return null;
  return fieldsInOne(values.flatMap(({ key, is }) => field(key, comparisonSaid(is))));
}

/** @param usual what the defaults of the file say */
export function unlessSaid(
  unless: readonly Exception[],
  usual: readonly Exception[] = [],
  slash?: TrailingSlash,
): readonly Field[] {
  const all = exceptionsSaid(unless, slash);
  if (JSON.stringify(all) === JSON.stringify(exceptionsSaid(usual, slash))) return [];
  const [only, ...more] = all;
  return [["unless", only !== undefined && more.length === 0 ? only : all]];
}

function exceptionsSaid(unless: readonly Exception[], slash?: TrailingSlash): readonly Said[] {
  return unless.map((one) => fieldsInOne(conditionsSaid(one, slash)));
}
