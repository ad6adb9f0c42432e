/** The Tag Manager variables that conditions and parameters read. */
import type { Entity, Parameter } from "../resources/body.ts";
import type { JsonObject } from "../resources/resource.ts";
import { boolean, integer, reference, table, template } from "./gtm-json.ts";

export type Variable =
  /** Always there, never listed: the name of the current data-layer event. */
  | { readonly is: "event"; readonly name: "_event" }
  /** Comes with Tag Manager; must be enabled before anything refers to it. */
  | { readonly is: "builtIn"; readonly type: string; readonly name: string }
  /** Made by us; one per `key`, shared by all goals that read the same thing. `reads`: what its own text refers to. */
  | {
      readonly is: "own";
      readonly key: string;
      readonly name: string;
      readonly body: Entity;
      readonly reads: readonly Variable[];
    };

export const EVENT: Variable = { is: "event", name: "_event" };
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

/**
 * What our variables answer when the site gave nothing.
 *
 * Tag Manager compares a missing value as the text "undefined", which matches
 * `.+`, contains "def" and is unequal to everything. A text of
 * our own, the one GA4's reports use too, makes "missing" something that a
 * condition can ask for. It is not a number, so comparisons with numbers fail.
 */
export const NOT_SET = "(not set)";

/** A data-layer key, for conditions: missing and null read as NOT_SET. */
export function dataLayerForConditions(owner: string, key: string): Variable {
  const body = {
    ...variableBody("v", [
      ...dataLayerName(key),
      boolean("setDefaultValue", true),
      template("defaultValue", NOT_SET),
    ]),
    formatValue: notSet("convertNullToValue"),
  };
  return own(owner, `data_layer:${key}`, `data layer ${key}`, body);
}

/**
 * What only a list has: its `join`. Tag Manager walks the dots of a name into whatever is there, methods of
 * the value included, so this reads as NOT_SET for numbers and texts.
 */
export function listMethod(owner: string, key: string): Variable {
  const body = variableBody("v", [
    ...dataLayerName(`${key}.join`),
    boolean("setDefaultValue", true),
    template("defaultValue", NOT_SET),
  ]);
  return own(owner, `data_layer_list:${key}`, `list check of data layer ${key}`, body);
}

/** A data-layer key, for event parameters: missing stays missing, so that GA4 gets no parameter at all. */
export function dataLayerForParameters(owner: string, key: string): Variable {
  return own(owner, `parameter:${key}`, `parameter ${key}`, variableBody("v", dataLayerName(key)));
}

function dataLayerName(key: string): Parameter[] {
  return [integer("dataLayerVersion", 2), template("name", key)];
}

/** A parameter of the page's query, decoded; missing reads as NOT_SET. */
export function queryParameter(owner: string, name: string): Variable {
  const body = {
    ...variableBody("u", [template("component", "QUERY"), template("queryKey", name)]),
    formatValue: notSet("convertUndefinedToValue"),
  };
  return own(owner, `query:${name}`, `query ${name}`, body);
}

/** A parameter of the page's query, for event parameters: missing stays missing. */
export function queryForParameters(owner: string, name: string): Variable {
  const body = variableBody("u", [template("component", "QUERY"), template("queryKey", name)]);
  return own(owner, `parameter_query:${name}`, `parameter from query ${name}`, body);
}

/** A first-party cookie, decoded; missing stays missing. */
export function cookieForParameters(owner: string, name: string): Variable {
  const body = variableBody("k", [boolean("decodeCookie", true), template("name", name)]);
  return own(owner, `parameter_cookie:${name}`, `parameter from cookie ${name}`, body);
}

/** A first-party cookie, decoded, for conditions: Tag Manager reads a missing one as the text "undefined". */
export function cookieForConditions(owner: string, name: string): Variable {
  const body = {
    ...variableBody("k", [boolean("decodeCookie", true), template("name", name)]),
    formatValue: notSet("convertUndefinedToValue"),
  };
  return own(owner, `cookie:${name}`, `cookie ${name}`, body);
}

/** What comes after `#`, not decoded; empty when there is nothing. */
export function fragment(owner: string): Variable {
  return own(owner, "fragment", "fragment", variableBody("u", [template("component", "FRAGMENT")]));
}

/** The address before a history change, without its fragment. */
export function oldAddress(owner: string): Variable {
  return own(owner, "history:old_url", "history old address", variableBody("v", dataLayerName("gtm.oldUrl")));
}

export function newAddress(owner: string): Variable {
  return own(owner, "history:new_url", "history new address", variableBody("v", dataLayerName("gtm.newUrl")));
}

export function oldPath(owner: string): Variable {
  const parameter = [
    template("component", "PATH"),
    template("customUrlSource", reference(oldAddress(owner))),
  ];
  return own(owner, "history:old_path", "history old path", variableBody("u", parameter), [
    oldAddress(owner),
  ]);
}

export function oldQueryParameter(owner: string, name: string): Variable {
  const parameter = [
    template("component", "QUERY"),
    template("queryKey", name),
    template("customUrlSource", reference(oldAddress(owner))),
  ];
  const body = { ...variableBody("u", parameter), formatValue: notSet("convertUndefinedToValue") };
  return own(owner, `history:old_query:${name}`, `history old query ${name}`, body, [oldAddress(owner)]);
}

