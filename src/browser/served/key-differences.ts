/** Where two goals say what counts in different words: key by key, as in the goals file. */
import { entryIn } from "../../entry-in.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { goalToYaml } from "../../language/writing/goal.ts";
import { inBraces } from "../../language/writing/yaml-text.ts";
import { fieldsInOne, type YamlValue } from "../../language/writing/yaml-value.ts";

export interface KeyDifference {
  /** `where.seats`. */
  readonly key: string;
  /** As YAML on one line; `(nothing)` where it is not said. */
  readonly served: string;
  readonly asked: string;
}

/** What a goal counts; everything else that it says is compared for itself. */
const COUNTING = [
  "type",
  "page",
  "on",
  "any",
  "where",
  "cookie",
  "spa",
  "scope",
  "longer_than",
  "more_than",
  "unless",
  "via",
];

/** Mappings that have a key for each thing, and not a comparison. */
const PARTED = /^(?:page|page\.query|where|cookie|on|on\.(?:link|form|click|video|visible|download))$/;

/** Empty where the file has no words for one of them. */
export function keyDifferences(served: Goal, asked: Goal): readonly KeyDifference[] {
  const [is, says] = [served, asked].map(countingOf);
  return is && says ? differing("", is, says) : [];
}

function countingOf(goal: Goal): Mapping | null {
  try {
    const said = fieldsInOne(goalToYaml(goal));
    return Object.fromEntries(Object.entries(said).filter(([key]) => COUNTING.includes(key)));
  } catch {
    // Several comparisons that do not fit into one mapping.
    return null;
  }
}

type Mapping = { readonly [key: string]: YamlValue };

function differing(path: string, served: Mapping, asked: Mapping): readonly KeyDifference[] {
  return [...new Set([...Object.keys(served), ...Object.keys(asked)])].flatMap((key) => {
    const [is, says] = [entryIn(served, key), entryIn(asked, key)];
    if (JSON.stringify(is) === JSON.stringify(says)) return [];
    const name = path === "" ? key : `${path}.${key}`;
    if (isMapping(is) && isMapping(says) && PARTED.test(name)) return differing(name, is, says);
    const [only, wanted] = isList(is) && isList(says) ? [without(is, says), without(says, is)] : [is, says];
    return [{ key: name, served: shown(only), asked: shown(wanted) }];
  });
}

function isMapping(value: YamlValue | undefined): value is Mapping {
  return typeof value === "object" && !Array.isArray(value);
}

function isList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** Of several ways or exceptions, those that differ; undefined for none. */
function without(list: readonly YamlValue[], others: readonly YamlValue[]): YamlValue | undefined {
  const known = others.map((one) => JSON.stringify(one));
  const left = list.filter((one) => !known.includes(JSON.stringify(one)));
  return left.length > 1 ? left : left[0];
}

function shown(value: YamlValue | undefined): string {
  return value === undefined ? "(nothing)" : inBraces(value).trim();
}
