/** `on:` (and `where:` beside it) → one way in which a visitor acts. */
import type { DataLayerCondition, Interaction, TextMatcher } from "../goal-set.ts";
import { child, entriesOf, type Located, textOf } from "../source/located.ts";
import { readTextMatchers, readValueMatchers } from "./comparison.ts";
import type { Notes } from "./written.ts";

type ReadKind = (notes: Notes, node: Located, where: Located | undefined) => Interaction;

const KINDS: Readonly<Record<Interaction["kind"], ReadKind>> = {
  data_layer: (notes, node, where) => ({
    kind: "data_layer",
    event: textOf(node) ?? "",
    where: readWhere(notes, where),
  }),
  ga4_event: (_, node) => ({ kind: "ga4_event", event: textOf(node) ?? "" }),
  click: (notes, node) => ({
    kind: "click",
    selector: textOf(node) ?? textOf(child(node, "selector")) ?? null,
    ...element(notes, node),
    text: part(notes, node, "text"),
  }),
  link: (notes, node) => ({
    kind: "link",
    selector: textOf(child(node, "selector")) ?? null,
    url: readTextMatchers(notes, node.kind === "scalar" ? node : child(node, "url"), "link url"),
    ...element(notes, node),
    text: part(notes, node, "text"),
  }),
  form: (notes, node) => ({
    kind: "form",
    selector: textOf(child(node, "selector")) ?? null,
    ...element(notes, node),
    ...(node.kind === "scalar" ? { id: readTextMatchers(notes, node, "element") } : {}),
    action: part(notes, node, "action"),
  }),
};

/** `on` has passed the schema check: it is a mapping with exactly one known key. */
export function readInteraction(
  notes: Notes,
  on: Located | undefined,
  where: Located | undefined,
): Interaction {
  const [entry] = entriesOf(on);
  const kind = (entry?.key ?? "ga4_event") as Interaction["kind"];
  return entry ? KINDS[kind](notes, entry.value, where) : { kind: "ga4_event", event: "" };
}

function element(
  notes: Notes,
  node: Located,
): { readonly id: readonly TextMatcher[]; readonly classes: readonly TextMatcher[] } {
  return { id: part(notes, node, "id"), classes: part(notes, node, "classes") };
}

function part(notes: Notes, node: Located, key: string): readonly TextMatcher[] {
  return readTextMatchers(notes, child(node, key), "element");
}

function readWhere(notes: Notes, node: Located | undefined): readonly DataLayerCondition[] {
  return entriesOf(node).map((entry) => ({ key: entry.key, is: readValueMatchers(notes, entry.value) }));
}
