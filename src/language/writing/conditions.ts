/** Blocks of conditions → `page`, `where`, `cookie`; exceptions → `unless`. */
import type { Conditions, Exception, ValueCondition } from "../goal-set/conditions.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { comparisonToYaml } from "./comparison.ts";
import { pageToYaml } from "./page.ts";
import { type Field, field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

function conditionsToYaml({ page, where, cookie }: Conditions, slash?: TrailingSlash): readonly Field[] {
  return [
    ...field("page", pageToYaml(page, [], slash)),
    ...field("where", valuesToYaml(where)),
    ...field("cookie", valuesToYaml(cookie)),
  ];
}

export function valuesToYaml(values: readonly ValueCondition[]): YamlValue | null {
  if (values.length === 0) return null;
  return fieldsInOne(values.flatMap(({ key, is }) => field(key, comparisonToYaml(is))));
}

/** @param usual what the defaults of the file say */
export function unlessToYaml(
  unless: readonly Exception[],
  usual: readonly Exception[] = [],
  slash?: TrailingSlash,
): readonly Field[] {
  const all = exceptionsToYaml(unless, slash);
  if (JSON.stringify(all) === JSON.stringify(exceptionsToYaml(usual, slash))) return [];
  const [only, ...more] = all;
  return [["unless", only !== undefined && more.length === 0 ? only : all]];
}

function exceptionsToYaml(unless: readonly Exception[], slash?: TrailingSlash): readonly YamlValue[] {
  return unless.map((one) => fieldsInOne(conditionsToYaml(one, slash)));
}
