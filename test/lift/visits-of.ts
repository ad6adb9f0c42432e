/** Visits that meet a goal, nearly meet it, or do not: out of what the goal itself asks for. */
import { Window } from "happy-dom";
import { namedByPattern } from "../../src/container/event-names-of-pattern.ts";
import type { PageElement } from "../../src/engine/container.ts";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import type {
  Comparison,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../../src/language/goal-set/conditions.ts";
import type { Goal } from "../../src/language/goal-set/goal.ts";
import type { Interaction } from "../../src/language/goal-set/interaction.ts";
import { goalsOfWays, type OneWayGoal } from "../../src/language/goal-set/one-way.ts";

export type Act = (page: RunningTag) => void;

export interface Visit {
  readonly url: string;
  readonly acts: readonly Act[];
  readonly cookies: Readonly<Record<string, string>>;
  /** What the site pushes before Tag Manager is there. */
  readonly before: readonly object[];
}

export function visitsOf(goal: Goal): readonly Visit[] {
  return goalsOfWays(goal).flatMap(visitsOfWay);
}

function visitsOfWay(goal: OneWayGoal): readonly Visit[] {
  const own = "page" in goal ? urlsOf(goal.page) : [`https://${HOST}/`];
  const acts = actsOf(goal);
  const basic = { cookies: cookiesThatMeet(goal.cookie), before: [] };
  const all = own.flatMap((url) => acts.map((act): Visit => ({ ...basic, url, acts: [act] })));
  const plain = withValues(goal, all.slice(0, MOST));
  const [first] = plain;
  if (first === undefined) return [];
  const elsewhere = goal.unless.flatMap(({ page }) => hostsIn(page).map((host) => onHost(first.url, host)));
  return [
    ...plain,
    ...cookiesFor([...goal.cookie, ...goal.unless.flatMap(({ cookie }) => cookie)]).flatMap((cookies) =>
      plain.slice(0, 3).map((one) => ({ ...one, cookies: { ...one.cookies, ...cookies } })),
    ),
    ...plain.slice(0, 3).map((one) => ({ ...one, cookies: {} })),
    ...elsewhere.map((url) => ({ ...first, url })),
  ];
}

/** An event of the data layer brings its values along; everything else finds them there. */
function withValues(goal: Goal, visits: readonly Visit[]): readonly Visit[] {
  const isPushed = goal.type === "event" && goal.on.kind === "data_layer";
  if (isPushed || goal.where.length === 0) return visits;
  const before = pushesFor("site.ready", goal.where).slice(0, 12);
  return [
    ...before.flatMap((one) => visits.slice(0, 4).map((visit) => ({ ...visit, before: [one] }))),
    ...visits,
  ];
}

function cookiesThatMeet(asked: readonly ValueCondition[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    asked.flatMap(({ key, is }) =>
      textsFor(is)
        .slice(0, 1)
        .map((text) => [key, text]),
    ),
  );
}

/** Each value that is asked for, and an empty one. */
function cookiesFor(asked: readonly ValueCondition[]): readonly Record<string, string>[] {
  return asked.flatMap(({ key, is }) => ["", "other", ...textsFor(is)].map((text) => ({ [key]: text })));
}

function hostsIn({ host }: PageConditions): readonly string[] {
  return textsFor(host).flatMap((text) => [text, `${text}.example`, `${text}example`, `x.${text}`]);
}

function onHost(url: string, host: string): string {
  const moved = new URL(url);
  moved.hostname = host;
  return moved.href;
}

const MOST = 16;
const HOST = "www.site.example";

/** Texts that a comparison may or may not be true of. */
function textsFor(matchers: readonly Comparison[]): readonly string[] {
  const each = matchers.map(textsOf);
  const together = each.map(([first = ""]) => first);
  const all = [together.join(""), together.toReversed().join(""), ...each.flat()];
  return [...new Set(all.filter((text) => text !== ""))].slice(0, 12);
}

function textsOf(matcher: Comparison): readonly string[] {
  if (matcher.op === "present") return ["1"];
  if (!("values" in matcher)) return [matcher.value - 1, matcher.value, matcher.value + 1].map(String);
  const plain =
    matcher.op === "matches"
      ? [sample(matcher.values[0]), ...namedByPattern(matcher.values[0]).map(sample)]
      : matcher.values;
  return plain.flatMap((text) => [text, `${text}x`, `x${text}`, text.toUpperCase()]);
}

/** A text that the pattern is likely to find: of alternatives the first one, of classes the first character. */
function sample(pattern: string): string {
  const simple = pattern.replace(/\[\^?\\?(.)[^\]]*\]/g, "$1").replace(/\((?:\?:)?([^()|]*)[^()]*\)/g, "$1");
  const [first = ""] = simple.split("|");
  return first.replace(/\\(.)/g, "$1").replace(/[\^$*+?()]/g, "");
}

