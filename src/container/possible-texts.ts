/**
 * What a text of a container can be while one data-layer event is under way, as far as the container alone shows.
 *
 * `{{Event}}`, constants, and lookup and regex tables are followed; what only a page knows (a script, a cookie, a value of
 * the data layer) stays open. A table whose input is open can still give nothing but its own rows.
 */

import type { Entity, Parameter } from "../resources/body.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";

export interface Texts {
  /** What it is, or may be. */
  readonly known: readonly string[];
  /** Whether it can be nothing else. */
  readonly isComplete: boolean;
  /** Whether it may be this: more than `known` where something stays open. */
  readonly mayBe: (text: string) => boolean;
}

/** Where a text is. */
export interface TextContext {
  readonly content: ContainerContent;
  /** The data-layer event under way. */
  readonly event: string;
}

/** Variables can refer to each other in circles, and tables can multiply. */
const DEEPEST = 8;
const MOST = 500;

export function possibleTexts(template: string, at: TextContext, depth = 0): Texts {
  const parts = partsOf(template).map((part) =>
    "text" in part ? exactly([part.text]) : variableTexts(part.variable, at, depth),
  );
  return parts.length === 1 ? parts[0]! : joined(parts);
}

type Part = { readonly text: string } | { readonly variable: string };

function partsOf(template: string): Part[] {
  const pieces = template.split(/\{\{(.+?)\}\}/);
  const parts = pieces.map(
    (piece, index): Part => (index % 2 === 1 ? { variable: piece.trim() } : { text: piece }),
  );
  const written = parts.filter((part) => !("text" in part) || part.text !== "");
  return written.length === 0 ? [{ text: "" }] : written;
}

function exactly(known: readonly string[]): Texts {
  return { known, isComplete: true, mayBe: (text) => known.includes(text) };
}

/** Anything, and these for certain. */
function open(known: readonly string[] = []): Texts {
  return { known, isComplete: false, mayBe: () => true };
}

function joined(parts: readonly Texts[]): Texts {
  const known = parts.reduce<readonly string[]>(
    (before, { known: next }) => before.flatMap((start) => next.map((end) => start + end)).slice(0, MOST),
    [""],
  );
  const pattern = new RegExp(`^${parts.map(patternOf).join("")}$`, "s");
  return {
    known,
    isComplete: parts.every(({ isComplete }) => isComplete),
    mayBe: (text) => pattern.test(text),
  };
}

function patternOf({ known, isComplete }: Texts): string {
  return isComplete ? `(?:${known.map(literally).join("|")})` : ".*";
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function variableTexts(name: string, at: TextContext, depth: number): Texts {
  if (name === "_event") return exactly([at.event]);
  const variable = at.content.entities["gtm.variable"].find((one) => one.name === name);
  // Tag Manager's own variable of that name; a container's own would be found.
  if (!variable) return name === "Event" ? exactly([at.event]) : open();
  if (depth >= DEEPEST) return open();
  return inCase(variable, textsOf(variable, at, depth + 1));
}

function textsOf(variable: Entity, at: TextContext, depth: number): Texts {
  const text = (key: string) => possibleTexts(parameterText(variable, key) ?? "", at, depth);
  switch (variable.type) {
    case "e":
      return exactly([at.event]);
    case "c":
      return text("value");
    case "v":
      // The data layer keeps the name of the event under way like any other value.
      if (parameterText(variable, "name") === "event") return exactly([at.event]);
      return open(hasDefault(variable) ? text("defaultValue").known : []);
    case "smm":
    case "remm":
      return tableTexts(variable, text("input"), at, depth);
    default:
      return open();
  }
}

/** The rows that the input can meet, and the default where it may meet none. */
function tableTexts(table: Entity, input: Texts, at: TextContext, depth: number): Texts {
  const rows = tableRows(table);
  const value = (text: string) => possibleTexts(text, at, depth);
  const otherwise = hasDefault(table) ? [value(parameterText(table, "defaultValue") ?? "")] : [];
  if (!input.isComplete) return anyOf([...rows.map((row) => openRow(table, row, value)), ...otherwise]);
  return anyOf(
    input.known.flatMap((text) => {
      const found = table.type === "smm" ? exactRow(rows, text) : matchingRow(table, rows, text);
      return found === undefined ? otherwise : [value(found)];
    }),
  );
}

/** A row for an input that only the page knows. A pattern that is replaced may take over parts of the input. */
function openRow(table: Entity, row: Row, value: (text: string) => Texts): Texts {
  const texts = value(row.value);
  if (!isTrue(table, "replaceAfterMatch")) return texts;
  return isTrue(table, "fullMatch") && !row.value.includes("$") ? texts : open(texts.known);
}

function anyOf(all: readonly Texts[]): Texts {
  const known = [...new Set(all.flatMap((one) => one.known))].slice(0, MOST);
  const isComplete = all.every((one) => one.isComplete);
  return isComplete
    ? exactly(known)
    : { known, isComplete, mayBe: (text) => all.some((one) => one.mayBe(text)) };
}

interface Row {
  readonly key: string;
  readonly value: string;
}

/** Of two rows with the same key the last one counts. */
function exactRow(rows: readonly Row[], text: string): string | undefined {
  return rows.findLast(({ key }) => key === text)?.value;
}

/** "Full match" puts `^` and `$` around the pattern, without a group. */
function matchingRow(table: Entity, rows: readonly Row[], text: string): string | undefined {
  const flags = isTrue(table, "ignoreCase") ? "i" : "";
  for (const { key, value } of rows) {
    const pattern = regex(isTrue(table, "fullMatch") ? `^${key}$` : key, flags);
    if (!pattern?.test(text)) continue;
    return isTrue(table, "replaceAfterMatch") ? text.replace(pattern, value) : value;
  }
  return undefined;
}

/** Null for a pattern that JavaScript does not understand: it matches nothing. */
export function regex(source: string, flags = ""): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

/** Of a lookup or a regex table, in their order. */
export function tableRows(table: Entity): Row[] {
  const list = parametersOf(table).find(({ key }) => key === "map")?.list ?? [];
  return list.map((row) => ({ key: cellOf(row, "key") ?? "", value: cellOf(row, "value") ?? "" }));
}

function inCase({ formatValue }: Entity, texts: Texts): Texts {
  const conversion = formatValue?.caseConversionType;
  if (conversion !== "lowercase" && conversion !== "uppercase") return texts;
  const known = texts.known.map((text) =>
    conversion === "lowercase" ? text.toLowerCase() : text.toUpperCase(),
  );
  return texts.isComplete ? exactly(known) : open(known);
}

function hasDefault(variable: Entity): boolean {
  return isTrue(variable, "setDefaultValue");
}

function isTrue(entity: Entity, key: string): boolean {
  return parameterText(entity, key) === "true";
}

/** The text of one parameter; null where it is missing or something else. */
export function parameterText(entity: Entity, key: string): string | null {
  const value = parametersOf(entity).find((one) => one.key === key)?.value;
  return typeof value === "string" ? value : null;
}

/** What a row of a table has in one of its columns. */
export function cellOf(row: Parameter, column: string): string | null | undefined {
  return row.map?.find(({ key }) => key === column)?.value;
}
