/** Query parameters of the methods. */
import { badPayload } from "./google-error.ts";
import { camelCase } from "./message.ts";
import { isSystemParameter } from "./system-parameters.ts";

/** @param text behind the question mark. The protocol's own names are read as well: `page_size` is `pageSize`. */
export function readQuery(text: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(text))
    query.append(isSystemParameter(name) ? name : camelCase(name), value);
  return query;
}

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
