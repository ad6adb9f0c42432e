/** Where `doctor` asks on this machine. */
import type { SetUps } from "../app/doctor/set-ups.ts";
import { connect, type GoogleContext, type GoogleOptions, refuseLoudNode } from "./google.ts";

export function setUpsFor(options: GoogleOptions, surroundings: GoogleContext): SetUps {
  const { env, onWait, stop = new AbortController().signal, today } = surroundings;
  const isElsewhere = options.sandbox || (options.endpoint ?? env["GOALFORM_ENDPOINT"] ?? "") !== "";
  return {
    isGoogle: !isElsewhere,
    examined: async (goalSet, { ga4, gtm }, use) => {
      refuseLoudNode(env);
      const { connection, close } = await connect(goalSet, options, surroundings);
      try {
        const { newPaces, openGoogle } = await import("../google/google.ts");
        const { DIAGNOSIS, openSetUp } = await import("../google/set-up.ts");
        const names = { property: ga4.property, container: gtm };
        const paces = newPaces();
        const clock = today === undefined ? {} : { clock: today };
        return await use({
          port: openGoogle(names, connection, "read", onWait, DIAGNOSIS, paces, stop),
          setUp: openSetUp(names, connection, { onWait, paces, stop, ...clock }),
        });
      } finally {
        await close();
      }
    },
  };
}
