/** The port to a browser on this machine. */
import { Refusal } from "../app/result/refusal.ts";
import type { Browsing } from "../app/verify-browser.ts";
import { type BrowsingPorts, browse } from "../browser/browse.ts";
import { BrowserError } from "../browser/browser-error.ts";
import { refuseLoudNode } from "./google.ts";

export function browserFor(ports: BrowsingPorts): Browsing["browse"] {
  return async (visits, options) => {
    // The code of an environment is in the address of a request.
    if (options.environment !== null) refuseLoudNode(ports.env);
    try {
      return await browse(visits, options, ports);
    } catch (error) {
      if (error instanceof BrowserError)
        throw new Refusal(error.code, error.message, error.hint || null, { cause: error });
      throw error;
    }
  };
}
