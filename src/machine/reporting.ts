/** Where reports get their figures on this machine. Each source is loaded only when it is asked for. */
import type { Reporting } from "../app/ports.ts";
import { connect, type GoogleOptions, refuseLoudNode, type Surroundings } from "./google.ts";

export function reportingFor(options: GoogleOptions, surroundings: Surroundings): Reporting {
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
    fromEvents: async (events, progress, use) => {
      const { eventsSource } = await import("../events/source.ts");
      const { duckdbEngine } = await import("../events/duckdb/engine.ts");
      const engine = duckdbEngine({ files: events, cwd });
      return await use(eventsSource(engine, { now: today ?? Date.now, progress }));
    },
  };
}
