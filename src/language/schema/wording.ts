/** One error of the schema check → one diagnostic, in the field's words. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { keywordOf } from "./context.ts";
import { example } from "./example.ts";
import type { FilePath } from "./file-path.ts";
import { wrongFormat } from "./format-wording.ts";
import { misplacedKey } from "./misplaced-key.ts";
import { missingKey, typeShownBy } from "./missing-key.ts";
import { didYouMean, nearest, wordList } from "./nearest.ts";
import { asType, typeAdvice, valueFor } from "./other-tools.ts";
import type { SchemaError } from "./schema-errors.ts";
import { wrongType } from "./type-wording.ts";
import { unknownKey } from "./unknown-key.ts";
import { eachOf, waysOfInteractions } from "./way-keys.ts";

export type Describe = (source: SourceText, path: FilePath, error: SchemaError) => Diagnostic;

const BY_KEYWORD: Readonly<Record<string, Describe>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  "false schema": misplacedKey,
  type: wrongType,
  enum: wrongWord,
  const: wrongVersion,
  pattern: wrongText,
  minLength: emptyText,
  maxLength: tooLong,
  minimum: outOfRange,
  maximum: outOfRange,
  minItems: wrongCount,
  maxItems: wrongCount,
  minProperties: emptyMapping,
  maxProperties: moreThanOne,
};

export function describe(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const describeIt = entryIn(BY_KEYWORD, error.keyword);
  if (describeIt) return describeIt(source, path, error);
  return source.error(
    "wrong-value",
    path.span,
    `\`${path.key}\` does not have an allowed value.`,
    example(error),
  );
}

function wrongWord(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const values = error.params["allowedValues"] as readonly (string | number)[];
  const allowed = values.map(String);
  const written = textOf(path.node) ?? "";
  // The number as a text is the right word of the wrong type.
  const near = allowed.includes(written) ? "Write it without quotes. " : wordAdvice(path, written, allowed);
  return source.error(
    "unknown-word",
    path.span,
    written === "" ? `This ${wordRule(path.key)}` : `\`${shorten(written)}\` ${wordRule(path.key)}`,
    `${near}${allowedWords(path.key, allowed)}`,
  );
}

/** What is wrong with a word that is not one of those allowed under this key. */
export function wordRule(key: string): string {
  return `is not one of the words allowed for \`${key}\`.`;
}

/** What the word is called here, with a space after it; empty when nobody could say. */
function wordAdvice(path: FilePath, written: string, allowed: readonly string[]): string {
  const { key } = path;
  const isType = key === "type" && !allowed.includes(written.toLowerCase());
  const shown = isType ? typeShownBy(path.parent) : null;
  const called = isType ? typeAdvice(written) : null;
  const isStrange = isType && called === null && nearest(written, allowed) === null;
  const type = shown !== null && shown !== "event" && (called ?? isStrange) ? asType(shown) : called;
  if (type !== null) return `${type} `;
  const percent = key === "video" ? /^(\d+) ?%?$/.exec(written)?.[1] : undefined;
  if (percent !== undefined) return `Write the number alone: \`${percent}\`. `;
  const youtube =
    key === "video" ? /(?:youtu\.be\/|[?&]v=|\/embed\/|\/shorts\/)([\w-]{6,})/.exec(written)?.[1] : undefined;
  if (youtube !== undefined) return `Write \`video: { url: { contains: ${youtube} } }\`. `;
  const known = valueFor(key, written);
  if (known !== null && allowed.includes(known)) return `Did you mean \`${known}\`? `;
  return allowed.length === 1 || nearest(written, allowed) === null ? "" : `${didYouMean(written, allowed)} `;
}

export function allowedWords(key: string, allowed: readonly string[]): string {
  if (key === "allow") return `These can be allowed: ${wordList(allowed, 60)}.`;
  return allowed.length === 1
    ? `Only ${wordList(allowed)} is allowed.`
    : `Allowed are ${wordList(allowed, 60)}.`;
}

