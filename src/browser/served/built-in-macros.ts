/** What Tag Manager's built-in variables are compiled to: the function and its settings → the name that never changes. */

const ELEMENT = ["Element", "Classes", "ID", "Target", "URL"].map(
  (part) =>
    [
      `gtm.element${part === "Element" ? "" : part === "ID" ? "Id" : part === "URL" ? "Url" : part}`,
      part,
    ] as const,
);

const DATA_LAYER: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ELEMENT.map(([key, part]) => [key, `Click ${part}`])),
  "gtm.errorMessage": "Error Message",
  "gtm.errorUrl": "Error URL",
  "gtm.errorLineNumber": "Error Line",
  "gtm.newUrlFragment": "New History Fragment",
  "gtm.oldUrlFragment": "Old History Fragment",
  "gtm.newHistoryState": "New History State",
  "gtm.oldHistoryState": "Old History State",
  "gtm.historyChangeSource": "History Source",
  "gtm.videoProvider": "Video Provider",
  "gtm.videoUrl": "Video URL",
  "gtm.videoTitle": "Video Title",
  "gtm.videoDuration": "Video Duration",
  "gtm.videoPercent": "Video Percent",
  "gtm.videoVisible": "Video Visible",
  "gtm.videoStatus": "Video Status",
  "gtm.videoCurrentTime": "Video Current Time",
  "gtm.scrollThreshold": "Scroll Depth Threshold",
  "gtm.scrollUnits": "Scroll Depth Units",
  "gtm.scrollDirection": "Scroll Direction",
  "gtm.visibleRatio": "Percent Visible",
  "gtm.visibleTime": "On-Screen Duration",
};

/** By the function and its settings that are not off, in the order of their names. */
export const BUILT_IN_MACROS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  __e: "Event",
  "__u vtp_component=URL": "Page URL",
  "__u vtp_component=HOST": "Page Hostname",
  "__u vtp_component=PATH": "Page Path",
  __f: "Referrer",
  "__f vtp_component=URL": "Referrer",
  "__aev vtp_varType=TEXT": "Click Text",
  ...Object.fromEntries(Object.entries(DATA_LAYER).map(([key, name]) => [`__v vtp_name=${key}`, name])),
}) as Readonly<Record<string, string>>;

/** The same values have another name where a form is sent. */
export function nameInForms(text: string): string {
  return text.replace(/\{\{Click (Element|Classes|ID|Target|URL|Text)\}\}/g, "{{Form $1}}");
}
