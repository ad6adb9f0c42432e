/** A key that is missing. */

import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { child, type Located } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf, keywordOf } from "./context.ts";
import { example } from "./example.ts";
import type { FilePath } from "./file-path.ts";
import type { Keywords, SchemaError } from "./schema-errors.ts";
import { isTargetWithoutName } from "./secondary-errors.ts";

export function missingKey(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  if (isTargetWithoutName(error))
    return source.error(
      "missing-key",
      path.span,
      "The name of the target is missing.",
      "Write `production:` above `ga4` and `gtm`, and indent the two below it.",
    );
  const key = String(error.params["missingProperty"]);
  const wording = entryIn(MISSING, `${contextOf(error)}/${key}`);
  const subject =
    path.keys.length === 0
      ? "The file"
      : /^[0-9]+$/.test(path.keys.at(-1) ?? "")
        ? "This step"
        : `\`${path.key}\``;
  const message = wording?.message ?? `${subject} needs the key \`${key}\`.`;
  return source.error(
    "missing-key",
    path.span,
    message,
    goalTypeHint(path, key) ?? wording?.hint ?? partHint(path, key) ?? keyExample(error, key),
  );
}

/** A file with goals alone may be one that another file includes. */
function partHint(path: FilePath, key: string): string | undefined {
  const has = (name: string) => child(path.node, name) !== undefined;
  if (path.keys.length > 0 || key !== "version" || has("name") || has("targets")) return undefined;
  if (!has("goals") && !has("funnels")) return undefined;
  return "Example: `version: 1`. If another file includes this one, name that one with -f.";
}

const MISSING: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  "step/id": {
    message: "A step needs an `id`, or `goal` with the id of a goal.",
    hint: "Examples: `{ id: cart, page: /cart }`, `{ goal: purchase }`.",
  },
  "step/page": {
    message: "A step needs `page` (a page is viewed), `on` (something is done) or `goal`.",
    hint: "Examples: `{ id: cart, page: /cart }`, `{ id: payment, on: { data_layer: add_payment_info } }`.",
  },
  "way/page": {
    message: "A way needs `page` (a page is viewed) or `on` (something is done).",
    hint: "Examples: `{ page: /newsletter/thanks }`, `{ on: { form: newsletter } }`.",
  },
  "visible/selector": {
    message: "`visible` needs the `selector` of the element.",
    hint: 'Example: `{ selector: "#prices", percent: 50 }`.',
  },
  "register/as": {
    message: "`register` needs `as`: a dimension or a metric.",
    hint: "Examples: `register: dimension`, `register: { as: metric, unit: seconds }`.",
  },
};

/** What the other keys of a goal without `type` show about it. */
function goalTypeHint(path: FilePath, key: string): string | undefined {
  if (key === "on" && child(path.node, "page") !== undefined)
    return "To count views of the page write `type: destination`.";
  if (key !== "type") return undefined;
  const type = typeShownBy(path.node);
  return type === null
    ? "Types: `destination`, `duration`, `pages_per_session`, `event`."
    : `It looks like \`type: ${type}\`.`;
}

/** The only type that has such a key; null for a goal without one. */
export function typeShownBy(goal: Located | undefined): string | null {
  const has = (name: string) => child(goal, name) !== undefined;
  if (has("on") || has("any")) return "event";
  if (has("longer_than")) return "duration";
  if (has("more_than")) return "pages_per_session";
  return has("page") ? "destination" : null;
}

function keyExample(error: SchemaError, key: string): string | undefined {
  const properties = keywordOf(error, "properties") as Record<string, unknown> | undefined;
  const known = entryIn(properties ?? {}, key) ?? entryIn(KEY_SCHEMAS, key);
  const shown =
    typeof known === "object" && known !== null
      ? example({ ...error, parentSchema: known as Keywords })
      : undefined;
  return shown?.replace(/`(.*?)`/g, (_, value: string) => `\`${key}: ${value}\``);
}

/** Keys that a goal's type asks for, with an example. */
const KEY_SCHEMAS: Readonly<Record<string, unknown>> = {
  page: { examples: ["/newsletter/thanks", { path: { begins_with: "/guides/" } }] },
  longer_than: { examples: ["4m"] },
  more_than: { examples: [5] },
  on: { examples: [{ data_layer: "registration_complete" }, { click: "#buy-button" }] },
};
