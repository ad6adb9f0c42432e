/**
 * The macros of a served container → variables. Names are not served: a variable is known by what it reads. So one that
 * reads what a variable of the goals file reads gets its name and its body, and everybody who compares them sees the same.
 */

import { entryIn } from "../../entry-in.ts";
import type { Entity } from "../../resources/body.ts";
import { parameters, withoutEmpty } from "../../resources/entities/parameters.ts";
import { digestOf, type Json, type JsonObject } from "../../resources/json.ts";
import { BUILT_IN_MACROS } from "./built-in-macros.ts";
import type { ServedObject } from "./read-served.ts";
import { sameScript } from "./scripts.ts";
import { parametersOfServed, textOf } from "./values.ts";

export interface Macros {
  /** `{{Page Path}}`: how a text refers to it. */
  readonly reference: (number: number) => string;
  readonly variables: readonly Entity[];
}

/** @param known variables whose names and bodies those of the same content take */
export function variablesOf(macros: readonly ServedObject[], known: readonly Entity[]): Macros {
  const numbered = (number: number) => builtInOf(macros[number]) ?? `macro ${number}`;
  const plain = macros.map((macro, number) => variable(macro, numbered(number), numbered));
  const served = contentsOf(plain.filter((_, number) => builtInOf(macros[number]) === null));
  const ours = contentsOf(known);
  const names = new Map<string, Entity>();
  for (const one of known) names.set(ours(one), names.get(ours(one)) ?? one);
  const knownAs = (number: number) => {
    const own = plain[number];
    return own === undefined || builtInOf(macros[number]) !== null ? undefined : names.get(served(own));
  };
  const nameOf = (number: number) => String(knownAs(number)?.name ?? numbered(number));
  const variables = macros.flatMap((macro, number): Entity[] => {
    if (builtInOf(macro) !== null) return [];
    const same = knownAs(number);
    return [same ?? variable(macro, nameOf(number), nameOf)];
  });
  return {
    reference: (number) => `{{${nameOf(number)}}}`,
    variables: [...new Map(variables.map((one) => [one.name, one])).values()],
  };
}

function variable(macro: ServedObject, name: string, nameOf: (number: number) => string): Entity {
  const names = { macro: (number: number) => `{{${nameOf(number)}}}`, tag: () => "" };
  const formatValue = formatOf(macro, (value) => textOf(value, names));
  return {
    name,
    type: macro.function.replace(/^__/, ""),
    parameter: parametersOfServed(macro, names),
    ...(Object.keys(formatValue).length === 0 ? {} : { formatValue }),
  } as Entity;
}

/** What Tag Manager's "Format Value" is compiled to. */
function formatOf({ has }: ServedObject, text: (value: Json) => string): JsonObject {
  const conversions = Object.entries(CONVERSIONS).flatMap(([key, name]) => {
    const value = has.get(key);
    return value === undefined ? [] : [[name, { type: "template", value: text(value) }] as const];
  });
  const cases: Readonly<Record<string, string>> = { "1": "lowercase", "2": "uppercase" };
  const caseOf = entryIn(cases, String(has.get("convert_case_to")));
  return {
    ...(caseOf === undefined ? {} : { caseConversionType: caseOf }),
    ...Object.fromEntries(conversions),
  };
}

const CONVERSIONS = {
  convert_null_to: "convertNullToValue",
  convert_undefined_to: "convertUndefinedToValue",
  convert_true_to: "convertTrueToValue",
  convert_false_to: "convertFalseToValue",
} as const;

/** Null for a variable that somebody made. */
function builtInOf(macro: ServedObject | undefined): string | null {
  if (macro === undefined) return null;
  const settings = [...macro.has]
    .filter(([key, value]) => key !== "function" && value !== false && key !== "vtp_dataLayerVersion")
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort();
  return entryIn(BUILT_IN_MACROS, [macro.function, ...settings].join(" ")) ?? null;
}

/** What a variable amounts to with all that it reads, whatever the names are. Variables can refer to each other in circles. */
function contentsOf(variables: readonly Entity[]): (variable: Entity) => string {
  const byName = new Map(variables.map((one) => [String(one.name), one]));
  const found = new Map<string, string>();
  const content = (one: Entity): string => {
    const name = String(one.name);
    const before = found.get(name);
    if (before !== undefined) return before;
    found.set(name, "…");
    const digest = digestOf(filledIn(bare(one), inPlace));
    found.set(name, digest);
    return digest;
  };
  const inPlace = (name: string): string => {
    const read = byName.get(name);
    return read === undefined ? `{{${sameForForms(name)}}}` : `{{${content(read)}}}`;
  };
  return content;
}

/** Tag Manager has two names for one and the same value. */
function sameForForms(name: string): string {
  return name.replace(/^Form (?=Element$|ID$|Classes$|URL$|Text$|Target$)/, "Click ");
}

function bare({ type, parameter, formatValue }: Entity): JsonObject {
  const said = withoutEmpty(parameters(parameter));
  const script = said["javascript"];
  return {
    type: type ?? "",
    parameter: typeof script === "string" ? { ...said, javascript: sameScript(script) } : said,
    formatValue: withoutEmpty((formatValue ?? {}) as unknown as JsonObject),
  };
}

function filledIn(value: Json, inPlace: (name: string) => string): Json {
  if (typeof value === "string")
    return value.replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => inPlace(name.trim()));
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one) => filledIn(one, inPlace));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one as Json, inPlace)]));
}
