/** Where an export is: `bigquery:project.analytics_123456789`. */
import { EventsError } from "../events-error.ts";

export interface ExportedDataset {
  readonly project: string;
  readonly dataset: string;
}

const PREFIX = "bigquery:";

export function isInBigQuery(events: string): boolean {
  return events.toLowerCase().startsWith(PREFIX);
}

/** Both names go into SQL, so nothing else is accepted. Projects of a domain have its name and a colon. */
export function exportedDataset(events: string): ExportedDataset {
  const [, project, dataset] =
    /^((?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,29})\.([A-Za-z0-9_]+)$/.exec(events.slice(PREFIX.length)) ?? [];
  if (project === undefined || dataset === undefined)
    throw new EventsError(
      "events-form",
      `${events} does not name a dataset of BigQuery.`,
      "Write bigquery:PROJECT.DATASET, such as bigquery:my-project.analytics_123456789.",
    );
  return { project, dataset };
}
