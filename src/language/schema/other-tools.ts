/** Words of Universal Analytics, Tag Manager and GA4, and what they are called here. */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import { inYaml } from "../source/in-yaml.ts";
import { child, type Located, textOf } from "../source/located.ts";
import { attributeAdvice, besideInteraction } from "./element-keys.ts";

/** `Pages/Screens per session`, `pagesPerSession` and `pages-per-session` are one word. */
export function withoutSpelling(word: string): string {
  return word
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/doesn['’]?t/g, "does not")
    .replace(/[^a-z0-9<>=!]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

function table(rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(rows).flatMap(([ours, words]) => words.split(" ").map((one) => [one, ours])));
}

/** Types of goals; for `event`, what is under `on`. */
const TYPES = table({
  pages_per_session:
    "pages_screens_per_session pages_session pages_per_visit pages_visit visit_num_pages screens_per_session screens_session page_depth num_pages",
  destination:
    "ziel zielseite destino url_destination url page pages page_view page_views pageview pageviews virtual_pageview screen_view thank_you_page thankyou_page thank_you landing_page dom_ready window_loaded goal_page",
  duration:
    "dauer dur_e duraci_n visit_time_on_site time_on_site time_on_page timer time session_duration visit_duration average_session_duration",
});

const EVENTS = table({
  click: "click clicks all_elements click_all_elements all_clicks button button_click",
  link: "just_links click_just_links link link_click outbound outbound_click outbound_link phone call email",
  form: "form form_submit form_submission form_sent submit",
  scroll: "scroll scroll_depth scrolling",
  visible: "visible element_visibility visibility element_visible",
  video: "video youtube_video video_start video_progress video_complete",
  download: "download file_download downloads",
  data_layer: "data_layer custom_event datalayer data_layer_event gtm_event",
  ga4_event: "ga4_event ga4 conversion key_event analytics_event ecommerce",
  returning_visit: "returning_visit returning_visitor returning_user",
});

/** As the screens of Google call an event; accents are gone already. */
const EVENT_WORDS: ReadonlySet<string> = new Set(["event", "ereignis", "v_nement", "evento"]);

/** What to write for a type of another tool; null when nobody calls anything so. */
export function typeAdvice(written: string): string | null {
  const word = withoutSpelling(written);
  const type = TYPES.get(word);
  if (type !== undefined) return `Write \`type: ${type}\`, which is what it is called here.`;
  if (EVENT_WORDS.has(word)) return "Write `type: event`, which is what it is called here.";
  const on = EVENTS.get(word);
  return on === undefined ? null : `Write \`type: event\`, with \`on: { ${on}: … }\`.`;
}

/** The type that a word of another tool stands for; null when it stands for none. */
export function typeOf(written: string): string | null {
  const word = withoutSpelling(written);
  return TYPES.get(word) ?? (EVENTS.has(word) || EVENT_WORDS.has(word) ? "event" : null);
}

/** By key: words for its values. */
const VALUES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "counting",
    table({
      once_per_session: "1 one once unique session per_session once_per_visit per_visit one_per_session",
      once_per_event: "every all event many per_event every_time each always multiple one_per_event",
    }),
  ],
  [
    "video",
    table({
      start: "play played started begin begun",
      complete: "finished completed end ended watched done",
    }),
  ],
  ["status", table({ start: "play played started begin", complete: "finished completed end ended watched" })],
  [
    "via",
    table({ gtm: "tag_manager google_tag_manager tag", ga4: "analytics google_analytics ga property" }),
  ],
  [
    "google_tag",
    table({
      container: "gtm tag_manager google_tag_manager in_container",
      page: "website site gtag gtag_js hardcoded direct code html pages",
      create: "new add",
    }),
  ],
  ["role", table({ macro: "main primary major conversion", micro: "minor secondary small" })],
  ["kind", table({ milestone: "step intermediate", secondary: "interest other" })],
  ["scope", table({ session: "visit user", page: "page_view pageview hit" })],
  [
    "register",
    table({
      dimension: "custom_dimension text string true yes event event_scope",
      metric: "custom_metric number",
    }),
  ],
  [
    "consent",
    table({
      ad_storage: "marketing ads advertising ad werbung publicit publicidad",
      analytics_storage:
        "analytics statistics statistik statistiken statistiques statistical performance measurement",
      functionality_storage: "functional preferences functionality pr_ferenzen",
      security_storage: "necessary required essential security notwendig",
    }),
  ],
  ["as", table({ dimension: "custom_dimension text string", metric: "custom_metric number" })],
]);

