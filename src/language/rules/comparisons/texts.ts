/** Texts that would become something other than text: Tag Manager variables, environment variables, invisible characters. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { firstReference } from "../../environment.ts";
import type { Written } from "../../meaning/written.ts";
import { everyText } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const texts: Rule = {
  codes: ["variable-reference", "env-outside-targets", "control-character"],
  check: ({ source, root }: Written): readonly Diagnostic[] =>
    [...everyText(root)].flatMap(({ text, span, path, isKey }) => {
      const isDescription = !isKey && isNote(path);
      return [
        ...(isDescription || isTagName(path) || isFormula(path)
          ? []
          : variableReference(source, text, span, namesVariable(path, isKey), path)),
        ...(path[0] === "targets" && path[2] !== "defaults" ? [] : environmentReference(source, text, span)),
        ...controlCharacters(source, text, span, isDescription),
      ];
    }),
};

/** The description of a goal or a funnel, which goes nowhere. Parameters and conditions may have that name too. */
function isNote(path: readonly string[]): boolean {
  return path.length === 3 && (path[0] === "goals" || path[0] === "funnels") && path[2] === "description";
}

/** A tag that is adopted keeps its name, whatever it is: goalform only looks for it. */
function isTagName([top, , key, ofStep]: readonly string[]): boolean {
  if (top === "funnels") return key === "steps" && ofStep === "adopt";
  return (top === "goals" || top === "forward") && key === "adopt";
}

/** It has a grammar of its own, and never gets to Tag Manager. */
function isFormula([top, , key]: readonly string[]): boolean {
  return top === "metrics" && key === "formula";
}

/** Data-layer keys, query parameters and cookies get variables of ours, which are named after them. */
function namesVariable(path: readonly string[], isKey: boolean): boolean {
  const [holder, key] = path.slice(-2);
  const isOfParameter =
    (path.at(-3) === "parameters" || holder === "value") && (key === "query" || key === "cookie");
  if (isOfParameter && !isKey) return true;
  return isKey
    ? holder === "where" || holder === "query" || holder === "cookie"
    : key === "data_layer" && holder !== "on";
}

function variableReference(
  source: SourceText,
  text: string,
  span: Span,
  isVariableName: boolean,
  path: readonly string[],
): readonly Diagnostic[] {
  const braces = /\{\{|\}\}/.exec(text)?.[0];
  if (braces === undefined) return isVariableName ? brokenVariableName(source, text, span) : [];
  return [
    source.error(
      "variable-reference",
      span,
      `Tag Manager would read \`${braces}\` as a variable; goals contain plain text only.`,
      variableHint(path),
    ),
  ];
}

/** What to write depends on where the variable is. */
function variableHint(path: readonly string[]): string {
  const key = path.at(-1) ?? "";
  if (key === "matches") return "In a regular expression write `\\{` and `\\}`.";
  if (path[2] === "value")
    return "Write the data-layer key that the variable reads: `value: { data_layer: order.total }`.";
  if (path[2] === "parameters")
    return "Write the data-layer key that the variable reads, as `{ data_layer: order.coupon }`; `query` and `cookie` are read too.";
  if (path[2] === "where") return "Write the data-layer key that the variable reads, without brackets.";
  if (key === "data_layer") return "Write the name of the event that the site pushes, or the data-layer key.";
  return path[2] === "page" || path[2] === "on"
    ? "Write only the text to compare with: the key already says what is compared."
    : "Write the text itself.";
}

function brokenVariableName(source: SourceText, text: string, span: Span): readonly Diagnostic[] {
  const brace = /[{}]/.exec(text)?.[0];
  if (brace === undefined) return [];
  return [
    source.error(
      "variable-reference",
      span,
      `A Tag Manager variable is named after this key, and \`${brace}\` would end or begin a reference to it.`,
      "Let the site use a name without curly brackets.",
    ),
  ];
}

function environmentReference(source: SourceText, text: string, span: Span): readonly Diagnostic[] {
  const found = firstReference(text);
  if (!found) return [];
  return [
    source.error(
      "env-outside-targets",
      span,
      `\`${found.written.slice(0, 60)}\`: environment variables work only in the ids of \`targets\`, so that goals are the same everywhere.`,
      "Write the value itself.",
    ),
  ];
}

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
/** A description may have lines. */
const CONTROL_IN_LINES = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

function controlCharacters(
  source: SourceText,
  text: string,
  span: Span,
  mayHaveLines: boolean,
): readonly Diagnostic[] {
  const found = (mayHaveLines ? CONTROL_IN_LINES : CONTROL).exec(text)?.[0];
  if (found === undefined) return [];
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const name =
    found === "\n" ? "a line break" : found === "\t" ? "a tab" : `the invisible character U+${code}`;
  return [
    source.error(
      "control-character",
      span,
      `This text contains ${name}, which no name or value needs.`,
      "Delete it, or write the text on one line.",
    ),
  ];
}
