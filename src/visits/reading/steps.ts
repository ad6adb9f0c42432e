/** `visit:` → steps. What `on:` of a goal waits for, a step does, under the same word. */
import type { Place } from "../../diagnostic.ts";
import { readGtagCommand } from "../../engine/gtag-command.ts";
import { INTERACTION_KEYS, type Interaction } from "../../language/goal-set/interaction.ts";
import { secondsOf } from "../../language/meaning/duration.ts";
import { durationFrom } from "../../language/schema/value-spellings.ts";
import { child, entriesOf, type Located, numberOf, textOf } from "../../language/source/located.ts";
import { elementOf } from "../html.ts";
import type { Happening, Step, WrittenElement } from "../step.ts";
import { dataOf, type Notes, pointAt, recordOf } from "./notes.ts";

/** Makes addresses of a file whole: `/thanks` on its site. Undefined, with the problem noted, where that cannot be. */
export type Complete = (text: string, node: Located) => string | undefined;

interface Reading {
  readonly notes: Notes;
  readonly complete: Complete;
}

type Read = (node: Located, reading: Reading) => (Happening & { readonly about?: string }) | undefined;

/**
 * What an interaction of a goal looks like when a visitor does it. Null for one that no single step does; the
 * compiler asks for a row when the language gets a new word.
 */
const INTERACTIONS: Readonly<Record<Interaction["kind"], Read | null>> = {
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
        about: percent === undefined ? `${pixels} pixels` : `${percent} %`,
      };
    }
    const percent = notes.number(node, "scroll", 0, 100);
    return percent === undefined ? undefined : { does: "scroll", depth: { percent }, about: `${percent} %` };
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
    const about = [percent === undefined ? named : `${percent} %`, title, url].filter(Boolean).join(" ");
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

/** Words of tests alone. */
const OWN: Readonly<Record<string, Read>> = {
  page: readPageStep,
  navigate: (node, { notes, complete }) => {
    const isMap = node.kind === "map";
    if (isMap) notes.map(node, "`navigate`", ["to", "by"]);
    const to = isMap ? child(node, "to") : node;
    if (to === undefined)
      return notes.error("missing-key", pointAt(node), "`navigate` does not say where `to`.");
    const text = notes.text(to, "navigate");
    const by = notes.word(child(node, "by"), "by", ["push", "replace", "back", "hash"] as const) ?? "push";
    if (text === undefined) return undefined;
    const whole = text.startsWith("#") ? text : complete(text, to);
    return whole === undefined ? undefined : { does: "navigate", to: whole, by, about: text };
  },
  gtag: (node, { notes }) => {
    const args = notes.list(node, "gtag").map(dataOf);
    if (args.length === 0) return undefined;
    if (readGtagCommand(args) !== undefined)
      return { does: "gtag", args, about: args.slice(0, 2).map(String).join(" ") };
    return notes.error(
      "wrong-value",
      pointAt(node),
      `\`gtag\` does not understand ${JSON.stringify(args).slice(0, 60)}.`,
      "Write `[event, sign_up, { method: mail }]`, `[config, G-…]`, `[set, { key: value }]` or `[consent, update, { … }]`.",
    );
  },
  wait: (node, { notes }) => {
    const length = lengthOf(node, "wait", notes);
    return length === undefined ? undefined : { does: "wait", length };
  },
  consent: (node, { notes }) => {
    const states = notes.entries(node, "consent").flatMap(({ key, value }) => {
      const state = notes.word(value, key, ["granted", "denied"] as const);
      return state === undefined ? [] : [[key, state] as const];
    });
    const about = states.map(([type, state]) => `${type} ${state}`).join(", ");
    return states.length === 0 ? undefined : { does: "consent", states: Object.fromEntries(states), about };
  },
  new_visit: (node, { notes }) => {
    notes.flag(node, "new_visit");
    return { does: "return", about: "" };
  },
};

/** Every word that a step may have, in the order in which people meet them. */
export const STEP_WORDS: readonly string[] = [
  "page",
  ...INTERACTION_KEYS.filter((key) => INTERACTIONS[key] !== null),
  ...Object.keys(OWN).filter((key) => key !== "page"),
];

export function readSteps(
  node: Located | undefined,
  notes: Notes,
  complete: Complete,
): readonly Step[] | undefined {
  const before = notes.problems.length;
  const steps = notes.list(node, "visit").flatMap((one) => readStep(one, { notes, complete }) ?? []);
  checkOrder(steps, notes);
  return notes.problems.length > before ? undefined : steps;
}

function readStep(node: Located, reading: Reading): Step | undefined {
  const { notes } = reading;
  if (node.kind !== "map")
    return notes.error(
      "wrong-type",
      pointAt(node),
      "A step is a word and what it is about.",
      textOf(node)?.startsWith("/")
        ? `Write \`- page: ${textOf(node)?.slice(0, 60)}\`.`
        : "Write `- page: /thanks`.",
    );
  const [entry, ...others] = entriesOf(node);
  if (entry === undefined) return notes.error("empty-value", pointAt(node), "This step is empty.");
  if (others.length > 0)
    return notes.error(
      "several-interactions",
      others[0]!.keySpan,
      "A step does one thing.",
      "Begin a new step with `- ` for each.",
    );
  const { key, keySpan, value } = entry;
  const read = OWN[key] ?? INTERACTIONS[key as Interaction["kind"]];
  if (!read) return notes.unknownKey(key, keySpan, "a step of a visit", STEP_WORDS);
  if (value.kind === "scalar" && value.value === null)
    return notes.error("empty-value", keySpan, `\`${key}\` is empty.`);
  const happening = read(value, reading);
  if (happening === undefined) return undefined;
  const { about = shown(value), ...does } = happening;
  return { ...(does as Happening), word: key, about, at: notes.place(keySpan) };
}

