/** What a visitor does when an interaction counts, and what nearly is that: one step each. */

import { DOWNLOAD_EXTENSIONS } from "../../countable/download-extensions.ts";
import type { TextMatcher } from "../../language/goal-set/conditions.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { Interaction } from "../../language/goal-set/interaction.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import { elementFor, elementWith } from "./sample-element.ts";
import { nested, sampled, valuesOf } from "./sample-values.ts";

interface SampleActs {
  readonly counts: Readonly<Record<string, unknown>>;
  readonly nearly: Readonly<Record<string, unknown>>;
}

type SampleOf<Kind extends Interaction["kind"]> = (
  on: Extract<Interaction, { kind: Kind }>,
  where: Goal["where"],
) => SampleActs | null;

/** Null for what one step cannot do. */
export function sampleActs(on: Interaction, where: Goal["where"]): SampleActs | null {
  const sample = SAMPLES[on.kind] as SampleOf<Interaction["kind"]> | undefined;
  return sample?.(on, where) ?? null;
}

const SAMPLES: { readonly [Kind in Interaction["kind"]]?: SampleOf<Kind> } = {
  data_layer: (on, where) => {
    const event = sampled(on.event, "lead");
    const pushed = nested({ event, ...valuesOf(where) });
    return { counts: { data_layer: pushed }, nearly: { data_layer: `not_${event}_started` } };
  },
  ga4_event: ({ event }, where) => {
    const counts = where.length === 0 ? event : { [event]: valuesOf(where) };
    return { counts: { ga4_event: counts }, nearly: { ga4_event: `${event}_started` } };
  },
  click: (on) => {
    const html = on.selector === null ? elementWith(on, "button") : elementFor(on.selector, "button");
    return html === null
      ? null
      : { counts: { click: html }, nearly: { click: "<button>Something else</button>" } };
  },
  link: (on) => {
    const [inside, outside] = ["/prices", "https://www.other.example/"];
    const url = sampled(on.url, on.outbound === true ? outside : inside);
    const text = sampled(on.text, "");
    const nearly = { link: on.outbound === true ? inside : outside };
    return { counts: { link: text === "" ? url : { url, text } }, nearly };
  },
  download: (on) => {
    const extension = (on.extensions ?? DOWNLOAD_EXTENSIONS)[0] ?? "pdf";
    const url = sampled(on.url, `/files/list.${extension}`);
    return { counts: { download: url }, nearly: { download: "/files/list.html" } };
  },
  form: (on) => {
    const html = on.selector === null ? null : elementFor(on.selector, "form");
    const id = sampled(on.id, "contact");
    const action = sampled(on.action, "");
    const form = html ?? (action === "" ? id : { id, action });
    return { counts: { form }, nearly: { form: "another-form" } };
  },
  scroll: ({ depth }) => {
    const [unit, amount] = Object.entries(depth)[0]!;
    const half = Math.floor(Number(amount) / 2);
    if (unit === "percent") return { counts: { scroll: amount }, nearly: { scroll: half } };
    return { counts: { scroll: { pixels: amount } }, nearly: { scroll: { pixels: half } } };
  },
  visible: ({ selector, seconds }) => {
    const html = elementFor(selector, "div");
    const time = seconds > 0 ? { for: durationInWords(seconds) } : {};
    return html === null
      ? null
      : { counts: { visible: { html, ...time } }, nearly: { visible: "<p>Something else</p>" } };
  },
  video: ({ moment, title, url }) => {
    const facts = { ...named("title", title), ...named("url", url) };
    const watched = typeof moment === "string" ? { status: moment } : { progress: moment.progress };
    const nearly = { status: moment === "start" ? "pause" : "start" };
    return { counts: { video: { ...watched, ...facts } }, nearly: { video: { ...nearly, ...facts } } };
  },
};

function named(key: string, matchers: readonly TextMatcher[]): Readonly<Record<string, string>> {
  return matchers.length === 0 ? {} : { [key]: sampled(matchers, "") };
}
