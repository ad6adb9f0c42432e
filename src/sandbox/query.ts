/** Query parameters of the APIs that refuse unknown ones. */
import { badPayload } from "./google-error.ts";

/** Parameters that every Google API knows. */
const COMMON_QUERY = [
  "$.xgafv",
  "access_token",
  "alt",
  "callback",
  "fields",
  "key",
  "oauth_token",
  "prettyPrint",
  "quotaUser",
  "uploadType",
  "upload_protocol",
];

/** @throws GoogleError 400 that names every parameter which the method does not know. */
export function checkQuery(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter(
    (name) => !known.includes(name) && !COMMON_QUERY.includes(name),
  );
  if (unknown.length === 0) return;
  throw badPayload(
    unknown.map((name) => ({
      field: "",
      description:
        `Invalid JSON payload received. Unknown name ${JSON.stringify(name)}: Cannot bind query parameter. ` +
        `Field '${name}' could not be found in request message.`,
    })),
  );
}
