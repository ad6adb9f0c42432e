/** Advice on whole entries of comparisons: other words for `not`, two limits, types of comparisons as people know them. */
import { TEXT_COMPARISONS } from "../goal-set/text-comparisons.ts";
import { inYaml } from "../source/in-yaml.ts";
import { child, type Located, textOf } from "../source/located.ts";
import { KEYS, withoutSpelling } from "./other-tools.ts";

/** Negated comparisons: what is negated. */
const NEGATED: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:not_equals?|not_equal_to|does_not_equals?|is_not|is_not_equal_to|ne|neq|!=|<>|differs?|unequal)$/,
    "equals",
  ],
  [/^(?:not_contains?|does_not_contains?|excludes?|not_includes?|does_not_include)$/, "contains"],
  [/^(?:not_in|nin|none_of|is_not_one_of|not_one_of)$/, "one_of"],
  [/^(?:not_|does_not_)(?:starts?|begins?)_with$/, "begins_with"],
  [/^(?:not_|does_not_)ends?_with$/, "ends_with"],
  [/^(?:not_|does_not_)(?:match(?:es)?)(?:_reg_?ex(?:p)?)?$/, "matches"],
];

export function matcherEntry(
  word: string,
  value: Located | undefined,
  holder: Located | undefined,
): string | null {
  const shown = valueInWords(value);
  const ignoring = /^(.+?)_(?:ignore_case|case_insensitive|i)$/.exec(word)?.[1] ?? word;
  const isIgnoring = ignoring !== word;
  const negated = NEGATED.find(([pattern]) => pattern.test(ignoring))?.[1];
  const more = isIgnoring ? ", ignore_case: true" : "";
  if (shown !== null && negated !== undefined)
    return negated === "equals" && !isIgnoring
      ? `Write \`not: ${shown}\`.`
      : `Write \`not: { ${negated}: ${shown}${more} }\`.`;
  const positive = KEYS["matcher"]?.get(ignoring) ?? (isIgnoring ? ignoring : undefined);
  if (shown !== null && isIgnoring && positive !== undefined && positive !== "ignore_case")
    return `Write \`${positive}: ${shown}${more}\`.`;
  if (word === "between") return betweenEntry(value);
  const isAbsence = /^(?:missing|absent|empty|is_empty|not_set|unset|undefined|not_defined)$/.test(word);
  if (isAbsence || /^(?:exists|is_set|set|defined|is_defined|not_empty|is_not_empty)$/.test(word)) {
    const isPresent = isAbsence === (textOf(value) === "false");
    return `Write \`present: ${isPresent}\`, which is true of ${isPresent ? "any" : "a missing or empty"} value.`;
  }
  if (/^matches_css_selector$/.test(word))
    return "A CSS selector goes under `selector`, at `click`, `link` or `form`.";
  return typedComparison(word, holder);
}

/** `between: [100, 200]` */
function betweenEntry(value: Located | undefined): string | null {
  const bounds =
    value?.kind === "list" ? value.items.map((one) => (one.kind === "scalar" ? one.text : "")) : [];
  const [, from, to] =
    /^(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.+|to|and|und|et|y)\s*(-?\d+(?:\.\d+)?)$/.exec(textOf(value) ?? "") ?? [];
  if (from !== undefined) return `Write \`at_least: ${from}, at_most: ${to}\`.`;
  const isRange = bounds.length === 2 && bounds.every((one) => /^-?\d+(?:\.\d+)?$/.test(one));
  return isRange ? `Write \`at_least: ${bounds[0]}, at_most: ${bounds[1]}\`.` : null;
}

/** `{ match_type: begins_with, value: /a }`, as Tag Manager's API has it. */
function typedComparison(word: string, holder: Located | undefined): string | null {
  if (!/^(?:type|match|match_type|operator|op|comparison|value)$/.test(word)) return null;
  const typed = typedMatcher(holder);
  return typed === null ? null : `The comparison itself is the key: \`{ ${typed} }\`.`;
}

/** `begins_with: /a` for `{ match_type: HEAD, value: /a }`; null where it does not say how to compare and with what. */
export function typedMatcher(holder: Located | undefined): string | null {
  const kind = ["type", "match", "match_type", "matchType", "operator", "op", "comparison"]
    .map((one) => textOf(child(holder, one)))
    .find((one) => one !== undefined);
  const shown = valueInWords(child(holder, "value"));
  if (kind === undefined || shown === null) return null;
  const name = withoutSpelling(kind);
  const op = KEYS["matcher"]?.get(name) ?? (TEXT_COMPARISONS.has(name) ? name : null);
  return op === null ? null : `${op}: ${shown}`;
}

export function valueInWords(value: Located | undefined): string | null {
  if (value?.kind === "scalar" && value.value !== null)
    return typeof value.value === "string" ? inYaml(value.text) : value.text;
  if (value?.kind !== "list") return null;
  const items = value.items.map((one) => (one.kind === "scalar" ? one.text : null));
  return items.every((one) => one !== null) ? inYaml(items as string[]) : null;
}
