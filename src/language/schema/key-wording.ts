/** Keys that are unknown, missing, or not allowed next to the others. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { child, type Located, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf, keywordOf } from "./context.ts";
import { entryAdvice } from "./entry-advice.ts";
import { example } from "./example.ts";
import type { FilePath } from "./file-path.ts";
import { keySlip } from "./key-slips.ts";
import { nearest, wordList } from "./nearest.ts";
import { keyFor } from "./other-tools.ts";
import { refusalOf } from "./refused-keys.ts";
import type { Keywords, SchemaError } from "./schema-errors.ts";
import { isTargetWithoutName } from "./secondary-errors.ts";
import { wayKeyAdvice } from "./way-keys.ts";

export function unknownKey(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const key = String(error.params["additionalProperty"]);
  const context = contextOf(error);
  const goalType = textOf(child(path.node, "type"));
  const span = path.keySpan(key);
  const slip = keySlip(source, path.node, key);
  if (slip) return slip;
  const refusal = refusalOf(context, key, goalType);
  if (refusal) return source.error(refusal.code, span, refusal.message, refusal.hint);
  const allowed = allowedKeys(error, context, goalType);
  return source.error(
    "unknown-key",
    span,
    `There is no key \`${key.slice(0, 60)}\` in ${placeName(context)}.`,
    keyHint(key, context, allowed, path.node),
  );
}

function keyHint(
  key: string,
  context: string,
  allowed: readonly string[],
  holder: Located | undefined,
): string {
  const advice = (context === "way" ? wayKeyAdvice(key) : null) ?? entryAdvice(context, key, holder);
  const special =
    advice ?? SPECIAL.get(`${context === "step" || context === "way" ? "goal" : context}/${key}`);
  if (special !== undefined) return special;
  const near = keyFor(context, key, allowed) ?? nearest(key, allowed);
  return near === null ? `Allowed keys: ${wordList(allowed, 30)}.` : `Did you mean \`${near}\`?`;
}

/** Mistakes with a better answer than the nearest word. */
const SPECIAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "target/property":
      'It goes under `ga4`, with the measurement id: `ga4: { property: "123456789", measurement_id: G-TEST123456 }`.',
    "target/measurement_id":
      'It goes under `ga4`, with the property: `ga4: { property: "123456789", measurement_id: G-TEST123456 }`.',
    "target/container": "It goes under `gtm`: `gtm: { container: GTM-TEST01 }`.",
    "target/account": 'It goes under `gtm`, with the container: `gtm: { account: "1", container: "2" }`.',
    "step/required": "Delete it: the first step is required unless the funnel says `open: true`.",
    "goal/required": "Delete it: the first step of a funnel is required unless the funnel says `open: true`.",
    "funnel/goal":
      "The last step is the goal: add its id to `steps`, as in `steps: [{ id: cart, page: /cart }, purchase]`.",
    "funnel/first_step_required":
      "Delete it: the first step is required unless the funnel says `open: true`.",
    "funnel/page": "Each page is a step with an id: `steps: [{ id: cart, page: /cart }, purchase]`.",
    "file/google_tag": "It goes into a target, next to `ga4` and `gtm`: `google_tag: page`.",
    "gtm/google_tag": "It goes next to `gtm`, one level up: `google_tag: page`.",
    "file/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "defaults/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "goal/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "funnel/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "ga4/annotate": "It goes next to `ga4`, one level up: `annotate: false`.",
    ...insteadInTheFile(
      ..."version name targets default_target defaults forward dimensions metrics experiments removed google_tag annotate".split(
        " ",
      ),
    ),
    "part/include":
      "Name the file in the `include` of the goals file itself: one list names all files, and no file can include itself.",
    "ga4/google_tag": "It goes next to `ga4`, one level up: `google_tag: page`.",
    "goal/path": "Conditions on the address go under `page`: `page: { path: /thanks }`.",
    "goal/url": "Conditions on the address go under `page`: `page: { url: … }`.",
    "goal/query": "Conditions on the address go under `page`: `page: { query: { step: done } }`.",
    "goal/host": "Conditions on the address go under `page`: `page: { host: www.acme.example }`.",
    "goal/click": "What a visitor does goes under `on`: `on: { click: … }`.",
    "goal/link": "What a visitor does goes under `on`: `on: { link: … }`.",
    "goal/download": "What a visitor does goes under `on`: `on: { download: … }`.",
    "goal/scroll": "What a visitor does goes under `on`: `on: { scroll: 50 }`.",
    "goal/visible": "What a visitor does goes under `on`: `on: { visible: … }`.",
    "goal/returning_visit": "What a visitor does goes under `on`: `on: { returning_visit: true }`.",
    "goal/video": "What a visitor does goes under `on`: `on: { video: … }`.",
    "goal/form": "What a visitor does goes under `on`: `on: { form: … }`.",
    "goal/data_layer": "What a visitor does goes under `on`: `on: { data_layer: … }`.",
    "goal/ga4_event": "What a visitor does goes under `on`: `on: { ga4_event: … }`.",
    "goal/at_least":
      "Use `longer_than` for time; for pages `more_than` with one page less: at least 5 is `more_than: 4`.",
    "goal/forward":
      "It goes to the top of the file, next to `goals`: `forward: { shop: { data_layer: [view_item, add_to_cart] } }`.",
    "forward/parameters":
      "What is sent along with forwarded events goes into `defaults`: `defaults: { parameters: … }`.",
    "forward/user_properties":
      "What is sent along with forwarded events goes into `defaults`: `defaults: { user_properties: … }`.",
    "forward/unless": "Exceptions of forwarded events go into `defaults`: `defaults: { unless: … }`.",
    "forward/consent":
      "The consent that forwarded events need goes into `defaults`: `defaults: { consent: … }`.",
    "forward/host": "The hosts whose events are forwarded go into `defaults`: `defaults: { host: … }`.",
    "forward/events": "The names go under `data_layer`: `data_layer: [view_item, add_to_cart]`.",
    "forward/on": "The names go under `data_layer`: `data_layer: [view_item, add_to_cart]`.",
    "on/outbound": "`outbound` is about links: `on: { link: { outbound: true } }`.",
    "on/where": "`where` goes next to `on`, not into it.",
    "text_matcher/more_than": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/at_least": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/less_than": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/at_most": "Numbers are compared only under `where`; an address is text.",
  }),
);

