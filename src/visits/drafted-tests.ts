/**
 * A goal → two tests of it: a visit that counts, and one that nearly does. Each is played before it is written, and one that
 * does not say what it should is left out: what a pattern of the author's finds is not guessed twice.
 */

import { selectorList } from "../compile/selectors.ts";
import { DOWNLOAD_EXTENSIONS } from "../countable/download-extensions.ts";
import type {
  Comparison,
  NumberMatcher,
  PageConditions,
  TextMatcher,
} from "../language/goal-set/conditions.ts";
import type { Variant } from "../language/goal-set/experiment.ts";
import type { EventGoal, FunnelStep, Goal } from "../language/goal-set/goal-set.ts";
import type { Interaction } from "../language/goal-set/interaction.ts";
import { goalsOfWays, type OneWayGoal } from "../language/goal-set/one-way.ts";
import { durationInWords } from "../resources/duration-words.ts";
import type { CompiledSite } from "./compiled-site.ts";
import { judgeTest } from "./judge.ts";
import { openTests } from "./reading/read-tests.ts";

/** A test in the words of a tests file. */
export interface DraftedTest {
  readonly name: string;
  /** Without its name. */
  readonly says: Readonly<Record<string, unknown>>;
}

export type Steps = readonly Readonly<Record<string, unknown>>[];

interface Draft {
  readonly counts: Steps;
  readonly nearly: Steps;
}

/** Where the pages of the tests are; a goal that names its host has its own addresses. */
export const SOME_SITE = "https://www.example.com";

export function draftedTests(goal: Goal, measured: CompiledSite): readonly DraftedTest[] {
  if (goal.type === "any")
    return goalsOfWays(goal).flatMap((way) => {
      const name = `${goal.name} (${way.type === "event" ? way.on.kind : "page"})`;
      return draftedTests({ ...way, name }, measured);
    });
  if (goal.type === "destination") {
    const path = pathOf(goal.page);
    const tables = nearlyPaths(path).map(
      (not): DraftedTest => ({
        name: goal.name,
        says: { goal: goal.id, counts_on: [path], not_on: [not] },
      }),
    );
    const right = tables.find((table) => isTrue(table, measured));
    if (right) return [right];
  }
  const draft = draftOf(goal, measured);
  if (draft === null) return [];
  const tests: readonly DraftedTest[] = [
    { name: goal.name, says: { visit: draft.counts, counts: goal.id } },
    { name: `Nearly: ${goal.name}`, says: { visit: draft.nearly, not: goal.id } },
  ];
  // A near miss alone would pass for a goal that never counts.
  return isTrue(tests[0]!, measured) ? tests.filter((one) => isTrue(one, measured)) : [];
}

/** The steps of a visit in which the goal counts, in the first of its ways for which they are known; null if none is. */
export function stepsToGoal(goal: Goal, measured: CompiledSite): Steps | null {
  const drafts = goalsOfWays(goal).flatMap((way) => draftOf(way, measured) ?? []);
  const isCounted = ({ counts }: Draft) =>
    isTrue({ name: goal.name, says: { visit: counts, counts: goal.id } }, measured);
  return drafts.find(isCounted)?.counts ?? null;
}

/** The same for a step of a funnel that is not a goal. */
export function stepsToStep(step: Exclude<FunnelStep, { is: "goal" }>, measured: CompiledSite): Steps | null {
  const draft = step.is === "page" ? { counts: [page(step.page, step)] } : actsOf(step);
  const sends = draft && { name: step.name, says: { visit: draft.counts, sends: { [step.event]: {} } } };
  return sends !== null && isTrue(sends, measured) ? draft!.counts : null;
}

/** What shows somebody a variant of an experiment. */
export function stepsToVariant({ seen }: Variant): Steps {
  if ("page" in seen) return [{ page: pathOf(seen.page) }];
  return [{ ga4_event: { experience_impression: valuesOf(seen.where) } }];
}