export function valueFor(key: string, written: string): string | null {
  return VALUES.get(key)?.get(withoutSpelling(written)) ?? null;
}

/** By place: words for its keys that only have another name. */
const KEYS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  file: table({
    goals:
      "goal conversions conversion conversion_events events event key_events triggers ziele objectifs objetivos doelen",
    funnels: "funnel checkout_funnel",
    targets: "target environments environment sites site properties property containers",
    removed: "remove removals deleted",
    include: "includes import imports files",
  }),
  target: table({
    ga4: "analytics google_analytics ga google_analytics_4",
    gtm: "tag_manager google_tag_manager tagmanager container_id",
    only: "goals include",
    except: "exclude without",
  }),
  ga4: table({
    property: "property_id propertyid id",
    measurement_id: "stream_id measurement data_stream tag_id tracking_id stream web_stream",
  }),
  gtm: table({ container: "container_id public_id id containerid", account: "account_id accountid" }),
  goal: table({
    type: "goal_type",
    value: "goal_value conversion_value event_value default_value default_conversion_value worth",
    counting: "counting_method count count_method",
    page: "destination destination_url goal_url thank_you_page thankyou_page landing_page page_path page_url page_location url_destination pages_url",
    parameters:
      "event_parameters params custom_parameters variables custom_dimensions dimensions properties event_params",
    longer_than:
      "duration minimum_time minimum_duration min_duration time_on_site session_duration longer time timer minimum",
    more_than:
      "pages pages_per_session page_count min_pages screens_per_session pages_screens_per_session number_of_pages",
    on: "trigger triggers firing_trigger interaction",
    where: "conditions condition filter filters",
    name: "title display_name",
    event: "event_name",
    enabled: "active",
  }),
  on: table({
    ...Object.fromEntries(
      ["click", "link", "form", "scroll", "visible", "video", "download"].map((one) => [
        one,
        [...EVENTS]
          .filter(([, on]) => on === one)
          .map(([word]) => word)
          .join(" "),
      ]),
    ),
    data_layer: "custom_event datalayer data_layer_event event event_name gtm_event",
    ga4_event: "ga4 analytics_event key_event",
    returning_visit: "returning_visitor returning_user",
  }),
  funnel: table({
    steps: "pages stages path goals funnel_steps",
    within: "window timeout time_window max_time maximum_time",
    open: "is_open open_funnel",
  }),
  parameter: table({
    data_layer: "dlv dl datalayer data_layer_variable data_layer_key variable key from_data_layer",
    query: "query_parameter url_parameter url_query param query_string from_query",
    cookie: "cookie_name first_party_cookie",
    value: "constant fixed text static",
  }),
  page: table({
    path: "page_path pathname page_path_name",
    url: "page_url page_location location href address full_url",
    host: "hostname page_hostname domain host_name",
    query: "url_query query_string params parameters queries search query_parameters query_params",
    fragment: "hash url_fragment page_fragment anchor",
  }),
  element: table({
    text: "click_text link_text button_text label",
    id: "click_id form_id element_id link_id",
    classes: "class class_name click_classes click_class form_classes form_class css_class element_classes",
    url: "href click_url link_url",
    selector: "css css_selector click_element element element_selector query_selector form_element",
    action: "form_url form_action url",
    percent:
      "vertical vertical_percent threshold thresholds min_percent_visible minimum_percent_visible scroll_depth depth scroll_percent percentage",
    pixels: "px pixel vertical_pixels",
    progress: "percent video_percent percentage",
    title: "video_title name",
    status: "video_status state",
    time: "on_screen_duration minimum_on_screen_duration duration min_on_screen_duration",
    extensions: "extension file_extension type types",
  }),
  matcher: table({
    equals: "ist_gleich gleich igual_a is equal eq exact == = equal_to is_equal_to exactly",
    begins_with:
      "beginnt_mit commence_par empieza_con empieza_por comienza_con starts_with start_with startswith beginswith begin_with prefix begins starts",
    ends_with: "endet_mit endet_auf termina_con se_termine_par endswith end_with suffix ends",
    contains: "enth_lt contient contiene includes include contain partial like",
    matches:
      "regex regexp re2 re matches_regex matches_reg_ex match_regex regular_expression pattern matches_regexp full_regexp partial_regexp regex_match",
    one_of: "in any_of is_one_of list in_list or any oneof",
    more_than: "> gt greater_than greater is_greater_than more_then bigger_than",
    at_least: ">= => gte ge greater_than_or_equal greater_than_or_equal_to min minimum from",
    less_than: "< lt less_than_ lower_than smaller_than less fewer_than",
    at_most: "<= =< lte le less_than_or_equal less_than_or_equal_to max maximum to",
    ignore_case: "case_insensitive ignorecase insensitive",
  }),
};

