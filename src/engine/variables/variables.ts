import { entryIn } from "../../entry-in.ts";
import { type Container, parameterNamed, type Variable } from "../container.ts";
import { resolveNamed } from "../parameters.ts";
import type { Lookup } from "../template.ts";
import { referrer, url } from "./address.ts";
import { autoEvent } from "./auto-event.ts";
import { asVariable, EVENT_NAME } from "./built-in.ts";
import { constant, cookie, dataLayerVariable, javaScriptVariable, randomNumber } from "./data.ts";
import { formatted } from "./format.ts";
import type { Evaluate, Settings, Sight } from "./kind.ts";
import { customJavaScript } from "./script.ts";
import { eventSettings, lookupTable, regexTable } from "./tables.ts";

/** One row per variable type, under Google's short names. A type that is not here is always undefined. */
const KINDS: Readonly<Record<string, Evaluate>> = {
  aev: autoEvent,
  c: constant,
  cid: (_settings, { container }) => container.container?.publicId ?? undefined,
  ctv: (_settings, { container }) => container.containerVersionId ?? undefined,
  dbg: () => false,
  e: (_settings, { event }) => String(event()),
  ev: () => "Live",
  f: referrer,
  gtes: eventSettings,
  j: javaScriptVariable,
  jsm: customJavaScript,
  k: cookie,
  r: randomNumber,
  remm: regexTable,
  smm: lookupTable,
  u: url,
  uv: () => undefined,
  v: dataLayerVariable,
};

/** Every variable of a container by the name that references use: its own, and the built-ins it has enabled. */
export function variablesByName(container: Container): ReadonlyMap<string, Variable> {
  const known = found.get(container) ?? findVariables(container);
  found.set(container, known);
  return known;
}

/** A container is only read: many pages of many visits have the same. */
const found = new WeakMap<Container, ReadonlyMap<string, Variable>>();

function findVariables(container: Container): ReadonlyMap<string, Variable> {
  const all = [
    EVENT_NAME,
    ...(container.builtInVariable ?? []).map(asVariable),
    ...(container.variable ?? []),
  ];
  return new Map(all.flatMap((variable) => (variable.name ? [[variable.name, variable] as const] : [])));
}

/**
 * Looks variables up, again each time. A variable that leads back to itself is undefined;
 * one whose value throws is `false`.
 */
export function createLookup(sight: Sight): Lookup {
  const variables = variablesByName(sight.container);
  const underWay = new Set<string>();
  const lookup: Lookup = (name) => {
    const variable = variables.get(name);
    if (!variable || underWay.has(name)) return undefined;
    underWay.add(name);
    try {
      return formatted(evaluate(variable, sight, lookup), variable.formatValue, lookup);
    } catch {
      return false;
    } finally {
      underWay.delete(name);
    }
  };
  return lookup;
}

function evaluate(variable: Variable, sight: Sight, lookup: Lookup): unknown {
  return entryIn(KINDS, variable.type ?? "")?.(settingsOf(variable, lookup), sight);
}

function settingsOf({ parameter }: Variable, lookup: Lookup): Settings {
  const value = (key: string) => resolveNamed(parameter, key, lookup);
  const isChecked = (key: string) => String(value(key)) === "true";
  return {
    parameters: parameter ?? [],
    lookup,
    value,
    isChecked,
    text: (key) => String(value(key) ?? ""),
    fallback: () => {
      if (!isChecked("setDefaultValue")) return undefined;
      return parameterNamed(parameter, "defaultValue") ? value("defaultValue") : "";
    },
  };
}
