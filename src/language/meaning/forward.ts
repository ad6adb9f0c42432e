/** One entry of `forward:` → events that are sent on as they are. */
import type { Forward } from "../goal-set/forward.ts";
import { child, itemsOf, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import { adoptionOf, ecommerceOf } from "./goal.ts";
import type { Defaults, Notes } from "./written.ts";

export function readForward(
  notes: Notes,
  { key: id, keySpan, value: node }: LocatedEntry,
  { parameters, userProperties, host, unless, consent }: Defaults,
): Forward {
  return {
    id,
    events: eventNodes(node).map((one) => textOf(one) ?? ""),
    ecommerce: ecommerceOf(child(node, "ecommerce")),
    ...{ parameters, userProperties, host, unless, consent },
    allows: itemsOf(child(node, "allow")).map((item) => textOf(item) ?? ""),
    adopts: adoptionOf(notes, child(node, "adopt")),
    at: notes.source.place(keySpan),
  };
}

/** One event, or a list of them. */
export function eventNodes(node: Located): readonly Located[] {
  const events = child(node, "data_layer");
  if (events === undefined) return [];
  return events.kind === "list" ? itemsOf(events) : [events];
}