function isTrue({ name, says }: DraftedTest, measured: CompiledSite): boolean {
  const text = JSON.stringify({ version: 1, site: SOME_SITE, tests: [{ name, ...says }] });
  const { tests } = openTests("", new TextEncoder().encode(text)).read(measured.goalSet);
  return tests?.tests.every((one) => judgeTest(one, measured).status === "passed") ?? false;
}

function draftOf(goal: OneWayGoal, measured: CompiledSite): Draft | null {
  switch (goal.type) {
    case "destination":
      return { counts: [page(goal.page, goal)], nearly: [{ page: "/something-else" }] };
    case "duration": {
      const open = page(goal.scope === "page" ? goal.page : ANY_PAGE, goal);
      const time = goal.scope === "page" ? goal.seconds : goal.seconds + 1;
      const half = Math.max(1, Math.floor(goal.seconds / 2));
      return { counts: [open, wait(time)], nearly: [open, wait(half)] };
    }
    case "pages_per_session": {
      const pages = (number: number) =>
        Array.from({ length: number }, (_, index) => ({ page: `/${index + 1}` }));
      return { counts: pages(goal.moreThan + 1), nearly: pages(Math.max(1, goal.moreThan)) };
    }
    case "event":
      return goal.on.kind === "funnel" ? stepsOfFunnel(goal.on.funnel, measured) : actsOf(goal);
  }
}

/** All steps in their order; and nearly, all but the first. */
function stepsOfFunnel(id: string, measured: CompiledSite): Draft | null {
  const { goals, funnels } = measured.goalSet;
  const steps = (funnels.find((one) => one.id === id)?.steps ?? []).map((step) => {
    if (step.is !== "goal") return stepsToStep(step, measured);
    const goal = goals.find((one) => one.id === step.goal);
    return goal ? stepsToGoal(goal, measured) : null;
  });
  const [first, ...others] = steps.flatMap((one) => (one === null ? [] : [one]));
  if (first === undefined || others.length + 1 < steps.length) return null;
  return {
    counts: [...first, ...others.flat()],
    nearly: [{ page: "/something-else" }, ...others.flat()],
  };
}

function wait(seconds: number): Readonly<Record<string, unknown>> {
  return { wait: durationInWords(seconds) };
}

function actsOf(goal: Pick<EventGoal, "on" | "page" | "where" | "cookie">): Draft | null {
  const { on } = goal;
  const isPushed = on.kind === "data_layer" || on.kind === "ga4_event";
  const open = page(goal.page, isPushed ? { ...goal, where: [] } : goal);
  if (on.kind === "returning_visit") return { counts: [{ returning_visit: true }, open], nearly: [open] };
  const acts = actOf(on, goal.where);
  return acts === null ? null : { counts: [open, acts.counts], nearly: [open, acts.nearly] };
}

interface Acts {
  readonly counts: Readonly<Record<string, unknown>>;
  readonly nearly: Readonly<Record<string, unknown>>;
}

