import { limitReached } from "./refusals.ts";

export interface Limit {
  readonly of: string;
  readonly maximum: number;
  readonly per: "property" | "stream";
  /** What a client gets that wants one more. */
  readonly status: 400 | 429;
}

/** @throws GoogleError when there is no room for one more. */
export function checkRoom(taken: number, { of, maximum, per, status }: Limit): void {
  if (taken < maximum) return;
  throw limitReached(status, `The ${per} has reached the maximum of ${maximum} ${of}.`);
}
