/** What a visitor or the site does, in plain words. */

import type { TextMatcher } from "../../language/goal-set/conditions.ts";
import type {
  ClickInteraction,
  DownloadInteraction,
  FormInteraction,
  FunnelInteraction,
  Interaction,
  LinkInteraction,
  PushInteraction,
  ScrollInteraction,
  VideoInteraction,
  VisibleInteraction,
} from "../../language/goal-set/interaction.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import { anyOf, compared, matchersInWords, plainText } from "./matchers.ts";

export function interactionInWords(on: Interaction): string {
  switch (on.kind) {
    case "ga4_event":
      return `GA4 already receives the event ${on.event}`;
    case "data_layer":
      return `the site pushes ${pushInWords(on)} to the data layer`;
    case "click":
      return ofElement("click", on, [...that("text", on.text), ...attributes(on)]);
    case "link":
      return linkInWords(on);
    case "download":
      return downloadInWords(on);
    case "form":
      return ofElement("form submitted", on, [...that("action", on.action), ...attributes(on)]);
    case "scroll":
      return scrollInWords(on);
    case "visible":
      return visibleInWords(on);
    case "video":
      return videoInWords(on);
    case "returning_visit":
      return "a returning visitor begins a visit";
    case "funnel":
      return completedInWords(on);
  }
}

function completedInWords({ funnel, via, within }: FunnelInteraction): string {
  const limit = within === null ? "" : `, each step within ${durationInWords(within)} of the one before`;
  return via === "ga4"
    ? `the funnel ${funnel} is completed across visits${limit}, counted by an audience in Analytics`
    : `the funnel ${funnel} is completed in one visit${limit}`;
}

/** `lead`, `lead or quote`, `an event whose name begins with checkout_`. */
function pushInWords({ event }: PushInteraction): string {
  const [only, ...others] = event;
  const isNamed = only !== undefined && isExact(only) && others.length === 0;
  return isNamed ? compared(only) : `an event ${whose(that("name", event))}`;
}

function isExact({ op, not, ignoreCase }: TextMatcher): boolean {
  return (op === "equals" || op === "one_of") && !not && !ignoreCase;
}

function linkInWords(on: LinkInteraction): string {
  const leads = on.outbound === null ? "" : on.outbound ? " to another site" : " within the site";
  const conditions = [...that("address", on.url), ...that("text", on.text), ...attributes(on)];
  return ofElement(`link${leads} clicked`, on, conditions);
}

function downloadInWords({ extensions, url }: DownloadInteraction): string {
  const usual = "that GA4's enhanced measurement counts";
  const types = extensions === null ? null : anyOf(extensions.map((extension) => `.${extension}`));
  if (url.length === 0) return `file downloaded: ${types ?? `any type ${usual}`}`;
  return which("file downloaded", [...that("address", url), `type is ${types ?? `one ${usual}`}`]);
}

/** Tag Manager counts what is in the window when the page has loaded as scrolled to: people should know before they apply. */
function scrollInWords({ depth }: ScrollInteraction): string {
  const far = "percent" in depth ? `${depth.percent}% of the page` : `${depth.pixels} pixels`;
  return `scrolled down to ${far} (counts on load if the window already shows that much)`;
}

function visibleInWords({ selector, percent, seconds, once }: VisibleInteraction): string {
  const long = seconds > 0 ? ` for ${durationInWords(seconds)} in total` : "";
  const often = once ? "once per page load" : "each time it comes into view";
  return `at least ${percent}% of ${plainText(selector)} on screen${long}, ${often}`;
}

/** Tag Manager notices no other player's. */
function videoInWords({ moment, url, title }: VideoInteraction): string {
  const conditions = [...that("address", url), ...that("title", title)];
  if (moment === "start") return which("YouTube video started", conditions);
  if (moment === "complete") return which("YouTube video watched to the end", conditions);
  return which(`YouTube video watched to ${moment.progress}%`, conditions);
}

function which(what: string, conditions: readonly string[]): string {
  return conditions.length === 0 ? `any ${what}` : `${what}: ${conditions.join(" and ")}`;
}

function whose(conditions: readonly string[]): string {
  return `whose ${conditions.join(" and ")}`;
}

/** Selectors that everything of a kind meets. */
const ANY = { click: ["*"], link: ["*", "a", "a, area"], form: ["*", "form"] } as const;

/** `click: .buy`, `click: element matches .buy and text is Buy`. */
function ofElement(
  what: string,
  { kind, selector }: ClickInteraction | LinkInteraction | FormInteraction,
  conditions: readonly string[],
): string {
  const any: readonly string[] = ANY[kind];
  if (selector === null || any.includes(selector)) return which(what, conditions);
  const meant = plainText(selector);
  return which(what, conditions.length === 0 ? [meant] : [`element matches ${meant}`, ...conditions]);
}

/** An element may have other classes too. */
function attributes({ id, classes }: Pick<ClickInteraction, "id" | "classes">): readonly string[] {
  const named = classes.filter(({ op }) => op === "equals" || op === "one_of");
  return [
    ...that("id", id),
    ...named.map((one) => `element ${one.not ? "does not have" : "has"} the class ${compared(one)}`),
    ...that(
      "class",
      classes.filter((one) => !named.includes(one)),
    ),
  ];
}

/** All of what one thing is asked for; what is missing is empty. */
function that(what: string, matchers: readonly TextMatcher[]): readonly string[] {
  return matchers.length === 0 ? [] : [matchersInWords(what, matchers, "always there")];
}