/** A step that needs a page has one before it, and an element that it names is there. */
function checkOrder(steps: readonly Step[], notes: Notes): void {
  let page: Extract<Step, { does: "page" }> | null = null;
  for (const step of steps) {
    if (step.does === "page") page = step;
    if (step.does === "return") page = null;
    const problem = ANYWHERE.has(step.does) ? null : problemOn(page, step);
    if (problem === null) continue;
    notes.problems.push({ severity: "error", code: "wrong-value", ...problem, place: step.at });
    return;
  }
}

const ANYWHERE: ReadonlySet<Happening["does"]> = new Set(["page", "consent", "wait", "return", "event"]);

function problemOn(page: Extract<Step, { does: "page" }> | null, step: Step) {
  if (page === null)
    return {
      message: `\`${step.word}\` happens on a page, and no page is open here.`,
      hint: "Write `- page: /` before it.",
    };
  if (!("element" in step)) return null;
  const { html, on } = step.element;
  if (html === null && page.html === null)
    return {
      message: `\`${step.word}: ${on}\` names an element of the page, and the page has no \`html\`.`,
      hint: `Write the element itself as HTML (\`${step.word}: '<button id="buy">Buy</button>'\`), or give the page its \`html\`.`,
    };
  if (elementOf(html ?? page.html ?? "", on) !== null) return null;
  return {
    message: on === null ? "This HTML has no element." : `The HTML has no element \`${on}\`.`,
    hint: "`on` is a CSS selector of an element inside `html`: `i`, `.icon`, `#buy`.",
  };
}

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

function readPageStep(node: Located, { notes, complete }: Reading): ReturnType<Read> {
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

function elementIn(
  node: Located,
  word: string,
  { notes }: Reading,
  keys: readonly string[],
): WrittenElement | undefined {
  const written = textOf(node);
  if (written !== undefined)
    return isHtml(written) ? { html: written, on: null } : { html: null, on: written };
  if (!notes.map(node, `\`${word}\``, keys)) return undefined;
  const html = htmlIn(node, notes);
  const on = notes.text(child(node, "on"), "on") ?? null;
  if (child(node, "html") !== undefined && html === undefined) return undefined;
  if (html !== undefined || on !== null) return { html: html ?? null, on };
  return notes.error(
    "missing-key",
    pointAt(node),
    `\`${word}\` does not say which element.`,
    "Write the element as HTML: `html: '<button id=\"buy\">Buy</button>'`.",
  );
}

function htmlIn(node: Located, notes: Notes): string | undefined {
  const html = notes.text(child(node, "html"), "html");
  if (html === undefined || isHtml(html)) return html;
  return notes.error(
    "wrong-value",
    child(node, "html")!,
    "`html` is not HTML: it has no element.",
    "Write it with its brackets: `'<button id=\"buy\">Buy</button>'`.",
  );
}

/** A link by its address: what is clicked is `<a href>`. */
function clickOnLink(node: Located, word: string, { notes }: Reading): ReturnType<Read> {
  const written = textOf(node);
  if (written !== undefined)
    return {
      does: "click",
      element: isHtml(written)
        ? { html: written, on: null }
        : { html: tagOf("a", { href: written }), on: null },
    };
  if (!notes.map(node, `\`${word}\``, ["url", "text", "id", "classes", "html", "on"])) return undefined;
  const part = (key: string) => notes.text(child(node, key), key);
  const html = htmlIn(node, notes);
  const on = part("on") ?? null;
  if (html !== undefined) return { does: "click", element: { html, on } };
  const url = part("url");
  if (url === undefined)
    return notes.error(
      "missing-key",
      pointAt(node),
      `\`${word}\` has no \`url\`.`,
      "Write its `url` or its `html`.",
    );
  const attributes = { href: url, id: part("id"), class: part("classes") };
  return { does: "click", element: { html: tagOf("a", attributes, part("text")), on }, about: url };
}

function submit(html: string | null, on: string | null): Happening {
  return { does: "submit", element: { html, on } };
}

function isHtml(text: string): boolean {
  return /<[a-z]/i.test(text);
}

function tagOf(tag: string, attributes: Readonly<Record<string, string | undefined>>, text = ""): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`],
  );
  return `<${tag}${written.join("")}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${tag}>`;
}

/** `4m` → milliseconds. */
function lengthOf(node: Located, name: string, notes: Notes): number | undefined {
  const text = notes.text(node, name);
  if (text === undefined) return undefined;
  const isRight = /^(?=.)(?:\d+h)? *(?:\d+m)? *(?:\d+s)?$/.test(text);
  const seconds = isRight ? secondsOf(text) : 0;
  if (isRight && seconds > 0 && seconds <= LONGEST_WAIT) return seconds * 1000;
  if (seconds > LONGEST_WAIT) return notes.error("too-big", node, `\`${name}\` can be at most 720h.`);
  const meant = durationFrom(text);
  return notes.error(
    "invalid-duration",
    node,
    `\`${text}\` is not a length of time.`,
    meant === null ? "Write `90s`, `4m` or `1h30m`." : `Write \`${meant}\`.`,
  );
}

/** Thirty days, in seconds. */
const LONGEST_WAIT = 720 * 3600;

function asMap(node: Located): Located {
  return node.kind === "map" ? node : { kind: "map", start: node.start, end: node.end, entries: new Map() };
}

/** A value for people, on one line. */
function shown(node: Located): string {
  if (node.kind === "scalar") return node.text;
  return JSON.stringify(dataOf(node))
    .replace(/"([\w.]+)":/g, "$1: ")
    .replaceAll(",", ", ");
}
