/** Where reports get their figures on this machine. Each source is loaded only when it is asked for. */
import type { Reporting } from "../app/ports.ts";
import { Refusal } from "../app/result/refusal.ts";
import type { Connection } from "../google/connection.ts";
import {
  connect,
  type GoogleContext,
  type GoogleOptions,
  givenConnection,
  refuseLoudNode,
} from "./google.ts";

export function reportingFor(options: GoogleOptions, surroundings: GoogleContext): Reporting {
  const { cwd, env, onWait, stop, today } = surroundings;
  return {
    atGoogle: async (goalSet, { ga4, gtm }, progress, use) => {
      refuseLoudNode(env);
      const { connection, close } = await connect(goalSet, options, surroundings);
      try {
        const { openReporting } = await import("../google/open-reporting.ts");
        const names = { property: ga4.property, container: gtm };
        const stopping = stop === undefined ? {} : { stop };
        const clock = today === undefined ? {} : { today };
        return await use(openReporting(names, connection, { onWait, progress, ...stopping, ...clock }));
      } finally {
        await close();
      }
    },
    fromEvents: async (events, progress, use, counting = {}) => {
      const { eventsSource } = await import("../events/source.ts");
      const from = { now: today ?? Date.now, progress, ...counting };
      const { exportedDataset, isInBigQuery } = await import("../events/bigquery/table.ts");
      const [name = ""] = events;
      if (!isInBigQuery(name)) {
        const { duckdbEngine } = await import("../events/duckdb/engine.ts");
        return await use(eventsSource(duckdbEngine({ files: events, cwd }), from));
      }
      refuseLoudNode(env);
      const exported = exportedDataset(events.join(" "));
      const connection = withoutSandbox(options, env);
      const { openBigQuery } = await import("../google/bigquery/open.ts");
      const { bigQueryEngine } = await import("../events/bigquery/engine.ts");
      const project = env["GOOGLE_CLOUD_PROJECT"] || exported.project;
      const jobs = await openBigQuery(exported, connection, { project, onWait, stop });
      return await use(eventsSource(bigQueryEngine({ exported, jobs, progress }), from));
    },
  };
}

/** The sandbox plays Analytics, not BigQuery. */
function withoutSandbox(options: GoogleOptions, env: GoogleContext["env"]): Connection {
  if (!options.sandbox) return givenConnection(options, env);
  throw new Refusal(
    "invalid-option",
    "The sandbox has no BigQuery.",
    "Leave out --sandbox, or report from files with --events.",
  );
}
