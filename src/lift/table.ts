/**
 * A condition on a lookup table or a regex table → the conditions on what the table reads that are true for the same inputs:
 * `{{Brand}} equals loch` is a question for the host where a table of hosts gives the brand.
 */

import { literalPattern } from "../compile/encoded-text.ts";
import { anyOf, ENDS } from "../compile/values-pattern.ts";
import { parameterText, possibleTexts, regex, tableRows } from "../container/possible-texts.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { conversionsOf, type Fact, factOf, referenceIn } from "./fact.ts";
import { alternativesOf, literalText } from "./pattern/alternatives.ts";
import { type Comparison, holdsFor, type TriggerCondition } from "./trigger-condition.ts";

/** Tables can read tables, and in circles. */
const DEEPEST = 4;

/** The condition itself where it asks for something else, or where no conditions on the input say the same. */
export function throughTables(
  asked: TriggerCondition,
  content: ContainerContent,
  depth = 0,
): readonly TriggerCondition[] {
  if (asked.fact.is !== "unsaid" || asked.fact.code !== "table-condition" || depth > DEEPEST) return [asked];
  const table = content.entities["gtm.variable"].find(({ name }) => name === asked.variable);
  const input = referenceIn((table && parameterText(table, "input")) ?? "");
  if (!table || input === null) return [asked];
  const on = { fact: factOf(input, content), variable: input };
  const found = onInput(table, asked, on.fact, content);
  if (found === null) return [asked];
  return found.flatMap((one) => throughTables({ ...on, ...one }, content, depth + 1));
}

interface Row {
  readonly key: string;
  /** Whether the condition is true of what this row gives. */
  readonly holds: boolean;
}

type Question = Required<Comparison>;

function onInput(
  table: Entity,
  asked: TriggerCondition,
  input: Fact,
  content: ContainerContent,
): readonly Question[] | null {
  const isOn = (key: string) => parameterText(table, key) === "true";
  const verdict = (text: string) => {
    const { known, isComplete } = possibleTexts(text, { content, event: "" });
    return isComplete && known.length === 1 ? holdsFor(asked, known[0]!) : null;
  };
  const otherwise = verdict(
    isOn("setDefaultValue") ? (parameterText(table, "defaultValue") ?? "") : "undefined",
  );
  const rows = tableRows(table).map(({ key, value }) => ({ key, value, holds: verdict(value) }));
  const isPlain = rows.every(({ key }) => !key.includes("{{")) && conversionsOf(table).length === 0;
  if (!isPlain || otherwise === null || rows.some(({ holds }) => holds === null)) return null;
  const known = rows as (Row & { value: string })[];
  if (table.type === "smm")
    return questionOf(equalTo(lastOfEach(known).filter(({ holds }) => holds !== otherwise)), otherwise);
  const isWhole = isOn("fullMatch");
  if (isOn("replaceAfterMatch") && !(isWhole && known.every(isReplacedAsAWhole))) return null;
  const how = { isWhole, ignoreCase: isOn("ignoreCase"), isAddress: input.is === "page" };
  return ofPatterns(known, otherwise, how);
}

/** Otherwise what the row gives takes over parts of the input; `^` and `$` belong to the outer alternatives of a pattern. */
function isReplacedAsAWhole({ key, value }: { readonly key: string; readonly value: string }): boolean {
  return !value.includes("$") && alternativesOf(key).length === 1;
}

