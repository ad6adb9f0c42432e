/** `runReport`: from a request to its table. */
import type { World } from "../../call.ts";
import { type Fact, factsOf } from "../../events/facts.ts";
import { unimplemented } from "../../google-error.ts";
import type { Fields, Json, PropertyState } from "../../state.ts";
import { type Schema, schemaOf } from "../fields/schema.ts";
import { propertyQuota, spendTokens } from "../quota.ts";
import { invalid } from "../refusals.ts";
import { type Columns, columnsOf, isRestricted, listIn } from "./columns.ts";
import { type DateRange, dateRangesOf } from "./date-ranges.ts";
import { fieldsIn, predicateOf, type ReadField } from "./filter.ts";
import { metadataOf } from "./metadata.ts";
import { orderOf } from "./order.ts";
import { withOther } from "./other-row.ts";
import { type Readable, readable } from "./readable.ts";
import { measured, passing, type ReportRow, rowsOf } from "./rows.ts";

const DEFAULT_LIMIT = 10_000;
const MAXIMUM_LIMIT = 250_000;

/** Rows of fewer people are not shown when thresholds apply; Google does not say how many that are. */
const THRESHOLD = 10;

/** @throws GoogleError */
export function runReport(world: World, property: PropertyState, request: Fields): Json {
  if (request["cohortSpec"] !== undefined) throw unimplemented("cohorts");
  const schema = schemaOf(world, property);
  const asked = columnsOf(request, schema, world);
  checkMetricFilter(request, asked, world);
  const ranges = dateRangesOf(listIn(request, "dateRanges"), property, world.clock());
  const { limit, offset } = pageOf(request);
  spendTokens(world, property, "core", request);
  const read = ranges.map((range) => readable(world, property, range));
  const { columns, schema: fields, hasOther } = roomFor(asked, schema, property, world);
  const parts = partsOf(request, ranges, read, fields);
  const order = orderOf(listIn(request, "orderBys"), columns);
  const rows = parts
    .flatMap((part) => partRows(part, request, columns, world).map((row) => ({ part, row })))
    .sort((one, other) => order(one.row, other.row));
  const visible = columns.metrics.map(({ isVisible }) => isVisible);
  const currencyCode = String(request["currencyCode"] ?? property.currencyCode);
  return {
    ...headersOf(parts, columns),
    ...aggregates(request, parts, columns, world),
    ...(rows.length > 0 && {
      rows: rows.slice(offset, offset + limit).map(({ part, row }) => rowAnswer(part, row, visible)),
      rowCount: rows.length,
    }),
    metadata: metadataOf(world, { property, ranges, read, columns, hasOther, currencyCode }),
    ...(request["returnPropertyQuota"] === true && { propertyQuota: propertyQuota(world, property, "core") }),
    kind: "analyticsData#runReport",
  };
}

function pageOf({ limit, offset }: Fields): { readonly limit: number; readonly offset: number } {
  const page = { limit: Number(limit ?? DEFAULT_LIMIT), offset: Number(offset ?? 0) };
  if (page.limit < 0) throw invalid("The limit must be positive.");
  if (page.offset < 0) throw invalid("The offset must not be negative.");
  return { ...page, limit: Math.min(page.limit, MAXIMUM_LIMIT) };
}