const ELEMENTS: ReadonlySet<string> = new Set([
  "click",
  "link",
  "form",
  "visible",
  "scroll",
  "video",
  "download",
]);

/** The keys of each interaction. */
const INTERACTION_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(goalsSchema.$defs.on.properties).map(([key, schema]) => [key, propertiesOf(schema)]),
);

/** A key's own keys are in the part of its schema that refuses others. */
function propertiesOf(schema: object): readonly string[] {
  const parts = "allOf" in schema ? (schema.allOf as readonly object[]) : [];
  return parts.flatMap((part) => ("properties" in part ? Object.keys(part.properties as object) : []));
}

function tableOf(context: string): ReadonlyMap<string, string> | undefined {
  if (context === "step") return KEYS["goal"];
  if (context === "text_matcher" || context === "value_matcher") return KEYS["matcher"];
  if (ELEMENTS.has(context)) return KEYS["element"];
  return Object.hasOwn(KEYS, context) ? KEYS[context] : undefined;
}

/** The key of this place that another tool calls so; null when there is none. */
export function keyFor(context: string, key: string, allowed: readonly string[]): string | null {
  const word = withoutSpelling(key);
  const known = tableOf(context)?.get(word);
  if (known !== undefined && allowed.includes(known)) return known;
  return allowed.includes(word) ? word : null;
}

/** Words that stand for more than another name; what to write instead of the whole entry. */
export function entryAdvice(context: string, key: string, holder: Located | undefined): string | null {
  const word = withoutSpelling(key);
  const value = child(holder, key);
  const caseless = caseAdvice(context, word, holder, value);
  if (caseless !== null) return caseless;
  if (context === "goal" || context === "step")
    return goalEntry(word, key, value, textOf(child(holder, "type")));
  if (context === "on")
    return besideInteraction(key, holder, INTERACTION_PROPERTIES) ?? interactionEntry(word, value);
  if (context === "page") return pageEntry(word, value);
  if (context === "text_matcher" || context === "value_matcher") return matcherEntry(word, value, holder);
  if (context === "parameter") return parameterEntry(key, word, value);
  if (context === "value") return valueEntry(key, value);
  if (ELEMENTS.has(context))
    return (
      elementEntry(context, word, value) ??
      visibleEntry(context, word, value) ??
      (word === "page" ? "`page` goes next to `on`, at the goal itself." : null) ??
      attributeAdvice(context, key, value)
    );
  return null;
}

/** `ignore_case` is said of one comparison, and capital letters matter without it. */
function caseAdvice(
  context: string,
  word: string,
  holder: Located | undefined,
  value: Located | undefined,
): string | null {
  const isCaseSensitive = /^(?:case_sensitive|match_case|casesensitive)$/.test(word);
  if (!isCaseSensitive && !/^(?:ignore_case|case_insensitive|ignorecase)$/.test(word)) return null;
  if (isCaseSensitive === (textOf(value) === "true"))
    return "Delete it: capital and small letters are different unless `ignore_case: true` says otherwise.";
  if (context === "text_matcher" || context === "value_matcher")
    return isCaseSensitive ? "Write `ignore_case: true`." : null;
  const path =
    textOf(child(context === "goal" ? holder : undefined, "page")) ?? textOf(child(holder, "path"));
  if (path === undefined || (context !== "goal" && context !== "page")) return null;
  const comparison = `{ equals: ${inYaml(path)}, ignore_case: true }`;
  const entry = context === "goal" ? `page: { path: ${comparison} }` : `path: ${comparison}`;
  return `It belongs to the comparison: write \`${entry}\` instead of \`${context === "goal" ? "page" : "path"}\`, and delete it here.`;
}

