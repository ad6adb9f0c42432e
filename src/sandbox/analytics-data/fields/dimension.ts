/** The dimensions of reports (developers.google.com/analytics/devguides/reporting/data/v1/api-schema). */
import { parsedUrl } from "../../../parsed-url.ts";
import { type Fact, textOf } from "../../events/facts.ts";

export interface Dimension {
  readonly name: string;
  readonly uiName: string;
  readonly category: string;
  readonly isCustom?: true;
  /** `(not set)` where there is nothing to say. */
  of(fact: Fact): string;
}

/** What a report shows where an event has nothing. */
const NOT_SET = "(not set)";

type Row = readonly [name: string, uiName: string, category: string, of: Dimension["of"]];

const TIME: readonly Row[] = [
  ["date", "Date", "Time", ({ local }) => local.day],
  ["dateHour", "Date + hour (YYYYMMDDHH)", "Time", ({ local }) => local.day + local.hour],
  ["dateHourMinute", "Date hour and minute", "Time", ({ local }) => local.day + local.hour + local.minute],
  ["day", "Day", "Time", ({ local }) => local.day.slice(6)],
  ["dayOfWeek", "Day of week", "Time", ({ local }) => String(weekday(local.day))],
  ["dayOfWeekName", "Day of week name", "Time", ({ local }) => DAYS[weekday(local.day)]!],
  ["hour", "Hour", "Time", ({ local }) => local.hour],
  ["minute", "Minute", "Time", ({ local }) => local.minute],
  ["month", "Month", "Time", ({ local }) => local.day.slice(4, 6)],
  ["year", "Year", "Time", ({ local }) => local.day.slice(0, 4)],
  ["yearMonth", "Year month", "Time", ({ local }) => local.day.slice(0, 6)],
];

const PAGE: readonly Row[] = [
  ["hostName", "Hostname", "Page / screen", (fact) => partOf(location(fact), (url) => url.hostname)],
  ["pagePath", "Page path", "Page / screen", (fact) => partOf(location(fact), (url) => url.pathname)],
  [
    "pagePathPlusQueryString",
    "Page path + query string",
    "Page / screen",
    (fact) => pathAndQuery(location(fact)),
  ],
  [
    "fullPageUrl",
    "Full page URL",
    "Page / screen",
    (fact) => partOf(location(fact), (url) => url.host + url.pathname + url.search),
  ],
  ["pageLocation", "Page location", "Page / screen", (fact) => location(fact) || NOT_SET],
  ["pageReferrer", "Page referrer", "Page / screen", parameter("page_referrer")],
  ["pageTitle", "Page title", "Page / screen", parameter("page_title")],
  [
    "unifiedPagePathScreen",
    "Page path and screen class",
    "Page / screen",
    (fact) => partOf(location(fact), (url) => url.pathname),
  ],
  [
    "unifiedPageScreen",
    "Page path + query string and screen class",
    "Page / screen",
    (fact) => pathAndQuery(location(fact)),
  ],
  ["unifiedScreenName", "Page title and screen name", "Page / screen", parameter("page_title")],
  [
    "landingPage",
    "Landing page",
    "Page / screen",
    ({ session }) => partOf(session.landing, (url) => url.pathname),
  ],
  [
    "landingPagePlusQueryString",
    "Landing page + query string",
    "Page / screen",
    ({ session }) => pathAndQuery(session.landing),
  ],
];

const EVENT: readonly Row[] = [
  ["eventName", "Event name", "Event", ({ event }) => event.name],
  ["isKeyEvent", "Is key event", "Event", ({ event }) => String(event.isKey)],
];

