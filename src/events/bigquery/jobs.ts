/** The port to BigQuery: what is asked there. `google/bigquery/` sends the requests. */

export interface BigQueryJobs {
  /** Names of the dataset's tables. */
  readonly tables: () => Promise<readonly string[]>;
  /** Paths of the table's columns, such as `device.category`. */
  readonly columns: (table: string) => Promise<ReadonlySet<string>>;
  /** How many bytes the query would read. Costs nothing. */
  readonly bytesRead: (query: BigQueryQuery) => Promise<number>;
  /** The rows, each with a text for every column. A query that would be billed for more bytes fails at no cost. */
  readonly rows: (
    query: BigQueryQuery,
    maximumBytesBilled: number,
  ) => Promise<readonly (readonly string[])[]>;
}

export interface BigQueryQuery {
  readonly sql: string;
  /** Texts by their names: `@p0` in the query. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}
