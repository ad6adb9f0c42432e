/** Event create rules: new events out of those that a web stream gets. Only in v1alpha. */
import type { Call } from "../../call.ts";
import type { Fields, MadeResource } from "../../state.ts";
import { propertyOf } from "../properties.ts";
import { invalidArgument } from "../refusals.ts";
import { isExpression } from "../regular-expression.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { checkRoom } from "../room.ts";
import { checkName, checkPrefix, requiredText } from "../text-fields.ts";

/** support.google.com/analytics/answer/10447093; what it counts by is a switch. */
const RULE_LIMIT = 50;

const MAXIMUM_CONDITIONS = 10;
const MAXIMUM_MUTATIONS = 20;

/** "Less than 40" and "less than 100" in the API's own words. */
const LONGEST_NAME = 39;
const LONGEST_VALUE = 99;

export const EVENT_CREATE_RULES: ResourceKind<"EventCreateRule"> = {
  message: "EventCreateRule",
  partOf: "stream",
  isOnlyInAlpha: true,
  removal: "delete",
  nameField: "destinationEvent",
  fields: {
    mutable: ["destination_event", "event_conditions", "source_copy_parameters", "parameter_mutations"],
    immutable: [],
    output: ["name"],
  },
  check: (fields, _, call) => {
    checkDestination(fields);
    checkConditions(fields, call);
    checkMutations(listOf(fields, "parameterMutations"));
  },
  checkNew: (_, others, call) => checkRules(others, call),
};

/** Unlike a key event's, this name has Latin letters alone, and 39 characters at most. */
function checkDestination(fields: Fields): void {
  const name = requiredText(fields, "destinationEvent", LONGEST_NAME);
  checkPrefix(name, "destination_event");
  checkName(name, "destination_event");
}

function checkConditions(fields: Fields, call: Call): void {
  const conditions = listOf(fields, "eventConditions");
  if (conditions.length === 0) throw invalidArgument("The field event_conditions is required.");
  if (conditions.length > MAXIMUM_CONDITIONS) {
    throw invalidArgument(`There are more than ${MAXIMUM_CONDITIONS} event conditions.`);
  }
  for (const condition of conditions) {
    checkCondition(condition, call);
    checkOwnEvent(condition, fields, call);
  }
}

function checkCondition(condition: Fields, { switches }: Call): void {
  const field = requiredText(condition, "field");
  if (/\s/.test(field)) throw invalidArgument("The field of a condition cannot contain spaces.");
  const comparison = requiredText(condition, "comparisonType");
  const value = requiredText(condition, "value", switches.conditionValueMaximum ?? undefined);
  if (comparison.startsWith("REGULAR_EXPRESSION") && !isExpression(value)) {
    throw invalidArgument(`"${value}" is not a regular expression.`);
  }
}

/** A rule never sees what another one made, so this one would count what the site sends itself twice. */
function checkOwnEvent(condition: Fields, { destinationEvent }: Fields, { switches }: Call): void {
  const { field, comparisonType, value, negated } = condition;
  if (switches.ruleOfItsOwnEvent === "accept" || field !== "event_name" || negated === true) return;
  if (comparisonType !== "EQUALS" || value !== destinationEvent) return;
  throw invalidArgument("A rule cannot create the event that it is triggered by.");
}

function checkMutations(mutations: readonly Fields[]): void {
  if (mutations.length > MAXIMUM_MUTATIONS) {
    throw invalidArgument(`There are more than ${MAXIMUM_MUTATIONS} parameter mutations.`);
  }
  const names = mutations.map(checkedMutation);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw invalidArgument(`The parameter "${double}" is mutated twice.`);
}

/** `event_name` can be set by event edit rules alone. */
function checkedMutation(mutation: Fields): string {
  const name = requiredText(mutation, "parameter", LONGEST_NAME);
  requiredText(mutation, "parameterValue", LONGEST_VALUE);
  if (!/^\w+$/.test(name) || name === "event_name") {
    throw invalidArgument(`"${name}" is not the name of a parameter that a rule can set.`);
  }
  return name;
}

function checkRules(inStream: readonly MadeResource[], call: Call): void {
  const { eventCreateRuleLimitPer: per } = call.switches;
  const inProperty = propertyOf(call).dataStreams.flatMap(({ eventCreateRules }) => eventCreateRules);
  const taken = per === "stream" ? inStream.length : inProperty.length;
  checkRoom(call, taken, { of: "event create rules", maximum: RULE_LIMIT, per });
}

function listOf(fields: Fields, field: string): readonly Fields[] {
  return (fields[field] ?? []) as readonly Fields[];
}
