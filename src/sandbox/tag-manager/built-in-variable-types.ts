/**
 * Built-in variables: the names by which `{{…}}` refers to them.
 *
 * Read from public container exports. Types that no export shows (old mobile,
 * AMP and Firebase ones) get a name made from their type, which may differ from Google's.
 */

import { entryIn } from "../../entry-in.ts";

const NAMES: { readonly [type: string]: string } = {
  pageUrl: "Page URL",
  pageHostname: "Page Hostname",
  pagePath: "Page Path",
  referrer: "Referrer",
  event: "Event",
  clickElement: "Click Element",
  clickClasses: "Click Classes",
  clickId: "Click ID",
  clickTarget: "Click Target",
  clickUrl: "Click URL",
  clickText: "Click Text",
  formElement: "Form Element",
  formClasses: "Form Classes",
  formId: "Form ID",
  formTarget: "Form Target",
  formUrl: "Form URL",
  formText: "Form Text",
  errorMessage: "Error Message",
  errorUrl: "Error URL",
  errorLine: "Error Line",
  newHistoryFragment: "New History Fragment",
  oldHistoryFragment: "Old History Fragment",
  newHistoryState: "New History State",
  oldHistoryState: "Old History State",
  historySource: "History Source",
  containerVersion: "Container Version",
  debugMode: "Debug Mode",
  randomNumber: "Random Number",
  containerId: "Container ID",
  htmlId: "HTML ID",
  environmentName: "Environment Name",
  eventName: "Event Name",
  videoProvider: "Video Provider",
  videoUrl: "Video URL",
  videoTitle: "Video Title",
  videoDuration: "Video Duration",
  videoPercent: "Video Percent",
  videoVisible: "Video Visible",
  videoStatus: "Video Status",
  videoCurrentTime: "Video Current Time",
  scrollDepthThreshold: "Scroll Depth Threshold",
  scrollDepthUnits: "Scroll Depth Units",
  scrollDepthDirection: "Scroll Direction",
  elementVisibilityRatio: "Percent Visible",
  elementVisibilityTime: "On-Screen Duration",
  requestPath: "Request Path",
  requestMethod: "Request Method",
  clientName: "Client Name",
  queryString: "Query String",
  visitorRegion: "Visitor Region",
};

/** What a new container has enabled. */
export const DEFAULT_BUILT_IN_VARIABLES = {
  web: ["pageUrl", "pageHostname", "pagePath", "referrer", "event"],
  server: ["clientName", "eventName"],
  amp: [],
  android: [],
  ios: [],
  androidSdk5: [],
  iosSdk5: [],
} as const;

/** The display name, such as `Page URL` for `pageUrl`. */
export function builtInVariableName(type: string): string {
  return entryIn(NAMES, type) ?? words(type);
}

function words(type: string): string {
  const spaced = type.replace(/[A-Z]|\d+/g, " $&");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
