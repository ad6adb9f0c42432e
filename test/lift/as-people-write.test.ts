/** What people click together in Tag Manager, and what it is in the file; the engine counts both. */
import { expect, test } from "vitest";
import { goalToYaml } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { liftOf } from "./made-containers.ts";
import { compiled, firings, original } from "./played.ts";
import type { Visit } from "./visits-of.ts";

const ID = "G-MADE120001";
const AT = { accountId: "1", containerId: "2" };
const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const flag = (key: string, value: boolean) => ({ type: "BOOLEAN", key, value: String(value) });
const asks = (arg0: string, type: string, arg1: string, not = false) => ({
  type,
  parameter: [text("arg0", `{{${arg0}}}`), text("arg1", arg1), ...(not ? [flag("negate", true)] : [])],
});
const trigger = (type: string, ...filter: object[]) => ({ type, filter });
const onEvent = (name: string, ...filter: object[]) => ({
  ...trigger("CUSTOM_EVENT", ...filter),
  customEventFilter: [asks("_event", name === ".*" ? "MATCH_REGEX" : "EQUALS", name)],
});
const scroll = (depths: string) => ({
  ...trigger("SCROLL_DEPTH"),
  parameter: [flag("verticalThresholdOn", true), text("verticalThresholdsPercent", depths)],
});

const VARIABLES = {
  Consent: ["k", text("name", "consent")],
  Plan: ["v", text("name", "plan"), flag("setDefaultValue", true), text("defaultValue", "none")],
  Fragment: ["u", text("component", "FRAGMENT")],
  Kind: ["v", text("name", "kind")],
  Cta: ["aev", text("varType", "ATTRIBUTE"), text("attribute", "data-cta")],
  "Cta or none": [
    "aev",
    text("varType", "ATTRIBUTE"),
    text("attribute", "data-cta"),
    flag("setDefaultValue", true),
    text("defaultValue", "hero"),
  ],
  "Name by event": [
    "smm",
    text("input", "{{Event}}"),
    {
      type: "LIST",
      key: "map",
      list: ["a", "b"].map((key) => ({ type: "MAP", map: [text("key", key), text("value", `${key}_done`)] })),
    },
  ],
} as const;
const BUILT_IN = {
  PAGE_PATH: "Page Path",
  REFERRER: "Referrer",
  EVENT: "Event",
  CLICK_URL: "Click URL",
  CLICK_TEXT: "Click Text",
  SCROLL_DEPTH_THRESHOLD: "Scroll Depth Threshold",
};

interface Made {
  readonly event?: string;
  readonly fires: readonly object[];
  readonly blocks?: readonly object[];
  readonly sends?: readonly (readonly [string, string])[];
  readonly once?: boolean;
}

function exported({ event = "done", fires, blocks = [], sends = [], once = false }: Made) {
  const rows = sends.map(([name, value]) => ({
    type: "MAP",
    map: [text("parameter", name), text("parameterValue", value)],
  }));
  const tag = {
    ...AT,
    tagId: "1",
    name: "Tag",
    type: "gaawe",
    parameter: [
      text("eventName", event),
      text("measurementIdOverride", ID),
      { type: "LIST", key: "eventSettingsTable", list: rows },
    ],
    tagFiringOption: once ? "ONCE_PER_LOAD" : "ONCE_PER_EVENT",
    firingTriggerId: fires.map((_, index) => String(index + 1)),
    blockingTriggerId: blocks.map((_, index) => String(fires.length + index + 1)),
  };
  return {
    exportFormatVersion: 2,
    containerVersion: {
      ...AT,
      container: { ...AT, publicId: "GTM-MADE12", usageContext: ["WEB"] },
      tag: [tag],
      trigger: [...fires, ...blocks].map((one, index) => ({
        ...AT,
        ...one,
        triggerId: String(index + 1),
        name: `Trigger ${index + 1}`,
      })),
      variable: Object.entries(VARIABLES).map(([name, [type, ...parameter]], index) => ({
        ...AT,
        variableId: String(index + 1),
        name,
        type,
        parameter,
      })),
      builtInVariable: Object.entries(BUILT_IN).map(([type, name]) => ({ ...AT, type, name })),
    },
  };
}

