/** The request quota of a project: a number of calls in a sliding window. */
import { GoogleError } from "./google-error.ts";

export interface QuotaRule {
  readonly requests: number;
  readonly seconds: number;
}

export interface Quota {
  /** Counts one call made at `now`, in milliseconds. @throws GoogleError 429 when the window is full; a refused call is not counted. */
  take(now: number, service: string): void;
}

/** @param retryAfter seconds that a refusal asks its client to wait; null when it says nothing. */
export function createQuota(rule: QuotaRule | null, retryAfter: number | null): Quota {
  let requestTimes: number[] = [];
  return {
    take(now, service) {
      if (rule === null) return;
      requestTimes = requestTimes.filter((time) => time > now - rule.seconds * 1000);
      if (requestTimes.length >= rule.requests) throw quotaExceeded(rule.requests, service, retryAfter);
      requestTimes.push(now);
    },
  };
}

/** The wording of three public captures of Tag Manager's answer. */
export function quotaExceeded(limit: number, service: string, retryAfter: number | null): GoogleError {
  const message =
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service " +
    `'${service}' for consumer 'project_number:1'.`;
  const envelope = {
    code: 429,
    message,
    errors: [{ message, domain: "global", reason: "rateLimitExceeded" }],
    status: "RESOURCE_EXHAUSTED",
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "RATE_LIMIT_EXCEEDED",
        domain: "googleapis.com",
        metadata: {
          service,
          consumer: "projects/1",
          quota_metric: `${service}/default`,
          quota_limit_value: String(limit),
          quota_location: "global",
        },
      },
    ],
  };
  return new GoogleError(envelope, retryAfterHeader(retryAfter));
}

/** Clients look for this header at a 429; nobody has published an answer that has it. */
export function retryAfterHeader(seconds: number | null): { readonly [name: string]: string } {
  return seconds === null ? {} : { "retry-after": String(seconds) };
}
