/** What a visitor does → `on:`. */
import type { TextMatcher } from "../goal-set/conditions.ts";
import type {
  ClickInteraction,
  DownloadInteraction,
  FormInteraction,
  Interaction,
  LinkInteraction,
  VideoInteraction,
  VisibleInteraction,
} from "../goal-set/interaction.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { comparisonToYaml, isShort } from "./comparison.ts";
import { durationToYaml } from "./duration.ts";
import { type Field, field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

export function interactionToYaml(on: Interaction, slash: TrailingSlash = "exact"): readonly Field[] {
  return [["on", { [on.kind]: detailsSaid(on, slash) }]];
}

function detailsSaid(on: Interaction, slash: TrailingSlash): YamlValue {
  switch (on.kind) {
    case "data_layer":
      return comparisonToYaml(on.event) ?? "";
    case "ga4_event":
      return on.event;
    case "click":
      return clickSaid(on);
    case "link":
      return linkSaid(on, slash);
    case "download":
      return downloadSaid(on, slash);
    case "form":
      return formSaid(on, slash);
    case "scroll":
      return "percent" in on.depth ? on.depth.percent : { pixels: on.depth.pixels };
    case "visible":
      return visibleSaid(on);
    case "video":
      return videoSaid(on);
    case "returning_visit":
      return true;
    case "funnel":
      return on.funnel;
  }
}

function clickSaid({ selector, text, id, classes }: ClickInteraction): YamlValue {
  const others = [...compared("text", text), ...compared("id", id), ...compared("classes", classes)];
  if (selector !== null && others.length === 0) return selector;
  return fieldsInOne([...field("selector", selector), ...others]);
}

function linkSaid(
  { selector, url, text, id, classes, outbound }: LinkInteraction,
  slash: TrailingSlash,
): YamlValue {
  const others = [
    ...compared("text", text),
    ...compared("id", id),
    ...compared("classes", classes),
    ...field("selector", selector),
    ...field("outbound", outbound),
  ];
  const address = comparisonToYaml(url, { isPath: false, usual: slash });
  if (isShort(address) && others.length === 0) return address;
  return fieldsInOne([...field("url", address), ...others]);
}

function downloadSaid({ extensions, url }: DownloadInteraction, slash: TrailingSlash): YamlValue {
  const files = extensions !== null && extensions.length === 1 ? extensions[0]! : extensions;
  if (url.length === 0) return files ?? true;
  return fieldsInOne([...field("extensions", files), ...addressed("url", url, slash)]);
}

function formSaid({ selector, id, action, classes }: FormInteraction, slash: TrailingSlash): YamlValue {
  const others = [
    ...field("selector", selector),
    ...addressed("action", action, slash),
    ...compared("classes", classes),
  ];
  const named = comparisonToYaml(id);
  if (isShort(named) && others.length === 0) return named;
  return fieldsInOne([...field("id", named), ...others]);
}

/** What Tag Manager's screen begins with, and so what the language takes for granted. */
const HALF = 50;

function visibleSaid({ selector, percent, seconds, once }: VisibleInteraction): YamlValue {
  const others: readonly Field[] = [
    ...(percent === HALF ? [] : [["percent", percent] as const]),
    ...(seconds === 0 ? [] : [["time", durationToYaml(seconds)] as const]),
    ...(once ? [] : [["once", false] as const]),
  ];
  return others.length === 0 ? selector : fieldsInOne([["selector", selector], ...others]);
}

function videoSaid({ moment, url, title }: VideoInteraction): YamlValue {
  const which = [...compared("url", url), ...compared("title", title)];
  const isProgress = typeof moment === "object";
  if (which.length === 0) return isProgress ? moment.progress : moment;
  return fieldsInOne([isProgress ? ["progress", moment.progress] : ["status", moment], ...which]);
}

function compared(key: string, matchers: readonly TextMatcher[]): readonly Field[] {
  return field(key, comparisonToYaml(matchers));
}

function addressed(key: string, matchers: readonly TextMatcher[], usual: TrailingSlash): readonly Field[] {
  return field(key, comparisonToYaml(matchers, { isPath: false, usual }));
}
