/** Which failures are worth another try, and which may have done their work. Status and reason decide, never Google's wording. */
import { isAboutACap, isAboutHourlyTokens } from "./advice.ts";
import { causes, failureOf, NO_CREDENTIALS, QUOTA_REASONS, UNREADABLE } from "./failure.ts";

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

/** The request quota of a minute or so is used up. Nobody waits for that of an hour or a day. */
export function isOverQuota(error: unknown): boolean {
  const { status, reason, message } = failureOf(error);
  if (status !== 429 && !(status === 403 && QUOTA_REASONS.includes(reason))) return false;
  return !isAboutACap(message) && !/per day/i.test(message) && !isAboutHourlyTokens(message);
}

/** Seconds that Google asks to wait; 0 when it does not say. */
export function retryAfter(error: unknown): number {
  const { response } = error as { response?: { headers?: Headers } };
  const seconds = Number(response?.headers?.get?.("retry-after"));
  return seconds > 0 ? seconds : 0;
}

/** It is not known whether the request was carried out. 501 says that it was not. */
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
