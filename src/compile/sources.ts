/** Where a value comes from → the variable that reads it. Where the site gives nothing, nothing is sent. */

import { entryIn } from "../entry-in.ts";
import type { SiteSource, SiteValue } from "../language/goal-set/site-source.ts";
import type { Parameter } from "../resources/body.ts";
import { TRIGGER_EVENTS } from "../resources/entities/trigger-types.ts";
import {
  CLICK_CLASSES,
  CLICK_ID,
  CLICK_TEXT,
  CLICK_URL,
  FORM_CLASSES,
  FORM_ID,
  FORM_URL,
  PAGE_HOSTNAME,
  PAGE_PATH,
  PAGE_URL,
  PERCENT_VISIBLE,
  REFERRER,
  SCROLL_DEPTH_THRESHOLD,
  VIDEO_PERCENT,
  VIDEO_STATUS,
  VIDEO_TITLE,
  VIDEO_URL,
} from "./variables/built-in.ts";
import { clickedControlText, closestAttribute, controlAttribute } from "./variables/clicked.ts";
import { dataLayerForParameters } from "./variables/data-layer.ts";
import { duringEvents, ifNotEmpty } from "./variables/derived.ts";
import { cookieForParameters, documentTitle, fragment, queryForParameters } from "./variables/page.ts";
import type { Variable } from "./variables/variable.ts";

/** @param triggers types of the triggers that fire the tag */
export function sourceVariable(owner: string, source: SiteSource, triggers: readonly string[]): Variable {
  const found = variableOf(owner, source);
  const moments = MOMENTS[source.from] ?? null;
  const isAlwaysThen =
    moments === null || triggers.every((type) => moments.includes(entryIn(TRIGGER_EVENTS, type) ?? ""));
  const variable = isAlwaysThen ? found : onlyAt(owner, moments, source, found);
  return source.otherwise === null || variable.is !== "own" ? variable : withDefault(variable, source);
}

/** The data-layer events at which a source is what the visitor acts on; absent for what is there at any time. */
const MOMENTS: Readonly<Partial<Record<SiteValue["from"], readonly string[]>>> = {
  click: ["gtm.click"],
  link: ["gtm.linkClick"],
  form: ["gtm.formSubmit"],
  scroll: ["gtm.scrollDepth"],
  video: ["gtm.video"],
  visible: ["gtm.elementVisibility"],
  attribute: ["gtm.click", "gtm.linkClick", "gtm.formSubmit", "gtm.elementVisibility"],
};

/**
 * Tag Manager keeps the last click and the last form under the same names, however long ago they were. Where other things
 * fire the tag, too, a table lets the value through at its own moment alone.
 */
function onlyAt(
  owner: string,
  moments: readonly string[],
  { from, name }: SiteValue,
  variable: Variable,
): Variable {
  return duringEvents(owner, `${from} ${name}`, moments, variable);
}

function variableOf(owner: string, source: SiteValue): Variable {
  switch (source.from) {
    case "data_layer":
      return dataLayerForParameters(owner, source.name);
    case "query":
      return queryForParameters(owner, source.name);
    case "cookie":
      return cookieForParameters(owner, source.name);
    case "attribute":
      return closestAttribute(owner, source.name);
    default:
      return (
        isAlwaysSet(source) ?? ifNotEmpty(owner, `${source.from} ${source.name}`, reading(owner, source))
      );
  }
}

/** What has a value whenever it is asked for needs no variable of ours. */
function isAlwaysSet(source: SiteValue): Variable | null {
  return entryIn(BUILT_IN, `${source.from} ${source.name}`) ?? null;
}

const BUILT_IN: Readonly<Record<string, Variable>> = {
  "page path": PAGE_PATH,
  "page url": PAGE_URL,
  "page host": PAGE_HOSTNAME,
  "scroll percent": SCROLL_DEPTH_THRESHOLD,
  "video percent": VIDEO_PERCENT,
  "video status": VIDEO_STATUS,
  "visible percent": PERCENT_VISIBLE,
};

type Part = Exclude<SiteValue, { from: "data_layer" | "query" | "cookie" | "attribute" }>;

/** May be the empty text. Link clicks and forms name the link and the form themselves; plain clicks the innermost element. */
function reading(owner: string, { from, name }: Part): Variable {
  const element = { id: CLICK_ID, classes: CLICK_CLASSES, text: CLICK_TEXT, url: CLICK_URL };
  switch (`${from} ${name}`) {
    case "page fragment":
      return fragment(owner);
    case "page title":
      return documentTitle(owner);
    case "page referrer":
      return REFERRER;
    case "click text":
      return clickedControlText(owner);
    case "click id":
      return controlAttribute(owner, "id");
    case "click classes":
      return controlAttribute(owner, "class");
    case "form id":
      return FORM_ID;
    case "form action":
      return FORM_URL;
    case "form classes":
      return FORM_CLASSES;
    case "video title":
      return VIDEO_TITLE;
    case "video url":
      return VIDEO_URL;
    default:
      return element[name as keyof typeof element];
  }
}

/** The same variable with a value for nothing. */
function withDefault(variable: Variable & { readonly is: "own" }, { otherwise }: SiteSource): Variable {
  const value: Parameter = { type: "template", value: otherwise };
  const formatValue = { convertUndefinedToValue: value, convertNullToValue: value };
  const name = `${variable.name} or ${JSON.stringify(otherwise).replace(/[{}]/g, encodeURIComponent)}`;
  return {
    ...variable,
    key: `or:${encodeURIComponent(otherwise ?? "")}:${variable.key}`,
    name,
    body: { ...variable.body, name, formatValue },
  };
}