/** Parameters that reports know without registration: those of enhanced measurement and of recommended events. */
const BUILT_IN: readonly (readonly [dimension: string, uiName: string, parameter: string])[] = [
  ["contentId", "Content ID", "content_id"],
  ["contentType", "Content type", "content_type"],
  ["fileExtension", "File extension", "file_extension"],
  ["fileName", "File name", "file_name"],
  ["groupId", "Group ID", "group_id"],
  ["linkClasses", "Link classes", "link_classes"],
  ["linkDomain", "Link domain", "link_domain"],
  ["linkId", "Link ID", "link_id"],
  ["linkText", "Link text", "link_text"],
  ["linkUrl", "Link URL", "link_url"],
  ["method", "Method", "method"],
  ["outbound", "Outbound", "outbound"],
  ["percentScrolled", "Percent scrolled", "percent_scrolled"],
  ["searchTerm", "Search term", "search_term"],
  ["transactionId", "Transaction ID", "transaction_id"],
  ["videoProvider", "Video provider", "video_provider"],
  ["videoTitle", "Video title", "video_title"],
  ["videoUrl", "Video URL", "video_url"],
  ["visible", "Visible", "visible"],
];

const VISITOR: readonly Row[] = [
  ["deviceCategory", "Device category", "Platform / device", ({ session }) => session.state.from.device],
  ["platform", "Platform", "Platform / device", () => "web"],
  ["streamId", "Stream ID", "Platform / device", ({ session }) => session.state.streamId],
  ["country", "Country", "Geography", ({ session }) => session.state.from.country],
  [
    "newVsReturning",
    "New / returning",
    "User",
    ({ session }) => (session.state.number === 1 ? "new" : "returning"),
  ],
  ["sessionSource", "Session source", "Traffic source", ({ session }) => session.state.from.source],
  ["sessionMedium", "Session medium", "Traffic source", ({ session }) => session.state.from.medium],
  [
    "sessionSourceMedium",
    "Session source / medium",
    "Traffic source",
    ({ session: { state } }) => `${state.from.source} / ${state.from.medium}`,
  ],
  ["sessionCampaignName", "Session campaign", "Traffic source", ({ session }) => session.state.from.campaign],
  [
    "sessionDefaultChannelGroup",
    "Session default channel group",
    "Traffic source",
    ({ session }) => channelOf(session.state.from),
  ],
];

export const DIMENSIONS: readonly Dimension[] = [
  ...[...TIME, ...PAGE, ...EVENT, ...VISITOR].map(([name, uiName, category, of]) => ({
    name,
    uiName,
    category,
    of,
  })),
  ...BUILT_IN.map(([name, uiName, of]) => ({ name, uiName, category: "Event", of: parameter(of) })),
];

/** Registered by somebody: `customEvent:plan`. */
export function ofParameter(name: string, uiName: string, key: string): Dimension {
  return { name, uiName, category: "Custom", isCustom: true, of: parameter(key) };
}

export function ofUserProperty(name: string, uiName: string, key: string): Dimension {
  const of = ({ event }: Fact) => textOf(event.userProperties?.[key]) || NOT_SET;
  return { name, uiName, category: "Custom", isCustom: true, of };
}

function parameter(key: string): Dimension["of"] {
  return ({ event }) => textOf(event.parameters[key]) || NOT_SET;
}

function location({ event }: Fact): string {
  return textOf(event.parameters["page_location"]);
}

function pathAndQuery(address: string): string {
  return partOf(address, (url) => url.pathname + url.search);
}

const parts = new Map<string, URL | null>();

function partOf(address: string, of: (url: URL) => string): string {
  let url = parts.get(address);
  if (url === undefined) {
    url = parsedUrl(address);
    parts.set(address, url);
  }
  return url === null ? NOT_SET : of(url);
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function weekday(day: string): number {
  return new Date(
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))),
  ).getUTCDay();
}

/** A part of support.google.com/analytics/answer/9756891, enough for visits that somebody writes down. */
function channelOf({ source, medium }: { readonly source: string; readonly medium: string }): string {
  if (source === "(direct)") return "Direct";
  if (/^(?:cpc|ppc|paid.*)$/.test(medium)) return "Paid Search";
  if (medium === "organic") return "Organic Search";
  if (/^(?:social|sm)/.test(medium)) return "Organic Social";
  if (/^e?mail$/.test(medium)) return "Email";
  if (medium === "affiliate") return "Affiliates";
  return medium === "referral" ? "Referral" : "Unassigned";
}