/** `value: {amount}`, `value: { key: order.total }`, `value: { amount: 5 }` */
function valueEntry(key: string, value: Located | undefined): string | null {
  if (key === "currency" && textOf(value) !== undefined)
    return `It goes next to \`value\`, at the goal itself: \`currency: ${inYaml(textOf(value) ?? "")}\`.`;
  if (key === "query" || key === "cookie")
    return "An amount is a number, or comes from the data layer: have the site push it, and write `value: { data_layer: total }`.";
  if (value?.kind !== "scalar") return null;
  if (typeof value.value === "number") return `Write \`value: ${value.text}\`.`;
  const name = value.value === null ? key : value.text;
  return /^[A-Za-z_][\w.]*$/.test(name)
    ? `Write \`value: { data_layer: ${name} }\` for the amount that the site pushes under this key.`
    : null;
}

/** `plan: {plan}`, `plan: { dimension: true }` */
function parameterEntry(key: string, word: string, value: Located | undefined): string | null {
  if (/^(?:(?:custom_)?dimension|scope)$/.test(word)) return "Write `register: dimension`.";
  if (/^(?:custom_)?metric$/.test(word)) return "Write `register: metric`.";
  if (/^(?:default|fallback|default_value)$/.test(word))
    return "Delete it: where there is no value, none is sent.";
  if (value?.kind === "scalar" && value.value === null && /^[a-z][\w.]*$/i.test(key))
    return `Write \`data_layer: ${key}\`.`;
  return null;
}

/** Keys of one interaction that belong to another, or that a key of ours says. */
function elementEntry(context: string, word: string, value: Located | undefined): string | null {
  const text = textOf(value);
  if (text === undefined) return null;
  if (context === "click" && /^(?:url|href|click_url|link_url|link)$/.test(word))
    return `The address of a link goes under \`link\`: write \`link: { url: ${inYaml(text)} }\` instead of \`click\`.`;
  if (context === "link" && /^(?:host|hostname|domain)$/.test(word))
    return `Write \`url: { begins_with: ${inYaml(`https://${text.replace(/^https?:\/\//, "").replace(/\/$/, "")}/`)} }\`.`;
  if (context === "link" && /^(?:external|is_outbound|outgoing|extern)$/.test(word))
    return `Write \`outbound: ${/^(?:false|no|off)$/.test(text) ? "false" : "true"}\`.`;
  if (context === "video" && /^(?:id|video_id|videoid)$/.test(word))
    return `Write \`url: { contains: ${inYaml(`v=${text}`)} }\`.`;
  if (context === "click" && /^(?:button|button_text|caption)$/.test(word))
    return `Write \`text: ${inYaml(text)}\`.`;
  if (context === "form" && (word === "name" || word === "form_name"))
    return `Write \`selector: ${inYaml(`form[name="${text}"]`)}\`.`;
  if (context === "download" && /^(?:name|file|file_name|filename|path)$/.test(word))
    return `Write \`url: { contains: ${inYaml(text)} }\`.`;
  if (context === "video" && /^(?:provider|player|video_provider)$/.test(word))
    return /youtube/i.test(text)
      ? "Delete it: only YouTube's player is noticed."
      : "Only YouTube's player is noticed: let the site push an event, and count that.";
  return null;
}

function visibleEntry(context: string, word: string, value: Located | undefined): string | null {
  if (context === "visible" && (word === "element_id" || word === "id") && textOf(value) !== undefined)
    return `Write \`selector: ${inYaml(`#${textOf(value)}`)}\`.`;
  return null;
}

