/** `page:` → the step that opens a page. */
import type { Place } from "../../diagnostic.ts";
import { child, type Located, textOf } from "../../language/source/located.ts";
import type { Step } from "../step.ts";
import { type Notes, pointAt, recordOf } from "./notes.ts";
import type { Read, Reading } from "./read-step.ts";

/** Also used for a page that is named outside a tests file. */
export function pageStep(url: string, about: string, at: Place): Step {
  return {
    does: "page",
    url,
    title: null,
    referrer: null,
    cookies: {},
    before: [],
    html: null,
    word: "page",
    about,
    at,
  };
}

const PAGE_KEYS = ["url", "title", "referrer", "cookies", "before", "html"];

export function readPageStep(node: Located, { notes, complete }: Reading): ReturnType<Read> {
  const written = node.kind === "map" ? child(node, "url") : node;
  if (node.kind === "map") notes.map(node, "`page`", PAGE_KEYS);
  if (written === undefined) return notes.error("missing-key", pointAt(node), "`page` has no `url`.");
  const text = notes.text(written, "page");
  const url = text === undefined ? undefined : complete(text, written);
  if (text === undefined || url === undefined) return undefined;
  const part = (key: string) => notes.text(child(node, key), key) ?? null;
  const referrer = child(node, "referrer");
  const from = part("referrer");
  const cookies = notes.entries(child(node, "cookies"), "cookies").map(({ key, value }) => {
    const isText = value.kind === "scalar" && value.value !== null;
    if (!isText) notes.wrongType(value, key, "a text");
    return [key, textOf(value) ?? ""] as const;
  });
  return {
    does: "page",
    url,
    title: part("title"),
    referrer: from === null ? null : (complete(from, referrer!) ?? null),
    cookies: Object.fromEntries(cookies),
    before: readBefore(child(node, "before"), notes),
    html: part("html"),
    about: text,
  };
}

function readBefore(node: Located | undefined, notes: Notes) {
  return notes.list(node, "before").flatMap((one) => {
    if (one.kind !== "map") notes.wrongType(one, "before", "a list of what is pushed, each with keys");
    return one.kind === "map" ? [recordOf(one)] : [];
  });
}
