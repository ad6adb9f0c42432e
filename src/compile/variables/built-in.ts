/** The built-in variables of Tag Manager that conditions and parameters read. */
import type { Variable } from "./variable.ts";

export const PAGE_PATH = builtIn("pagePath", "Page Path");
export const PAGE_URL = builtIn("pageUrl", "Page URL");
export const PAGE_HOSTNAME = builtIn("pageHostname", "Page Hostname");
export const CLICK_ELEMENT = builtIn("clickElement", "Click Element");
export const CLICK_URL = builtIn("clickUrl", "Click URL");
export const CLICK_TEXT = builtIn("clickText", "Click Text");
export const CLICK_ID = builtIn("clickId", "Click ID");
export const CLICK_CLASSES = builtIn("clickClasses", "Click Classes");
export const FORM_ELEMENT = builtIn("formElement", "Form Element");
export const FORM_ID = builtIn("formId", "Form ID");
export const FORM_URL = builtIn("formUrl", "Form URL");
export const FORM_CLASSES = builtIn("formClasses", "Form Classes");
export const OLD_HISTORY_FRAGMENT = builtIn("oldHistoryFragment", "Old History Fragment");
export const NEW_HISTORY_FRAGMENT = builtIn("newHistoryFragment", "New History Fragment");
export const SCROLL_DEPTH_THRESHOLD = builtIn("scrollDepthThreshold", "Scroll Depth Threshold");
export const VIDEO_STATUS = builtIn("videoStatus", "Video Status");
export const VIDEO_PERCENT = builtIn("videoPercent", "Video Percent");
export const VIDEO_URL = builtIn("videoUrl", "Video URL");
export const VIDEO_TITLE = builtIn("videoTitle", "Video Title");
export const PERCENT_VISIBLE = builtIn("elementVisibilityRatio", "Percent Visible");
export const EVENT_NAME = builtIn("event", "Event");
export const REFERRER = builtIn("referrer", "Referrer");

function builtIn(type: string, name: string): Variable {
  return { is: "builtIn", type, name };
}
