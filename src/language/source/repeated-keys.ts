/** What to write where a key is given twice: most often both values were meant, as either-or or as two conditions. */

import { entryIn } from "../../entry-in.ts";
import { inYaml } from "./in-yaml.ts";
import { isKnownKey } from "./known-keys.ts";
import { entriesOf, type LocatedEntry, textOf } from "./located.ts";

/** For the second of two entries with the same key. */
export function repeatedKeyHint(first: LocatedEntry, second: LocatedEntry): string {
  const { key } = second;
  const [a, b] = [textOf(first.value), textOf(second.value)];
  if (a !== undefined && a === b) return "Delete one of the two.";
  const both = bothConditions(first, second);
  if (both !== null) return `For both at once write \`${inYaml(key)}: { ${both} }\` in place of the two.`;
  if (a === undefined || b === undefined) return isKnownKey(key) ? "Delete one of the two." : RENAME;
  const either =
    entryIn(EITHER, key)?.(a, b) ?? (isKnownKey(key) ? null : `${inYaml(key)}: ${shown([first, second])}`);
  if (either !== null && key === "not") return `For none of them write \`${either}\` in place of the two.`;
  if (either !== null) return `For either of them write \`${either}\` in place of the two.`;
  return INTERACTIONS.has(key) ? "A goal counts one thing: make a goal for each." : "Delete one of the two.";
}

const RENAME = "Rename one of the two.";

const INTERACTIONS: ReadonlySet<string> = new Set(["ga4_event", "scroll", "video"]);

/** `total: { at_least: 5 }` and `total: { at_most: 9 }`: two comparisons of one value. */
function bothConditions(first: LocatedEntry, second: LocatedEntry): string | null {
  const entries = [...entriesOf(first.value), ...entriesOf(second.value)];
  const names = entries.map(({ key }) => key);
  const isPlain = entries.every(({ key, value }) => COMPARISONS.has(key) && value.kind === "scalar");
  if (entriesOf(first.value).length === 0 || entriesOf(second.value).length === 0) return null;
  if (!isPlain || new Set(names).size < names.length) return null;
  return entries
    .map(({ key, value }) => `${key}: ${value.kind === "scalar" ? written(value) : ""}`)
    .join(", ");
}

const COMPARISONS: ReadonlySet<string> = new Set(
  "equals begins_with ends_with contains matches not more_than at_least less_than at_most".split(" "),
);

function shown(entries: readonly LocatedEntry[]): string {
  return `[${entries.map(({ value }) => (value.kind === "scalar" ? written(value) : "")).join(", ")}]`;
}

/** Numbers stay numbers. */
function written({ value, text }: { readonly value: unknown; readonly text: string }): string {
  return typeof value === "string" ? inYaml(text) : text;
}

type Either = (first: string, second: string) => string;

const list =
  (key: string): Either =>
  (a, b) =>
    `${key}: ${inYaml([a, b])}`;
const selectors =
  (key: string): Either =>
  (a, b) =>
    `${key}: ${inYaml(`${a}, ${b}`)}`;

const LISTS =
  "page link form download leads_to data_layer equals begins_with ends_with contains matches not path url host fragment text id action title referrer".split(
    " ",
  );

const EITHER: Readonly<Record<string, Either>> = {
  click: selectors("click"),
  visible: selectors("visible"),
  selector: selectors("selector"),
  ...Object.fromEntries(LISTS.map((one) => [one, list(one)])),
};
