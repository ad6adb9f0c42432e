/** Why files of events cannot be read, in words that contain nothing of what is in them. */
import { EventsError } from "../events-error.ts";

export function strangeColumns(file: string, missing: readonly string[]): EventsError {
  return new EventsError(
    "events-form",
    `${file} does not have the columns of Google's export of events: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    "Export the tables events_… of BigQuery as they are.",
  );
}

/** DuckDB's first line says which file and why, and often shows the value that it could not read. Our own mistakes stay what they are. */
export function unreadable(files: readonly string[], error: unknown): unknown {
  const [line = ""] = (error as Error).message.split("\n");
  if (/^(?:Binder|Catalog|Parser|Internal|INTERNAL) Error/.test(line)) return error;
  if (/^Out of Memory/.test(line)) return TOO_LARGE;
  const why = line.replace(/^[A-Z][\w ]* Error: /, "");
  const about = files.length === 1 ? `${files[0]} cannot be read` : "The files of events cannot be read";
  return new EventsError("events-unreadable", `${about}: ${withoutValues(why)}`, AGAIN);
}

const AGAIN = "Export this file again, or leave it out of --events.";

const TOO_LARGE = new EventsError(
  "events-too-large",
  "The events of these days do not fit into the memory that DuckDB may use.",
  "Ask about fewer days (--days), export the events as Parquet, or let BigQuery count them (--events bigquery:PROJECT.DATASET).",
);

/** Up to the first text in quotes that is not the name of a file: it may be a value, with quotes of its own. */
function withoutValues(line: string): string {
  const [words = ""] = BEFORE_VALUES.exec(line.replace(/(, but got \w+): .*$/, "$1.")) ?? [];
  return words.slice(0, 300).trim();
}

const BEFORE_VALUES = /^(?:[^"']|(["'])[^"']+\.(?:parquet|ndjson|jsonl|json|gz)\1)*/i;
