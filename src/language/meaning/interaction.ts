/** `on:` → one way in which a visitor acts. */

import type { TextMatcher } from "../goal-set/conditions.ts";
import type { Interaction, ScrollInteraction, VideoInteraction } from "../goal-set/interaction.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import {
  booleanOf,
  child,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedScalar,
  numberOf,
  textOf,
} from "../source/located.ts";
import { readTextMatchers } from "./comparison.ts";
import { secondsOf } from "./duration.ts";
import type { Notes } from "./written.ts";

type ReadKind = (notes: Notes, node: Located, slash: TrailingSlash) => Interaction;

const KINDS: Readonly<Record<Interaction["kind"], ReadKind>> = {
  data_layer: (notes, node) => ({ kind: "data_layer", event: readTextMatchers(notes, node, "event") }),
  ga4_event: (_, node) => ({ kind: "ga4_event", event: textOf(node) ?? "" }),
  click: (notes, node) => ({
    kind: "click",
    selector: textOf(node) ?? textOf(child(node, "selector")) ?? null,
    ...element(notes, node, "click"),
    text: textMatchers(notes, node),
  }),
  link: (notes, node, slash) => ({
    kind: "link",
    selector: textOf(child(node, "selector")) ?? null,
    url: readTextMatchers(notes, node.kind === "map" ? child(node, "url") : node, "link url", slash),
    ...element(notes, node, "link"),
    text: textMatchers(notes, node),
    outbound: booleanOf(child(node, "outbound")) ?? null,
  }),
  download: (notes, node, slash) => ({
    kind: "download",
    extensions: extensionsOf(node.kind === "map" ? child(node, "extensions") : node),
    url: readTextMatchers(notes, child(node, "url"), "link url", slash),
  }),
  form: (notes, node, slash) => ({
    kind: "form",
    selector: textOf(child(node, "selector")) ?? null,
    ...element(notes, node, "form"),
    ...(node.kind === "map" ? {} : { id: readTextMatchers(notes, node, "form id") }),
    action: readTextMatchers(notes, child(node, "action"), "form action", slash),
  }),
  scroll: (_, node) => ({ kind: "scroll", depth: depthOf(node) }),
  visible: (_, node) => ({
    kind: "visible",
    selector: textOf(node) ?? textOf(child(node, "selector")) ?? "",
    percent: numberOf(child(node, "percent")) ?? HALF,
    seconds: secondsOf(textOf(child(node, "time")) ?? ""),
    once: booleanOf(child(node, "once")) ?? true,
  }),
  video: (notes, node) => ({
    kind: "video",
    moment: momentOf(node),
    url: readTextMatchers(notes, child(node, "url"), "video url"),
    title: readTextMatchers(notes, child(node, "title"), "video title"),
  }),
  returning_visit: () => ({ kind: "returning_visit" }),
  funnel: (_, node) => ({ kind: "funnel", funnel: textOf(node) ?? "", via: "gtm", within: null }),
};

/** How much of an element must be seen, in percent, unless the file says. It is what Tag Manager's screen begins with. */
const HALF = 50;

/** `on` has passed the schema check: it is a mapping with exactly one known key. */
export function readInteraction(notes: Notes, on: Located | undefined, slash: TrailingSlash): Interaction {
  const [entry] = entriesOf(on);
  const kind = (entry?.key ?? "ga4_event") as Interaction["kind"];
  return entry ? KINDS[kind](notes, entry.value, slash) : { kind: "ga4_event", event: "" };
}

function element(
  notes: Notes,
  node: Located,
  kind: "click" | "link" | "form",
): { readonly id: readonly TextMatcher[]; readonly classes: readonly TextMatcher[] } {
  const part = (key: "id" | "classes") => readTextMatchers(notes, child(node, key), `${kind} ${key}`);
  return { id: part("id"), classes: part("classes") };
}

/** Null, for the usual file types, where none are named: `download: true` and `download: {}`. */
function extensionsOf(node: Located | undefined): readonly string[] | null {
  if (node === undefined || booleanOf(node) !== undefined) return null;
  const nodes = node.kind === "list" ? itemsOf(node) : [node];
  const written = nodes.filter((one): one is LocatedScalar => one.kind === "scalar");
  return [...new Set(written.map(({ text }) => text.toLowerCase().replace(/^\./, "")))];
}

function depthOf(node: Located): ScrollInteraction["depth"] {
  const pixels = numberOf(child(node, "pixels"));
  return pixels === undefined
    ? { percent: numberOf(node) ?? numberOf(child(node, "percent")) ?? 0 }
    : { pixels };
}

function momentOf(node: Located): VideoInteraction["moment"] {
  const progress = numberOf(node) ?? numberOf(child(node, "progress"));
  if (progress !== undefined) return { progress };
  return (textOf(node) ?? textOf(child(node, "status"))) === "complete" ? "complete" : "start";
}

function textMatchers(notes: Notes, node: Located): readonly TextMatcher[] {
  return readTextMatchers(notes, child(node, "text"), "element text");
}
