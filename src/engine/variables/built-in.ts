import { entryIn } from "../../entry-in.ts";
import type { BuiltInVariable, Variable } from "../container.ts";

/**
 * Google's built-in variables for the web by API type: the fixed name that references use, and what it reads.
 * `#key` reads that key of the flat data layer; anything else is a variable type and its main setting.
 */
const BUILT_INS: Readonly<Record<string, readonly [name: string, reads: string, setting?: string]>> = {
  pageUrl: ["Page URL", "u", "URL"],
  pageHostname: ["Page Hostname", "u", "HOST"],
  pagePath: ["Page Path", "u", "PATH"],
  referrer: ["Referrer", "f", "URL"],
  event: ["Event", "e"],
  clickElement: ["Click Element", "#gtm.element"],
  clickClasses: ["Click Classes", "#gtm.elementClasses"],
  clickId: ["Click ID", "#gtm.elementId"],
  clickTarget: ["Click Target", "#gtm.elementTarget"],
  clickUrl: ["Click URL", "#gtm.elementUrl"],
  clickText: ["Click Text", "aev", "TEXT"],
  formElement: ["Form Element", "#gtm.element"],
  formClasses: ["Form Classes", "#gtm.elementClasses"],
  formId: ["Form ID", "#gtm.elementId"],
  formTarget: ["Form Target", "#gtm.elementTarget"],
  formUrl: ["Form URL", "#gtm.elementUrl"],
  formText: ["Form Text", "aev", "TEXT"],
  errorMessage: ["Error Message", "#gtm.errorMessage"],
  errorUrl: ["Error URL", "#gtm.errorUrl"],
  errorLine: ["Error Line", "#gtm.errorLineNumber"],
  newHistoryFragment: ["New History Fragment", "#gtm.newUrlFragment"],
  oldHistoryFragment: ["Old History Fragment", "#gtm.oldUrlFragment"],
  newHistoryState: ["New History State", "#gtm.newHistoryState"],
  oldHistoryState: ["Old History State", "#gtm.oldHistoryState"],
  historySource: ["History Source", "#gtm.historyChangeSource"],
  videoProvider: ["Video Provider", "#gtm.videoProvider"],
  videoUrl: ["Video URL", "#gtm.videoUrl"],
  videoTitle: ["Video Title", "#gtm.videoTitle"],
  videoDuration: ["Video Duration", "#gtm.videoDuration"],
  videoPercent: ["Video Percent", "#gtm.videoPercent"],
  videoVisible: ["Video Visible", "#gtm.videoVisible"],
  videoStatus: ["Video Status", "#gtm.videoStatus"],
  videoCurrentTime: ["Video Current Time", "#gtm.videoCurrentTime"],
  scrollDepthThreshold: ["Scroll Depth Threshold", "#gtm.scrollThreshold"],
  scrollDepthUnits: ["Scroll Depth Units", "#gtm.scrollUnits"],
  scrollDepthDirection: ["Scroll Direction", "#gtm.scrollDirection"],
  elementVisibilityRatio: ["Percent Visible", "#gtm.visibleRatio"],
  elementVisibilityTime: ["On-Screen Duration", "#gtm.visibleTime"],
  containerId: ["Container ID", "cid"],
  containerVersion: ["Container Version", "ctv"],
  debugMode: ["Debug Mode", "dbg"],
  environmentName: ["Environment Name", "ev"],
  randomNumber: ["Random Number", "r"],
  htmlId: ["HTML ID", "hid"],
};

/** Always there, never listed: the name of the event under way. */
export const EVENT_NAME: Variable = { name: "_event", type: "e" };

/** An enabled built-in as an ordinary variable. One that the engine does not know keeps its name, without a value. */
export function asVariable({ type, name }: BuiltInVariable): Variable {
  const builtIn = entryIn(BUILT_INS, type ?? "");
  if (!builtIn) return { name: name ?? null };
  const [fixedName, reads, setting = ""] = builtIn;
  if (reads.startsWith("#"))
    return { name: fixedName, type: "v", parameter: [{ key: "name", value: reads.slice(1) }] };
  const key = reads === "aev" ? "varType" : "component";
  return { name: fixedName, type: reads, parameter: setting ? [{ key, value: setting }] : [] };
}
