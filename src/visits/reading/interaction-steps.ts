/** The words that goals have under `on`, as steps of a visit. */
import type { Interaction } from "../../language/goal-set/interaction.ts";
import { child, type Located, numberOf, textOf } from "../../language/source/located.ts";
import { lengthOf } from "./length-of-time.ts";
import { pointAt, recordOf } from "./notes.ts";
import type { Read } from "./read-step.ts";
import { clickOnLink, elementIn, htmlIn, isHtml, submit, tagOf } from "./written-element.ts";

/**
 * What an interaction of a goal looks like when a visitor does it. Null for one that no single step does; the
 * compiler asks for a row when the language gets a new word.
 */
export const INTERACTIONS: Readonly<Record<Interaction["kind"], Read | null>> = {
  data_layer: (node, { notes }) => {
    const written = textOf(node);
    if (written !== undefined) return { does: "push", message: { event: written } };
    if (node.kind !== "map") return notes.wrongType(node, "data_layer", "an event, or what is pushed");
    return { does: "push", message: recordOf(node) };
  },
  ga4_event: (node, { notes }) => {
    const written = textOf(node);
    if (written !== undefined) return { does: "event", event: written, parameters: {} };
    const [entry, ...others] = notes.entries(node, "ga4_event");
    if (entry === undefined) return undefined;
    if (others.length > 0)
      return notes.error(
        "several-interactions",
        others[0]!.keySpan,
        "`ga4_event` names several events; a step has one.",
        "Write a step for each.",
      );
    if (entry.value.kind !== "map" && textOf(entry.value) !== undefined)
      return notes.wrongType(entry.value, entry.key, "the event's parameters, with their names");
    return { does: "event", event: entry.key, parameters: recordOf(asMap(entry.value)), about: entry.key };
  },
  click: (node, reading) => {
    const element = elementIn(node, "click", reading, ["html", "on"]);
    return element && { does: "click", element };
  },
  link: (node, reading) => clickOnLink(node, "link", reading),
  download: (node, reading) => clickOnLink(node, "download", reading),
  form: (node, { notes }) => {
    const written = textOf(node);
    if (written !== undefined && !isHtml(written)) return submit(tagOf("form", { id: written }), null);
    if (written !== undefined) return submit(written, null);
    if (!notes.map(node, "`form`", ["id", "action", "classes", "html", "on"])) return undefined;
    const html = htmlIn(node, notes);
    const part = (key: string) => notes.text(child(node, key), key);
    const on = part("on") ?? null;
    if (html !== undefined) return submit(html, on);
    const [id, action, classes] = [part("id"), part("action"), part("classes")];
    if (id === undefined && action === undefined && classes === undefined && on !== null)
      return submit(null, on);
    return submit(tagOf("form", { id, action, class: classes }), on);
  },
  scroll: (node, { notes }) => {
    if (node.kind === "map") {
      notes.map(node, "`scroll`", ["percent", "pixels"]);
      const percent = notes.number(child(node, "percent"), "percent", 0, 100);
      const pixels = notes.number(child(node, "pixels"), "pixels", 0, 1e9);
      if (percent === undefined && pixels === undefined)
        return notes.error("missing-key", pointAt(node), "`scroll` says neither `percent` nor `pixels`.");
      return {
        does: "scroll",
        depth: { ...(percent === undefined ? {} : { percent }), ...(pixels === undefined ? {} : { pixels }) },
        about: percent === undefined ? `${pixels} pixels` : `${percent}%`,
      };
    }
    const percent = notes.number(node, "scroll", 0, 100);
    return percent === undefined ? undefined : { does: "scroll", depth: { percent }, about: `${percent}%` };
  },
  visible: (node, reading) => {
    const element = elementIn(node, "visible", reading, ["html", "on", "percent", "for"]);
    if (element === undefined) return undefined;
    const percent = reading.notes.number(child(node, "percent"), "percent", 0, 100) ?? 100;
    const length = child(node, "for");
    const time = length === undefined ? 0 : lengthOf(length, "for", reading.notes);
    return time === undefined ? undefined : { does: "see", element, percent, length: time };
  },
  video: (node, { notes }) => {
    const isMap = node.kind === "map";
    if (isMap) notes.map(node, "`video`", ["status", "progress", "title", "url"]);
    const progress = isMap ? child(node, "progress") : numberOf(node) === undefined ? undefined : node;
    const percent = notes.number(progress, "progress", 0, 100);
    const status = isMap ? child(node, "status") : node;
    const words = ["start", "progress", "pause", "seek", "buffering", "complete"] as const;
    const named =
      percent !== undefined
        ? "progress"
        : status === undefined
          ? "start"
          : notes.word(status, "video", words);
    if (named === undefined) return undefined;
    const [title, url] = [notes.text(child(node, "title"), "title"), notes.text(child(node, "url"), "url")];
    const about = [percent === undefined ? named : `${percent}%`, title, url].filter(Boolean).join(" ");
    return {
      does: "watch",
      status: named,
      percent: percent ?? null,
      title: title ?? null,
      url: url ?? null,
      about,
    };
  },
  // A visitor takes its steps.
  funnel: null,
  returning_visit: (node, { notes }) => {
    notes.flag(node, "returning_visit");
    return { does: "return" };
  },
};

function asMap(node: Located): Located {
  return node.kind === "map" ? node : { kind: "map", start: node.start, end: node.end, entries: new Map() };
}
