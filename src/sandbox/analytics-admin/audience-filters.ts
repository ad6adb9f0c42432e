/**
 * The grammar of audience filters, as the comments of Google's message definitions
 * (google/analytics/admin/v1alpha/audience.proto) lay it down: an AND of ORs of single filters.
 */
import type { Fields, Json } from "../state.ts";
import { checkFieldFilter } from "./audience-field-filters.ts";
import { checkEventName } from "./event-name.ts";
import { snakeCase } from "./field-names.ts";
import { invalidArgument } from "./refusals.ts";
import { missing } from "./text-fields.ts";

/** Known, but only inside an event filter or not at all. */
const NEVER_ALONE = ["eventCount", "sessionCount"];

const KINDS = ["andGroup", "orGroup", "notExpression", "dimensionOrMetricFilter", "eventFilter"] as const;

type Kind = (typeof KINDS)[number];

interface Expression {
  readonly kind: Kind;
  readonly content: Fields;
}

/** @throws GoogleError 400 that names the first place where the clauses break the grammar. */
export function checkFilterClauses(clauses: Json | undefined): void {
  const list = (clauses ?? []) as readonly Fields[];
  if (list.length === 0) throw missing("filter_clauses");
  list.forEach((clause, index) => {
    checkClause(clause, `filter_clauses[${index}]`);
  });
}

function checkClause(clause: Fields, place: string): void {
  const { clauseType, simpleFilter, sequenceFilter } = clause;
  if (clauseType === undefined) throw missing(`${place}.clause_type`);
  if ((simpleFilter === undefined) === (sequenceFilter === undefined)) {
    throw invalidArgument(`${place} must have either a simple_filter or a sequence_filter.`);
  }
  if (simpleFilter !== undefined) checkScoped(simpleFilter as Fields, `${place}.simple_filter`);
  else checkSequence(sequenceFilter as Fields, `${place}.sequence_filter`);
}

function checkSequence(sequence: Fields, place: string): void {
  if (sequence["scope"] === undefined) throw missing(`${place}.scope`);
  const steps = (sequence["sequenceSteps"] ?? []) as readonly Fields[];
  if (steps.length === 0) throw missing(`${place}.sequence_steps`);
  steps.forEach((step, index) => {
    checkScoped(step, `${place}.sequence_steps[${index}]`);
  });
}

/** A simple filter, or a step of a sequence: an expression and how far it looks. */
function checkScoped({ scope, filterExpression }: Fields, place: string): void {
  if (scope === undefined) throw missing(`${place}.scope`);
  if (filterExpression === undefined) throw missing(`${place}.filter_expression`);
  const top = expressionOf(filterExpression, `${place}.filter_expression`);
  const isAcrossSessions = scope === "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS";
  for (const group of membersOf(top, "andGroup", `${place}.filter_expression`)) {
    for (const leaf of membersOf(group, "orGroup", `${place}.filter_expression.and_group`)) {
      checkLeaf(leaf, isAcrossSessions, `${place}.filter_expression`);
    }
  }
}

function checkLeaf(leaf: Expression, isAcrossSessions: boolean, place: string): void {
  if (leaf.kind === "eventFilter") checkEventFilter(leaf.content, isAcrossSessions, place);
  else checkLoneFilter(fieldFilterOf(leaf, place), isAcrossSessions, place);
}

function checkLoneFilter(filter: Fields, isAcrossSessions: boolean, place: string): void {
  checkFieldFilter(filter, isAcrossSessions, place);
  if (NEVER_ALONE.includes(String(filter["fieldName"]))) {
    throw invalidArgument(`${place}: the field ${filter["fieldName"]} cannot be filtered on its own.`);
  }
}

/** The comments ask for an AND of single filters; working programs send an AND of ORs of one. Both are taken. */
function checkEventFilter(content: Fields, isAcrossSessions: boolean, place: string): void {
  checkEventName(content["eventName"]);
  const parameters = content["eventParameterFilterExpression"];
  if (parameters === undefined) return;
  const inside = `${place}.event_parameter_filter_expression`;
  for (const member of membersOf(expressionOf(parameters, inside), "andGroup", inside)) {
    checkFieldFilter(fieldFilterOf(onlyMember(member, inside), inside), isAcrossSessions, inside);
  }
}

function onlyMember(member: Expression, place: string): Expression {
  if (member.kind !== "orGroup") return member;
  const [first, ...others] = membersOf(member, "orGroup", place);
  if (first === undefined || others.length > 0) {
    throw invalidArgument(`${place}: ANDs of ORs are not supported in event parameter filters.`);
  }
  return first;
}

function fieldFilterOf({ kind, content }: Expression, place: string): Fields {
  const inner =
    kind === "notExpression" ? expressionOf(content, `${place}.not_expression`) : { kind, content };
  if (inner.kind === "dimensionOrMetricFilter") return inner.content;
  throw invalidArgument(`${place}: ${snakeCase(inner.kind)} is not allowed here.`);
}

/** What an expression is made of; it is exactly one thing. */
function expressionOf(json: Json, place: string): Expression {
  const fields = json as Fields;
  const [kind, ...others] = KINDS.filter((name) => fields[name] !== undefined);
  if (kind === undefined || others.length > 0) {
    throw invalidArgument(`${place} must have exactly one of ${KINDS.map(snakeCase).join(", ")}.`);
  }
  return { kind, content: fields[kind] as Fields };
}

function membersOf({ kind, content }: Expression, expected: Kind, place: string): Expression[] {
  if (kind !== expected)
    throw invalidArgument(`${place} must be ${snakeCase(expected)}, not ${snakeCase(kind)}.`);
  const members = (content["filterExpressions"] ?? []) as readonly Json[];
  if (members.length === 0) throw missing(`${place}.filter_expressions`);
  return members.map((member) => expressionOf(member, place));
}