function goalEntry(
  word: string,
  key: string,
  value: Located | undefined,
  type: string | undefined,
): string | null {
  const text = textOf(value);
  if (
    /^(?:is_)?(?:a_)?(?:conversion|goal|key_event|mark_as_(?:conversion|key_event)|is_key_event)$/.test(word)
  )
    return text === "false"
      ? "Write `key_event: false`."
      : "Delete it: every goal here is a key event, unless it says `key_event: false`.";
  if (/^(?:event_)?(?:category|action|label)$/.test(word) && text !== undefined)
    return `Events of GA4 have no category, action and label. Write \`parameters: { ${word}: ${inYaml(text)} }\` to send it along; the name for people is \`name\`.`;
  if (word === "non_interaction" || word === "noninteraction")
    return "Delete it: GA4 has no non-interaction events.";
  if (/^(?:tag|tags|tag_type|tag_name|trigger_name|workspace|folder)$/.test(word))
    return "Delete it: goalform makes tags and triggers itself, from `type`, `page` and `on`.";
  if (word === "funnel" || word === "steps" || word === "goal_funnel")
    return "Funnels go at the top level of the file, next to `goals`: `funnels: { checkout: { steps: [ … ] } }`.";
  if (word === "match_type" || word === "match")
    return "How to compare is part of the condition: `page: { path: { begins_with: /thanks } }`.";
  if (/^(?:measurement_id|property|container|ga4|gtm)$/.test(word))
    return "Where goals are measured goes at the top level of the file, under `targets`.";
  if (word === "goal_type" && text !== undefined && typeOf(text) !== null)
    return `Write \`type: ${typeOf(text)}\`.`;
  if (word === "at_least" && type === "pages_per_session" && Number(text) > 1)
    return `Write \`more_than: ${Number(text) - 1}\`.`;
  if (word === "disabled" && text === "true") return "Write `enabled: false`.";
  if (word === "disabled" && text === "false") return "Write `enabled: true`.";
  if (/^(?:greater_than|longer|more|gt)$/.test(word) && (type === "duration" || type === "pages_per_session"))
    return `Did you mean \`${type === "duration" ? "longer_than" : "more_than"}\`?`;
  const shown = shownValue(value);
  if (/^(?:path|url|host|fragment)$/.test(word) && shown !== null)
    return `Conditions on the address go under \`page\`: write \`page: { ${key}: ${shown} }\`.`;
  if (/^(?:click|link|form|download|scroll|visible|video|data_layer|ga4_event)$/.test(word) && shown !== null)
    return `What a visitor does goes under \`on\`: write \`on: { ${key}: ${shown} }\`.`;
  return null;
}

function interactionEntry(word: string, value: Located | undefined): string | null {
  if (TYPES.get(word) === "destination" || word === "destination")
    return `A page is a goal of its own type: \`type: destination\`, with \`page: ${inYaml(pathOf(value))}\`.`;
  if (TYPES.get(word) === "duration" || word === "duration")
    return "Time is a goal of its own type: `type: duration`, with `longer_than: 4m`.";
  if (/^history(?:_change)?s?$/.test(word))
    return "Write `spa: true` at a goal of type `destination`: it counts pages that a single-page app shows.";
  if (word === "trigger_group") return "Make a funnel of what the group is made of.";
  const isFlag =
    value === undefined || (value.kind === "scalar" && (value.value === true || value.value === null));
  if (isFlag && /^[a-z][a-z0-9_]*$/.test(word) && !EVENTS.has(word))
    return `Write \`ga4_event: ${word}\` where Analytics receives that event, \`data_layer: ${word}\` where the site pushes it.`;
  return null;
}

function pathOf(value: Located | undefined): string {
  const text = textOf(value);
  return text?.startsWith("/") ? text : "/thanks";
}

function pageEntry(word: string, value: Located | undefined): string | null {
  if (word === "title" || word === "page_title" || word === "referrer" || word === "page_referrer")
    return "Only the address can be asked for: `path`, `url`, `host`, `query` and `fragment`.";
  const operator = word === "not" ? "not" : KEYS["matcher"]?.get(word);
  const op =
    operator ??
    (["equals", "begins_with", "ends_with", "contains", "matches", "one_of"].includes(word)
      ? word
      : undefined);
  const shown = shownValue(value);
  return op === undefined || shown === null ? null : `Write \`path: { ${op}: ${shown} }\`.`;
}

