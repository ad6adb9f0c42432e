/** One entry of `goals:` → one goal with every default filled in. */
import type { Counting, EventParameter, Goal, GoalValue, Role } from "../goal-set.ts";
import {
  booleanOf,
  child,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  numberOf,
  textOf,
} from "../source/located.ts";
import { consentOf } from "./consent.ts";
import { secondsOf } from "./duration.ts";
import { readInteraction } from "./interaction.ts";
import { readPage } from "./page.ts";
import { titleOf } from "./title.ts";
import type { Defaults, Notes, WrittenGoal } from "./written.ts";

export function readGoal(notes: Notes, entry: LocatedEntry, defaults: Defaults): WrittenGoal | null {
  const node = entry.value;
  if (node.kind !== "map") return null;
  const enabled = booleanOf(child(node, "enabled")) ?? true;
  return { goal: goalOf(notes, entry, defaults), enabled, node, keySpan: entry.keySpan };
}

type Common = Omit<Extract<Goal, { type: "event" }>, "type" | "on" | "page">;

function goalOf(notes: Notes, { key: id, keySpan, value: node }: LocatedEntry, defaults: Defaults): Goal {
  const common: Common = {
    id,
    name: textOf(child(node, "name")) ?? titleOf(id),
    description: textOf(child(node, "description")) ?? null,
    event: eventOf(id, node),
    keyEvent: booleanOf(child(node, "key_event")) ?? true,
    counting: countingOf(node, defaults),
    value: worthOf(node, defaults),
    parameters: entriesOf(child(node, "parameters")).map(parameterOf),
    consent: consentOf(node, defaults.consent),
    role: roleOf(node),
    leadsTo: leadsToOf(child(node, "leads_to")),
    isProtected: booleanOf(child(node, "protected")) ?? false,
    was: textOf(child(node, "was")) ?? null,
    at: notes.source.place(keySpan),
  };
  return withType(notes, common, node);
}

function withType(notes: Notes, common: Common, node: Located): Goal {
  const type = textOf(child(node, "type"));
  const page = () => readPage(notes, child(node, "page"));
  const seconds = secondsOf(textOf(child(node, "longer_than")) ?? "");
  if (type === "destination")
    return { ...common, type, page: page(), spa: booleanOf(child(node, "spa")) ?? false };
  if (type === "pages_per_session")
    return { ...common, type, moreThan: numberOf(child(node, "more_than")) ?? 0 };
  if (type === "duration" && textOf(child(node, "scope")) === "page")
    return { ...common, type, scope: "page", seconds, page: page() };
  if (type === "duration") return { ...common, type, scope: "session", seconds };
  const on = readInteraction(notes, child(node, "on"), child(node, "where"));
  return { ...common, type: "event", on, page: page() };
}

/** A goal on an event that Analytics receives anyway counts by that event. */
function eventOf(id: string, node: Located): string {
  return textOf(child(node, "event")) ?? textOf(child(child(node, "on"), "ga4_event")) ?? id;
}

function countingOf(node: Located, defaults: Defaults): Counting | null {
  const written = (textOf(child(node, "counting")) as Counting | undefined) ?? defaults.counting;
  const isGooglesOwn = child(child(node, "on"), "ga4_event") !== undefined;
  return written ?? (isGooglesOwn ? null : "once_per_session");
}

function worthOf(node: Located, defaults: Defaults): GoalValue | null {
  const value = child(node, "value");
  const currency = (textOf(child(node, "currency")) ?? defaults.currency ?? "").toUpperCase();
  const key = textOf(child(value, "data_layer"));
  if (key !== undefined) return { dataLayer: key, currency };
  const amount = numberOf(value);
  return amount === undefined ? null : { amount, currency };
}

function parameterOf({ key: name, value }: LocatedEntry): EventParameter {
  const key = textOf(child(value, "data_layer"));
  return { name, from: key === undefined ? { constant: textOf(value) ?? "" } : { dataLayer: key } };
}

function roleOf(node: Located): Role {
  const role = textOf(child(node, "role"));
  const kind = textOf(child(node, "kind"));
  if (role === "macro") return { is: "macro" };
  if (role !== "micro") return { is: "unspecified" };
  return { is: "micro", kind: kind === "milestone" || kind === "secondary" ? kind : null };
}

function leadsToOf(node: Located | undefined): readonly string[] {
  const one = textOf(node);
  return one === undefined ? itemsOf(node).map((item) => textOf(item) ?? "") : [one];
}
