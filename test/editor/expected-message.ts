/** What an editor should say about a mistake that a part of the schema finds: the sentence of `validate`, with "This" for what was written. */
import { contextOf } from "../../src/language/schema/context.ts";
import { formRule } from "../../src/language/schema/format-wording.ts";
import { goalReason, stepReason, wayReason } from "../../src/language/schema/misplaced-key.ts";
import { mustBe } from "../../src/language/schema/type-wording.ts";
import { placeName } from "../../src/language/schema/unknown-key.ts";
import { allowedWords, wordRule } from "../../src/language/schema/wording.ts";

export interface Part {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every schema that can refuse something in words of its own. */
export function partsOf(schema: unknown, path = "#"): readonly Part[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => partsOf(one, `${path}/${index}`));
  if (typeof schema !== "object" || schema === null) return [];
  const isMapOfSchemas = /\/(?:properties|\$defs)$/.test(path);
  const inner = Object.entries(schema)
    .filter(([key]) => isMapOfSchemas || !NO_SCHEMAS.has(key))
    .flatMap(([key, one]) => partsOf(one, `${path}/${key}`));
  return isMapOfSchemas ? inner : [{ path, schema: schema as Part["schema"] }, ...inner];
}

/** What they contain refuses nothing (`if`, `not`), or is no schema. */
const NO_SCHEMAS: ReadonlySet<string> = new Set([
  "examples",
  "furtherExamples",
  "const",
  "default",
  "enum",
  "if",
  "not",
  "defaultSnippets",
]);

export interface Said {
  readonly errorMessage?: string;
  readonly patternErrorMessage?: string;
}

export function saidOf({ path, schema }: Part): Said {
  // `page_part` says what is meant by a key `page`.
  const context = contextOf({ parentSchema: schema } as never).replace(/_part$/, "");
  const { type, pattern, enum: words, additionalProperties, properties } = schema;
  const refused = Object.entries(properties ?? {}).flatMap(([key, one]) => (one === false ? [key] : []));
  const said =
    path === "#/allOf/0"
      ? "A goals file is made of keys with values."
      : additionalProperties === false
        ? `There is no such key in ${placeName(context)}.`
        : refused.length > 0
          ? misplaced(path, refused[0]!)
          : Array.isArray(words)
            ? [
                `This ${wordRule(context)}`,
                ...(words.length > 12 ? [] : [allowedWords(context, words.map(String))]),
              ].join(" ")
            : schema["const"] !== undefined
              ? "This goalform reads version 1 of the language."
              : type !== undefined
                ? `This ${mustBe([type as string | string[]].flat())}.${ADVICE[context] ?? ""}`
                : null;
  return {
    ...(said === null ? {} : { errorMessage: said }),
    ...(typeof pattern === "string" ? { patternErrorMessage: saidOfPattern(pattern, context) } : {}),
  };
}

function saidOfPattern(pattern: string, context: string): string {
  return EMPTY.has(pattern) ? "This is empty." : `This ${formRule(context)}`;
}

/** What helps with most wrong values of a kind. */
const ADVICE: Readonly<Record<string, string>> = { duration: " Add the unit, as in 90s, 4m or 1h30m." };

/** They ask for something that is there, and nothing else. */
const EMPTY: ReadonlySet<string> = new Set(["\\S", "[\\s\\S]"]);

/** The branches of a goal stand in the order of its types. */
const TYPES = ["destination", "duration", "pages_per_session", "event"];

/** A step that names a goal refuses `id` first. */
function misplaced(path: string, key: string): string {
  const type = TYPES[Number(/\/goal\/allOf\/(\d)/.exec(path)?.[1]) - 1];
  const isGoal = key === "id";
  const ofWays = path.endsWith("/way/then")
    ? wayReason(key, true)
    : type === "event"
      ? wayReason(key, false)
      : null;
  const ofAll = type === "event" && key === "spa" ? null : ofWays;
  const { message } = ofAll ?? (type === undefined ? stepReason(key, isGoal) : goalReason(key, type));
  return message.replace(`\`${key}\``, isGoal ? "this key" : "This key");
}
