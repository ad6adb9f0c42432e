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
import { matcherInWords } from "./conditions.ts";

export function interactionInWords(on: Interaction): string {
  switch (on.kind) {
    case "ga4_event":
      return `GA4 already receives the event ${on.event}`;
    case "data_layer":
      return `the site pushes ${pushInWords(on)} to the data layer`;
    case "click":
      return which("click", [...selected(on), ...that("text", on.text), ...attributes(on)]);
    case "link":
      return which("link clicked", [
        ...that("address", on.url),
        ...selected(on),
        ...that("text", on.text),
        ...attributes(on),
        ...(on.outbound === null ? [] : [on.outbound ? "leads to another site" : "stays on the site"]),
      ]);
    case "download":
      return downloadInWords(on);
    case "form":
      return which("form sent", [...selected(on), ...that("action", on.action), ...attributes(on)]);
    case "scroll":
      return scrollInWords(on);
    case "visible":
      return visibleInWords(on);
    case "video":
      return videoInWords(on);
    case "returning_visit":
      return "visit of somebody who came before";
    case "funnel":
      return completedInWords(on);
  }
}

function completedInWords({ funnel, via, within }: FunnelInteraction): string {
  const limit = within === null ? "" : `, each step within ${durationInWords(within)} of the one before`;
  const by = via === "ga4" ? "across visits, by an audience in Analytics" : "in one visit";
  return `the funnel ${funnel} is completed ${by}${limit}`;
}

/** `lead`, `one of lead, quote`, `an event that begins with checkout_`. */
function pushInWords({ event }: PushInteraction): string {
  const [only, ...others] = event;
  const isNamed = only !== undefined && isExact(only) && others.length === 0;
  if (isNamed) return `${only.values.length > 1 ? "one of " : ""}${only.values.join(", ")}`;
  return `an event that ${event.map(matcherInWords).join(" and ")}`;
}

function isExact({ op, not, ignoreCase }: TextMatcher): boolean {
  return (op === "equals" || op === "one_of") && !not && !ignoreCase;
}

function downloadInWords({ extensions, url }: DownloadInteraction): string {
  const files =
    extensions === null ? "any usual file type" : extensions.map((extension) => `.${extension}`).join(", ");
  return which("download", [files, ...that("address", url)]);
}

/** Tag Manager counts what is in the window when the page has loaded as scrolled to: people should know before they apply. */
function scrollInWords({ depth }: ScrollInteraction): string {
  return "percent" in depth
    ? `scrolled to ${depth.percent} % of the page (a short page counts when it has loaded)`
    : `scrolled to ${depth.pixels} pixels of the page (a higher window counts when it has loaded)`;
}

function visibleInWords({ selector, percent, seconds, once }: VisibleInteraction): string {
  const long = seconds > 0 ? ` for ${durationInWords(seconds)}` : "";
  return `${percent} % of ${selector} on screen${long}, ${once ? "once a page" : "each time"}`;
}

function videoInWords({ moment, url, title }: VideoInteraction): string {
  const conditions = [...that("address", url), ...that("title", title)];
  if (moment === "start") return which("video started", conditions);
  if (moment === "complete") return which("video watched to the end", conditions);
  return which(`video watched to ${moment.progress} %`, conditions);
}

function which(what: string, conditions: readonly string[]): string {
  return conditions.length === 0 ? `any ${what}` : `${what}: ${conditions.join(" and ")}`;
}

/** Selectors that everything of a kind meets. */
const ANY = { click: ["*"], link: ["*", "a", "a, area"], form: ["*", "form"] } as const;

function selected({ kind, selector }: ClickInteraction | LinkInteraction | FormInteraction): string[] {
  const any: readonly string[] = ANY[kind];
  return selector === null || any.includes(selector) ? [] : [selector];
}

function attributes({
  id,
  classes,
}: {
  id: readonly TextMatcher[];
  classes: readonly TextMatcher[];
}): string[] {
  return [...that("id", id), ...that("class", classes)];
}

function that(what: string, matchers: readonly TextMatcher[]): string[] {
  return matchers.map((matcher) => `${what} ${matcherInWords(matcher)}`);
}
