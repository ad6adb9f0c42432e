/** `runFunnelReport`: how many people reach each step (…/data/v1/rest/v1alpha/properties/runFunnelReport). */
import type { World } from "../../call.ts";
import type { Fact } from "../../events/facts.ts";
import { unimplemented } from "../../google-error.ts";
import type { Fields, Json, PropertyState } from "../../state.ts";
import type { Dimension } from "../fields/dimension.ts";
import { type Schema, schemaOf } from "../fields/schema.ts";
import { propertyQuota, spendTokens } from "../quota.ts";
import { listIn } from "../report/columns.ts";
import { type DateRange, dateRangesOf } from "../report/date-ranges.ts";
import { predicateOf } from "../report/filter.ts";
import { type Readable, readable } from "../report/readable.ts";
import { type FunnelStep, funnelDimension, stepsOf } from "./steps.ts";
import { type Walk, walksOf } from "./walk.ts";

const TOTAL = "RESERVED_TOTAL";
const DEFAULT_VALUES = 5;
const DEFAULT_LIMIT = 10_000;

/** @throws GoogleError */
export function runFunnelReport(world: World, property: PropertyState, request: Fields): Json {
  if (request["segments"] !== undefined) throw unimplemented("segments of funnels");
  const schema = schemaOf(world, property);
  const funnel = (request["funnel"] ?? {}) as Fields;
  const steps = stepsOf(funnel, schema, world);
  const ranges = dateRangesOf(listIn(request, "dateRanges"), property, world.clock());
  const breakdown = grouping(request["funnelBreakdown"] as Fields | undefined, "breakdownDimension", schema);
  const next = grouping(request["funnelNextAction"] as Fields | undefined, "nextActionDimension", schema);
  const filter = predicateOf<Fact>(
    request["dimensionFilter"] as Fields | undefined,
    (field) => funnelDimension(field, schema).of,
  );
  spendTokens(world, property, "funnel", request);
  const read = ranges.map((range) => readable(world, property, range));
  const walked = ranges.map((range, index): Walked => {
    const facts = read[index]!.facts.filter(filter);
    return {
      range,
      walks: walksOf(facts, steps, funnel["isOpenFunnel"] === true),
      weight: read[index]!.weight,
    };
  });
  const isTrended = request["funnelVisualizationType"] === "TRENDED_FUNNEL";
  const view: View = { steps, walked, breakdown, next, hasRanges: ranges.length > 1, world };
  const limit = Number(request["limit"] ?? DEFAULT_LIMIT);
  return {
    funnelTable: { ...table(view, limit), ...sampled(read) },
    funnelVisualization: { ...visualization(view, isTrended, limit), ...sampled(read) },
    ...(request["returnPropertyQuota"] === true && {
      propertyQuota: propertyQuota(world, property, "funnel"),
    }),
    kind: "analyticsData#runFunnelReport",
  };
}

interface Walked {
  readonly range: DateRange;
  readonly walks: readonly Walk[];
  readonly weight: number;
}

interface Grouping {
  readonly dimension: Dimension;
  readonly limit: number;
}

interface View {
  readonly steps: readonly FunnelStep[];
  readonly walked: readonly Walked[];
  readonly breakdown: Grouping | null;
  readonly next: Grouping | null;
  readonly hasRanges: boolean;
  readonly world: World;
}

function grouping(given: Fields | undefined, field: string, schema: Schema): Grouping | null {
  const name = (given?.[field] as Fields | undefined)?.["name"];
  if (given === undefined || typeof name !== "string") return null;
  return { dimension: funnelDimension(name, schema), limit: Number(given["limit"] ?? DEFAULT_VALUES) };
}

function sampled(read: readonly Readable[]): { metadata?: Json } {
  const samplingMetadatas = read.flatMap(({ sampling }) => (sampling === null ? [] : [sampling]));
  return samplingMetadatas.length === 0 ? {} : { metadata: { samplingMetadatas } };
}

/** Rates are fractions although their type says otherwise. */
const TABLE_METRICS = [
  "activeUsers",
  "funnelStepCompletionRate",
  "funnelStepAbandonments",
  "funnelStepAbandonmentRate",
];

