/**
 * How Analytics Admin says no. Clients must go by the status: except for
 * permissions and missing entities, its texts were never published.
 */
import { GoogleError } from "../google-error.ts";

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

/** The cap on a kind of resource, which shares its status with the request quota. */
export function limitReached(message: string): GoogleError {
  return new GoogleError({ code: 429, message, status: "RESOURCE_EXHAUSTED" });
}
