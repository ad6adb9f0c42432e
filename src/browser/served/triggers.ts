/** The rules of a served container → triggers, and the tags that they fire and block. */
import type { Condition, Entity, Parameter } from "../../resources/entities/row.ts";
import type { Json, JsonObject } from "../../resources/json.ts";
import { nameInForms } from "./built-in-macros.ts";
import type { Macros } from "./macros.ts";
import type { Served, ServedObject, ServedRule } from "./read-served.ts";
import { type Names, parametersOfServed, textOf } from "./values.ts";

/** "All Pages" and the like, which a container does not list, by the event that they fire on. */
const UNLISTED: Readonly<Record<string, string>> = {
  "gtm.js": "2147479553",
  "gtm.init_consent": "2147479572",
  "gtm.init": "2147479573",
};

/** The event of a rule → the trigger, and what has to listen for it. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly listener: string | null }>> = {
  "gtm.js": { type: "pageview", listener: null },
  "gtm.init": { type: "init", listener: null },
  "gtm.init_consent": { type: "consentInit", listener: null },
  "gtm.dom": { type: "domReady", listener: null },
  "gtm.load": { type: "windowLoaded", listener: null },
  "gtm.click": { type: "click", listener: "__cl" },
  "gtm.linkClick": { type: "linkClick", listener: "__lcl" },
  "gtm.formSubmit": { type: "formSubmission", listener: "__fsl" },
  "gtm.historyChange": { type: "historyChange", listener: "__hl" },
  "gtm.timer": { type: "timer", listener: "__tl" },
  "gtm.scrollDepth": { type: "scrollDepth", listener: "__sdl" },
  "gtm.elementVisibility": { type: "elementVisibility", listener: "__evl" },
  "gtm.video": { type: "youTubeVideo", listener: "__ytl" },
  "gtm.pageError": { type: "jsError", listener: "__jel" },
  "gtm.triggerGroup": { type: "triggerGroup", listener: "__tg" },
};

/** What a trigger is called whose listener is not served: the event that it waits for never comes. */
export const WITHOUT_LISTENER = "a trigger that nothing listens for";

/** By the number of the rule: the trigger's id. */
export interface Triggers {
  readonly triggers: readonly Entity[];
  readonly idOf: (rule: number) => string;
}

export function triggersOf(served: Served, macros: Macros): Triggers {
  const listeners = heardBy(listenersOf(served, macros));
  const made = served.rules.map((rule, number) => triggerOf(rule, number, served, macros, listeners));
  return {
    triggers: made.flatMap((one) => one.entity ?? []),
    idOf: (rule) => made[rule]!.id,
  };
}

interface Made {
  readonly id: string;
  /** Null for one that every container has. */
  readonly entity: Entity | null;
}

