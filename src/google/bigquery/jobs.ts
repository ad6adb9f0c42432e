/**
 * BigQuery by plain requests: three methods, for which Google's own client would add 41 packages.
 * cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query
 */
import { randomUUID } from "node:crypto";
import { GoogleError } from "../../apply/google-port.ts";
import { entryIn } from "../../entry-in.ts";
import type { BigQueryJobs, BigQueryQuery } from "../../events/bigquery/jobs.ts";
import type { ExportedDataset } from "../../events/bigquery/table.ts";
import type { JsonObject } from "../../resources/resource.ts";
import type { ClientOptions } from "../client-options.ts";
import type { Requests } from "../requests.ts";
import { flag, list, record, type Shape, text } from "../shape.ts";
import type { Answer } from "../unreadable-answer.ts";

const ROOT = "https://bigquery.googleapis.com/";

/** How long BigQuery waits before it answers that the job continues. Milliseconds. */
const WAIT = 20_000;

export class BigQueryClient implements BigQueryJobs {
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #exported: ExportedDataset;
  /** Whose jobs they are, and who is billed. */
  readonly #project: string;

  constructor(options: ClientOptions, requests: Requests, exported: ExportedDataset, project: string) {
    this.#options = options;
    this.#requests = requests;
    this.#exported = exported;
    this.#project = project;
  }

  tables = async (): Promise<readonly string[]> => {
    const path = this.#tablesPath;
    const names: string[] = [];
    for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
      const page: TablesPage = await this.#send("Listing the tables of the export", "GET", path, TABLES, {
        params: { maxResults: "1000", ...(pageToken ? { pageToken } : {}) },
      });
      names.push(...(page.tables ?? []).map(({ tableReference }) => tableReference.tableId));
      pageToken = page.nextPageToken;
    }
    return names;
  };

  columns = async (table: string): Promise<ReadonlySet<string>> => {
    const path = `${this.#tablesPath}/${encodeURIComponent(table)}`;
    const params = { fields: "schema" };
    const what = "Reading the columns of the export";
    const { schema } = await this.#send<{ schema?: { fields?: readonly Column[] } }>(
      what,
      "GET",
      path,
      TABLE,
      { params },
    );
    return new Set(pathsOf(schema?.fields ?? []));
  };

  get #tablesPath(): string {
    const { project, dataset } = this.#exported;
    return `projects/${encodeURIComponent(project)}/datasets/${encodeURIComponent(dataset)}/tables`;
  }

  bytesRead = async (query: BigQueryQuery): Promise<number> => {
    const what = "Asking BigQuery how much the query reads";
    const answer = await this.#query(what, { ...queryBody(query), dryRun: true });
    return Number(answer.totalBytesProcessed ?? 0);
  };

  rows = async (
    query: BigQueryQuery,
    maximumBytesBilled: number,
  ): Promise<readonly (readonly string[])[]> => {
    const what = "Asking BigQuery";
    const rows: (readonly string[])[] = [];
    let answer = await this.#query(what, {
      ...queryBody(query),
      maximumBytesBilled: String(Math.ceil(maximumBytesBilled)),
      timeoutMs: WAIT,
      // Sent again after a lost answer, it is still one job.
      requestId: randomUUID(),
    });
    for (;;) {
      if (answer.jobComplete) rows.push(...(answer.rows ?? []).map(({ f }) => f.map(({ v }) => v ?? "")));
      if (answer.jobComplete && answer.pageToken === undefined) return rows;
      answer = await this.#more(what, answer);
    }
  };

  async #query(what: string, data: JsonObject): Promise<QueryAnswer> {
    const path = `projects/${encodeURIComponent(this.#project)}/queries`;
    return withoutErrors(what, await this.#send<QueryAnswer>(what, "POST", path, QUERY, { data }));
  }

  /** Keeps waiting, or reads the next page. A job is where its data are. */
  async #more(what: string, { jobReference, pageToken }: QueryAnswer): Promise<QueryAnswer> {
    const { projectId = this.#project, jobId = "", location } = jobReference ?? {};
    const path = `projects/${encodeURIComponent(projectId)}/queries/${encodeURIComponent(jobId)}`;
    const params = {
      timeoutMs: String(WAIT),
      ...(location === undefined ? {} : { location }),
      ...(pageToken === undefined ? {} : { pageToken }),
    };
    return withoutErrors(what, await this.#send<QueryAnswer>(what, "GET", path, QUERY, { params }));
  }

  async #send<T>(
    what: string,
    method: "GET" | "POST",
    path: string,
    shape: Shape,
    more: { data?: JsonObject; params?: Readonly<Record<string, string>> },
  ): Promise<T> {
    const { auth, rootUrl = ROOT, ...options } = this.#options;
    const url = `${rootUrl}bigquery/v2/${path}`;
    const request = async () =>
      (await auth.request<T>({ ...options, ...more, url, method, responseType: "json" })) as Answer & {
        data: T;
      };
    try {
      return await this.#requests.send(what, "always", shape, request);
    } catch (error) {
      throw advised(error);
    }
  }
}

