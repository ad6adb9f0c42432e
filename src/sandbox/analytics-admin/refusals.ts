/**
 * How Analytics Admin says no. Clients must go by the status: except for
 * permissions and missing entities, its texts were never published.
 */
import { GoogleError } from "../google-error.ts";
import { retryAfterHeader } from "../quota.ts";

export function invalidArgument(message: string): GoogleError {
  return new GoogleError({ code: 400, message, status: "INVALID_ARGUMENT" });
}

export function failedPrecondition(message: string): GoogleError {
  return new GoogleError({ code: 400, message, status: "FAILED_PRECONDITION" });
}

export function noPermission(): GoogleError {
  return new GoogleError({
    code: 403,
    message: "The caller does not have permission",
    status: "PERMISSION_DENIED",
  });
}

export function notFound(): GoogleError {
  return new GoogleError({ code: 404, message: "Requested entity was not found.", status: "NOT_FOUND" });
}

export function alreadyExists(): GoogleError {
  return new GoogleError({ code: 409, message: "Requested entity already exists", status: "ALREADY_EXISTS" });
}

/** The cap on a kind of resource. No capture of this answer exists. */
export function limitReached(code: 400 | 429, message: string): GoogleError {
  return code === 400
    ? failedPrecondition(message)
    : new GoogleError({ code, message, status: "RESOURCE_EXHAUSTED" });
}

/** More than 1,200 requests in a minute. The wording is public; whether its details are the same as Tag Manager's is not. */
export function requestQuotaExceeded(retryAfter: number | null): GoogleError {
  const message =
    "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service " +
    "'analyticsadmin.googleapis.com' for consumer 'project_number:1'.";
  const detail = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: "RATE_LIMIT_EXCEEDED",
    domain: "googleapis.com",
    metadata: { service: "analyticsadmin.googleapis.com", consumer: "projects/1" },
  };
  return new GoogleError(
    { code: 429, message, status: "RESOURCE_EXHAUSTED", details: [detail] },
    retryAfterHeader(retryAfter),
  );
}
