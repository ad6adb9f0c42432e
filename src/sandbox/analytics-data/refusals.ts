/** How Analytics Data says no. Texts are public captures where a page is named; clients must go by the status. */
import { GoogleError } from "../google-error.ts";

const SCHEMA = "https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema";
const EXPLORER = "https://ga-dev-tools.web.app/ga4/dimensions-metrics-explorer/";

export function invalid(message: string): GoogleError {
  return new GoogleError({ code: 400, message, status: "INVALID_ARGUMENT" });
}

/** A name that the property does not have, such as `keyEvents:x` of an event that is not a key event. */
export function unknownField(name: string, kind: "dimension" | "metric"): GoogleError {
  return invalid(
    `Field ${name} is not a valid ${kind}. For a list of valid dimensions and metrics, see ${SCHEMA} `,
  );
}

/** As in googleanalytics/ga-dev-tools issue 2187. */
export function incompatible(name: string): GoogleError {
  return invalid(
    `Please remove ${name} to make the request compatible for example. The request's dimensions & metrics are ` +
      `incompatible. To learn more, see ${EXPLORER}`,
  );
}

export function noAccess(): GoogleError {
  const message =
    "User does not have sufficient permissions for this property. To learn more about Property ID, see " +
    "https://developers.google.com/analytics/devguides/reporting/data/v1/property-id.";
  return new GoogleError({ code: 403, message, status: "PERMISSION_DENIED" });
}

/** @param what such as `property tokens for a project per hour` */
export function exhausted(what: string): GoogleError {
  const message =
    `Exhausted ${what}. These quota tokens will return in under an hour. To learn more, see ` +
    "https://developers.google.com/analytics/devguides/reporting/data/v1/quotas";
  return new GoogleError({ code: 429, message, status: "RESOURCE_EXHAUSTED" });
}
