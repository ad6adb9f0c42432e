/**
 * How Tag Manager says no. Texts come from public captures, except where a
 * comment says that none is known.
 */
import { GoogleError } from "../google-error.ts";

const STATUS = {
  400: { status: "INVALID_ARGUMENT", reason: "badRequest" },
  403: { status: "PERMISSION_DENIED", reason: "forbidden" },
  404: { status: "NOT_FOUND", reason: "notFound" },
  409: { status: "ABORTED", reason: "conflict" },
  412: { status: "FAILED_PRECONDITION", reason: "conditionNotMet" },
  429: { status: "RESOURCE_EXHAUSTED", reason: "rateLimitExceeded" },
  500: { status: "INTERNAL", reason: "backendError" },
  501: { status: "UNIMPLEMENTED", reason: "notImplemented" },
} as const;

function refusal(code: keyof typeof STATUS, message: string): GoogleError {
  const { status, reason } = STATUS[code];
  return new GoogleError({ code, message, errors: [{ message, domain: "global", reason }], status });
}

/** A value that the API does not take; `field` is the path that Google puts before the sentence. */
export function invalid(field: string, sentence: string): GoogleError {
  return refusal(400, `${field}: ${sentence}\n`);
}

/** The parameter check of tags of a known type; this one text ends without a line break. */
export function emptyParameter(key: string): GoogleError {
  return refusal(400, `vendorTemplate.parameter.${key}: The value must not be empty`);
}

export function duplicateName(): GoogleError {
  return refusal(400, "Found entity with duplicate name.");
}

/** The type of a tag or variable is missing, or is none that the container knows. */
export function unknownEntityType(type = ""): GoogleError {
  return refusal(400, `vendorTemplate.key: Unknown entity type (template public ID: ${type}).\n`);
}

export function customEventFilterCount(): GoogleError {
  return refusal(400, "customEventFilter: Custom-event trigger must have exactly one custom-event filter.");
}

export function unknownTrigger(): GoogleError {
  return refusal(400, "Tag references an unknown trigger");
}

/** A refusal without a reason, as the API gives it. */
export function refused(): GoogleError {
  return refusal(400, "Returned an error response for your request.");
}

export function alreadySubmitted(): GoogleError {
  return refusal(400, "Workspace is already submitted.");
}

export function internalError(): GoogleError {
  return refusal(500, "Experienced an internal error.");
}

export function notFound(): GoogleError {
  return refusal(404, "Not found or permission denied.");
}

/** A person may see the container and not do this in it. No capture of this answer exists; clients go by the status. */
export function notAllowed(): GoogleError {
  return refusal(403, "The caller does not have permission");
}

export function nothingPublished(): GoogleError {
  return refusal(404, "Published container version not found");
}

/** No capture of this answer exists: neither its status nor its text is known. */
export function staleFingerprint(code: 400 | 409 | 412): GoogleError {
  return refusal(code, "fingerprint: The fingerprint does not match the current one.\n");
}

/** No capture of this answer exists. */
export function tooManyWorkspaces(code: 400 | 403 | 429): GoogleError {
  return refusal(code, "Returned an error response for your request.");
}

export function noBulkUpdate(code: 404 | 501): GoogleError {
  return code === 404 ? notFound() : refusal(501, "Method is not implemented.");
}
