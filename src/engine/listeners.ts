import { judge } from "./conditions.ts";
import { isChecked, type Trigger } from "./container.ts";
import { elementFacts, enclosingLink, type PageElement } from "./page-element.ts";
import type { Lookup } from "./template.ts";
import { triggerAddress } from "./triggers.ts";
import { urlPart, withoutFragment } from "./url-parts.ts";
import type { Sight } from "./variables/kind.ts";

export interface ClickOptions {
  readonly button?: "main" | "middle" | "right";
  /** The page stopped the event below the document. */
  readonly stopPropagation?: boolean;
  readonly defaultPrevented?: boolean;
}

export interface SubmitOptions {
  /** The page sends the form by itself (AJAX). */
  readonly preventDefault?: boolean;
  /** False when the browser's own validation refuses the form: no submit event happens then. */
  readonly valid?: boolean;
  readonly stopPropagation?: boolean;
  readonly submitter?: PageElement;
}

export type HistorySource = "pushState" | "replaceState" | "popstate";

export interface HistoryStep {
  readonly url: string;
  readonly state: unknown;
}

/** Messages that the tag's own listeners push. A listener runs only where the container has a trigger for it. */
export interface Listeners {
  click(element: PageElement, options: ClickOptions): object[];
  submit(form: PageElement, options: SubmitOptions): object[];
  history(from: HistoryStep, to: HistoryStep, source: HistorySource): object[];
}

/** No listener runs before the tag's start at `gtm.js`. */
export const NO_LISTENERS: Listeners = { click: () => [], submit: () => [], history: () => [] };

/** Starts the listeners. `autoEventFilter` decides here, once per page, whether a trigger takes part. */
export function startListeners(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
): Listeners {
  const started = [...triggers].filter(([, trigger]) => isEnabledHere(trigger, sight, lookup));
  const ofType = (type: string) => started.filter(([, trigger]) => trigger.type === type);
  const addressesOf = (type: string, defaultPrevented: boolean) =>
    ofType(type)
      .filter(([, trigger]) => !defaultPrevented || !isChecked(trigger.checkValidation))
      .map(([id]) => triggerAddress(sight.container, id));
  const facts = (element: PageElement) => elementFacts(element, sight.location.url);
  return {
    click: (element, options) => [
      ...(hearsClick(options) && ofType("click").length > 0
        ? [{ event: "gtm.click", ...facts(element) }]
        : []),
      ...linkClick(element, options, addressesOf("linkClick", options.defaultPrevented ?? false), facts),
    ],
    submit: (form, options) =>
      formSubmit(form, options, addressesOf("formSubmission", options.preventDefault ?? false), facts),
    history: (from, to, source) =>
      ofType("historyChange").length > 0 ? [historyChange(from, to, source)] : [],
  };
}

/** Whether a listening trigger is enabled on this page: its `autoEventFilter` is true now. */
export function isEnabledHere(trigger: Trigger, sight: Sight, lookup: Lookup): boolean {
  return judge(trigger.autoEventFilter, lookup, sight.location.url) === "met";
}

type Facts = (element: PageElement) => Record<string, unknown>;

/** In the capture phase: nothing that the page does stops it. Browsers send other buttons as another event. */
function hearsClick({ button = "main" }: ClickOptions): boolean {
  return button === "main";
}

/** In the bubble phase, on the document: a page that stops the event silences it. */
function linkClick(element: PageElement, options: ClickOptions, addresses: string[], facts: Facts): object[] {
  const link = enclosingLink(element);
  if (!link || addresses.length === 0 || options.button === "right" || options.stopPropagation) return [];
  return [{ event: "gtm.linkClick", ...facts(link), "gtm.triggers": addresses.join(",") }];
}

/** Facebook's pixel sends such forms by script, and Google's tag takes none of them for a visitor's. */
const PIXEL_ACTION = "https://www.facebook.com/tr/";

/** The address is the form's own, whatever `formaction` the button has. */
function formSubmit(form: PageElement, options: SubmitOptions, addresses: string[], facts: Facts): object[] {
  if (options.valid === false || options.stopPropagation || addresses.length === 0) return [];
  const ofForm = facts(form);
  if (ofForm["gtm.elementUrl"] === PIXEL_ACTION) return [];
  return [
    {
      event: "gtm.formSubmit",
      ...ofForm,
      "gtm.formSubmitElement": options.submitter ?? null,
      "gtm.triggers": addresses.join(","),
    },
  ];
}

/** The two addresses come without fragment: a change of the fragment alone shows only in the fragments. */
function historyChange(from: HistoryStep, to: HistoryStep, source: HistorySource): object {
  return {
    event: "gtm.historyChange",
    "gtm.historyChangeSource": source,
    "gtm.oldUrlFragment": urlPart("FRAGMENT", from.url, from.url),
    "gtm.newUrlFragment": urlPart("FRAGMENT", to.url, to.url),
    "gtm.oldHistoryState": from.state,
    "gtm.newHistoryState": to.state,
    "gtm.oldUrl": withoutFragment(from.url),
    "gtm.newUrl": withoutFragment(to.url),
  };
}
