/** Keys in the wrong place, and other mistakes with a better answer than the nearest word. */

/** Mistakes with a better answer than the nearest word. */
export const SPECIAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "target/property":
      'It goes under `ga4`, with the measurement id: `ga4: { property: "123456789", measurement_id: G-TEST123456 }`.',
    "target/measurement_id":
      'It goes under `ga4`, with the property: `ga4: { property: "123456789", measurement_id: G-TEST123456 }`.',
    "target/container": "It goes under `gtm`: `gtm: { container: GTM-TEST01 }`.",
    "target/account": 'It goes under `gtm`, with the container: `gtm: { account: "1", container: "2" }`.',
    ...Object.fromEntries(
      ["property", "measurement_id", "container", "account", "ga4", "gtm"].map((key) => [
        `file/${key}`,
        'It goes into a target: `targets: { production: { ga4: { property: "123456789", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } } }`.',
      ]),
    ),
    "step/required": "Delete it: the first step is required unless the funnel says `open: true`.",
    "goal/required": "Delete it: the first step of a funnel is required unless the funnel says `open: true`.",
    "funnel/goal":
      "The last step is the goal: add its id to `steps`, as in `steps: [{ id: cart, page: /cart }, purchase]`.",
    "funnel/first_step_required":
      "Delete it: the first step is required unless the funnel says `open: true`.",
    "funnel/page": "Each page is a step with an id: `steps: [{ id: cart, page: /cart }, purchase]`.",
    "file/google_tag": "It goes into a target, next to `ga4` and `gtm`: `google_tag: page`.",
    "gtm/google_tag": "It goes next to `gtm`, one level up: `google_tag: page`.",
    "file/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "defaults/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "goal/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "funnel/annotate": "It goes into a target, next to `ga4` and `gtm`: `annotate: false`.",
    "ga4/annotate": "It goes next to `ga4`, one level up: `annotate: false`.",
    ...insteadInTheFile(
      ..."version name targets default_target defaults forward dimensions metrics experiments removed google_tag annotate".split(
        " ",
      ),
    ),
    "part/include":
      "Name the file in the `include` of the goals file itself: one list names all files, and no file can include itself.",
    "ga4/google_tag": "It goes next to `ga4`, one level up: `google_tag: page`.",
    "goal/path": "Conditions on the address go under `page`: `page: { path: /thanks }`.",
    "goal/url": "Conditions on the address go under `page`: `page: { url: … }`.",
    "goal/query": "Conditions on the address go under `page`: `page: { query: { step: done } }`.",
    "goal/host": "Conditions on the address go under `page`: `page: { host: www.acme.example }`.",
    "goal/click": "What a visitor does goes under `on`: `on: { click: … }`.",
    "goal/link": "What a visitor does goes under `on`: `on: { link: … }`.",
    "goal/download": "What a visitor does goes under `on`: `on: { download: … }`.",
    "goal/scroll": "What a visitor does goes under `on`: `on: { scroll: 50 }`.",
    "goal/visible": "What a visitor does goes under `on`: `on: { visible: … }`.",
    "goal/returning_visit": "What a visitor does goes under `on`: `on: { returning_visit: true }`.",
    "goal/video": "What a visitor does goes under `on`: `on: { video: … }`.",
    "goal/form": "What a visitor does goes under `on`: `on: { form: … }`.",
    "goal/data_layer": "What a visitor does goes under `on`: `on: { data_layer: … }`.",
    "goal/ga4_event": "What a visitor does goes under `on`: `on: { ga4_event: … }`.",
    "goal/at_least":
      "Use `longer_than` for time; for pages `more_than` with one page less: at least 5 is `more_than: 4`.",
    "goal/forward":
      "It goes to the top of the file, next to `goals`: `forward: { shop: { data_layer: [view_item, add_to_cart] } }`.",
    "forward/parameters":
      "What is sent along with forwarded events goes into `defaults`: `defaults: { parameters: … }`.",
    "forward/user_properties":
      "What is sent along with forwarded events goes into `defaults`: `defaults: { user_properties: … }`.",
    "forward/unless": "Exceptions of forwarded events go into `defaults`: `defaults: { unless: … }`.",
    "forward/consent":
      "The consent that forwarded events need goes into `defaults`: `defaults: { consent: … }`.",
    "forward/host": "The hosts whose events are forwarded go into `defaults`: `defaults: { host: … }`.",
    "forward/events": "The names go under `data_layer`: `data_layer: [view_item, add_to_cart]`.",
    "forward/on": "The names go under `data_layer`: `data_layer: [view_item, add_to_cart]`.",
    "on/outbound": "`outbound` is about links: `on: { link: { outbound: true } }`.",
    "on/where": "`where` goes next to `on`, not into it.",
    "text_matcher/more_than": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/at_least": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/less_than": "Numbers are compared only under `where`; an address is text.",
    "text_matcher/at_most": "Numbers are compared only under `where`; an address is text.",
  }),
);

function insteadInTheFile(...keys: readonly string[]): Record<string, string> {
  const hint = "It goes into the goals file itself; an included file contains only `goals` and `funnels`.";
  return Object.fromEntries(keys.map((key) => [`part/${key}`, hint]));
}
