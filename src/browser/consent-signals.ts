/** What a hit says about consent: `gcs` and `gcd`, observed in Google's own builds of 2024 to 2026. */

import { entryIn } from "../entry-in.ts";

export type ConsentState = "granted" | "denied";

/** A type is missing where the hit does not say it. */
export interface ConsentSignals {
  readonly ad_storage?: ConsentState;
  readonly analytics_storage?: ConsentState;
  readonly ad_user_data?: ConsentState;
  readonly ad_personalization?: ConsentState;
}

/** The order of the letters in `gcd`. A build may write more of them, which have no known meaning. */
const TYPES = ["ad_storage", "analytics_storage", "ad_user_data", "ad_personalization"] as const;

/** `l` is "not set". Other letters have no known meaning. */
const LETTERS: Readonly<Record<string, ConsentState>> = {
  p: "denied",
  q: "denied",
  u: "denied",
  m: "denied",
  r: "granted",
  t: "granted",
  v: "granted",
  n: "granted",
};

/** @param gcs `G1` and a digit each for ad_storage and analytics_storage; missing when the page sets no default */
export function consentSignals(gcs: string | null, gcd: string | null): ConsentSignals {
  const letters = (gcd ?? "").match(/[a-z]/g) ?? [];
  const byLetter = TYPES.flatMap((type, index) => {
    const state = entryIn(LETTERS, letters[index] ?? "");
    return state === undefined ? [] : [[type, state] as const];
  });
  const [, ad, analytics] = /^G1([01-])([01-])/.exec(gcs ?? "") ?? [];
  const byDigit = [
    ["ad_storage", ad],
    ["analytics_storage", analytics],
  ].flatMap(([type, digit]) =>
    digit === "1" || digit === "0" ? [[type, digit === "1" ? "granted" : "denied"] as const] : [],
  );
  return Object.fromEntries([...byLetter, ...byDigit]);
}
