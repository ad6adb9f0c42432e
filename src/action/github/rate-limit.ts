/** How long GitHub asks to wait. */
import { type Answer, messageOf } from "./answer.ts";

/** Seconds; longer, and the job had better be run again. */
export const LONGEST_WAIT = 60;

/**
 * Seconds until GitHub answers again; null when it refused for another reason than too many requests
 * (docs.github.com/rest, "Rate limits for the REST API").
 */
export function secondsToWait({ status, data, headers }: Answer): number | null {
  if (status !== 403 && status !== 429) return null;
  const wait = Number(headers.get("retry-after") ?? "");
  if (wait > 0) return wait;
  if (headers.get("x-ratelimit-remaining") === "0") {
    const reset = Number(headers.get("x-ratelimit-reset") ?? "") - Date.now() / 1000;
    return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset)) : LONGEST_WAIT + 1;
  }
  const isTooMuch = status === 429 || /rate limit/i.test(messageOf(data) ?? "");
  return isTooMuch ? LONGEST_WAIT : null;
}