/** Of two rows with the same key the last one counts. */
function lastOfEach(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

function equalTo(rows: readonly Row[]): Pick<Comparison, "type" | "value"> | null {
  const keys = rows.map(({ key }) => key);
  if (keys.length < 2) return keys.length === 0 ? null : { type: "equals", value: keys[0]! };
  const { before, after } = ENDS.one_of;
  return { type: "matchRegex", value: `${before}${anyOf(keys.map(literalPattern))}${after}` };
}

/** @param found what the rows ask for that give another verdict than no row at all: null where none does */
function questionOf(
  found: Pick<Comparison, "type" | "value" | "ignoreCase"> | null,
  otherwise: boolean,
): readonly Question[] | null {
  if (found !== null) return [{ ignoreCase: false, ...found, negate: otherwise }];
  return otherwise ? [] : null;
}

interface Matching {
  /** "Full match". */
  readonly isWhole: boolean;
  readonly ignoreCase: boolean;
  /** What is matched is on one line, and always there. */
  readonly isAddress: boolean;
}

/** The first row that matches counts, so one that gives something else may be in the way of a later one. */
function ofPatterns(all: readonly Row[], otherwise: boolean, how: Matching): readonly Question[] | null {
  const rows = all.filter(({ key }) => regex(patternOf(key, how)) !== null);
  const decisive = rows.filter(({ holds }) => holds !== otherwise);
  const last = rows.findLastIndex(({ holds }) => holds !== otherwise);
  const inTheWay = rows.filter(
    (row, index) =>
      row.holds === otherwise &&
      index < last &&
      rows
        .slice(index + 1)
        .some((later) => later.holds !== otherwise && !areDisjoint(row.key, later.key, how)),
  );
  const isAll = how.isAddress && decisive.some(({ key }) => /^\^?\.\*\$?$/.test(key));
  const question = isAll && !otherwise ? [] : questionOf(anyPattern(decisive, how), otherwise);
  if (question === null || inTheWay.length === 0) return question;
  const isBefore = inTheWay.every((row) => rows.indexOf(row) < rows.indexOf(decisive[0]!));
  // "Not in one of these, unless in one of those" is an either-or.
  if (otherwise || !isBefore) return null;
  return [...question, { ignoreCase: false, ...anyPattern(inTheWay, how)!, negate: true }];
}

/** "Full match" puts `^` and `$` around the pattern, without a group. */
function patternOf(key: string, { isWhole }: Matching): string {
  if (!isWhole) return key;
  const [start, end] = [key.startsWith("^") ? "" : "^", /(?:^|[^\\])(?:\\\\)*\$$/.test(key) ? "" : "$"];
  return `${start}${key}${end}`;
}

/** What may be anything at either end of an address decides nothing. */
function shortened(pattern: string, { isAddress }: Matching): string {
  if (!isAddress) return pattern;
  const inside = pattern.replace(/^\^?\.\*(?![*+?])/, "").replace(/(?<!\\)\.\*\$?$/, "");
  return inside === "" ? pattern : inside;
}

function anyPattern(
  rows: readonly Row[],
  how: Matching,
): Pick<Comparison, "type" | "value" | "ignoreCase"> | null {
  const { ignoreCase } = how;
  const patterns = rows.map(({ key }) => shortened(patternOf(key, how), how));
  const texts = patterns.map((one) => (/^\^[\s\S]*\$$/.test(one) ? literalText(one.slice(1, -1)) : null));
  if (patterns.length === 0) return null;
  if (texts.includes(null)) return { type: "matchRegex", value: either(patterns), ignoreCase };
  const whole = equalTo(texts.map((key) => ({ key: key!, holds: true })))!;
  if (!ignoreCase) return whole;
  return {
    type: "matchRegex",
    value: whole.type === "equals" ? `^${literalPattern(whole.value)}$` : whole.value,
    ignoreCase,
  };
}

/** With the beginning and the end that all of them have in common. */
function either(patterns: readonly string[]): string {
  const areSimple = patterns.length > 1 && patterns.every((one) => alternativesOf(one).length === 1);
  const [isStart, isEnd] = [
    areSimple && patterns.every((one) => one.startsWith("^")),
    areSimple && patterns.every((one) => /[^\\]\$$/.test(one)),
  ];
  const inside = patterns.map((one) => one.slice(isStart ? 1 : 0, isEnd ? -1 : undefined));
  return isStart || isEnd ? `${isStart ? "^" : ""}${anyOf(inside)}${isEnd ? "$" : ""}` : patterns.join("|");
}

/** Whether no text can match both, as far as their beginnings show. */
function areDisjoint(one: string, other: string, how: Matching): boolean {
  const [a, b] = [one, other].map((key) => startOf(patternOf(key, how), how));
  if (!a || !b) return false;
  const flags = how.ignoreCase ? "i" : "";
  if (a.isWhole) return !new RegExp(patternOf(other, how), flags).test(a.text);
  if (b.isWhole) return !new RegExp(patternOf(one, how), flags).test(b.text);
  const length = Math.min(a.text.length, b.text.length);
  return a.text.slice(0, length) !== b.text.slice(0, length);
}

/** The text that everything begins with that the pattern matches; null where it may begin with anything. */
function startOf(pattern: string, { ignoreCase }: Matching) {
  if (!pattern.startsWith("^") || alternativesOf(pattern).length > 1) return null;
  const [start = ""] = /^(?:\\[^a-zA-Z0-9]|[^\\^$.*+?()[\]{}|])*/.exec(pattern.slice(1)) ?? [];
  const rest = pattern.slice(1 + start.length);
  const text = (/^[*+?{]/.test(rest) ? start.replace(/\\?[\s\S]$/, "") : start).replace(/\\(.)/gs, "$1");
  return { text: ignoreCase ? text.toLowerCase() : text, isWhole: rest === "$" };
}
