/** Answers of the Analytics Data API: rows by the names of their columns, and what the metadata says about them. */
import type { Quality, QualityCode } from "../../figures/figure.ts";
import { flag, list, number, record, type Shape, text } from "../shape.ts";

const VALUES = list(record({}, { value: text }));
const HEADERS = list(record({ name: text }));
const ROWS = list(record({}, { dimensionValues: VALUES, metricValues: VALUES }));

const METADATA = record(
  {},
  {
    currencyCode: text,
    timeZone: text,
    subjectToThresholding: flag,
    dataLossFromOtherRow: flag,
    emptyReason: text,
    samplingMetadatas: list(record({}, { samplesReadCount: text, samplingSpaceSize: text })),
    dataTruncationReasons: list(record({}, { dataTruncationType: text, dataTruncationMessage: text })),
    schemaRestrictionResponse: record(
      {},
      { activeMetricRestrictions: list(record({}, { metricName: text })) },
    ),
  },
);

/** Both kinds of reports: an empty list of rows is left out. */
const TABLE = { dimensionHeaders: HEADERS, metricHeaders: HEADERS, rows: ROWS, metadata: METADATA };

const REPORT = record({ metricHeaders: HEADERS }, { ...TABLE, rowCount: number });

/** As many reports as were asked for, in the same order. */
export function batchShape(count: number): Shape {
  const batch = record({ reports: list(REPORT) });
  return (value, at) => {
    const problem = batch(value, at);
    if (problem !== null) return problem;
    const { length } = (value as Batch).reports;
    return length === count ? null : `it has ${length} reports instead of ${count}`;
  };
}

export const FUNNEL_REPORT = record(
  { funnelTable: record({}, TABLE) },
  { funnelVisualization: record({}, TABLE) },
);

interface Cell {
  readonly value?: string;
}

export interface Table {
  readonly dimensionHeaders?: readonly { readonly name: string }[];
  readonly metricHeaders?: readonly { readonly name: string }[];
  readonly rows?: readonly {
    readonly dimensionValues?: readonly Cell[];
    readonly metricValues?: readonly Cell[];
  }[];
  readonly rowCount?: number;
  readonly metadata?: Metadata;
}

interface Metadata {
  readonly currencyCode?: string;
  readonly emptyReason?: string;
  readonly subjectToThresholding?: boolean;
  readonly dataLossFromOtherRow?: boolean;
  readonly samplingMetadatas?: readonly {
    readonly samplesReadCount?: string;
    readonly samplingSpaceSize?: string;
  }[];
  readonly dataTruncationReasons?: readonly {
    readonly dataTruncationMessage?: string;
    readonly dataTruncationDate?: unknown;
  }[];
  readonly schemaRestrictionResponse?: {
    readonly activeMetricRestrictions?: readonly { readonly metricName?: string }[];
  };
}

export interface Batch {
  readonly reports: readonly Table[];
}

export interface FunnelAnswerBody {
  readonly funnelTable: Table;
  readonly funnelVisualization?: Table;
}

/** One row. A metric of which nothing is known is 0; a dimension is an empty text. */
export interface Row {
  readonly of: (dimension: string) => string;
  readonly number: (metric: string) => number;
}

/** Columns are found by name, at their first place: headers of funnels may come twice, with shorter rows. */
export function rowsOf({ dimensionHeaders = [], metricHeaders = [], rows = [] }: Table): Row[] {
  const dimensions = placesOf(dimensionHeaders);
  const metrics = placesOf(metricHeaders);
  return rows.map(({ dimensionValues = [], metricValues = [] }) => ({
    of: (name) => dimensionValues[dimensions.get(name) ?? -1]?.value ?? "",
    number: (name) => {
      const value = Number(metricValues[metrics.get(name) ?? -1]?.value ?? 0);
      return Number.isFinite(value) ? value : 0;
    },
  }));
}

function placesOf(headers: readonly { readonly name: string }[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, { name }] of headers.entries()) if (!places.has(name)) places.set(name, place);
  return places;
}

/**
 * What the metadata says, each with its sentence.
 * developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/ResponseMetaData
 */
export function qualityOf({ metadata, rows = [], rowCount = 0 }: Table): Quality[] {
  const said: [QualityCode, string][] = [];
  if (metadata?.subjectToThresholding)
    said.push(["thresholded", "Google leaves out rows of few people, so small counts may be missing."]);
  if (metadata?.dataLossFromOtherRow)
    said.push([
      "other-row",
      'Google has put rare values together into a row "(other)", so counts may be too low.',
    ]);
  for (const { samplesReadCount, samplingSpaceSize } of metadata?.samplingMetadatas ?? [])
    said.push(["sampled", sampledWords(Number(samplesReadCount), Number(samplingSpaceSize))]);
  for (const { dataTruncationMessage } of metadata?.dataTruncationReasons ?? [])
    said.push([
      "truncated",
      `Google has cut the data off: ${oneLine(dataTruncationMessage) || "it does not say why"}.`,
    ]);
  const restricted = metadata?.schemaRestrictionResponse?.activeMetricRestrictions ?? [];
  if (restricted.length > 0) {
    const names = restricted.map(({ metricName }) => oneLine(metricName) || "a metric").join(", ");
    said.push(["restricted", `These credentials may not see ${names}: what depends on it is not known.`]);
  }
  const emptyReason = oneLine(metadata?.emptyReason);
  if (emptyReason !== "")
    said.push(["not-measurable", `Google says about a report without rows: ${emptyReason}.`]);
  if (rowCount > rows.length)
    said.push(["truncated", `Only the ${rows.length} largest of ${rowCount} rows were read.`]);
  return said.map(([code, message]) => ({ code, message, about: null }));
}

/** Metrics whose figures are 0 because the credentials may not see them. */
export function restrictedMetrics({ metadata }: Table): string[] {
  const restrictions = metadata?.schemaRestrictionResponse?.activeMetricRestrictions ?? [];
  return restrictions.flatMap(({ metricName }) => metricName ?? []);
}

function sampledWords(read: number, all: number): string {
  const share = all > 0 && read >= 0 ? `${percent(read / all)} of the events` : "a part of the events";
  return `Google has read ${share} and projected the figures from them.`;
}

/** Never "100%" of what is less. */
function percent(share: number): string {
  const rounded = Math.floor(share * 1000) / 10;
  return `${rounded === 0 ? "less than 0.1" : rounded}%`;
}

function oneLine(text: string | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").replace(/\.$/, "").trim();
}
