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
    ...element(notes, node, "click"),
    text: textMatchers(notes, node),
  }),
  link: (notes, node) => ({
    kind: "link",
    selector: textOf(child(node, "selector")) ?? null,
    url: readTextMatchers(notes, node.kind === "scalar" ? node : child(node, "url"), "link url"),
    ...element(notes, node, "link"),
    text: textMatchers(notes, node),
  }),
  form: (notes, node) => ({
    kind: "form",
    selector: textOf(child(node, "selector")) ?? null,
    ...element(notes, node, "form"),
    ...(node.kind === "scalar" ? { id: readTextMatchers(notes, node, "form id") } : {}),
    action: readTextMatchers(notes, child(node, "action"), "form action"),
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
  kind: "click" | "link" | "form",
): { readonly id: readonly TextMatcher[]; readonly classes: readonly TextMatcher[] } {
  const part = (key: "id" | "classes") => readTextMatchers(notes, child(node, key), `${kind} ${key}`);
  return { id: part("id"), classes: part("classes") };
}

function textMatchers(notes: Notes, node: Located): readonly TextMatcher[] {
  return readTextMatchers(notes, child(node, "text"), "element text");
}

function readWhere(notes: Notes, node: Located | undefined): readonly DataLayerCondition[] {
  return entriesOf(node).map((entry) => ({ key: entry.key, is: readValueMatchers(notes, entry.value) }));
}
