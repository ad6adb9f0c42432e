/** One entry of `funnels:` → one funnel. */
import type { Funnel, FunnelStep } from "../goal-set.ts";
import { booleanOf, child, itemsOf, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import { consentOf } from "./consent.ts";
import { secondsOf } from "./duration.ts";
import { readInteraction } from "./interaction.ts";
import { readPage } from "./page.ts";
import { titleOf } from "./title.ts";
import type { Defaults, Notes, WrittenFunnel } from "./written.ts";

/** `goalNames`: the names of the goals, for steps that are goals and have no name of their own. */
export function readFunnel(
  notes: Notes,
  entry: LocatedEntry,
  goalNames: ReadonlyMap<string, string>,
  defaults: Defaults,
): WrittenFunnel | null {
  const node = entry.value;
  if (node.kind !== "map") return null;
  const steps = itemsOf(child(node, "steps"));
  const within = textOf(child(node, "within"));
  const funnel: Funnel = {
    id: entry.key,
    name: textOf(child(node, "name")) ?? titleOf(entry.key),
    description: textOf(child(node, "description")) ?? null,
    open: booleanOf(child(node, "open")) ?? false,
    within: within === undefined ? null : secondsOf(within),
    consent: consentOf(node, defaults.consent),
    steps: steps.map((step) => stepOf(notes, entry.key, step, goalNames)),
    at: notes.source.place(entry.keySpan),
  };
  return { funnel, node, keySpan: entry.keySpan, steps };
}

function stepOf(
  notes: Notes,
  funnel: string,
  node: Located,
  goalNames: ReadonlyMap<string, string>,
): FunnelStep {
  const goal = textOf(node) ?? textOf(child(node, "goal"));
  const id = textOf(child(node, "id")) ?? "";
  const name = textOf(child(node, "name"));
  const at = notes.source.place(stepSpan(node));
  if (goal !== undefined) return { is: "goal", goal, name: name ?? goalNames.get(goal) ?? titleOf(goal), at };
  const common = {
    id,
    name: name ?? titleOf(id),
    event: `${funnel}_${id}`,
    page: readPage(notes, child(node, "page")),
    at,
  };
  const on = child(node, "on");
  if (!on) return { is: "page", ...common, spa: booleanOf(child(node, "spa")) ?? false };
  const interaction = readInteraction(notes, on, child(node, "where"));
  const event = interaction.kind === "ga4_event" ? interaction.event : common.event;
  return { is: "interaction", ...common, event, on: interaction };
}

/** A step is pointed at by its id or its goal. */
export function stepSpan(node: Located): { readonly start: number; readonly end: number } {
  return node.kind === "scalar" ? node : (child(node, "id") ?? child(node, "goal") ?? node);
}
