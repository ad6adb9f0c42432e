/**
 * Funnels of the Data API (v1alpha): their requests, and what comes back.
 * developers.google.com/analytics/devguides/reporting/data/v1/rest/v1alpha/properties/runFunnelReport
 */
import type { Period } from "../../figures/period.ts";
import { eventShown } from "../../figures/personal.ts";
import type { FunnelQuestion, LeadQuestion, StepQuestion } from "../../figures/question.ts";
import { AUTOMATIC_EVENTS, type StepCount } from "../../figures/source.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { type FunnelAnswerBody, type Row, rowsOf } from "./answer.ts";
import { stepExpression } from "./funnel-filter.ts";

/** Analytics' own funnels have at most this many steps (support.google.com/analytics/answer/9327974). */
export const MOST_STEPS = 10;

/** What people did next: Google gives at most five (`FunnelNextAction.limit`). */
const MOST_ACTIONS = 5;

export function funnelBody(funnel: FunnelQuestion, period: Period): JsonObject {
  return {
    ...stepsBody(funnel, period),
    funnelNextAction: { nextActionDimension: { name: "eventName" }, limit: String(MOST_ACTIONS) },
  };
}

/** People who did the one thing, and the other at any time afterwards. */
export function leadBody({ micro, microEvent, macro, macroEvent }: LeadQuestion, period: Period): JsonObject {
  const steps = [
    { name: micro, event: microEvent },
    { name: macro, event: macroEvent },
  ];
  return stepsBody({ open: false, within: null, steps }, period);
}

interface Steps extends Pick<FunnelQuestion, "open" | "within"> {
  readonly steps: readonly Pick<StepQuestion, "name" | "event" | "only">[];
}

function stepsBody({ open, within, steps }: Steps, { from, to }: Period): JsonObject {
  return {
    dateRanges: [{ startDate: from, endDate: to }],
    funnel: {
      isOpenFunnel: open,
      steps: steps.map((step, index) => ({
        name: step.name,
        ...(within === null || index === 0 ? {} : { withinDurationFromPriorStep: `${within}s` }),
        filterExpression: stepExpression(step),
      })),
    },
    returnPropertyQuota: true,
  };
}

/** A step that nobody reached may be missing: steps are found by the number that Google writes before their names. */
export function stepCounts(body: FunnelAnswerBody, steps: number): StepCount[] {
  const counts = new Map<number, number>();
  for (const row of rowsOf(body.funnelTable)) {
    const step = stepOf(row);
    if (!counts.has(step)) counts.set(step, row.number("activeUsers"));
  }
  const actions = nextActions(body);
  return Array.from({ length: steps }, (_, index) => ({
    count: counts.get(index + 1) ?? 0,
    medianSeconds: null,
    next: index === steps - 1 ? null : (actions?.get(index + 1) ?? null),
  }));
}

type Actions = ReadonlyMap<number, { readonly event: string; readonly count: number }[]>;

/** Only the picture's table has them. Null where there are none. */
function nextActions({ funnelVisualization }: FunnelAnswerBody): Actions | null {
  if (!funnelVisualization?.dimensionHeaders?.some(({ name }) => name === NEXT)) return null;
  const all = new Map<number, { event: string; count: number }[]>();
  for (const row of rowsOf(funnelVisualization)) {
    const event = row.of(NEXT);
    if (event === "" || event === "RESERVED_TOTAL" || AUTOMATIC_EVENTS.includes(event)) continue;
    const step = stepOf(row);
    all.set(step, [...(all.get(step) ?? []), { event: eventShown(event), count: row.number("activeUsers") }]);
  }
  for (const actions of all.values())
    actions.sort((a, b) => b.count - a.count || (a.event < b.event ? -1 : 1));
  return all;
}

/** developers.google.com/analytics/devguides/reporting/data/v1/exploration-api-schema, "Dimensions" */
const NEXT = "funnelStepNextAction";

/** 0 for a row without a step, such as a total. */
function stepOf(row: Row): number {
  return Number(/^(\d+)\. /.exec(row.of("funnelStepName"))?.[1] ?? 0);
}
