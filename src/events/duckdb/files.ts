/** Which files are meant, and how each is read. */
import { EventsError } from "../events-error.ts";
import { literal } from "./columns.ts";

/** What SQL reads such files with. */
export interface FileReader {
  readonly sql: string;
  readonly files: readonly string[];
  /** Whether one column can be read without the others. */
  readonly hasColumns: boolean;
}

/** The parts of the export that are read of JSON. All values are read as texts: BigQuery writes 64-bit numbers so. */
const JSON_COLUMNS = Object.entries({
  event_date: "VARCHAR",
  event_timestamp: "VARCHAR",
  event_name: "VARCHAR",
  event_value_in_usd: "VARCHAR",
  event_bundle_sequence_id: "VARCHAR",
  event_server_timestamp_offset: "VARCHAR",
  batch_page_id: "VARCHAR",
  batch_ordering_id: "VARCHAR",
  batch_event_index: "VARCHAR",
  user_id: "VARCHAR",
  user_pseudo_id: "VARCHAR",
  event_params:
    "STRUCT(key VARCHAR, value STRUCT(string_value VARCHAR, int_value VARCHAR, float_value VARCHAR, double_value VARCHAR))[]",
  device: "STRUCT(category VARCHAR)",
  geo: "STRUCT(country VARCHAR)",
  ecommerce: "STRUCT(transaction_id VARCHAR, purchase_revenue VARCHAR)",
  session_traffic_source_last_click: "STRUCT(cross_channel_campaign STRUCT(default_channel_group VARCHAR))",
})
  .map(([name, type]) => `${name}: ${literal(type)}`)
  .join(", ");

/** Of one event, in bytes: DuckDB's own default. Each of its threads keeps twice as much, so four times as much is more than it may use in all. */
const LONGEST_LINE = 16_777_216;

const FORMS = [
  {
    ends: /\.parquet$/i,
    hasColumns: true,
    reader: (files: string) => `read_parquet(${files}, union_by_name = true)`,
  },
  {
    ends: /\.(?:ndjson|jsonl|json)(?:\.gz)?$/i,
    hasColumns: false,
    reader: (files: string) =>
      `read_json(${files}, columns = {${JSON_COLUMNS}}, format = 'auto', maximum_object_size = ${LONGEST_LINE})`,
  },
] as const;

/** @param files paths that exist, in any order @throws EventsError for other kinds of files */
export function fileReaders(files: readonly string[]): FileReader[] {
  const stranger = files.find((file) => !FORMS.some(({ ends }) => ends.test(file)));
  if (stranger !== undefined) throw strangeFile(stranger);
  const settled = withoutIntraday(files);
  return FORMS.flatMap(({ ends, hasColumns, reader }) => {
    const own = settled.filter((file) => ends.test(file)).sort();
    return own.length === 0
      ? []
      : [{ sql: reader(`[${own.map(literal).join(", ")}]`), files: own, hasColumns }];
  });
}

/** A day that is complete is in a table of its own; the one of the running day has the same events again. */
function withoutIntraday(files: readonly string[]): readonly string[] {
  const complete = new Set(files.flatMap((file) => /events_(\d{8})/.exec(file)?.[1] ?? []));
  return files.filter((file) => {
    const [, day] = /events_(?:intraday|fresh)_(\d{8})/.exec(file) ?? [];
    return day === undefined || !complete.has(day);
  });
}

function strangeFile(file: string): EventsError {
  if (/\.csv(?:\.gz)?$/i.test(file))
    return new EventsError(
      "events-form",
      `${file} is a CSV file, which cannot contain the parameters of events as Google exports them.`,
      "Export the events again as Parquet or newline-delimited JSON.",
    );
  return new EventsError(
    "events-form",
    `${file} is not a file of events that goalform reads.`,
    "Name files that end in .parquet, .ndjson, .jsonl or .json.",
  );
}
