/** One rule of a served container: the event that it waits for, the listener that it is about, and its conditions. */
import type { Condition, Parameter } from "../../resources/body.ts";
import { nameInForms } from "./built-in-macros.ts";
import type { Macros } from "./macros.ts";
import type { Served, ServedObject, ServedRule } from "./read-served.ts";
import { type Names, textOf } from "./values.ts";

export interface Comparison {
  /** `{{Page Path}}`. */
  readonly variable: string;
  /** Tag Manager's word. */
  readonly type: string;
  readonly value: string;
  readonly ignoreCase: boolean;
  readonly negate: boolean;
}

export interface Parts {
  /** The comparison with the name of the event; null where the rule has none. */
  readonly event: Comparison | null;
  /** The listener that the rule is about: `<container>_<trigger>`. */
  readonly listens: string | null;
  readonly others: readonly Comparison[];
}

export function partsOf(rule: ServedRule, { predicates }: Served, macros: Macros): Parts {
  const all = [
    ...rule.if.map((number) => comparisonOf(predicates[number], macros, false)),
    ...rule.unless.map((number) => comparisonOf(predicates[number], macros, true)),
  ];
  const ofEvent = all.filter(({ variable, negate }) => variable === "{{Event}}" && !negate);
  const event = ofEvent.find(({ type }) => type === "equals") ?? ofEvent[0] ?? null;
  const naming = all.find((one) => listenerNamed(one) !== null) ?? null;
  return {
    event,
    listens: naming === null ? null : listenerNamed(naming),
    others: all.filter((one) => one !== event && one !== naming),
  };
}

const LISTENER = /^\(\^\$\|\(\(\^\|,\)(\d+_\d+)\(\$\|,\)\)\)$/;

function listenerNamed({ variable, type, value, negate }: Comparison): string | null {
  if (type !== "matchRegex" || negate || variable !== TRIGGERS) return null;
  return LISTENER.exec(value)?.[1] ?? null;
}

/** Stands for the data-layer key `gtm.triggers`, which people do not see. */
export const TRIGGERS = "{{gtm.triggers}}";

const COMPARISONS: Readonly<Record<string, string>> = {
  _eq: "equals",
  _cn: "contains",
  _sw: "startsWith",
  _ew: "endsWith",
  _re: "matchRegex",
  _css: "cssSelector",
  _gt: "greater",
  _ge: "greaterOrEquals",
  _lt: "less",
  _le: "lessOrEquals",
  _um: "urlMatches",
};

function comparisonOf(predicate: ServedObject | undefined, macros: Macros, negate: boolean): Comparison {
  const text = (key: string) => textOf(predicate?.has.get(key) ?? "", namesOf(macros));
  return {
    variable: text("arg0"),
    type: own(COMPARISONS, predicate?.function ?? "") ?? (predicate?.function || "unknown"),
    value: text("arg1"),
    ignoreCase: predicate?.has.get("ignore_case") === true,
    negate,
  };
}

export function namesOf(macros: Macros): Names {
  return { macro: macros.reference, tag: (number) => `tag ${number}` };
}

export function conditionOf(
  { variable, type, value, ignoreCase, negate }: Comparison,
  isOfForm: boolean,
): Condition {
  const written = (text: string) => (isOfForm ? nameInForms(text) : text);
  const flag = (key: string, isOn: boolean) => (isOn ? [{ type: "boolean", key, value: "true" }] : []);
  const parameter: Parameter[] = [
    { type: "template", key: "arg0", value: written(variable) },
    { type: "template", key: "arg1", value: written(value) },
    ...flag("ignore_case", ignoreCase && type === "matchRegex"),
    ...flag("negate", negate),
  ];
  return { type, parameter };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
