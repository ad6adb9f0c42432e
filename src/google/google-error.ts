/** Google's errors → what happened and what to do. Decisions rest on status and reason, never on Google's wording. */
import { GoogleError } from "../apply/google-port.ts";
import type { WayOut } from "../diagnostic.ts";
import { isRecord } from "./shape.ts";
import { type Answer, UnreadableAnswer, whoAnswered } from "./unreadable-answer.ts";

interface Failure {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** `errors[0].reason` or the reason of the ErrorInfo detail. */
  readonly reason: string;
  readonly message: string;
}

const QUOTA_REASONS = ["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED"];

/** Worth trying again later: too many requests, trouble at Google, a broken connection. */
export function isTransient(error: unknown): boolean {
  return !leadsElsewhere(error) && (wasRefusedUnheard(error) || isUncertain(error));
}

/** A sign-in page or an endpoint that has moved: it answers the same until somebody does something about it. */
function leadsElsewhere(error: unknown): boolean {
  const { status } = failureOf(error);
  return status >= 300 && status < 400;
}

/** Refused before any work was done, so trying again cannot do it twice. */
export function wasRefusedUnheard(error: unknown): boolean {
  return wasNeverConnected(error) || isOverQuota(error);
}

/** The request quota of a minute or so is used up. Nobody waits for that of a day. */
export function isOverQuota(error: unknown): boolean {
  const { status, reason, message } = failureOf(error);
  if (status !== 429 && !(status === 403 && QUOTA_REASONS.includes(reason))) return false;
  return !isAboutACap(message) && !/per day/i.test(message);
}

/** Seconds that Google asks to wait; 0 when it does not say. */
export function retryAfter(error: unknown): number {
  const { response } = error as { response?: { headers?: Headers } };
  const seconds = Number(response?.headers?.get?.("retry-after"));
  return seconds > 0 ? seconds : 0;
}

/** Nobody knows whether the request was carried out. 501 says that it was not. */
export function isUncertain(error: unknown): boolean {
  const { status, reason } = failureOf(error);
  if (reason === UNREADABLE) return status < 400;
  if (status === 0) return reason !== NO_CREDENTIALS && !wasNeverConnected(error);
  return status >= 500 && status !== 501;
}

/** Nobody was reached at all: the request was certainly not carried out, and waiting long seldom helps. */
export function wasNeverConnected(error: unknown): boolean {
  return (
    failureOf(error).status === 0 && causes(error).some(({ code }) => NOT_CONNECTED.includes(code ?? ""))
  );
}

const NOT_CONNECTED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"];

/**
 * 429 also means "no room for another key event"; only
 * the text tells, and waiting would not help.
 */
export function isAboutACap(message: string): boolean {
  return (
    /maximum|limit of|exceed(ed|s) the/i.test(message) &&
    !/per (minute|hour|day)|quota exceeded/i.test(message)
  );
}

export function googleError(what: string, error: unknown): GoogleError {
  const failure = failureOf(error);
  const { code, hint } = explanation(failure);
  const said = failure.message.replace(/\s+/g, " ").trim();
  const answered = failure.status === 0 ? "" : ` (HTTP ${failure.status})`;
  return new GoogleError(
    code,
    failure.status,
    `${what} failed${answered}: ${said}`,
    hint,
    isUncertain(error),
  );
}

function explanation({ status, reason, message }: Failure): { code: string; hint: WayOut | null } {
  if (reason === NO_CREDENTIALS) {
    return {
      code: "no-credentials",
      hint: "Sign in to Google (README, Signing in), or try the command with --sandbox.",
    };
  }
  if (reason === UNREADABLE) return { code: "google-trouble", hint: SOMETHING_BETWEEN };
  if (status === 0)
    return {
      code: "unreachable",
      hint: { say: "Check the network, a proxy, or the --endpoint, then", run: "again" },
    };
  if (status === 401)
    return {
      code: "unauthenticated",
      hint: "The credentials are missing, wrong or expired: sign in again (README, Signing in to Google).",
    };
  if (status === 403) return forbidden(reason, message);
  if (status === 404)
    return {
      code: "not-found",
      hint: "Check the ids in targets, and that these credentials may see them: Google gives the same answer for both.",
    };
  if (status === 409)
    return { code: "already-exists", hint: "Plan again: something there is newer than this plan." };
  if (status === 429 && isAboutACap(message))
    return { code: "quota", hint: "Remove some of them in Analytics that nobody uses, then plan again." };
  if (status === 429 && /per day/i.test(message))
    return {
      code: "quota",
      hint: { say: "Google's quota for today is used up.", run: "again", when: "tomorrow" },
    };
  if (status === 429)
    return {
      code: "quota",
      hint: {
        say: "Google's quota is used up (Tag Manager: 25 requests in 100 seconds). Wait two minutes and",
        run: "again",
      },
    };
  if (status === 501) return { code: "not-implemented", hint: null };
  if (status >= 500)
    return { code: "google-trouble", hint: { say: "Trouble at Google.", run: "again", when: "in a while" } };
  return { code: "refused", hint: null };
}

function forbidden(reason: string, message: string): { code: string; hint: WayOut } {
  if (QUOTA_REASONS.includes(reason))
    return { code: "quota", hint: { say: "Google's quota is used up. Wait two minutes and", run: "again" } };
  if (reason === "ACCESS_TOKEN_SCOPE_INSUFFICIENT" || reason === "insufficientPermissions") {
    return {
      code: "scope",
      hint: "The credentials lack a scope: sign in again with the scopes of the README (scopes are fixed at sign-in).",
    };
  }
  if (reason === "SERVICE_DISABLED" || reason === "accessNotConfigured") {
    return {
      code: "api-disabled",
      hint: "Enable the API in the Google Cloud project of these credentials: Tag Manager API and Google Analytics Admin API.",
    };
  }
  if (/quota project/i.test(message)) {
    return {
      code: "quota-project",
      hint: "Run: gcloud auth application-default set-quota-project YOUR_PROJECT",
    };
  }
  return {
    code: "forbidden",
    hint: "Give these credentials access: Editor on the GA4 property, Publish on the container.",
  };
}

/** Of our own making: google-auth-library found nothing to sign requests with. */
const NO_CREDENTIALS = "NO_CREDENTIALS";

/** Of our own making: something that Google does not say, whatever the status. */
const UNREADABLE = "UNREADABLE";

const SOMETHING_BETWEEN: WayOut = {
  say: "A proxy or a sign-in page of the network may have answered instead of Google, or the answer was cut off. Check the network and the proxy settings, then",
  run: "again",
};

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
function failureOf(error: unknown): Failure {
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
 * would mean that nothing is there. Trouble (5xx) and a used-up quota are the same whoever reports them.
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

function causes(error: unknown): Cause[] {
  const all: Cause[] = [];
  for (let one = error as Cause | undefined; one && all.length < 5; one = one.cause) all.push(one);
  return all;
}

/** For lists that may truly not be there, such as a container that was never published. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GoogleError && error.status === 404 && error.code === "not-found";
}

export async function nullIfNotFound<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
