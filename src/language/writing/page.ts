/** Conditions on the page → `page:`. */
import { isAnyPage, type PageConditions, type TextMatcher } from "../goal-set/conditions.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { comparisonToYaml, isShort } from "./comparison.ts";
import { field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

/** A path alone that is compared as a whole stands for itself; null for every page. */
export function pageToYaml(
  whole: PageConditions,
  usualHost: readonly TextMatcher[] = [],
  usualSlash: TrailingSlash = "exact",
): YamlValue | null {
  const isUsual = alike(whole.host) === alike(usualHost);
  const page = isUsual ? { ...whole, host: [] } : whole;
  if (isAnyPage(page)) return null;
  const path = comparisonToYaml(page.path, { isPath: true, usual: usualSlash });
  const others = [
    ...field("query", querySaid(page)),
    ...field("host", comparisonToYaml(page.host)),
    ...field("fragment", comparisonToYaml(page.fragment)),
    ...field("url", comparisonToYaml(page.url, { isPath: false, usual: usualSlash })),
    ...field("title", comparisonToYaml(page.title)),
    ...field("referrer", comparisonToYaml(page.referrer, { isPath: false, usual: usualSlash })),
  ];
  if (isShort(path) && others.length === 0) return path;
  return fieldsInOne([...field("path", path), ...others]);
}

function alike(matchers: readonly TextMatcher[]): string {
  return JSON.stringify(matchers.map(({ at: _, ...one }) => one));
}

function querySaid({ query }: PageConditions): YamlValue | null {
  if (query.length === 0) return null;
  return fieldsInOne(query.flatMap(({ name, is }) => field(name, comparisonToYaml(is))));
}
