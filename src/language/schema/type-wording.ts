/** A value of the wrong kind: what was expected, and the usual reasons. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { inYaml } from "../source/in-yaml.ts";
import { entriesOf, type Located } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { contextOf } from "./context.ts";
import type { FilePath } from "./file-path.ts";
import { keySlip } from "./key-slips.ts";
import type { SchemaError } from "./schema-errors.ts";
import { hintFor } from "./type-hints.ts";

const WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "a mapping (`key: value`)",
  array: "a list",
};

/** What a value of these types is. */
export function mustBe(types: readonly string[]): string {
  return `must be ${orList(types.filter((type) => type !== "null").map((type) => entryIn(WORDS, type) ?? type))}`;
}

export function wrongType(source: SourceText, path: FilePath, error: SchemaError): Diagnostic {
  const expected = [error.params["type"] as string | readonly string[]]
    .flat()
    .filter((type) => type !== "null");
  const rule = mustBe(expected);
  const subject = path.keys.length === 0 ? "The file" : subjectOf(path);
  if (path.node?.kind === "scalar" && path.node.value === null) {
    const comment =
      commentAsValue(source, path) ??
      unsaidParameter(source, path, error) ??
      missingAsValue(source, path, error);
    if (comment) return comment;
    return source.error(
      "empty-value",
      path.span,
      `${subject} has no value; it ${rule}.`,
      unindented(path) ?? hintFor(path, expected, error),
    );
  }
  const got = kindOf(path.node);
  return source.error(
    "wrong-type",
    path.span,
    `${subject} ${rule}, not ${got}.`,
    hintFor(path, expected, error),
  );
}

/** `click: #buy`: what follows ` #` is a comment. */
function commentAsValue(source: SourceText, path: FilePath): Diagnostic | null {
  const { end } = path.keySpanOfValue;
  const [, gap = "", comment] = /^(:[ \t]+)(#\S.*?)[ \t]*(?:\r?\n|$)/.exec(source.text.slice(end)) ?? [];
  if (comment === undefined || /^#\s/.test(comment)) return null;
  const start = end + gap.length;
  return source.error(
    "empty-value",
    { start, end: start + comment.length },
    `\`#\` after a space begins a comment, so \`${path.key}\` has no value.`,
    `Write \`${inYaml(comment)}\` in quotes.`,
  );
}

/** `parameters: { plan }`: the key is the name, and nothing says where the value comes from. */
function unsaidParameter(source: SourceText, path: FilePath, error: SchemaError): Diagnostic | null {
  const [holder, name = ""] = path.keys.slice(-2);
  if (contextOf(error) !== "parameter" || holder !== "parameters" || !/^[a-z]\w*$/i.test(name)) return null;
  return source.error(
    "empty-value",
    path.span,
    `\`${name}\` does not say where its value comes from.`,
    `For what the site pushes write \`${name}: { data_layer: ${name} }\`.`,
  );
}

/** `query: { step: }`, and `{ step=done }` inside brackets. */
function withoutValue(source: SourceText, path: FilePath, name: string): Diagnostic {
  const slip = keySlip(source, path.parent, name);
  if (slip) return slip;
  const [, key, value] = /^[?&]?([\w.-]+)\s*=\s*(.+)$/.exec(name) ?? [];
  return source.error(
    "empty-value",
    path.keySpanOfValue,
    `\`${name.slice(0, 60)}\` has no value to compare with.`,
    key === undefined || value === undefined
      ? `For any value write \`${inYaml(name)}: { present: true }\`.`
      : `Write \`${inYaml(key)}: ${inYaml(value)}\`.`,
  );
}

/** `plan: null`: a missing value is not a text to compare with. */
function missingAsValue(source: SourceText, path: FilePath, error: SchemaError): Diagnostic | null {
  const context = contextOf(error);
  const { node } = path;
  if (node?.kind !== "scalar" || (context !== "text_matcher" && context !== "value_matcher")) return null;
  const keys = path.keys.filter((key) => !/^(?:equals|not)$/.test(key));
  const [holder, name = ""] = keys.slice(-2);
  if (!PLACES_OF_NAMES.has(holder ?? "")) return null;
  if (node.start === node.end) return withoutValue(source, path, name);
  const isNegated = path.keys.at(-1) === "not";
  const anyValue = `For any value write \`${isNegated && keys.length < path.keys.length ? "present: true` instead of `not" : `${inYaml(name)}: { present: true }`}\`.`;
  const none = `For a missing or empty value write \`${inYaml(name)}: { present: false }\`.`;
  return source.error(
    "empty-value",
    node,
    `\`${node.text}\` is not a text in YAML, so there is nothing to compare with.`,
    isNegated ? anyValue : none,
  );
}

/** Where a value may be missing. */
const PLACES_OF_NAMES: ReadonlySet<string> = new Set(["where", "query", "cookie"]);

/** `thanks:` with `type: …` in the same column below it. */
function unindented(path: FilePath): string | undefined {
  const [section, , ...deeper] = path.keys;
  if (section !== "goals" || deeper.length > 0) return undefined;
  const isNext = entriesOf(path.parent).some(({ key, value }) => key === "type" && value.kind === "scalar");
  return isNext ? `Indent the lines below it by two more spaces: they belong to \`${path.key}\`.` : undefined;
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

function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