/** Negated comparisons: what is negated. */
const NEGATED: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:not_equals?|not_equal_to|does_not_equals?|is_not|is_not_equal_to|ne|neq|!=|<>|differs?|unequal)$/,
    "equals",
  ],
  [/^(?:not_contains?|does_not_contains?|excludes?|not_includes?|does_not_include)$/, "contains"],
  [/^(?:not_in|nin|none_of|is_not_one_of|not_one_of)$/, "one_of"],
  [/^(?:not_|does_not_)(?:starts?|begins?)_with$/, "begins_with"],
  [/^(?:not_|does_not_)ends?_with$/, "ends_with"],
  [/^(?:not_|does_not_)(?:match(?:es)?)(?:_reg_?ex(?:p)?)?$/, "matches"],
];

function matcherEntry(word: string, value: Located | undefined, holder: Located | undefined): string | null {
  const shown = shownValue(value);
  const ignoring = /^(.+?)_(?:ignore_case|case_insensitive|i)$/.exec(word)?.[1] ?? word;
  const isIgnoring = ignoring !== word;
  const negated = NEGATED.find(([pattern]) => pattern.test(ignoring))?.[1];
  const more = isIgnoring ? ", ignore_case: true" : "";
  if (shown !== null && negated !== undefined)
    return negated === "equals" && !isIgnoring
      ? `Write \`not: ${shown}\`.`
      : `Write \`not: { ${negated}: ${shown}${more} }\`.`;
  const positive = KEYS["matcher"]?.get(ignoring) ?? (isIgnoring ? ignoring : undefined);
  if (shown !== null && isIgnoring && positive !== undefined && positive !== "ignore_case")
    return `Write \`${positive}: ${shown}${more}\`.`;
  if (word === "between") return betweenEntry(value);
  if (/^(?:present|exists|is_set|set|defined|is_defined|not_empty|is_not_empty)$/.test(word))
    return "For any value write `matches: .+`.";
  if (/^matches_css_selector$/.test(word))
    return "A CSS selector goes under `selector`, at `click`, `link` or `form`.";
  return typedComparison(word, holder);
}

/** `between: [100, 200]` */
function betweenEntry(value: Located | undefined): string | null {
  const bounds =
    value?.kind === "list" ? value.items.map((one) => (one.kind === "scalar" ? one.text : "")) : [];
  const [, from, to] =
    /^(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.+|to|and|und|et|y)\s*(-?\d+(?:\.\d+)?)$/.exec(textOf(value) ?? "") ?? [];
  if (from !== undefined) return `Write \`at_least: ${from}, at_most: ${to}\`.`;
  const isRange = bounds.length === 2 && bounds.every((one) => /^-?\d+(?:\.\d+)?$/.test(one));
  return isRange ? `Write \`at_least: ${bounds[0]}, at_most: ${bounds[1]}\`.` : null;
}

/** `{ match_type: begins_with, value: /a }`, as Tag Manager's API has it. */
function typedComparison(word: string, holder: Located | undefined): string | null {
  if (!/^(?:type|match_type|operator|op|comparison|value)$/.test(word)) return null;
  const kind = ["type", "match_type", "matchType", "operator", "op", "comparison"]
    .map((one) => textOf(child(holder, one)))
    .find((one) => one !== undefined);
  const shown = shownValue(child(holder, "value"));
  if (kind === undefined || shown === null) return null;
  const name = withoutSpelling(kind);
  const op =
    KEYS["matcher"]?.get(name) ??
    (["equals", "begins_with", "ends_with", "contains", "matches"].includes(name) ? name : null);
  return op === null ? null : `The comparison itself is the key: \`{ ${op}: ${shown} }\`.`;
}

function shownValue(value: Located | undefined): string | null {
  if (value?.kind === "scalar" && value.value !== null)
    return typeof value.value === "string" ? inYaml(value.text) : value.text;
  if (value?.kind !== "list") return null;
  const items = value.items.map((one) => (one.kind === "scalar" ? one.text : null));
  return items.every((one) => one !== null) ? inYaml(items as string[]) : null;
}