/** One period, of one comparison: rows are grouped inside it. */
interface Part {
  /** What comes before and after the dimensions of each row. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly facts: readonly Fact[];
  readonly weight: number;
}

function partsOf(
  request: Fields,
  ranges: readonly DateRange[],
  read: readonly Readable[],
  schema: Pick<Schema, "dimension">,
): readonly Part[] {
  const fieldOf: ReadField<Fact> = (field) => schema.dimension(field).of;
  const filter = predicateOf(request["dimensionFilter"] as Fields | undefined, fieldOf);
  const comparisons = listIn(request, "comparisons").map(({ name, comparison, dimensionFilter }, index) => {
    if (comparison !== undefined) throw unimplemented("saved comparisons");
    const passes = predicateOf(dimensionFilter as Fields | undefined, fieldOf);
    return { before: [String(name ?? `comparison_${index}`)], passes };
  });
  const all = comparisons.length === 0 ? [{ before: [], passes: () => true }] : comparisons;
  return all.flatMap(({ before, passes }) =>
    ranges.map(({ name }, index) => ({
      before,
      after: ranges.length > 1 ? [name] : [],
      facts: read[index]!.facts.filter((fact) => filter(fact) && passes(fact)),
      weight: read[index]!.weight,
    })),
  );
}

function partRows(
  { facts, weight }: Part,
  request: Fields,
  columns: Columns,
  world: World,
): readonly ReportRow[] {
  const rows = passing(
    rowsOf(enough(facts, columns, world), columns, weight, world),
    request["metricFilter"] as Fields | undefined,
    (field) => {
      const index = columns.metrics.findIndex(({ name }) => name === field);
      return ({ metrics }) => metrics[index]!;
    },
  );
  if (request["keepEmptyRows"] === true) return rows;
  return rows.filter(({ metrics }) => metrics.length === 0 || metrics.some((value) => value !== 0));
}

/** Rows of few people are not shown when thresholds apply. */
function enough(facts: readonly Fact[], { dimensions }: Columns, { switches }: World): readonly Fact[] {
  if (switches.thresholding !== "hides" || dimensions.length === 0) return facts;
  const keyOf = (fact: Fact) => dimensions.map(({ of }) => of(fact)).join("\u0000");
  const people = new Map<string, Set<string>>();
  for (const fact of facts) {
    const key = keyOf(fact);
    people.set(key, (people.get(key) ?? new Set()).add(fact.session.user));
  }
  return facts.filter((fact) => people.get(keyOf(fact))!.size >= THRESHOLD);
}

/** "(other)" is a matter of the table, so filters meet it as well. */
function roomFor(columns: Columns, schema: Schema, property: PropertyState, { switches }: World) {
  const facts = switches.rowsBeforeOther === null ? [] : factsOf(property);
  let hasOther = false;
  const capped = (of: (fact: Fact) => string) => {
    const room = withOther(of, facts, switches.rowsBeforeOther);
    hasOther ||= room.hasOther;
    return room.of;
  };
  const dimensions = columns.dimensions.map(({ name, of }) => ({ name, of: capped(of) }));
  const dimension = (name: string) => ({ ...schema.dimension(name), of: capped(schema.dimension(name).of) });
  return { columns: { ...columns, dimensions }, schema: { dimension }, hasOther };
}

/** The metrics must be requested, and a restricted one cannot be filtered by. */
function checkMetricFilter(request: Fields, { metrics }: Columns, { switches }: World): void {
  for (const field of fieldsIn(request["metricFilter"] as Fields | undefined)) {
    const metric = metrics.find(({ name }) => name === field);
    if (metric === undefined) throw invalid(`The metric ${field} in metric_filter is not requested.`);
    if (isRestricted(metric, switches.restrictedMetrics))
      throw invalid(`The metric ${field} is restricted and cannot be used in a filter.`);
  }
}

function headersOf([part]: readonly Part[], { dimensions, metrics }: Columns): { [field: string]: Json } {
  const names = [
    ...(part!.before.length > 0 ? ["comparison"] : []),
    ...dimensions.map(({ name }) => name),
    ...(part!.after.length > 0 ? ["dateRange"] : []),
  ];
  const headers = metrics.filter(({ isVisible }) => isVisible).map(({ name, type }) => ({ name, type }));
  return {
    ...(names.length > 0 && { dimensionHeaders: names.map((name) => ({ name })) }),
    ...(headers.length > 0 && { metricHeaders: headers }),
  };
}

function rowAnswer(
  { before, after }: Part,
  { dimensions, metrics }: ReportRow,
  visible: readonly boolean[],
): Json {
  const values = [...before, ...dimensions, ...after];
  const shown = metrics.filter((_, index) => visible[index]);
  return {
    ...(values.length > 0 && { dimensionValues: values.map((value) => (value === "" ? {} : { value })) }),
    ...(shown.length > 0 && { metricValues: shown.map((value) => ({ value: String(value) })) }),
  };
}

const AGGREGATES = { TOTAL: "totals", MINIMUM: "minimums", MAXIMUM: "maximums" } as const;

/** A total counts people and sessions again: it is not the sum of the rows. */
function aggregates(
  request: Fields,
  parts: readonly Part[],
  columns: Columns,
  world: World,
): { [field: string]: Json } {
  const wanted = listIn(request, "metricAggregations") as unknown as readonly string[];
  const visible = columns.metrics.map(({ isVisible }) => isVisible);
  const entries = Object.entries(AGGREGATES).filter(([name]) => wanted.includes(name));
  return Object.fromEntries(
    entries.map(([name, field]) => [
      field,
      parts.map((part) => {
        const dimensions = columns.dimensions.map(() => `RESERVED_${name}`);
        return rowAnswer(
          part,
          { dimensions, metrics: aggregate(name, part, request, columns, world) },
          visible,
        );
      }),
    ]),
  );
}

function aggregate(
  name: string,
  part: Part,
  request: Fields,
  columns: Columns,
  world: World,
): readonly number[] {
  if (name === "TOTAL") return measured(part.facts, columns.metrics, part.weight, world);
  const rows = partRows(part, request, columns, world);
  const extreme = name === "MINIMUM" ? Math.min : Math.max;
  return columns.metrics.map((_, index) =>
    rows.length === 0 ? 0 : extreme(...rows.map(({ metrics }) => metrics[index]!)),
  );
}