function table(view: View, limit: number): { [field: string]: Json } {
  const { breakdown, hasRanges, world } = view;
  const dimensions = [
    "funnelStepName",
    ...(breakdown ? [breakdown.dimension.name] : []),
    ...(hasRanges ? ["dateRange"] : []),
  ];
  const metrics = TABLE_METRICS.map((name) => ({ name, type: "TYPE_INTEGER" }));
  const rows = rowsOf(view, (part, step, label, weight) => {
    const count = weighed(part, weight);
    const stay = part.filter(({ goesOn }) => goesOn[step]);
    const kept = weighed(stay, weight);
    const rate = (some: number) => (count === 0 ? 0 : some / count);
    return [row(label, [count, rate(kept), count - kept, rate(count - kept)])];
  });
  return {
    dimensionHeaders: dimensions.map((name) => ({ name })),
    metricHeaders: world.switches.funnelHeaders === "twice" ? [...metrics, ...metrics] : metrics,
    ...(rows.length > 0 && { rows: rows.slice(0, limit) }),
  };
}

function visualization(view: View, isTrended: boolean, limit: number): { [field: string]: Json } {
  const { breakdown, next, hasRanges } = view;
  const dimensions = [
    "funnelStepName",
    ...(breakdown ? [breakdown.dimension.name] : []),
    ...(hasRanges ? ["dateRange"] : []),
    ...(isTrended ? ["date"] : []),
    ...(next ? ["funnelStepNextAction"] : []),
  ];
  const rows = rowsOf(view, (part, step, label, weight) =>
    byDay(part, step, isTrended).flatMap(([day, walks]) => {
      const total = [...label, ...day];
      if (next === null) return [row(total, [weighed(walks, weight)])];
      const actions = largest(walks, (walk) => nextAction(walk, step, next), next.limit);
      return [
        row([...total, TOTAL], [weighed(walks, weight)]),
        ...actions.map(([value, own]) => row([...total, value], [weighed(own, weight)])),
      ];
    }),
  );
  return {
    dimensionHeaders: dimensions.map((name) => ({ name })),
    metricHeaders: [{ name: "activeUsers", type: "TYPE_INTEGER" }],
    ...(rows.length > 0 && { rows: rows.slice(0, limit) }),
  };
}

type MakeRows = (part: readonly Walk[], step: number, label: readonly string[], weight: number) => Json[];

/** Step by step; in each the total first, then the values of the breakdown, the most frequent ones. */
function rowsOf({ steps, walked, breakdown, hasRanges, world }: View, make: MakeRows): Json[] {
  return steps.flatMap(({ name }, step) =>
    walked.flatMap(({ range, walks, weight }) => {
      const reached = walks.filter(({ completed }) => completed[step]!.length > 0);
      if (reached.length === 0 && world.switches.funnelEmptySteps === "missing") return [];
      const after = hasRanges ? [range.name] : [];
      if (breakdown === null) return make(reached, step, [name, ...after], weight);
      const values = largest(reached, (walk) => entryOf(walk, breakdown.dimension), breakdown.limit);
      return [
        ...make(reached, step, [name, TOTAL, ...after], weight),
        ...values.flatMap(([value, own]) => make(own, step, [name, value, ...after], weight)),
      ];
    }),
  );
}

/** What a breakdown says about somebody: the value at the first completed step. */
function entryOf({ completed }: Walk, { of }: Dimension): string {
  const [first] = completed.find((list) => list.length > 0)!;
  return of(first!);
}

/**
 * The first event after the step was completed, before the next step was (cloud.google.com/php/docs/reference/analytics-data,
 * `FunnelNextAction`): nothing of those who went on at once.
 */
function nextAction({ completed, facts }: Walk, step: number, { dimension }: Grouping): string | null {
  const next = facts[facts.indexOf(completed[step]![0]!) + 1];
  return next === undefined || completed[step + 1]?.includes(next) ? null : dimension.of(next);
}

/** By the day on which a step was first completed. */
function byDay(
  walks: readonly Walk[],
  step: number,
  isTrended: boolean,
): (readonly [readonly string[], readonly Walk[]])[] {
  if (!isTrended) return [[[], walks]];
  const days = largest(walks, ({ completed }) => completed[step]![0]!.local.day, Number.POSITIVE_INFINITY);
  return days.sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, own]) => [[day], own]);
}

function largest(
  walks: readonly Walk[],
  of: (walk: Walk) => string | null,
  limit: number,
): [string, readonly Walk[]][] {
  const groups = new Map<string, Walk[]>();
  for (const walk of walks) {
    const value = of(walk);
    if (value !== null) groups.set(value, [...(groups.get(value) ?? []), walk]);
  }
  return [...groups]
    .sort(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1))
    .slice(0, limit);
}

function weighed(walks: readonly Walk[], weight: number): number {
  return Math.round(walks.length * weight);
}

function row(dimensions: readonly string[], metrics: readonly number[]): Json {
  return {
    dimensionValues: dimensions.map((value) => ({ value })),
    metricValues: metrics.map((value) => ({ value: String(value) })),
  };
}
