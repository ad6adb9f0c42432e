/** What is sent along with an event → the parameters of a GA4 event tag, and the variables that they read. */

import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Ecommerce, GoalValue } from "../language/goal-set/goal.ts";
import type { SiteSource } from "../language/goal-set/site-source.ts";
import type { Parameter } from "../resources/body.ts";
import type { Memory } from "../resources/memory.ts";
import { boolean, reference, table, template } from "./gtm-json.ts";
import { sourceVariable } from "./sources.ts";
import { dataLayerForParameters } from "./variables/data-layer.ts";
import type { Variable } from "./variables/variable.ts";

export interface SentData {
  readonly parameters: readonly EventParameter[];
  readonly userProperties: readonly EventParameter[];
  readonly ecommerce: Ecommerce | null;
  /** Sent with the event; a fixed amount that the key event carries already is not sent again. */
  readonly value: GoalValue | null;
}

export interface SentRows {
  /** What comes before the event's name in the tag, and what comes after it. */
  readonly before: readonly Parameter[];
  readonly after: readonly Parameter[];
  readonly reads: readonly Variable[];
  /** What is ours only because the file asks for it. */
  readonly remembers: readonly Memory[];
}

/** @param triggers types of the triggers that fire the tag */
export function eventParameters(
  owner: string,
  { parameters, userProperties, ecommerce, value }: SentData,
  triggers: readonly string[],
): SentRows {
  const read = (source: SiteSource) => sourceVariable(owner, source, triggers);
  const rows = [...parameters.map((one) => rowOf(read, one)), ...amountRows(read, value)];
  const ofUser = userProperties.map((one) => rowOf(read, one));
  const object = ecommerceOf(owner, ecommerce);
  return {
    before: rows.length === 0 ? [] : [table("eventSettingsTable", rows.map(asParameter))],
    after: [
      ...object.parameter,
      ...(ofUser.length === 0 ? [] : [table("userProperties", ofUser.map(asUserProperty))]),
    ],
    reads: [...rows, ...ofUser, object].flatMap(({ reads }) => reads),
    remembers: [
      ...(ofUser.length === 0 ? [] : (["user_properties"] as const)),
      ...(ecommerce === null ? [] : (["ecommerce"] as const)),
    ],
  };
}

type Read = (source: SiteSource) => Variable;

interface Row {
  readonly name: string;
  readonly value: string;
  readonly reads: readonly Variable[];
}

function rowOf(read: Read, { name, from }: EventParameter): Row {
  return "constant" in from ? textRow(name, from.constant) : variableRow(name, read(from));
}

function amountRows(read: Read, value: GoalValue | null): Row[] {
  if (value === null) return [];
  const amount =
    "amount" in value ? textRow("value", String(value.amount)) : variableRow("value", read(value.source));
  return [amount, textRow("currency", value.currency)];
}

function textRow(name: string, value: string): Row {
  return { name, value, reads: [] };
}

function variableRow(name: string, variable: Variable): Row {
  return { name, value: reference(variable), reads: [variable] };
}

function asParameter({ name, value }: Row) {
  return { parameter: name, parameterValue: value };
}

function asUserProperty({ name, value }: Row) {
  return { name, value };
}

/** As Tag Manager's screen writes "Send Ecommerce data". The tag's own parameters win over what the object has. */
function ecommerceOf(
  owner: string,
  ecommerce: Ecommerce | null,
): { readonly parameter: readonly Parameter[]; readonly reads: readonly Variable[] } {
  if (ecommerce === null) return { parameter: [], reads: [] };
  const send = boolean("sendEcommerceData", true);
  if (ecommerce.dataLayer === null)
    return { parameter: [send, template("getEcommerceDataFrom", "dataLayer")], reads: [] };
  const object = dataLayerForParameters(owner, ecommerce.dataLayer);
  const from = template("getEcommerceDataFrom", "customObject");
  return { parameter: [send, from, template("ecommerceMacroData", reference(object))], reads: [object] };
}
