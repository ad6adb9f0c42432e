/** The steps of a funnel request → which events they are. */
import type { World } from "../../call.ts";
import { type Fact, textOf } from "../../events/facts.ts";
import { unimplemented } from "../../google-error.ts";
import type { Fields } from "../../state.ts";
import type { Dimension } from "../fields/dimension.ts";
import type { Schema } from "../fields/schema.ts";
import { invalid, unknownField } from "../refusals.ts";
import { listIn } from "../report/columns.ts";
import { combined, type Predicate, testOf } from "../report/filter.ts";

export interface FunnelStep {
  /** As the answer says it: `1. Product`. */
  readonly name: string;
  readonly is: Predicate<Fact>;
  /** Nothing may come between the step before and this one. */
  readonly isDirect: boolean;
  /** Milliseconds since the step before; null for any time. */
  readonly within: number | null;
}

/** @throws GoogleError 400 */
export function stepsOf(funnel: Fields, schema: Schema, { switches }: World): readonly FunnelStep[] {
  const steps = listIn(funnel, "steps");
  if (steps.length === 0) throw invalid("The funnel has no steps.");
  if (switches.funnelMaxSteps !== null && steps.length > switches.funnelMaxSteps)
    throw invalid(`Funnels are limited to ${switches.funnelMaxSteps} steps.`);
  return steps.map(({ name, filterExpression, isDirectlyFollowedBy, withinDurationFromPriorStep }, index) => {
    if (filterExpression === undefined)
      throw invalid(`The filter_expression of step ${index + 1} is required.`);
    if (index === 0 && (isDirectlyFollowedBy === true || withinDurationFromPriorStep !== undefined))
      throw invalid("The first step has no step before it.");
    return {
      name: `${index + 1}. ${name ?? `Step ${index + 1}`}`,
      is: combined(filterExpression as Fields, (leaf) => leafOf(leaf, schema), ""),
      isDirect: isDirectlyFollowedBy === true,
      within:
        withinDurationFromPriorStep === undefined
          ? null
          : Number.parseFloat(String(withinDurationFromPriorStep)) * 1000,
    };
  });
}

/** Names of reports that funnels do not know (googleanalytics/google-analytics-mcp issue 127). */
const NOT_IN_FUNNELS = new Set([
  "pagePath",
  "pagePathPlusQueryString",
  "fullPageUrl",
  "landingPage",
  "landingPagePlusQueryString",
]);

/** @throws GoogleError 400 */
export function funnelDimension(name: string, schema: Schema): Dimension {
  if (NOT_IN_FUNNELS.has(name)) throw unknownField(name, "dimension");
  return schema.dimension(name);
}

function leafOf({ funnelFieldFilter, funnelEventFilter }: Fields, schema: Schema): Predicate<Fact> {
  if (funnelEventFilter !== undefined) return eventTest(funnelEventFilter as Fields);
  const { fieldName, ...comparison } = (funnelFieldFilter ?? {}) as Fields;
  if (typeof fieldName !== "string") throw invalid("The field_name of a funnel_field_filter is required.");
  const { of } = funnelDimension(fieldName, schema);
  const test = testOf(comparison);
  return (fact) => test(of(fact));
}

function eventTest({ eventName, funnelParameterFilterExpression: of }: Fields): Predicate<Fact> {
  if (typeof eventName !== "string") throw invalid("The event_name of a funnel_event_filter is required.");
  const test = of === undefined ? () => true : combined(of as Fields, parameterTest, "funnelParameterFilter");
  return (fact) => fact.event.name === eventName && test(fact);
}

function parameterTest({
  eventParameterName: name,
  itemParameterName,
  ...comparison
}: Fields): Predicate<Fact> {
  if (itemParameterName !== undefined) throw unimplemented("parameters of items");
  if (typeof name !== "string")
    throw invalid("The event_parameter_name of a funnel_parameter_filter is required.");
  const test = testOf(comparison);
  return ({ event }) => event.parameters[name] !== undefined && test(textOf(event.parameters[name]));
}
