import { entryIn } from "../../entry-in.ts";
import { isPageElement, type PageElement, textOf } from "../page-element.ts";
import { urlPart } from "../url-parts.ts";
import { partOptions } from "./address.ts";
import type { Evaluate, Settings, Sight } from "./kind.ts";

/** Where each kind of auto-event variable lies below `gtm` in the data layer. */
const KEYS: Readonly<Record<string, string>> = {
  ELEMENT: "element",
  CLASSES: "elementClasses",
  ID: "elementId",
  TARGET: "elementTarget",
  HISTORY_CHANGE_SOURCE: "historyChangeSource",
  HISTORY_NEW_STATE: "newHistoryState",
  HISTORY_NEW_URL_FRAGMENT: "newUrlFragment",
  HISTORY_OLD_STATE: "oldHistoryState",
  HISTORY_OLD_URL_FRAGMENT: "oldUrlFragment",
};

/**
 * Something about the element of the last click, form or visibility event, however long ago that was:
 * the data layer keeps it, so later events still see it.
 */
export const autoEvent: Evaluate = (settings, sight) => {
  switch (settings.text("varType")) {
    case "TEXT":
      return readElement(sight, textOf) || settings.fallback();
    case "TAG_NAME":
      return readElement(sight, (element) => element.tagName) || settings.fallback();
    case "ATTRIBUTE":
      return attribute(settings, sight);
    case "URL":
      return address(settings, sight);
    default: {
      const value = pushed(sight, entryIn(KEYS, settings.text("varType")) ?? "");
      return value === undefined ? settings.fallback() : value;
    }
  }
};

function attribute(settings: Settings, sight: Sight): unknown {
  const name = settings.text("attribute");
  return readElement(sight, (element) => element.getAttribute(name)) || settings.fallback() || "";
}

function address(settings: Settings, sight: Sight): unknown {
  const source = String(pushed(sight, "elementUrl") || settings.fallback() || "");
  const part = settings.text("component") || "URL";
  if (part === "URL") return source;
  if (part === "IS_OUTBOUND") return isOutbound(source, settings, sight.location.url);
  return urlPart(part, source, sight.location.url, partOptions(settings));
}

/** Outbound: to a host that is neither the page's (or below it) nor an affiliated one. `tel:` and `mailto:` are not. */
function isOutbound(target: string, settings: Settings, pageUrl: string): boolean {
  if (!target) return false;
  const hostOf = (url: string, stripWww: boolean) => urlPart("HOST", url, pageUrl, { stripWww }) ?? "";
  const affiliates = affiliatedDomains(settings);
  const targetHost = hostOf(target, true);
  if (affiliates.some((domain) => targetHost.includes(domain))) return false;
  const inside = [hostOf(pageUrl, true), ...affiliates.map((domain) => domain.replace(/^www\d*\./, ""))];
  return !inside.some((domain) => isWithin(hostOf(target, false), domain));
}

function affiliatedDomains(settings: Settings): string[] {
  const domains = settings.value("affiliatedDomains");
  const list = Array.isArray(domains)
    ? domains.map(String)
    : String(domains ?? "")
        .replace(/\s+/g, "")
        .split(",");
  return list.filter((domain) => domain !== "");
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function pushed({ dataLayer }: Sight, key: string): unknown {
  return dataLayer.get(`gtm.${key}`, 2);
}

function readElement<T>(sight: Sight, read: (element: PageElement) => T): T | undefined {
  const element = pushed(sight, "element");
  return isPageElement(element) ? read(element) : undefined;
}
