/** `verify`: are the goals really counted? Asked of what Google serves to visitors, or of a browser. */
import { Refusal } from "./result/refusal.ts";
import type { Verified } from "./result/verify.ts";
import type { BrowserOptions, BrowserPorts } from "./verify-browser.ts";
import { type Fetching, type ServedOptions, verifyServed } from "./verify-served.ts";

export interface VerifyOptions extends ServedOptions, BrowserOptions {
  readonly served?: boolean | undefined;
}

export type VerifyPorts = BrowserPorts & Fetching;

export async function verify(options: VerifyOptions, ports: VerifyPorts): Promise<Verified> {
  const isServed = options.served || options.gtmJs !== undefined || options.gtagJs !== undefined;
  const isPlayed = options.tests !== undefined || options.recording !== undefined || options.preview;
  if (isServed && isPlayed) throw twoWays();
  if (isServed) return verifyServed(options, ports);
  const { verifyInBrowser } = await import("./verify-browser.ts");
  return verifyInBrowser(options, ports);
}

function twoWays(): Refusal {
  return new Refusal(
    "invalid-option",
    "--served reads what Google serves, and tests or a recording are played in a browser: one at a time.",
    "Run `goalform verify` once for each.",
  );
}