/** Several variables as one text, so that one condition can ask whether any of them changed. */
export function joined(owner: string, key: string, label: string, parts: readonly Variable[]): Variable {
  const value = parts.map(reference).join(" ");
  return own(owner, key, label, variableBody("c", [template("value", value)]), parts);
}

export function documentTitle(owner: string): Variable {
  return own(
    owner,
    "source:title",
    "document title",
    variableBody("j", [template("name", "document.title")]),
  );
}

/**
 * What another variable reads, unless that is nothing: an empty text would be sent as a parameter without a value.
 * A table looks at nothing as the text "undefined". Tables work where the site's security policy forbids scripts.
 */
export function ifNotEmpty(owner: string, label: string, variable: Variable): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("input", reference(variable)),
    boolean("fullMatch", false),
    boolean("replaceAfterMatch", false),
    table("map", [{ key: "^(?!undefined$)[\\s\\S]", value: reference(variable) }]),
    boolean("ignoreCase", false),
  ];
  const key = `source:${label.replace(" ", ":")}`;
  return own(owner, key, label, variableBody("remm", parameter), [variable]);
}

/** What another variable reads while one of these events is under way, and nothing at any other time. */
export function duringEvents(
  owner: string,
  label: string,
  events: readonly string[],
  variable: Variable,
): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("input", reference(EVENT_NAME)),
    table(
      "map",
      events.map((key) => ({ key, value: reference(variable) })),
    ),
  ];
  const key = `during:${label.replace(" ", ":")}`;
  return own(owner, key, `${label} while it happens`, variableBody("smm", parameter), [EVENT_NAME, variable]);
}

/** The link or button that was clicked, also when the click landed on the icon inside it. */
const CONTROL = [
  `  var clicked = {{${CLICK_ELEMENT.name}}};`,
  "  var control = clicked && clicked.closest ? clicked.closest('a, button, label, summary, [role=button], [role=link]') : null;",
  "  var element = control || clicked;",
];

/** The id or the classes of the link or button that was clicked; the empty text for none. */
export function controlAttribute(owner: string, attribute: "id" | "class"): Variable {
  const javascript = [
    "function() {",
    ...CONTROL,
    `  return element && element.getAttribute ? element.getAttribute('${attribute}') || '' : '';`,
    "}",
  ].join("\n");
  const body = variableBody("jsm", [template("javascript", javascript)]);
  return own(owner, `clicked_${attribute}`, `${attribute} of the clicked control`, body, [CLICK_ELEMENT]);
}

/**
 * An attribute of what was clicked, sent or seen, or of the nearest element around it that has it. Tag Manager's own
 * variable is empty for a click on the icon inside a button. Undefined where no element has it, or has it empty.
 * @param name consists of letters, digits and `-_.:`, so it cannot end the text around it
 */
export function closestAttribute(owner: string, name: string): Variable {
  if (!/^[\w.:-]+$/.test(name)) throw new Error(`not the name of an attribute: ${name}`);
  const javascript = [
    "function() {",
    `  var element = {{${CLICK_ELEMENT.name}}};`,
    `  while (element && element.getAttribute && element.getAttribute('${name}') === null) element = element.parentNode;`,
    `  return element && element.getAttribute && element.getAttribute('${name}') || undefined;`,
    "}",
  ].join("\n");
  const body = variableBody("jsm", [template("javascript", javascript)]);
  return own(owner, `source:attribute:${name}`, `attribute ${name}`, body, [CLICK_ELEMENT]);
}

/**
 * The text of the link or button that was clicked, also when the click landed on
 * the icon inside it: Tag Manager's own Click Text belongs to the innermost element.
 */
export function clickedControlText(owner: string): Variable {
  const javascript = [
    "function() {",
    ...CONTROL,
    "  var text = element ? element.innerText || element.textContent || element.value || '' : '';",
    "  return String(text).replace(/\\s+/g, ' ').replace(/^ | $/g, '');",
    "}",
  ].join("\n");
  return own(
    owner,
    "clicked_text",
    "text of the clicked control",
    variableBody("jsm", [template("javascript", javascript)]),
    [CLICK_ELEMENT],
  );
}

/** Whether the clicked link leads to another site: "true" or "false", by the host of the page without `www.`. */
export function leadsOutside(owner: string): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("varType", "URL"),
    template("component", "IS_OUTBOUND"),
  ];
  return own(owner, "link:outbound", "link leads to another site", variableBody("aev", parameter));
}

function variableBody(type: string, parameter: readonly Parameter[]): Entity {
  return { type, parameter };
}

function own(
  owner: string,
  key: string,
  label: string,
  body: Entity,
  reads: readonly Variable[] = [],
): Variable {
  // A brace in a name would end or begin the reference to it.
  const name = `${owner} - ${label.replace(/[{}]/g, encodeURIComponent)}`;
  return { is: "own", key, name, body: { name, ...body }, reads };
}

function notSet(conversion: "convertUndefinedToValue" | "convertNullToValue"): JsonObject {
  return { [conversion]: { type: "template", value: NOT_SET } };
}