function urlsOf({ path, url, host, query, fragment }: PageConditions): readonly string[] {
  const hosts = [
    HOST,
    ...textsFor(host).filter((text) => /^[a-z0-9.-]+$/.test(text) && /^[a-z0-9].*[a-z]$/.test(text)),
  ];
  const paths = [
    "/",
    ...[...textsFor(path), ...textsFor(url)].map((text) => (text.startsWith("/") ? text : `/${text}`)),
  ];
  const queries = [
    "",
    ...query.flatMap(({ name, is }) =>
      ["", ...textsFor(is)].map((text) => `?${name}=${encodeURIComponent(text)}`),
    ),
  ];
  const fragments = ["", ...textsFor(fragment).map((text) => `#${text}`)];
  const whole = textsFor(url).filter((text) => /^https?:\/\/./.test(text));
  const built = hosts.flatMap((one) =>
    paths.flatMap((at) =>
      queries.flatMap((asks) => fragments.map((top) => `https://${one}${at}${asks}${top}`)),
    ),
  );
  return [...new Set([...whole, ...built])]
    .filter((one) => URL.canParse(one))
    .map((one) => new URL(one).href);
}

function actsOf(goal: Goal): readonly Act[] {
  if (goal.type === "duration")
    return [(page) => page.advance(goal.seconds * 1000 - 1), (page) => page.advance(goal.seconds * 1000)];
  if (goal.type === "destination" && goal.spa)
    return [() => {}, (page) => page.navigate("/somewhere", "pushState")];
  const values = [...goal.where, ...goal.unless.flatMap(({ where }) => where)];
  return goal.type === "event" ? actsFor(goal.on, values) : [() => {}];
}

function actsFor(on: Interaction, values: readonly ValueCondition[]): readonly Act[] {
  switch (on.kind) {
    case "data_layer":
      return on.event
        .flatMap((one) => textsFor([one]))
        .flatMap((event) => pushesFor(event, values))
        .map(
          (message): Act =>
            (page) =>
              page.push(message),
        );
    case "click":
      return elementsFor("button", on.selector, on).flatMap((one) => clicks(one));
    case "link": {
      const hrefs = textsFor(on.url).flatMap((text) =>
        /^[a-z]+:/.test(text) ? [text] : [`https://other.example/${text}`, `https://${text}`],
      );
      return ["https://other.example/", ...hrefs].flatMap((href) =>
        elementsFor("a", on.selector, on, href).flatMap((one) => clicks(one)),
      );
    }
    case "form":
      return elementsFor("form", on.selector, on).map(
        (one): Act =>
          (page) =>
            page.submit(one),
      );
    case "scroll":
      return [10, 50, 75, 90, 100].map(
        (percent): Act =>
          (page) =>
            page.scrollTo({ percent }),
      );
    case "visible":
      return [...elementsFor("div", on.selector, { id: [], classes: [] })].flatMap((one): Act[] => [
        (page) => page.show(one, on.percent, 5000),
        (page) => page.show(one, on.percent - 5, 5000),
        (page) => page.show(one, 100, 100),
      ]);
    case "video":
      return (["start", "pause", "complete"] as const).map(
        (status): Act =>
          (page) =>
            page.video(status),
      );
    default:
      return [() => {}];
  }
}

