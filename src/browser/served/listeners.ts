/** What listens for clicks, forms, timers and the like: tags of a served container that start with the page. */
import type { Condition, Parameter } from "../../resources/body.ts";
import type { Macros } from "./macros.ts";
import type { Served } from "./read-served.ts";
import { conditionOf, namesOf, partsOf } from "./rule-parts.ts";
import { LISTENERS } from "./trigger-types.ts";
import { parametersOfServed } from "./values.ts";

/** What a listener has and its trigger does not: a comparison with the trigger's own parameters must not see them. */
const ADDED_BY_GOOGLE: ReadonlySet<string> = new Set(["uniqueTriggerId", "enableTriggerStartOption"]);

export interface Listener {
  readonly function: string;
  /** `<container>_<trigger>`; null for one without a name. */
  readonly id: string | null;
  readonly parameter: readonly Parameter[];
  /** What must be true when it begins to listen. */
  readonly starts: readonly Condition[];
}

/** Those that something starts: a tag that no rule adds does not listen. */
export function listenersOf(served: Served, macros: Macros): readonly Listener[] {
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
        parameter: parametersOfServed(tag, names).filter(({ key }) => !ADDED_BY_GOOGLE.has(key ?? "")),
        starts: starts.map((one) => conditionOf(one, false)),
      },
    ];
  });
}

export interface ListenedEvents {
  readonly byId: ReadonlyMap<string, Listener>;
  /** The listener of a rule that names none: one of many where they all do the same, else the only one. */
  readonly unnamed: (of: string) => Listener | null;
}

const ALIKE = new Set(["__cl", "__hl", "__lcl", "__fsl"]);

export function listenedEvents(listeners: readonly Listener[]): ListenedEvents {
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

/** The rules that add a tag, or block it, by the tag's number. */
export function rulesByTag(word: "add" | "block", { rules }: Served): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  rules.forEach((rule, number) => {
    for (const tag of new Set(rule[word])) {
      const known = found.get(tag);
      if (known === undefined) found.set(tag, [number]);
      else known.push(number);
    }
  });
  return found;
}
