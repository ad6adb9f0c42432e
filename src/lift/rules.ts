/** An event create rule → the goal that it counts. */
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Goal, GoalValue } from "../language/goal-set/goal-set.ts";
import { mutationsForEvents } from "../resources/definitions/mark.ts";
import type { DefinitionBody } from "../resources/definitions/row.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { KeyEventSnapshot } from "../resources/snapshot.ts";
import type { Common } from "./goal.ts";
import { NOWHERE } from "./matchers.ts";
import type { Findings } from "./reasons.ts";
import type { RuleSource } from "./rule-conditions.ts";

/** Analytics reports every page as this event. */
const PAGE_VIEW = "page_view";

export interface Set {
  readonly parameters: readonly EventParameter[];
  readonly value: GoalValue | null;
}

/** A page that is viewed, unless the event gets a value that only goals on events set. */
export function isPage(
  { event, page, where }: RuleSource,
  { value }: Set,
  keyEvent: KeyEventSnapshot | null,
): boolean {
  const setsValue = value !== null && keyEvent !== null;
  return event === PAGE_VIEW && where.length === 0 && !isAnyPage(page) && !setsValue;
}

export function ruleGoal(
  common: Common,
  source: RuleSource,
  set: Set,
  keyEvent: KeyEventSnapshot | null,
): Goal {
  const { event, page, where } = source;
  if (isPage(source, set, keyEvent)) return { ...common, type: "destination", page, spa: false, via: "ga4" };
  return { ...common, type: "event", on: { kind: "ga4_event", event, where }, page };
}

/** What the rule writes into its event. */
export function setBy(
  findings: Findings,
  rule: JsonObject,
  keyEvent: KeyEventSnapshot | null,
  isPageView: boolean,
): Set {
  const rows = mutationsForEvents(rule as DefinitionBody).map(({ parameter, parameterValue }) => ({
    name: String(parameter),
    text: String(parameterValue ?? ""),
  }));
  if (rows.some(({ text }) => text.includes("[[")))
    findings.leaveOut("rule-mutation", rows.map(({ name }) => name).join(", "));
  if (rule["sourceCopyParameters"] !== true) findings.keep("parameters-not-copied");
  const value = keyEvent !== null && isPageView ? null : valueIn(rows);
  const own = value === null ? rows : rows.slice(0, -2);
  return {
    value,
    parameters: own.map(({ name, text }) => ({
      name,
      from: { constant: text },
      registered: null,
      at: NOWHERE,
    })),
  };
}

function valueIn(rows: readonly { readonly name: string; readonly text: string }[]): GoalValue | null {
  const [value, currency] = rows.slice(-2);
  if (value?.name !== "value" || currency?.name !== "currency" || !/^[A-Z]{3}$/.test(currency.text))
    return null;
  const amount = Number(value.text);
  return String(amount) === value.text && amount >= 0 ? { amount, currency: currency.text } : null;
}