/** Null for what one step cannot do. */
function actOf(on: Interaction, where: Goal["where"]): Acts | null {
  switch (on.kind) {
    case "data_layer": {
      const pushed = valuesOf(where);
      const event = sampled(on.event, "lead");
      const other = { data_layer: `not_${event}_started` };
      return { counts: { data_layer: nested({ event, ...pushed }) }, nearly: other };
    }
    case "ga4_event": {
      const counts = where.length === 0 ? on.event : { [on.event]: valuesOf(where) };
      return { counts: { ga4_event: counts }, nearly: { ga4_event: `${on.event}_started` } };
    }
    case "click": {
      const html = on.selector === null ? elementWith(on, "button") : elementFor(on.selector, "button");
      return html === null
        ? null
        : { counts: { click: html }, nearly: { click: "<button>Something else</button>" } };
    }
    case "link": {
      const url = sampled(on.url, on.outbound === true ? "https://www.other.example/" : "/prices");
      const text = sampled(on.text, "");
      const nearly = { link: on.outbound === true ? "/prices" : "https://www.other.example/" };
      return { counts: { link: text === "" ? url : { url, text } }, nearly };
    }
    case "download": {
      const extension = (on.extensions ?? DOWNLOAD_EXTENSIONS)[0] ?? "pdf";
      const url = sampled(on.url, `/files/list.${extension}`);
      return { counts: { download: url }, nearly: { download: "/files/list.html" } };
    }
    case "form": {
      const html = on.selector === null ? null : elementFor(on.selector, "form");
      const action = sampled(on.action, "");
      const counts =
        html ?? (action === "" ? sampled(on.id, "contact") : { id: sampled(on.id, "contact"), action });
      return { counts: { form: counts }, nearly: { form: "another-form" } };
    }
    case "scroll": {
      const [unit, amount] = Object.entries(on.depth)[0]!;
      const half = Math.floor(Number(amount) / 2);
      if (unit === "percent") return { counts: { scroll: amount }, nearly: { scroll: half } };
      return { counts: { scroll: { pixels: amount } }, nearly: { scroll: { pixels: half } } };
    }
    case "visible": {
      const html = elementFor(on.selector, "div");
      const time = on.seconds > 0 ? { for: durationInWords(on.seconds) } : {};
      return html === null
        ? null
        : { counts: { visible: { html, ...time } }, nearly: { visible: "<p>Something else</p>" } };
    }
    case "video": {
      const { moment } = on;
      const facts = { ...named("title", on.title), ...named("url", on.url) };
      const counts = typeof moment === "string" ? { status: moment } : { progress: moment.progress };
      const nearly = moment === "start" ? { status: "pause" } : { status: "start" };
      return { counts: { video: { ...counts, ...facts } }, nearly: { video: { ...nearly, ...facts } } };
    }
    default:
      return null;
  }
}

function named(key: string, matchers: readonly TextMatcher[]): Readonly<Record<string, string>> {
  return matchers.length === 0 ? {} : { [key]: sampled(matchers, "") };
}

/** `order.type` → `{ order: { type } }`. */
function nested(pushed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(pushed)) {
    let at = all;
    const parts = key.split(".");
    for (const part of parts.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Record<string, unknown>;
    }
    at[parts.at(-1)!] = value;
  }
  return all;
}

const ANY_PAGE = { path: [], host: [], query: [], fragment: [], url: [] } as unknown as PageConditions;

/** The page with what the site pushes before Tag Manager loads, and the cookies that the visitor has. */
function page(
  conditions: PageConditions,
  { where, cookie }: Pick<Goal, "where" | "cookie">,
): Readonly<Record<string, unknown>> {
  const url = pathOf(conditions);
  if (where.length + cookie.length === 0) return { page: url };
  const cookies = Object.entries(valuesOf(cookie)).map(([name, value]) => [name, String(value)]);
  return {
    page: {
      url,
      ...(where.length === 0 ? {} : { before: [nested(valuesOf(where))] }),
      ...(cookie.length === 0 ? {} : { cookies: Object.fromEntries(cookies) }),
    },
  };
}

