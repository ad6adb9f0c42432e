/** Keys that are unknown, missing, or not allowed next to the others. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { child, type Located, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf, keywordOf } from "./context.ts";
import { entryAdvice } from "./entry-advice.ts";
import type { FilePath } from "./file-path.ts";
import { SPECIAL } from "./key-advice.ts";
import { keySlip } from "./key-slips.ts";
import { nearest, wordList } from "./nearest.ts";
import { keyFor } from "./other-tools.ts";
import { refusalOf } from "./refused-keys.ts";
import type { SchemaError } from "./schema-errors.ts";
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