function wrongVersion(source: SourceText, path: FilePath): Diagnostic {
  return source.error(
    "unknown-version",
    path.span,
    `This goalform reads version 1 of the language, not \`${shorten(textOf(path.node) ?? "")}\`.`,
    "Write `version: 1`.",
  );
}

function wrongText(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const isBlank = error.propertyName === undefined && textOf(path.node)?.trim() === "";
  return isBlank ? emptyText(source, path, error) : wrongFormat(source, path, error);
}

function emptyText(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  return source.error("empty-value", path.keySpanOfValue, `\`${path.key}\` is empty.`, example(error));
}

function tooLong(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const limit = Number(error.params["limit"]);
  if (error.propertyName !== undefined)
    return source.error(
      "too-long",
      path.keySpan(error.propertyName),
      `This key has ${error.propertyName.length} characters; ${limit} are allowed.`,
      "Choose a shorter one.",
    );
  const length = textOf(path.node)?.length ?? 0;
  return source.error(
    "too-long",
    path.span,
    `\`${path.key}\` has ${length} characters; ${limit} are allowed.`,
    "Shorten the text.",
  );
}

function outOfRange(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const limit = String(error.params["limit"]);
  const [bound, code] = error.keyword === "minimum" ? ["at least", "too-small"] : ["at most", "too-big"];
  return source.error(code, path.span, `\`${path.key}\` must be ${bound} ${limit}.`, example(error));
}

function wrongCount(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const length = path.node?.kind === "list" ? path.node.items.length : 0;
  if (path.key === "any" && length === 1)
    return source.error(
      "single-way",
      path.keySpanOfValue,
      "`any` needs at least 2 ways, and there is only one.",
      "Write that one at the goal itself: `on: { … }`, or `type: destination` with `page: …`. Or add another way.",
    );
  if (path.key !== "steps" && length > 0)
    return source.error(
      "too-long",
      path.keySpanOfValue,
      `The list \`${path.key}\` has ${length} entries; ${String(error.params["limit"])} are allowed.`,
      "Shorten the list.",
    );
  if (path.key !== "steps")
    return source.error(
      "empty-value",
      path.keySpanOfValue,
      `The list \`${path.key}\` is empty.`,
      example(error),
    );
  const steps = length === 1 ? "1 step" : `${length} steps`;
  const hint = length < 2 ? "Add a step, or make it a goal." : "Leave steps out, or split the funnel in two.";
  return source.error(
    "funnel-length",
    path.keySpanOfValue,
    `The funnel has ${steps}; it must have 2 to 20.`,
    hint,
  );
}

function emptyMapping(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const keys = Object.keys((keywordOf(error, "properties") as object | undefined) ?? {});
  const hint = keys.length > 0 ? `Allowed keys: ${wordList(keys)}.` : example(error);
  const subject = path.keys.at(-2) === "any" ? "This way of `any`" : `\`${path.key}\``;
  return source.error("empty-value", path.span, `${subject} is empty.`, hint);
}

function severalHint(path: FilePath): string {
  if (path.keys[0] !== "goals") return "Make a step of each.";
  if (path.keys.includes("any")) return "Make a way of each.";
  const instead = waysOfInteractions(eachOf(path.node));
  const each = "make a goal of each";
  return instead === null
    ? `${each[0]!.toUpperCase()}${each.slice(1)}.`
    : `For any of them write \`${instead}\` instead of \`on\`; otherwise ${each}.`;
}

function moreThanOne(source: SourceText, path: FilePath): Diagnostic {
  const kinds = path.node?.kind === "map" ? [...path.node.entries.keys()] : [];
  return source.error(
    "several-interactions",
    path.keySpanOfValue,
    `\`${path.key}\` names ${kinds.length} things (${wordList(kinds, 5)}); exactly one is allowed.`,
    severalHint(path),
  );
}

/** Long values are cut: the source line shows them anyway. */
function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
