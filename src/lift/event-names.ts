/** Conditions on the name of a data-layer event → the names that they leave. */
import { namedByPattern } from "../container/event-names-of-pattern.ts";
import { holdsFor, type TriggerCondition } from "./trigger-condition.ts";

/** Null if they cannot be known: a pattern that takes any number of names. */
export function namesOfEvent(asked: readonly TriggerCondition[]): readonly string[] | null {
  const lists = asked.map(namesIn).filter((names) => names !== null);
  const [first] = lists;
  if (first === undefined) return null;
  return first.filter((name) => asked.every((one) => holdsForEvent(one, name) !== false));
}

/** Whether the condition is true of an event with this name. Null where something else than its name decides. */
export function holdsForEvent(one: TriggerCondition, name: string): boolean | null {
  return one.fact.is === "event" ? holdsFor(one, name) : null;
}

/**
 * The names that a pattern without ends is meant for: `view_item|add_to_cart`, as people write lists of events. It takes
 * every name that contains one of these, too. Null for anything else: a single text may be a beginning.
 */
export function namesMeant(asked: readonly TriggerCondition[]): readonly string[] | null {
  const [only, ...more] = asked;
  if (
    only?.fact.is !== "event" ||
    only.type !== "matchRegex" ||
    only.negate ||
    only.ignoreCase ||
    more.length > 0
  )
    return null;
  const { value } = only;
  const pattern = `^(?:${value.replace(/^\^/, "").replace(/\$$/, "")})$`;
  if (/[\^$]/.test(pattern.slice(1, -1))) return null;
  const names = namedByPattern(pattern).filter((name) => new RegExp(pattern).test(name));
  const areWhole = names.every((name) => /^\w(?:.*[^\W_])?$/.test(name));
  return names.length > 1 && areWhole && isListOf(pattern, names) ? names : null;
}

function namesIn({ fact, type, value, negate, ignoreCase }: TriggerCondition): readonly string[] | null {
  if (fact.is !== "event" || negate || ignoreCase) return null;
  if (type === "equals") return [value];
  const isWhole = type === "matchRegex" && /^\^[\s\S]*\$$/.test(value) && !isUnanchored(value);
  if (!isWhole) return null;
  const names = namedByPattern(value).filter((name) => new RegExp(value).test(name));
  return isListOf(value, names) ? names : null;
}

/** `^a|b$` has an alternative without one of its ends. */
function isUnanchored(pattern: string): boolean {
  let depth = 0;
  for (const token of pattern.match(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu) ?? []) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === "|" && depth === 0) return true;
  }
  return false;
}

/** Nothing but texts, groups and alternatives: the pattern takes these names and no others. */
function isListOf(pattern: string, names: readonly string[]): boolean {
  return names.length > 0 && !/[.*+?[{]/.test(pattern.replace(/\\[^a-zA-Z0-9]|\(\?:/g, ""));
}
