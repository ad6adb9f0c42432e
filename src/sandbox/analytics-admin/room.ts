import type { Call } from "../call.ts";
import { limitReached } from "./refusals.ts";

export interface Limit {
  readonly of: string;
  readonly maximum: number;
  readonly per?: "property" | "stream";
  /** What a client gets that wants one more, if it is not what the switch for all kinds says. */
  readonly status?: 400 | 429;
}

/** @throws GoogleError when there is no room for one more. */
export function checkRoom(call: Call, taken: number, { of, maximum, per = "property", status }: Limit): void {
  if (taken < maximum) return;
  const code = status ?? call.switches.resourceLimitStatus;
  throw limitReached(code, `The ${per} has reached the maximum of ${maximum} ${of}.`);
}
