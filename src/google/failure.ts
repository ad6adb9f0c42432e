/** What went wrong with a request, from what Google's client throws. */
import { isRecord } from "./shape.ts";
import { type Answer, UnreadableAnswer, whoAnswered } from "./unreadable-answer.ts";

export interface Failure {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** `errors[0].reason` or the reason of the ErrorInfo detail. */
  readonly reason: string;
  readonly message: string;
}

/** Our own code: google-auth-library found no credentials for requests. */
export const NO_CREDENTIALS = "NO_CREDENTIALS";

/** Of our own making: something that Google does not say, whatever the status. */
export const UNREADABLE = "UNREADABLE";

export const QUOTA_REASONS = [
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "quotaExceeded",
  "RATE_LIMIT_EXCEEDED",
];

interface ApiError {
  readonly message?: string;
  readonly errors?: readonly { readonly reason?: string }[];
  readonly details?: readonly { readonly "@type"?: string; readonly reason?: string }[];
}

/** The APIs answer with an object, the token endpoint with a word (`invalid_grant`) and a description. */
interface ErrorBody {
  readonly error?: ApiError | string;
  readonly error_description?: string;
}

/** From what gaxios throws: the answer's body when there is one, else the reason why there is none. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UnreadableAnswer)
    return { status: error.status, reason: UNREADABLE, message: error.message };
  const { response, message } = error as { response?: Answer & { status: number }; message?: string };
  if (response)
    return isFromAnother(response)
      ? failureOfAnother(response)
      : failureOfAnswer(response.status, response.data);
  const reason = /default credentials/i.test(message ?? "") ? NO_CREDENTIALS : "";
  return { status: 0, reason, message: connectionTrouble(error, message ?? String(error)) };
}

/**
 * A redirect, or a refusal without Google's envelope, is a proxy's or a sign-in page's. Taken for Google's, its 404
 * would mean that nothing is there. Trouble (5xx) and a used-up quota are the same no matter who reports them.
 */
function isFromAnother({ status, data }: Answer & { readonly status: number }): boolean {
  if (status >= 300 && status < 400) return true;
  return status >= 400 && status < 500 && status !== 401 && status !== 429 && !isGoogles(status, data);
}

/** Google's envelope is an object; a text is how its sign-in refuses (RFC 6749, 5.2: with 400 or 401), and many others. */
function isGoogles(status: number, data: unknown): boolean {
  if (!isRecord(data)) return false;
  return isRecord(data["error"]) || (typeof data["error"] === "string" && status === 400);
}

function failureOfAnother(response: Answer & { readonly status: number }): Failure {
  const message = `${whoAnswered(response)} sent no answer of Google's.`;
  return { status: response.status, reason: UNREADABLE, message };
}

function failureOfAnswer(status: number, data: unknown): Failure {
  const body = (typeof data === "object" && data !== null ? data : {}) as ErrorBody;
  if (typeof body.error === "string") {
    const message = [body.error, text(body.error_description)].filter(Boolean).join(": ");
    return { status: status === 400 ? 401 : status, reason: body.error, message };
  }
  const { message, errors, details } = body.error ?? {};
  const info = listOf(details).find((detail) => text(detail?.["@type"]).endsWith("google.rpc.ErrorInfo"));
  return {
    status,
    reason: text(info?.reason) || text(listOf(errors)[0]?.reason),
    message: text(message) || "the answer was not readable",
  };
}

/** Not everything that answers is Google: a proxy, or what listens at an endpoint, may send anything. */
function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}

/** Node hides the interesting part ("connect ECONNREFUSED …") in the last cause. */
function connectionTrouble(error: unknown, message: string): string {
  return causes(error).findLast((cause) => cause.message)?.message ?? message;
}

interface Cause {
  readonly message?: string;
  readonly code?: string;
  readonly cause?: Cause;
}

export function causes(error: unknown): Cause[] {
  const all: Cause[] = [];
  for (let one = error as Cause | undefined; one && all.length < 5; one = one.cause) all.push(one);
  return all;
}
