/** Blocks of conditions → `page`, `where`, `cookie`; exceptions → `unless`. */
import type { Conditions, Exception, ValueCondition } from "../goal-set/conditions.ts";
import { comparisonSaid } from "./comparison.ts";
import { pageSaid } from "./page.ts";
import { type Field, field, fieldsInOne, type Said } from "./said.ts";

export function conditionsSaid({ page, where, cookie }: Conditions): readonly Field[] {
  return [
    ...field("page", pageSaid(page)),
    ...field("where", valuesSaid(where)),
    ...field("cookie", valuesSaid(cookie)),
  ];
}

export function valuesSaid(values: readonly ValueCondition[]): Said | null {
  if (values.length === 0) return null;
  return fieldsInOne(values.flatMap(({ key, is }) => field(key, comparisonSaid(is))));
}

/** @param usual what the defaults of the file say */
export function unlessSaid(unless: readonly Exception[], usual: readonly Exception[] = []): readonly Field[] {
  const all = exceptionsSaid(unless);
  if (JSON.stringify(all) === JSON.stringify(exceptionsSaid(usual))) return [];
  const [only, ...more] = all;
  return [["unless", only !== undefined && more.length === 0 ? only : all]];
}

function exceptionsSaid(unless: readonly Exception[]): readonly Said[] {
  return unless.map((one) => fieldsInOne(conditionsSaid(one)));
}