function pushesFor(event: string, where: readonly ValueCondition[]): readonly object[] {
  const choices = where.map(({ key, is }) => ({
    key,
    values: ["other", ...textsFor(is), ...is.flatMap((one) => ("value" in one ? [one.value + 1] : [])), 0],
  }));
  const first = Object.fromEntries(choices.map(({ key, values }) => [key, values[1] ?? "other"]));
  const others = choices.flatMap(({ key, values }) => [
    ...values.map((value) => ({ ...first, [key]: value })),
    without(first, key),
  ]);
  const met = choices.reduce<readonly Record<string, unknown>[]>(
    (all, { key, values }) =>
      all.flatMap((start) => values.map((value) => ({ ...start, [key]: value }))).slice(0, 40),
    [{}],
  );
  return [
    ...[first, ...others, ...met].map((values) => ({ event, ...nested(values) })),
    { event: `${event}_2` },
  ];
}

function without(values: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

/** `order.total` is a key within `order`. */
function nested(values: Record<string, unknown>): object {
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const names = key.split(".");
    const last = names.pop()!;
    const inner = names.reduceRight<unknown>((within, name) => ({ [name]: within }), { [last]: value });
    merge(all, inner as Record<string, unknown>);
  }
  return all;
}

function merge(all: Record<string, unknown>, more: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(more)) {
    const known = all[name];
    if (typeof known === "object" && known !== null && typeof value === "object")
      merge(known as Record<string, unknown>, value as Record<string, unknown>);
    else all[name] = value;
  }
}

interface Described {
  readonly id: readonly TextMatcher[];
  readonly classes: readonly TextMatcher[];
  readonly text?: readonly TextMatcher[];
}

/** The element that is meant, one with other names, and one that is like neither. */
function elementsFor(
  usual: string,
  selector: string | null,
  { id, classes, text = [] }: Described,
  href?: string,
): readonly PageElement[] {
  const [, tag = usual] = /^([a-z]+)[.#[]/.exec(selector ?? "") ?? [];
  const descriptions = combined({
    id: [...textsFor(id).slice(0, 3), ...found(selector, /#([\w-]+)/g), ""],
    class: [...textsFor(classes).slice(0, 4), ...found(selector, /\.([\w-]+)/g), ""],
    attribute: [...found(selector, /\[([\w-]+)\]/g), ""],
    text: [...textsFor(text).slice(0, 4), "Text"],
  });
  return descriptions.slice(0, 24).map(({ attribute, text: said, ...names }) => {
    const own = attribute === "" ? {} : { [attribute!]: "x" };
    return element(tag, { ...names, ...own, ...(href === undefined ? {} : { href }) }, said!);
  });
}

function combined(choices: Readonly<Record<string, readonly string[]>>): readonly Record<string, string>[] {
  return Object.entries(choices).reduce<readonly Record<string, string>[]>(
    (all, [key, values]) => all.flatMap((start) => values.map((value) => ({ ...start, [key]: value }))),
    [{}],
  );
}

function found(selector: string | null, pattern: RegExp): readonly string[] {
  return [...(selector ?? "").matchAll(pattern)].map(([, name]) => name!);
}

const { document } = new Window({ url: `https://${HOST}/` });

function element(tag: string, attributes: Readonly<Record<string, string>>, text: string): PageElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") made.setAttribute(name, value);
  made.textContent = text;
  made.appendChild(document.createElement("i"));
  return made as unknown as PageElement;
}

/** On the element itself, and on the icon in it. */
function clicks(one: PageElement): readonly Act[] {
  const icon = (one as unknown as { querySelector(of: string): PageElement }).querySelector("i");
  return [(page) => page.click(one), (page) => page.click(icon)];
}
