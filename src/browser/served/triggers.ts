/** The rules of a served container → triggers, and the tags that they fire and block. */
import { entryIn } from "../../entry-in.ts";
import type { Condition, Entity, Parameter } from "../../resources/body.ts";
import type { Json, JsonObject } from "../../resources/json.ts";
import { type ListenedEvents, type Listener, listenedEvents, listenersOf } from "./listeners.ts";
import type { Macros } from "./macros.ts";
import type { Served, ServedRule } from "./read-served.ts";
import { conditionOf, partsOf } from "./rule-parts.ts";
import { TYPES, typeOf } from "./trigger-types.ts";

/** "All Pages" and the like, which a container does not list, by the event that they fire on. */
const UNLISTED: Readonly<Record<string, string>> = {
  "gtm.js": "2147479553",
  "gtm.init_consent": "2147479572",
  "gtm.init": "2147479573",
};

/** What a trigger is called whose listener is not served: the event that it waits for never comes. */
export const WITHOUT_LISTENER = "a trigger that nothing listens for";

/** By the number of the rule: the trigger's id. */
export interface Triggers {
  readonly triggers: readonly Entity[];
  readonly idOf: (rule: number) => string;
}

export function triggersOf(served: Served, macros: Macros): Triggers {
  const listeners = listenedEvents(listenersOf(served, macros));
  // Google writes every set of predicates once; a rule that is there again is the same trigger.
  const known = new Map<string, Made>();
  const made = served.rules.map((rule, number) => {
    const predicates = JSON.stringify([rule.if, rule.unless]);
    const one = known.get(predicates) ?? triggerOf(rule, number, served, macros, listeners);
    known.set(predicates, one);
    return one;
  });
  return {
    triggers: [...known.values()].flatMap((one) => one.entity ?? []),
    idOf: (rule) => made[rule]!.id,
  };
}

interface Made {
  readonly id: string;
  /** Null for one that every container has. */
  readonly entity: Entity | null;
}

function triggerOf(
  rule: ServedRule,
  number: number,
  served: Served,
  macros: Macros,
  listeners: ListenedEvents,
): Made {
  const { event, listens, others } = partsOf(rule, served, macros);
  const id = `rule ${number}`;
  const name = event === null ? null : event.type === "equals" && !event.negate ? event.value : null;
  const unlisted = name === null ? undefined : entryIn(UNLISTED, name);
  if (unlisted !== undefined && others.length === 0) return { id: unlisted, entity: null };
  const listener = listens === null ? null : (listeners.byId.get(listens) ?? null);
  const known = name === null ? undefined : typeOf(name);
  const wanted = listener?.function ?? known?.listener ?? null;
  const type =
    Object.values(TYPES).find((one) => one.listener !== null && one.listener === wanted)?.type ?? known?.type;
  const filter = others.map((one) => conditionOf(one, type === "formSubmission"));
  const filters = filter.length === 0 ? {} : { filter };
  const common = { triggerId: id, name: `trigger ${number + 1}` };
  if (type === undefined) {
    const eventCondition = event ?? {
      variable: "{{_event}}",
      type: "matchRegex",
      value: ".*",
      ignoreCase: false,
      negate: false,
    };
    const customEventFilter = [conditionOf({ ...eventCondition, variable: "{{_event}}" }, false)];
    return { id, entity: { ...common, type: "customEvent", customEventFilter, ...filters } as Entity };
  }
  if (wanted === null) return { id, entity: { ...common, type, ...filters } as Entity };
  const heard = listener ?? (listens === null ? listeners.unnamed(wanted) : null);
  if (heard === null)
    return { id, entity: { ...common, name: WITHOUT_LISTENER, type: "unknown", ...filters } as Entity };
  return { id, entity: { ...common, type, ...filters, ...fieldsOf(type, heard, filters) } as Entity };
}

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
