/** Answers questions about the tables of an export in BigQuery: one statement, whose bytes are known before it runs. */
import { COPIES, ONE_OF_COPIES, WITHOUT_COPIES } from "../core/once.ts";
import { type Core, type EventEngine, ROW, type Row, type TextOf } from "../engine.ts";
import { EventsError } from "../events-error.ts";
import { flattenBigQuery } from "./flatten.ts";
import type { BigQueryJobs, BigQueryQuery } from "./jobs.ts";
import type { ExportedDataset } from "./table.ts";

export interface BigQueryOptions {
  readonly exported: ExportedDataset;
  readonly jobs: BigQueryJobs;
  /** A query that reads more bytes is not run. */
  readonly mostBytes?: number;
  readonly progress: (doing: string) => void;
}

/** A hundred gigabytes cost about 60 cents (cloud.google.com/bigquery/pricing, on demand, November 2026). */
const MOST_BYTES = 100e9;

/** What BigQuery bills at least for each table that a query reads (cloud.google.com/bigquery/pricing). */
const LEAST_BYTES_OF_A_TABLE = 10 * 1024 * 1024;

export function bigQueryEngine({
  exported,
  jobs,
  mostBytes = MOST_BYTES,
  progress,
}: BigQueryOptions): EventEngine {
  const days = async (): Promise<number[]> => daysOf(await jobs.tables());
  return {
    name: "bigquery",
    covered: async () => ({ days: await days(), ahead: null }),
    run: async (wanted, core) => {
      const there = await days();
      // BigQuery takes the columns of the newest table for all of them.
      const columns = await jobs.columns(`events_${there.at(-1)}`);
      const query = queryOf((text) =>
        statement(flattenBigQuery(wanted, exported, columns, text), core(text)),
      );
      const bytes = await jobs.bytesRead(query);
      progress(`BigQuery reads ${sizeOf(bytes)}`);
      if (bytes > mostBytes) throw tooLarge(bytes, mostBytes);
      const tables = there.filter((day) => day >= wanted.from && day <= wanted.to).length;
      const rows = await jobs.rows(query, bytes + tables * LEAST_BYTES_OF_A_TABLE);
      return rows.map(rowOf);
    },
  };
}

/** Tables of whole days: `events_20261101`. */
function daysOf(tables: readonly string[]): number[] {
  return tables
    .flatMap((name) => Number(/^events_(\d{8})$/.exec(name)?.[1] ?? []) || [])
    .sort((a, b) => a - b);
}

function statement(flat: string, { tables, selects }: Core): string {
  const all = [
    { name: "events", sql: flat },
    { name: "copies", sql: COPIES },
    { name: "once", sql: `${WITHOUT_COPIES}\nunion all\n${ONE_OF_COPIES}` },
    ...tables,
  ];
  return `with ${all.map(({ name, sql }) => `${name} as (\n${sql}\n)`).join(",\n")}
${selects.join("\nunion all\n")}`;
}

/** Texts become parameters, each once. */
function queryOf(sql: (text: TextOf) => string): BigQueryQuery {
  const texts = new Map<string, string>();
  const made = sql((text) => {
    const name = texts.get(text) ?? `p${texts.size}`;
    texts.set(text, name);
    return `@${name}`;
  });
  return { sql: made, parameters: [...texts].map(([value, name]) => ({ name, value })) };
}

function rowOf(values: readonly string[]): Row {
  const [what = "", a = "", b = "", c = "", n = "", m = ""] = values;
  if (values.length !== ROW.length)
    throw new EventsError(
      "bigquery-answer",
      `BigQuery gave rows of ${values.length} columns instead of ${ROW.length}.`,
      null,
    );
  return { what, a, b, c, n: Number(n), m: Number(m) };
}

function tooLarge(bytes: number, most: number): EventsError {
  return new EventsError(
    "bigquery-bytes",
    `The query would read ${sizeOf(bytes)}, more than ${sizeOf(most)}. Nothing was run.`,
    "Ask for fewer days with --days.",
  );
}

/** Decimal units, which prices are in. */
function sizeOf(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** unit).toPrecision(3))} ${units[unit]}`;
}
