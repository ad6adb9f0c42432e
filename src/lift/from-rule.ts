/** An event create rule → the goal, or the step of a funnel, that it counts. */
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Goal, GoalValue } from "../language/goal-set/goal.ts";
import { titleOf } from "../language/meaning/title.ts";
import type { DefinitionBody } from "../resources/body.ts";
import { readDefinitionMark } from "../resources/definition.ts";
import { mutationsForEvents } from "../resources/definitions/mark.ts";
import type { DefinitionSnapshot } from "../resources/snapshot.ts";
import { type Common, commonOf, registered } from "./common-keys.ts";
import { Findings } from "./findings.ts";
import type { OwnedStep } from "./funnels.ts";
import type { Origin } from "./lifted.ts";
import { otherOwner, ownDefinition } from "./live-state.ts";
import type { Lookup } from "./lookup.ts";
import { NOWHERE } from "./matchers.ts";
import { goalReading, managedElsewhere, type Reading, stepReading } from "./reading.ts";
import { type RuleSource, ruleSourceOf } from "./rule-conditions.ts";

export function fromRule(rule: DefinitionSnapshot, lookup: Lookup): Reading {
  const { target, keyEvents, columns, ids } = lookup;
  const findings = new Findings();
  const event = String(rule.body.destinationEvent);
  const origin: Origin = { kind: "ga4.eventCreateRule", name: event };
  const elsewhere = otherOwner(readDefinitionMark("ga4.eventCreateRule", rule.body), target.owner);
  if (elsewhere !== null) return managedElsewhere(origin, elsewhere);
  const source = ruleSourceOf(findings, rule.body);
  const set = setBy(findings, rule.body);
  if (source === null) return { is: "left out", origin, findings };
  const own = ownDefinition("ga4.eventCreateRule", rule, target.owner);
  if (own?.key.includes(".")) {
    const [funnel = "", id = ""] = own.key.split(".");
    return stepReading(findings, origin, {
      funnel,
      step: stepOf(id, event, source),
      label: null,
      consent: [],
      unless: [],
    });
  }
  const known = {
    id: own?.key ?? ids.for(event),
    name: null,
    description: null,
    event,
    isProtected: own?.isProtected ?? false,
  };
  const keyEvent = keyEvents.get(event) ?? null;
  const worth = { keyEvent, value: set.value, parameters: registered(set.parameters, columns) };
  return goalReading(findings, origin, goalOf(commonOf(known, worth), source, set));
}

/** Analytics reports every page as this event. */
const PAGE_VIEW = "page_view";

function isPage({ event, page, where }: RuleSource): boolean {
  return event === PAGE_VIEW && where.length === 0 && !isAnyPage(page);
}

/** A page that is viewed, unless its event gets a value in addition to a key event: only goals on events set one. */
function goalOf(common: Common, source: RuleSource, { value }: Set): Goal {
  const { event, page, where } = source;
  const setsValue = value !== null && common.keyEvent;
  const { unless } = source;
  if (isPage(source) && !setsValue)
    return { ...common, unless, type: "destination", page, spa: false, via: "ga4" };
  return { ...common, unless, type: "event", on: { kind: "ga4_event", event }, where, page };
}

function stepOf(id: string, event: string, source: RuleSource): OwnedStep {
  const common = {
    id,
    name: titleOf(id),
    event,
    page: source.page,
    where: source.where,
    cookie: [],
    at: NOWHERE,
  };
  if (isPage(source)) return { is: "page", ...common, spa: false, via: "ga4" };
  return {
    is: "interaction",
    ...common,
    on: { kind: "ga4_event", event: source.event },
  };
}

interface Set {
  readonly parameters: readonly EventParameter[];
  readonly value: GoalValue | null;
}

/** What the rule writes into its event. */
function setBy(findings: Findings, rule: DefinitionBody): Set {
  const rows = mutationsForEvents(rule).map(({ parameter, parameterValue }) => ({
    name: String(parameter),
    text: String(parameterValue ?? ""),
  }));
  const read = rows.filter(({ text }) => text.includes("[["));
  if (read.length > 0) findings.leaveOut("rule-mutation", read.map(({ name }) => name).join(", "));
  if (rule.sourceCopyParameters !== true) findings.keep("parameters-not-copied");
  const value = valueIn(rows);
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

/** The last two, as goalform writes them: an amount and its currency. */
function valueIn(rows: readonly { readonly name: string; readonly text: string }[]): GoalValue | null {
  const [value, currency] = rows.slice(-2);
  if (value?.name !== "value" || currency?.name !== "currency" || !/^[A-Z]{3}$/.test(currency.text))
    return null;
  const amount = Number(value.text);
  return String(amount) === value.text && amount >= 0 ? { amount, currency: currency.text } : null;
}