function insteadInTheFile(...keys: readonly string[]): Record<string, string> {
  const hint = "It goes into the goals file itself; an included file contains only `goals` and `funnels`.";
  return Object.fromEntries(keys.map((key) => [`part/${key}`, hint]));
}

/** What the place is called whose keys are known: `a goal`. */
export function placeName(context: string): string {
  return entryIn(PLACES, context) ?? `\`${context}\``;
}

const PLACES: Readonly<Record<string, string>> = {
  file: "a goals file",
  part: "an included file",
  target: "a target",
  goal: "a goal",
  funnel: "a funnel",
  step: "a funnel step",
  page: "a page",
  parameter: "a parameter",
  register: "`register`",
  audiences: "the audiences of a funnel",
  audience: "an audience",
  exception: "an exception",
  way: "a way of `any`",
  forward: "a forward",
  dimension: "a dimension",
  metric: "a metric",
  experiment: "an experiment",
  variant: "a variant",
  text_matcher: "a comparison",
  value_matcher: "a comparison",
};

interface TypedKeys {
  readonly if?: { readonly properties?: { readonly type?: { readonly const?: string } } };
  readonly then?: Refusing;
}

/** One sentence belongs to all keys that a schema refuses; a type refuses some with one, some with another. */
interface Refusing {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly allOf?: readonly Refusing[];
}

/** The keys of this place; for a goal without those that its type does not have. */
function allowedKeys(error: SchemaError, context: string, goalType: string | undefined): readonly string[] {
  const keys = Object.keys((keywordOf(error, "properties") as object | undefined) ?? {});
  if (context !== "goal") return keys;
  const branches = (keywordOf(error, "allOf") ?? []) as readonly TypedKeys[];
  const branch = branches.find((one) => one.if?.properties?.type?.const === goalType)?.then;
  return keys.filter((key) => !refuses(branch, key));
}

function refuses(schema: Refusing | undefined, key: string): boolean {
  return (
    entryIn(schema?.properties ?? {}, key) === false || (schema?.allOf ?? []).some((one) => refuses(one, key))
  );
}

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
  const has = (name: string) => child(path.node, name) !== undefined;
  const type =
    has("on") || has("any")
      ? "event"
      : has("longer_than")
        ? "duration"
        : has("more_than")
          ? "pages_per_session"
          : has("page")
            ? "destination"
            : null;
  return type === null
    ? "Types: `destination`, `duration`, `pages_per_session`, `event`."
    : `It looks like \`type: ${type}\`.`;
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