const visit = (path: string, more: Partial<Visit> = {}): Visit => ({
  url: `https://www.shop.example${path}`,
  acts: [(page) => page.push({ event: "lead", plan: "team" }), (page) => page.push({ event: "lead" })],
  cookies: {},
  before: [],
  ...more,
});
const VISITS = [
  visit("/"),
  visit("/thanks"),
  visit("/thanks#now", { cookies: { consent: "stat,ads" } }),
  visit("/x", { cookies: { consent: "" }, before: [{ plan: "free" }] }),
  visit("/x", { cookies: { consent: "ads" }, before: [{ plan: "none" }] }),
];

const PAGE = trigger("PAGEVIEW", asks("Page Path", "EQUALS", "/thanks"));
const LEAD = onEvent("lead");
const without = (name: string, value: string) => onEvent(".*", asks(name, "CONTAINS", value, true));

test.each<[string, Made, "same" | "more" | "narrower", object]>([
  ["any form", { fires: [trigger("FORM_SUBMISSION")] }, "same", { on: { form: { selector: "form" } } }],
  [
    "any form of some pages",
    { fires: [trigger("FORM_SUBMISSION", asks("Page Path", "STARTS_WITH", "/quote"))] },
    "same",
    { on: { form: { selector: "form" } }, page: { path: { begins_with: "/quote" } } },
  ],
  ["any link", { fires: [trigger("LINK_CLICK")] }, "same", { on: { link: { selector: "a, area" } } }],
  ["any click", { fires: [trigger("CLICK")] }, "same", { on: { click: "*" } }],
  [
    "a link with an attribute",
    { fires: [trigger("LINK_CLICK", asks("Cta", "EQUALS", "hero"))] },
    "same",
    { on: { link: { selector: '[data-cta="hero"]' } } },
  ],
  [
    "a form with an attribute of any value",
    { fires: [trigger("FORM_SUBMISSION", asks("Cta", "MATCH_REGEX", ".+"))] },
    "same",
    { on: { form: { selector: '[data-cta]:not([data-cta=""])' } } },
  ],
  [
    "a click on what has an attribute",
    { fires: [trigger("CLICK", asks("Cta", "STARTS_WITH", "hero-"))] },
    "narrower",
    { on: { click: '[data-cta^="hero-"]' } },
  ],
  [
    "a link to a host",
    { fires: [trigger("LINK_CLICK", asks("Click URL", "MATCH_REGEX", "(wa\\.me|api\\.whatsapp\\.com)"))] },
    "same",
    { on: { link: { url: { matches: "(wa\\.me|api\\.whatsapp\\.com)" } } } },
  ],
  [
    "a direct visit",
    { fires: [trigger("PAGEVIEW", asks("Referrer", "EQUALS", ""))] },
    "same",
    { page: { referrer: { present: false } } },
  ],
  [
    "a visit from elsewhere",
    { fires: [trigger("PAGEVIEW", asks("Referrer", "EQUALS", "", true))] },
    "same",
    { page: { referrer: { present: true } } },
  ],
  [
    "a page with a fragment",
    { fires: [trigger("PAGEVIEW", asks("Fragment", "EQUALS", "", true))] },
    "same",
    { page: { fragment: { present: true } } },
  ],
  [
    "a page that only the app shows",
    { fires: [trigger("HISTORY_CHANGE", asks("Page Path", "EQUALS", "/thanks"))] },
    "narrower",
    { page: "/thanks", spa: true },
  ],
  [
    "a page that only the app shows, or an event",
    { fires: [trigger("HISTORY_CHANGE", asks("Page Path", "EQUALS", "/thanks")), LEAD] },
    "narrower",
    { any: [{ page: "/thanks", spa: true }, { on: { data_layer: "lead" } }] },
  ],
  [
    "two moments of a page",
    { fires: [PAGE, trigger("WINDOW_LOADED", asks("Page Path", "ENDS_WITH", "/thanks"))] },
    "narrower",
    { any: [{ page: "/thanks" }, { page: { path: { ends_with: "/thanks" } } }] },
  ],
  [
    "two moments of a page, once",
    { fires: [PAGE, trigger("WINDOW_LOADED", asks("Page Path", "ENDS_WITH", "/thanks"))], once: true },
    "more",
    { sent: "once_per_page" },
  ],
  [
    "two moments of two pages",
    { fires: [PAGE, trigger("DOM_READY", asks("Page Path", "EQUALS", "/x"))] },
    "more",
    { any: [{ page: "/thanks" }, { page: "/x" }] },
  ],
  [
    "nothing without consent",
    { fires: [LEAD], blocks: [without("Consent", "stat")] },
    "same",
    { cookie: { consent: { contains: "stat" } } },
  ],
  [
    "nothing without consent, on a page and for an event",
    { fires: [PAGE, LEAD], blocks: [without("Consent", "stat")] },
    "same",
    { cookie: { consent: { contains: "stat" } } },
  ],
  [
    "nothing without a plan, by its default",
    { fires: [LEAD], blocks: [onEvent(".*", asks("Plan", "EQUALS", "team", true))] },
    "same",
    { where: { plan: "team" } },
  ],
  [
    "a default that is let through",
    { fires: [LEAD], blocks: [onEvent(".*", asks("Plan", "EQUALS", "none", true))] },
    // The default does not replace null, which is not "none".
    "narrower",
    { unless: { where: { plan: { not: "none" } } } },
  ],
  [
    "one value asked for in both places",
    { fires: [onEvent("lead", asks("Consent", "CONTAINS", "ads"))], blocks: [without("Consent", "stat")] },
    "same",
    { cookie: { consent: { contains: "ads" } } },
  ],
  [
    "the event itself as a parameter",
    { fires: [LEAD], sends: [["kind", "{{Event}}"]] },
    "same",
    { parameters: { kind: { data_layer: "event" } } },
  ],
  [
    "an event that enhanced measurement has, too",
    { fires: [LEAD], event: "form_submit" },
    "same",
    { allow: ["reserved-event-name"] },
  ],
])("%s", (_, made, fidelity, fields) => {
  const whole = exported(made);
  const { goals, leftOut } = liftOf({ exported: whole, measurementId: ID });
  expect(leftOut).toEqual([]);
  const [lifted] = goals;
  expect(lifted?.fidelity.is).toBe(fidelity);
  expect(fieldsInOne(goalToYaml(lifted!.goal))).toMatchObject(fields);
  if (fidelity === "narrower") return;
  const [before, after] = [original(whole), compiled({ goals: [lifted!.goal] }, ID)];
  const count = (container: typeof before) => VISITS.map((one) => firings(container, one));
  expect(count(after)).toEqual(count(before));
});

test.each<[string, Made, string]>([
  [
    "a name by depth",
    { fires: [scroll("25,50")], event: "scroll_{{Scroll Depth Threshold}}" },
    "several-event-names",
  ],
  [
    "a name by event",
    { fires: [onEvent("a"), onEvent("b")], event: "{{Name by event}}" },
    "several-event-names",
  ],
  ["a name by the page", { fires: [LEAD], event: "lead_{{Kind}}" }, "event-name-variable"],
  ["page views", { fires: [trigger("HISTORY_CHANGE")], event: "page_view" }, "page-view"],
  ["sessions", { fires: [LEAD], event: "session_start" }, "reserved-event-name"],
  [
    "a click at another moment",
    { fires: [onEvent("lead", asks("Click URL", "CONTAINS", "x"))] },
    "element-condition",
  ],
])("%s: left out", (_, made, code) => {
  const { leftOut } = liftOf({ exported: exported(made), measurementId: ID });
  expect(leftOut.map(({ reasons }) => reasons.map((one) => one.code))).toEqual([[code]]);
});
