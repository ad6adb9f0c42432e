import { type PartOptions, urlPart, withoutFragment } from "../url-parts.ts";
import type { Evaluate, Settings } from "./kind.ts";

/**
 * Part of an address: the one in `customUrlSource`, else the one that the page pushed as `gtm.url` (which then
 * overrides all page variables), else the address bar. The whole address comes without its fragment.
 */
export const url: Evaluate = (settings, { dataLayer, location }) => {
  const source = settings.value("customUrlSource") || dataLayer.get("gtm.url", 1) || location.url;
  return partOrWhole(settings, String(source), location.url);
};

/** The page before, or what the page pushed as `gtm.referrer`; empty when there was none. */
export const referrer: Evaluate = (settings, { dataLayer, location, page }) => {
  const source = dataLayer.get("gtm.referrer", 1) || page.referrer;
  return source ? partOrWhole(settings, String(source), location.url) : "";
};

/** The options that all address variables share. */
export function partOptions(settings: Settings): PartOptions {
  return {
    stripWww: settings.isChecked("stripWww"),
    defaultPages: [settings.value("defaultPages") ?? []].flat().map(String),
    queryKey: settings.text("queryKey"),
  };
}

function partOrWhole(settings: Settings, source: string, pageUrl: string): string | undefined {
  const part = settings.text("component") || "URL";
  const value = urlPart(part, source, pageUrl, partOptions(settings));
  return part === "URL" ? withoutFragment(value ?? "") : value;
}
