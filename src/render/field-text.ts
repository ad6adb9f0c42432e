/** A changed field in words: conditions as sentences, everything else as JSON. */

import { entryIn } from "../entry-in.ts";
import type { FieldChange, SubjectChange } from "../plan/plan.ts";
import { eventConditionText, sentence, textInWords, verbOf } from "../resources/condition-words.ts";
import { audienceFilterText, sequenceText } from "../resources/definitions/audience-text.ts";
import { canonicalJson } from "../resources/json.ts";
import type { Json, JsonObject } from "../resources/resource.ts";
import { settingLine } from "./key-event-settings.ts";
import { changedLines } from "./script-change.ts";
import { visible } from "./visible.ts";

const LONGEST = 160;

/**
 * A changed field, in lines. A long text (the session script) shows what of it changes, of the script's goals only the
 * one that it is about; everything else is one line with what was and what will be.
 */
export function fieldLines(field: FieldChange, about?: SubjectChange["subject"]): string[] {
  const { before, after } = field;
  const setting = settingLine(field);
  if (setting !== null) return [visible(setting)];
  const path = visible(shortPath(field.path));
  if (typeof before !== "string" || typeof after !== "string" || !isLong(before, after)) {
    return [`${path}: ${valueText(before)} → ${valueText(after)}`];
  }
  const { summary, gone, come } = changedLines(before, after, about);
  return [
    summary === null ? `${path}:` : `${path}: ${summary}`,
    ...gone.map((line) => `- ${cut(line)}`),
    ...come.map((line) => `+ ${cut(line)}`),
  ];
}

/** A list of conditions, whatever Google calls it: `filter[1]` is condition 2. */
const CONDITIONS = /^(?:filter|autoEventFilter|customEventFilter|eventConditions)(?:\[(\d+)\])?$/;

/** What Google's grammar puts around a condition of an audience means nothing to people. */
function shortPath(path: string): string {
  const conditions = CONDITIONS.exec(path);
  if (conditions)
    return conditions[1] === undefined ? "conditions" : `condition ${Number(conditions[1]) + 1}`;
  if (path.startsWith("filterClauses"))
    return path.endsWith(".constraintDuration") ? "time since the step before" : "who is in it";
  return path === "parameter.html" ? "script" : path.replace(/^parameter\./, "");
}

function isLong(before: string, after: string): boolean {
  return before.includes("\n") && after.includes("\n");
}

function cut(line: string): string {
  const text = visible(line.trim());
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** One line, safe to print, cut when very long. Null reads as "nothing". */
function valueText(value: Json): string {
  return cut(plain(value));
}

function plain(value: Json): string {
  if (value === null) return "(nothing)";
  if (typeof value === "string") return textInWords(value);
  if (Array.isArray(value))
    return sequenceText(value, audienceConditionText) ?? value.map((item: Json) => plain(item)).join(", ");
  if (typeof value === "object" && "arg0" in value) return conditionText(value);
  if (typeof value === "object" && "comparisonType" in value) return eventConditionText(value);
  if (typeof value === "object" && "fieldName" in value) return audienceConditionText(value);
  if (typeof value !== "object") return String(value);
  return audienceFilterText(value as JsonObject, audienceConditionText) ?? canonicalJson(value);
}

function conditionText(condition: JsonObject): string {
  const { arg0, arg1, type, negate, ignore_case: ignoreCase } = condition as Record<string, Json>;
  return sentence(arg0, verbOf(String(type), negate === true), arg1, ignoreCase === true);
}

const NUMERIC: Readonly<Record<string, string>> = {
  EQUAL: verbOf("equals", false),
  GREATER_THAN: verbOf("greater", false),
  LESS_THAN: verbOf("less", false),
};

/** A condition of an audience: numbers in words, other filters as Google has them. */
function audienceConditionText(condition: JsonObject): string {
  const { fieldName, numericFilter, ...rest } = condition as Record<string, Json>;
  if (numericFilter === undefined) return `${String(fieldName)} ${canonicalJson(rest)}`;
  const { operation, value } = numericFilter as { operation?: Json; value?: Json };
  const number = Object.values((value ?? {}) as JsonObject)[0] ?? 0;
  return `${String(fieldName)} ${entryIn(NUMERIC, String(operation)) ?? String(operation)} ${String(number)}`;
}
