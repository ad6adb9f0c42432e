/** A value of the wrong kind: what was expected, and the usual reasons. */
import type { ErrorObject } from "ajv";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Located, LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf } from "./context.ts";
import { example } from "./example.ts";
import type { FilePath } from "./file-path.ts";

const WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "a mapping (`key: value`)",
  array: "a list",
};

export function wrongType(source: SourceText, path: FilePath, error: ErrorObject): Diagnostic {
  const expected = [error.params["type"] as string | readonly string[]]
    .flat()
    .filter((type) => type !== "null");
  const subject = path.keys.length === 0 ? "The file" : subjectOf(path);
  const wanted = orList(expected.map((type) => WORDS[type] ?? type));
  if (path.node?.kind === "scalar" && path.node.value === null)
    return source.error(
      "empty-value",
      path.span,
      `${subject} has no value; it must be ${wanted}.`,
      hintFor(path, expected, error),
    );
  const got = kindOf(path.node);
  return source.error(
    "wrong-type",
    path.span,
    `${subject} must be ${wanted}, not ${got}.`,
    hintFor(path, expected, error),
  );
}

function subjectOf(path: FilePath): string {
  const last = path.keys.at(-1) ?? "";
  if (/^[0-9]+$/.test(last) && path.key !== last) return `Item ${Number(last) + 1} of \`${path.key}\``;
  return `\`${last}\``;
}

function kindOf(node: Located | undefined): string {
  if (node?.kind === "map") return "a mapping";
  if (node?.kind === "list") return "a list";
  if (node?.kind !== "scalar") return "nothing";
  if (typeof node.value === "boolean") return `the yes/no value \`${node.value}\``;
  if (typeof node.value === "number") return `the number ${node.text.slice(0, 40)}`;
  return "a text";
}

function hintFor(path: FilePath, expected: readonly string[], error: ErrorObject): string | undefined {
  return (
    matcherHint(path.node, error) ??
    sayingHint(path.node, error) ??
    scalarHint(path.node, expected, error) ??
    example(error)
  );
}

/** Several values where one comparison is expected. */
function matcherHint(node: Located | undefined, error: ErrorObject): string | undefined {
  const isMatcher = ["text_matcher", "value_matcher", "plain"].includes(contextOf(error));
  if (node?.kind !== "list") return undefined;
  if (isMatcher) return "To allow several values write `{ one_of: [first, second] }`.";
  if (contextOf(error) === "page")
    return "To allow several pages write `{ path: { one_of: [/first, /second] } }`.";
  return undefined;
}

/** What people write who say it as they would in a sentence: `on: click`, `value: 5 EUR`. */
function sayingHint(node: Located | undefined, error: ErrorObject): string | undefined {
  if (node?.kind !== "scalar" || typeof node.value !== "string") return undefined;
  const known = (error.parentSchema?.["properties"] as object | undefined) ?? {};
  if (contextOf(error) === "on" && Object.hasOwn(known, node.text))
    return `Say more: \`on: { ${node.text}: … }\`.`;
  const [, amount, cents, currency] = /^(\d+)(?:[.,](\d+))? ?([A-Z]{3})?$/.exec(node.text) ?? [];
  if (contextOf(error) !== "value" || amount === undefined) return undefined;
  const number = cents === undefined ? amount : `${amount}.${cents}`;
  const beside = currency === undefined ? "" : `, and \`currency: ${currency}\` beside it`;
  return node.text === number ? undefined : `Write the number alone: \`${number}\`${beside}.`;
}

function scalarHint(
  node: Located | undefined,
  expected: readonly string[],
  error: ErrorObject,
): string | undefined {
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  const only = expected.length === 1 ? expected[0] : undefined;
  if (only === "boolean" && /^(yes|on|y)$/i.test(node.text)) return "Write `true`.";
  if (only === "boolean" && /^(no|off|n)$/i.test(node.text)) return "Write `false`.";
  if (only === "boolean" && node.style !== "plain" && /^(true|false)$/.test(node.text))
    return "Delete the quotes.";
  if (expected.some((type) => type === "number" || type === "integer") && isQuotedNumber(node))
    return "Delete the quotes around the number.";
  if (expected.includes("integer") && /^\d+ ?%$/.test(node.text))
    return `Write the number alone: \`${Number.parseInt(node.text, 10)}\`.`;
  if (contextOf(error) === "duration")
    return `Add the unit: \`${node.text}s\` is seconds, \`${node.text}m\` minutes.`;
  if (only === "string" && node.text.length <= 40) return `Put it in quotes: \`"${node.text}"\`.`;
  return undefined;
}

function isQuotedNumber({ value }: LocatedScalar): boolean {
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}

export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