function valuesOf(conditions: Goal["where"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(conditions.map(({ key, is }) => [key, sampleOf(is)]));
}

/** An address that meets the conditions, as far as they can be read backwards. */
function pathOf({ path, host, query, fragment, url }: PageConditions): string {
  const whole = sampled(url, "");
  if (whole !== "") return whole;
  const names = query.filter(({ is }) => is.some((one) => !one.not));
  const search = names.map(({ name, is }) => `${name}=${encodeURIComponent(sampled(is, "x"))}`).join("&");
  const hash = sampled(fragment, "");
  const origin = host.length === 0 ? "" : `https://${sampled(host, "www.example.com")}`;
  return `${origin}${sampled(path, "/")}${search && `?${search}`}${hash && `#${hash}`}`;
}

/** The nearest first: the same page with something more, the same without its query, another one. */
function nearlyPaths(path: string): readonly string[] {
  const [plain = ""] = path.split(/[?#]/);
  const near = plain === path ? `${plain.replace(/\/$/, "")}/something-else` : plain;
  return [near, plain.replace(/[^/]*$/, ""), "/something-else"];
}

/** A text that the comparisons may be true of; the play says whether they are. */
function sampled(matchers: readonly (string | object)[], otherwise: string): string {
  const [first] = matchers.filter((one) => typeof one === "string" || (one as TextMatcher).not !== true);
  if (first === undefined) return otherwise;
  if (typeof first === "string") return first;
  const { op, values = [] } = first as Partial<TextMatcher>;
  const [value = otherwise] = values;
  switch (op) {
    case "begins_with":
      return /^[a-z]+:$/.test(value) ? `${value}+491234567` : `${value}something`;
    case "ends_with":
      return otherwise.startsWith("/") && !value.startsWith("/") ? `/something${value}` : `something${value}`;
    case "contains":
      return otherwise.startsWith("/") && !value.startsWith("/") ? `/${value}` : value;
    case "matches":
      return plainText(value) ?? otherwise;
    default:
      return value;
  }
}

/** The plain part of a simple pattern: `^/thanks$` → `/thanks`. */
function plainText(pattern: string): string | null {
  const text = pattern
    .replace(/^\^|\$$/g, "")
    .replace(/\([^()]*\)\?|\\?[^)\]*+]\?/g, "")
    .replace(/\(\?:|\(/g, "(")
    .replace(/\(([^()|]*)(?:\|[^()]*)*\)/g, "$1")
    .replace(/(?:\[0-9\]|\\d)[+*]?/g, "1")
    .replace(/\.[*+]?/g, "x")
    .replace(/\\(.)/g, "$1");
  return /[[\]{}()*+?|]/.test(text) ? null : text;
}

function sampleOf(matchers: readonly Comparison[]): unknown {
  const number = matchers.find((one): one is NumberMatcher => "value" in one);
  if (number) {
    const step = number.op === "more_than" ? 1 : number.op === "less_than" ? -1 : 0;
    return number.value + step;
  }
  return sampled(matchers, "something");
}

function elementWith(on: Extract<Interaction, { kind: "click" }>, tag: string): string {
  const id = sampled(on.id, "");
  const classes = sampled(on.classes, "");
  const attributes = `${id && ` id="${escaped(id)}"`}${classes && ` class="${escaped(classes)}"`}`;
  return `<${tag}${attributes}>${escaped(sampled(on.text, ""))}</${tag}>`;
}

/** An element for the last part of a simple selector: `.buy`, `#top > button[data-x=y]`. Null for any other. */
function elementFor(selector: string, usual: string): string | null {
  const last =
    selectorList(selector)[0]
      ?.split(/\s*[>+~]\s*|\s+/)
      .at(-1) ?? "";
  const parts =
    /^([a-z][\w-]*|\*)?((?:[#.][\w-]+|\[[\w-]+(?:[~^$*|]?=(?:"[^"]*"|'[^']*'|[\w-]+))?\])*)$/i.exec(last);
  if (parts === null) return null;
  const [, tag = usual, rest = ""] = parts;
  const classes: string[] = [];
  const attributes: string[] = [];
  for (const [part] of rest.matchAll(/[#.][\w-]+|\[[^\]]+\]/g)) {
    const [, name = "", value = ""] = /^\[([\w-]+)(?:[~^$*|]?=["']?([^"'\]]*)["']?)?\]$/.exec(part) ?? [];
    if (part.startsWith(".")) classes.push(part.slice(1));
    else if (part.startsWith("#")) attributes.push(` id="${part.slice(1)}"`);
    else attributes.push(` ${name}="${escaped(value)}"`);
  }
  const all = [...attributes, ...(classes.length === 0 ? [] : [` class="${classes.join(" ")}"`])].join("");
  return `<${tag === "*" ? usual : tag}${all}></${tag === "*" ? usual : tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
