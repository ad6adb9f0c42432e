/** `on: { data_layer: … }` → which names of data-layer events it takes. */
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import type { PushInteraction } from "../language/goal-set/interaction.ts";

/** Whether a push of this name is one that the interaction waits for. */
export function matchesPush({ event }: PushInteraction, name: string): boolean {
  return event.every((matcher) => meets(matcher, name) !== matcher.not);
}

function meets({ op, values, ignoreCase }: TextMatcher, name: string): boolean {
  if (op === "matches") return new RegExp(values[0], ignoreCase ? "i" : "").test(name);
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const text = fold(name);
  return values.map(fold).some((one) => {
    if (op === "begins_with") return text.startsWith(one);
    if (op === "ends_with") return text.endsWith(one);
    return op === "contains" ? text.includes(one) : text === one;
  });
}
