/** Opens BigQuery for one command. Load it only when an export there is asked about. */
import type { BigQueryJobs } from "../../events/bigquery/jobs.ts";
import type { ExportedDataset } from "../../events/bigquery/table.ts";
import { BIGQUERY_QUOTA } from "../../resources/limits.ts";
import type { Connection } from "../connection.ts";
import { REAL_TIMING } from "../google.ts";
import { Interruption } from "../interruption.ts";
import { Pace } from "../pace.ts";
import { Requests, type Timing, type Wait } from "../requests.ts";
import { clientOptions, signIn } from "../sign-in.ts";
import { BigQueryClient } from "./jobs.ts";

export interface BigQueryOpening {
  /** Whose jobs they are, and who is billed. */
  readonly project: string;
  readonly onWait: (wait: Wait) => void;
  readonly timing?: Timing;
  readonly stop?: AbortSignal | undefined;
}

export async function openBigQuery(
  exported: ExportedDataset,
  connection: Connection,
  { project, onWait, timing = REAL_TIMING, stop = new AbortController().signal }: BigQueryOpening,
): Promise<BigQueryJobs> {
  const options = clientOptions(connection, "events", timing.timeout);
  await signIn(options.auth);
  const interruption = new Interruption(stop, { say: "", run: "again" });
  const requests = new Requests(new Pace(BIGQUERY_QUOTA), timing, onWait, interruption);
  return new BigQueryClient(options, requests, exported, project);
}
