/** Query parameters of the APIs that refuse unknown ones. */
import { badPayload } from "./google-error.ts";
import { isSystemParameter } from "./system-parameters.ts";

/** @throws GoogleError 400 that names every parameter which the method does not know. */
export function checkQuery(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter(
    (name) => !known.includes(name) && !isSystemParameter(name),
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
