/** The events of Tag Manager's own triggers. */
import { entryIn } from "../../entry-in.ts";

/** The event of a rule → the trigger, and what has to listen for it. */
export const TYPES: Readonly<Record<string, { readonly type: string; readonly listener: string | null }>> = {
  "gtm.js": { type: "pageview", listener: null },
  "gtm.init": { type: "init", listener: null },
  "gtm.init_consent": { type: "consentInit", listener: null },
  "gtm.dom": { type: "domReady", listener: null },
  "gtm.load": { type: "windowLoaded", listener: null },
  "gtm.click": { type: "click", listener: "__cl" },
  "gtm.linkClick": { type: "linkClick", listener: "__lcl" },
  "gtm.formSubmit": { type: "formSubmission", listener: "__fsl" },
  "gtm.historyChange": { type: "historyChange", listener: "__hl" },
  "gtm.timer": { type: "timer", listener: "__tl" },
  "gtm.scrollDepth": { type: "scrollDepth", listener: "__sdl" },
  "gtm.elementVisibility": { type: "elementVisibility", listener: "__evl" },
  "gtm.video": { type: "youTubeVideo", listener: "__ytl" },
  "gtm.pageError": { type: "jsError", listener: "__jel" },
  "gtm.triggerGroup": { type: "triggerGroup", listener: "__tg" },
};

export const LISTENERS: ReadonlySet<string> = new Set(
  Object.values(TYPES).flatMap(({ listener }) => listener ?? []),
);

export function typeOf(event: string): (typeof TYPES)[string] | undefined {
  return entryIn(TYPES, event);
}
