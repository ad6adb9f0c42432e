/** A pause in words, with the time that is left of it. */

/** Milliseconds; see `google/requests.ts`. */
interface Waiting {
  readonly reason: string;
  readonly milliseconds: number;
  readonly givingUpIn: number | null;
}

/** @param passed Milliseconds since the wait began. */
export function waitText({ reason, milliseconds, givingUpIn }: Waiting, passed: number): string {
  const giveUp = givingUpIn === null ? "" : ` (giving up in ${seconds(givingUpIn - passed)})`;
  return `${reason} in ${seconds(milliseconds - passed)}${giveUp}`;
}

function seconds(milliseconds: number): string {
  return `${Math.max(Math.ceil(milliseconds / 1000), 0)} s`;
}
