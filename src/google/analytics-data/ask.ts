/** Asks for all reports in batches. One that Google refuses takes nothing else with it. */
import { GoogleError } from "../../apply/google-port.ts";
import type { Table } from "./answer.ts";
import type { AnalyticsDataClient } from "./client.ts";
import type { ReportName } from "./reports.ts";
import { REPORTS_A_BATCH, type ReportRequest } from "./request.ts";

/** What came back: a table, or why Google refused to make one. */
export interface ReportAnswers<N extends string = ReportName> {
  readonly tables: ReadonlyMap<N, Table>;
  readonly refused: ReadonlyMap<N, string>;
}

type Named<N extends string> = readonly [N, ReportRequest];

/** @param isOptional what may be missing: Google's refusal of anything else is a refusal of all */
export async function sendReports<N extends string>(
  client: AnalyticsDataClient,
  reports: ReadonlyMap<N, ReportRequest>,
  isOptional: (name: N) => boolean,
): Promise<ReportAnswers<N>> {
  const tables = new Map<N, Table>();
  const refused = new Map<N, string>();
  const all = [...reports];
  for (let from = 0; from < all.length; from += REPORTS_A_BATCH) {
    const batch = all.slice(from, from + REPORTS_A_BATCH);
    await askBatch(client, batch, isOptional, tables, refused);
  }
  return { tables, refused };
}

/** A refusal is of a whole batch, and names the field: the batch is asked again without it. */
async function askBatch<N extends string>(
  client: AnalyticsDataClient,
  batch: readonly Named<N>[],
  isOptional: (name: N) => boolean,
  tables: Map<N, Table>,
  refused: Map<N, string>,
): Promise<void> {
  for (let left = batch; left.length > 0; ) {
    try {
      const { reports } = await client.batchRunReports(left.map(([, report]) => report));
      for (const [index, [name]] of left.entries()) tables.set(name, reports[index]!);
      return;
    } catch (error) {
      const field = refusedField(error);
      const guilty = left.filter(([name, report]) => isOptional(name) && has(report, field));
      if (guilty.length === 0) throw error;
      for (const [name] of guilty) refused.set(name, (error as Error).message);
      left = left.flatMap((one) => (guilty.includes(one) ? withoutMetric(one, field!) : [one]));
    }
  }
}

/**
 * "Field x is not a valid metric", "Please remove x to make the request compatible": the words of
 * googleanalytics/ga-dev-tools#2187. Without a field that we know, nothing is concluded from them.
 */
function refusedField(error: unknown): string | undefined {
  if (!(error instanceof GoogleError) || error.status !== 400) return undefined;
  return /(?:Field|Please remove) (\S+) (?:is not a valid|to make)/.exec(error.message)?.[1];
}

function has({ dimensions = [], metrics, filter }: ReportRequest, field: string | undefined): boolean {
  if (field === undefined) return false;
  const isFiltered = JSON.stringify(filter ?? {}).includes(`"fieldName":${JSON.stringify(field)}`);
  return isFiltered || [...dimensions, ...metrics].includes(field);
}

/** A key event that Google does not know yet takes no other rate with it. */
function withoutMetric<N extends string>([name, report]: Named<N>, field: string): readonly Named<N>[] {
  const metrics = report.metrics.filter((metric) => metric !== field);
  return name.startsWith("rates") && metrics.length > 0 ? [[name, { ...report, metrics }]] : [];
}
