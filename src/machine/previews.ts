/** Where `verify --preview` finds what is not published yet, on this machine. */
import type { Previews } from "../app/verify-preview.ts";
import { connect, type GoogleContext, type GoogleOptions, refuseLoudNode } from "./google.ts";

export function previewsFor(options: GoogleOptions, context: GoogleContext): Previews {
  const { env, onWait, stop = new AbortController().signal } = context;
  return {
    opened: async (goalSet, { gtm }, use) => {
      refuseLoudNode(env);
      const { connection, close } = await connect(goalSet, options, context);
      try {
        const { openEnvironments } = await import("../google/environments.ts");
        return await use(openEnvironments(gtm, connection, { onWait, stop }));
      } finally {
        await close();
      }
    },
  };
}