function queryBody({ sql, parameters }: BigQueryQuery): JsonObject {
  return {
    query: sql,
    useLegacySql: false,
    parameterMode: "NAMED",
    queryParameters: parameters.map(({ name, value }) => ({
      name,
      parameterType: { type: "STRING" },
      parameterValue: { value },
    })),
    labels: { tool: "goalform" },
  };
}

interface TablesPage {
  readonly tables?: readonly { readonly tableReference: { readonly tableId: string } }[];
  readonly nextPageToken?: string;
}

const TABLES = record(
  {},
  {
    tables: list(record({ tableReference: record({ tableId: text }) })),
    nextPageToken: text,
  },
);

interface Column {
  readonly name: string;
  readonly fields?: readonly Column[];
}

const COLUMN: Shape = (value, at) => record({ name: text }, { fields: list(COLUMN) })(value, at);
const TABLE = record({}, { schema: record({}, { fields: list(COLUMN) }) });

function pathsOf(columns: readonly Column[]): string[] {
  return columns.flatMap(({ name, fields = [] }) => [
    name,
    ...pathsOf(fields).map((path) => `${name}.${path}`),
  ]);
}

interface QueryAnswer {
  readonly jobComplete?: boolean;
  readonly jobReference?: {
    readonly projectId?: string;
    readonly jobId?: string;
    readonly location?: string;
  };
  readonly rows?: readonly { readonly f: readonly { readonly v: string | null }[] }[];
  readonly pageToken?: string;
  readonly totalBytesProcessed?: string;
  readonly errors?: readonly { readonly message?: string; readonly reason?: string }[];
}

const CELL: Shape = (value, at) =>
  value === null || typeof value === "string" ? null : `${at} is not a text`;

const QUERY = record(
  {},
  {
    jobComplete: flag,
    jobReference: record({}, { projectId: text, jobId: text, location: text }),
    rows: list(record({ f: list(record({ v: CELL })) })),
    pageToken: text,
    totalBytesProcessed: text,
    errors: list(record({}, { message: text, reason: text })),
  },
);

/** A job that has failed may come as an answer, with what it has to say and no rows. */
function withoutErrors(what: string, answer: QueryAnswer): QueryAnswer {
  const [error] = answer.rows === undefined ? (answer.errors ?? []) : [];
  if (error === undefined) return answer;
  const said = (error.message ?? error.reason ?? "it does not say why").replace(/\s+/g, " ").slice(0, 300);
  throw new GoogleError("refused", 400, `${what} failed: ${said}`);
}

/** What to do there is not what to do in Analytics. */
const HINTS: Readonly<Record<string, string>> = {
  forbidden:
    "Give these credentials the roles BigQuery Job User (on the project of the jobs) and BigQuery Data Viewer (on the dataset).",
  "not-found": "Check project and dataset: the export is set up in Analytics (Admin, BigQuery links).",
  "api-disabled": "Enable the BigQuery API in the project of the jobs.",
};

function advised(error: unknown): unknown {
  const hint = error instanceof GoogleError ? entryIn(HINTS, error.code) : undefined;
  return hint === undefined ? error : (error as GoogleError).but({ hint });
}