function triggerOf(rule: ServedRule, number: number, served: Served, macros: Macros, listeners: Heard): Made {
  const { event, listens, others } = partsOf(rule, served, macros);
  const id = `rule ${number}`;
  const name = event === null ? null : event.type === "equals" && !event.negate ? event.value : null;
  if (name !== null && UNLISTED[name] !== undefined && others.length === 0)
    return { id: UNLISTED[name], entity: null };
  const listener = listens === null ? null : (listeners.byId.get(listens) ?? null);
  const known = name === null ? undefined : own(TYPES, name);
  const wanted = listener?.function ?? known?.listener ?? null;
  const type =
    Object.values(TYPES).find((one) => one.listener !== null && one.listener === wanted)?.type ?? known?.type;
  const filter = others.map((one) => conditionOf(one, type === "formSubmission"));
  const filters = filter.length === 0 ? {} : { filter };
  const common = { triggerId: id, name: `trigger ${number + 1}` };
  if (type === undefined) {
    const asked = event ?? {
      variable: "{{_event}}",
      type: "matchRegex",
      value: ".*",
      ignoreCase: false,
      negate: false,
    };
    const customEventFilter = [conditionOf({ ...asked, variable: "{{_event}}" }, false)];
    return { id, entity: { ...common, type: "customEvent", customEventFilter, ...filters } as Entity };
  }
  if (wanted === null) return { id, entity: { ...common, type, ...filters } as Entity };
  const heard = listener ?? (listens === null ? listeners.unnamed(wanted) : null);
  if (heard === null)
    return { id, entity: { ...common, name: WITHOUT_LISTENER, type: "unknown", ...filters } as Entity };
  return { id, entity: { ...common, type, ...filters, ...fieldsOf(type, heard, filters) } as Entity };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

interface Comparison {
  /** `{{Page Path}}`. */
  readonly variable: string;
  /** Tag Manager's word. */
  readonly type: string;
  readonly value: string;
  readonly ignoreCase: boolean;
  readonly negate: boolean;
}

interface Parts {
  /** The comparison with the name of the event; null where the rule has none. */
  readonly event: Comparison | null;
  /** The listener that the rule is about: `<container>_<trigger>`. */
  readonly listens: string | null;
  readonly others: readonly Comparison[];
}

function partsOf(rule: ServedRule, { predicates }: Served, macros: Macros): Parts {
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

function namesOf(macros: Macros): Names {
  return { macro: macros.reference, tag: (number) => `tag ${number}` };
}

function conditionOf(
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

interface Listener {
  readonly function: string;
  /** `<container>_<trigger>`; null for one without a name. */
  readonly id: string | null;
  readonly parameter: readonly Parameter[];
  /** What must be true when it begins to listen. */
  readonly starts: readonly Condition[];
}

/** Those that something starts: a tag that no rule adds does not listen. */
function listenersOf(served: Served, macros: Macros): readonly Listener[] {
  const names = namesOf(macros);
  const adding = rulesByTag("add", served);
  return served.tags.flatMap((tag, number): Listener[] => {
    if (!LISTENERS.has(tag.function)) return [];
    const rules = (adding.get(number) ?? []).map((one) => served.rules[one]!);
    const [rule] = rules;
    if (rule === undefined) return [];
    const id = tag.has.get("vtp_uniqueTriggerId");
    const starts = rules.length === 1 ? partsOf(rule, served, macros).others : [];
    return [
      {
        function: tag.function,
        id: typeof id === "string" ? id : null,
        parameter: parametersOfServed(tag, names).filter(({ key }) => key !== "uniqueTriggerId"),
        starts: starts.map((one) => conditionOf(one, false)),
      },
    ];
  });
}

interface Heard {
  readonly byId: ReadonlyMap<string, Listener>;
  /** The listener of a rule that names none: one of many where they all do the same, else the only one. */
  readonly unnamed: (of: string) => Listener | null;
}

const ALIKE = new Set(["__cl", "__hl", "__lcl", "__fsl"]);

function heardBy(listeners: readonly Listener[]): Heard {
  const byFunction = new Map<string, Listener[]>();
  for (const one of listeners)
    byFunction.set(one.function, [...(byFunction.get(one.function) ?? []), one].slice(0, 2));
  return {
    byId: new Map(listeners.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const]))),
    unnamed: (of) => {
      const [first = null, second] = byFunction.get(of) ?? [];
      return second === undefined || ALIKE.has(of) ? first : null;
    },
  };
}

export const LISTENERS: ReadonlySet<string> = new Set(
  Object.values(TYPES).flatMap(({ listener }) => listener ?? []),
);

/** What a trigger of this type says itself, and what it says below `parameter`. */
function fieldsOf(
  type: string,
  { parameter, starts }: Listener,
  { filter = [] }: { filter?: readonly Condition[] },
): JsonObject {
  const autoEventFilter = starts.length === 0 ? {} : { autoEventFilter: starts };
  const own = Object.fromEntries(parameter.map(({ key, ...rest }) => [String(key), rest]));
  if (type === "timer") return { ...own, ...autoEventFilter } as unknown as JsonObject;
  if (type === "linkClick" || type === "formSubmission") {
    // Where it neither waits nor checks, Tag Manager's screen has no place for what must be true when it begins.
    const isSaid = ["waitForTags", "checkValidation"].some(
      (key) => textOfParameter(parameter, key) === "true",
    );
    const all = isSaid ? autoEventFilter : starts.length === 0 ? {} : { filter: [...filter, ...starts] };
    return { ...own, ...all } as unknown as JsonObject;
  }
  const all = starts.length === 0 ? {} : { filter: [...filter, ...starts] };
  return { parameter, ...all } as unknown as JsonObject;
}

function textOfParameter(parameter: readonly Parameter[], name: string): Json {
  return parameter.find(({ key }) => key === name)?.value ?? null;
}

/** The rules that add a tag, or block it, by the tag's number. */
export function rulesByTag(word: "add" | "block", { rules }: Served): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  rules.forEach((rule, number) => {
    for (const tag of new Set(rule[word])) found.set(tag, [...(found.get(tag) ?? []), number]);
  });
  return found;
}
