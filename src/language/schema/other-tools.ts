/** Words of Universal Analytics, Tag Manager and GA4, and what they are called here. */
import { entryIn } from "../../entry-in.ts";

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
export const TYPES = table({
  pages_per_session:
    "pages_screens_per_session pages_session pages_per_visit pages_visit visit_num_pages screens_per_session screens_session page_depth num_pages",
  destination:
    "ziel zielseite destino url_destination url page pages page_view page_views pageview pageviews virtual_pageview screen_view thank_you_page thankyou_page thank_you landing_page dom_ready window_loaded goal_page",
  duration:
    "dauer dur_e duraci_n visit_time_on_site time_on_site time_on_page timer time session_duration visit_duration average_session_duration",
});

export const EVENTS = table({
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
  funnel: "funnel goal_funnel",
});

/** As the screens of Google call an event; accents are gone already. */
const EVENT_WORDS: ReadonlySet<string> = new Set(["event", "ereignis", "v_nement", "evento"]);

export function asType(type: string): string {
  return `Write \`type: ${type}\`, which is what it is called here.`;
}

/** What to write for a type of another tool; null when nobody calls anything so. */
export function typeAdvice(written: string): string | null {
  const word = withoutSpelling(written);
  const type = TYPES.get(word);
  if (type !== undefined) return asType(type);
  if (EVENT_WORDS.has(word)) return asType("event");
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
export const KEYS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
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
    any: "either any_of or one_of oneof alternatives ways any_one_of",
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
    attribute: "attr data_attribute html_attribute dom_attribute",
    default: "fallback default_value otherwise if_missing",
    value: "constant fixed text static",
  }),
  page: table({
    path: "page_path pathname page_path_name",
    url: "page_url page_location location href address full_url",
    host: "hostname page_hostname domain host_name",
    query: "url_query query_string params parameters queries search query_parameters query_params",
    fragment: "hash url_fragment page_fragment anchor",
    title: "page_title",
    referrer: "page_referrer referer",
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
      "head beginnt_mit commence_par empieza_con empieza_por comienza_con starts_with start_with startswith beginswith begin_with prefix begins starts",
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

export const ELEMENTS: ReadonlySet<string> = new Set([
  "click",
  "link",
  "form",
  "visible",
  "scroll",
  "video",
  "download",
]);

function tableOf(context: string): ReadonlyMap<string, string> | undefined {
  if (context === "step" || context === "way") return KEYS["goal"];
  if (context === "text_matcher" || context === "value_matcher") return KEYS["matcher"];
  if (ELEMENTS.has(context)) return KEYS["element"];
  return entryIn(KEYS, context);
}

/** The key of this place that another tool calls so; null when there is none. */
export function keyFor(context: string, key: string, allowed: readonly string[]): string | null {
  const word = withoutSpelling(key);
  const known = tableOf(context)?.get(word);
  if (known !== undefined && allowed.includes(known)) return known;
  return allowed.includes(word) ? word : null;
}
