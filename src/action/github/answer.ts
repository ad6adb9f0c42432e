/** What GitHub answered, and what it said when it refused. */

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Headers;
}

export function messageOf(data: unknown): string | null {
  const { message, errors } = (data ?? {}) as { message?: unknown; errors?: unknown };
  if (typeof message !== "string") return null;
  const reasons = Array.isArray(errors) ? errors.slice(0, 5).flatMap(reasonOf) : [];
  return reasons.length === 0 ? message : `${message} (${reasons.join("; ")})`;
}

/** What a 422 says about one field (docs.github.com/rest, "Troubleshooting the REST API"). */
function reasonOf(error: unknown): string[] {
  if (typeof error === "string") return [error];
  const { message, field, code } = (error ?? {}) as { message?: unknown; field?: unknown; code?: unknown };
  if (typeof message === "string") return [message];
  const words = [field, code].filter((word) => typeof word === "string");
  return words.length === 0 ? [] : [words.join(": ")];
}
