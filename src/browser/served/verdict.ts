/** The result of a comparison with a served container, for one goal or step. */

export type ServedStatus = "exact" | "missing" | "twice" | "different" | "not-tried";

export interface ServedProblem {
  readonly code: string;
  readonly message: string;
}

export interface ServedVerdict {
  readonly status: ServedStatus;
  readonly problems: readonly ServedProblem[];
}

export function notTried(code: string, message: string): ServedVerdict {
  return { status: "not-tried", problems: [{ code, message }] };
}

export function problem(code: string, message: string): ServedProblem {
  return { code, message };
}

/** A value inside a message: its own backticks cannot end it. */
export function quoted(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
