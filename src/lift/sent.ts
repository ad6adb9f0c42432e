/** The rows of a GA4 event tag → the parameters and the value of a goal; what the language has no word for is kept. */

import { cellOf, parameterText } from "../container/possible-texts.ts";
import { entryIn } from "../entry-in.ts";
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Ecommerce, GoalValue } from "../language/goal-set/goal.ts";
import type { Entity, Parameter } from "../resources/body.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { Findings } from "./findings.ts";
import { NOWHERE } from "./matchers.ts";
import { type Acting, type Source, sourceOf } from "./source.ts";
import type { Way } from "./way.ts";

export interface Sent {
  readonly parameters: readonly EventParameter[];
  readonly value: GoalValue | null;
  readonly userProperties: readonly EventParameter[];
  readonly ecommerce: Ecommerce | null;
}

interface Row {
  readonly name: string;
  readonly value: string;
}

/** @param hasKeyEvent a key event adds its own fixed value, so a goal with one does not send it */
export function sentBy(
  findings: Findings,
  tag: Entity,
  content: ContainerContent,
  { hasKeyEvent, ways }: { readonly hasKeyEvent: boolean; readonly ways: readonly Way[] },
): Sent {
  const acting = ways.map((way): Acting => (way.is === "interaction" ? way.on.kind : "other"));
  const rows = rowsOf(tag).map((row) => ({ ...row, from: sourceOf(row.value, content, acting) }));
  const value = valueIn(rows, hasKeyEvent);
  const own = value === null ? rows : rows.slice(0, -2);
  const ofUser = userRows(tag).map((row) => ({ ...row, from: sourceOf(row.value, content, acting) }));
  return {
    value,
    parameters: once(own).flatMap((row) => parameterOf(findings, row, "parameter")),
    userProperties: once(ofUser).flatMap((row) => parameterOf(findings, row, "user-property")),
    ecommerce: ecommerceOf(findings, tag, content),
  };
}

/** A mapping has each name once; which of several rows Tag Manager sends is its own business. */
function once<T extends Row & { readonly from: Source }>(rows: readonly T[]): readonly T[] {
  const isAlone = ({ name }: T) => rows.filter((one) => one.name === name).length === 1;
  return rows.map((row) => (isAlone(row) ? row : { ...row, from: { kept: "more than once" } }));
}

/** Older tags have their parameters in another list. */
function rowsOf(tag: Entity): readonly Row[] {
  return [
    ...listIn(tag, "eventSettingsTable").map((row) => cells(row, "parameter", "parameterValue")),
    ...listIn(tag, "eventParameters").map((row) => cells(row, "name", "value")),
  ];
}

function userRows(tag: Entity): readonly Row[] {
  return listIn(tag, "userProperties").map((row) => cells(row, "name", "value"));
}

function listIn(tag: Entity, key: string): readonly Parameter[] {
  return parametersOf(tag).find((one) => one.key === key)?.list ?? [];
}

function cells(row: Parameter, name: string, value: string): Row {
  return { name: String(cellOf(row, name) ?? ""), value: String(cellOf(row, value) ?? "") };
}

/** Without saying where it comes from, the object is the one of the data layer. */
function ecommerceOf(findings: Findings, tag: Entity, content: ContainerContent): Ecommerce | null {
  if (parameterText(tag, "sendEcommerceData") !== "true") return null;
  if (parameterText(tag, "getEcommerceDataFrom") !== "customObject") return { dataLayer: null };
  const source = sourceOf(parameterText(tag, "ecommerceMacroData") ?? "", content, ["other"]);
  if ("from" in source && source.from === "data_layer" && source.otherwise === null)
    return { dataLayer: source.name };
  findings.keep("ecommerce");
  return null;
}

function parameterOf(
  findings: Findings,
  { name, from }: { readonly name: string; readonly from: Source },
  what: "parameter" | "user-property",
): readonly EventParameter[] {
  if ("kept" in from) {
    findings.keep(`${what}:${name} (${from.kept})`);
    return [];
  }
  return [{ name, from, registered: null, at: NOWHERE }];
}

/** The last two rows, as goalform writes them: an amount and its currency. */
function valueIn(rows: readonly (Row & { readonly from: Source })[], hasKeyEvent: boolean): GoalValue | null {
  const [value, currency] = rows.slice(-2);
  if (value?.name !== "value" || currency?.name !== "currency" || !("constant" in currency.from)) return null;
  const code = currency.from.constant;
  if (!/^[A-Z]{3}$/.test(code)) return null;
  if ("from" in value.from)
    return isAmount(value.from.otherwise ?? "0") ? { source: value.from, currency: code } : null;
  if (hasKeyEvent || !("constant" in value.from)) return null;
  const { constant } = value.from;
  return isAmount(constant) ? { amount: Number(constant), currency: code } : null;
}

function isAmount(text: string): boolean {
  return String(Number(text)) === text && Number(text) >= 0;
}

const OF_TAG: Readonly<Record<string, string>> = {
  eventSettingsVariable: "settings-variable",
  userDataVariable: "user-provided-data",
};

/** What is read elsewhere, and a switch that `userDataVariable` belongs to. */
const KNOWN: ReadonlySet<string> = new Set([
  "eventName",
  "measurementId",
  "measurementIdOverride",
  "eventSettingsTable",
  "eventParameters",
  "userProperties",
  "sendEcommerceData",
  "getEcommerceDataFrom",
  "ecommerceMacroData",
  "enhancedUserId",
]);

/** Everything else that a GA4 event tag can have. */
export function noteUnsupportedRows(findings: Findings, tag: Entity): void {
  for (const { key, value, list } of parametersOf(tag)) {
    const name = entryIn(OF_TAG, String(key));
    const isThere = (value !== undefined && value !== "") || (list ?? []).length > 0;
    if (name !== undefined && isThere) findings.keep(name);
    // What it does is not known, so it may do anything to the event.
    else if (isThere && value !== "false" && !KNOWN.has(String(key))) findings.keep(`setting:${String(key)}`);
  }
  if (tag.priority !== undefined && tag.priority !== null) findings.keep("priority");
  if ((tag.setupTag ?? []).length > 0) findings.keep("setup-tag");
  if ((tag.teardownTag ?? []).length > 0) findings.keep("teardown-tag");
  if (tag.scheduleStartMs !== undefined || tag.scheduleEndMs !== undefined) findings.keep("schedule");
}
