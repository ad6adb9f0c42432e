/** What a failing test says: the condition that was not true, and what is nearly right about it. */
import { describe, expect, test } from "vitest";
import { whyNot } from "./support.ts";

const destination = (page: string, more = "") =>
  `goals:\n  goal: { type: destination, page: ${page}${more} }\n`;
const event = (on: string, more = "") => `goals:\n  goal: { type: event, on: ${on}${more} }\n`;

const CASES: readonly (readonly [goal: string, visit: string, says: readonly string[]])[] = [
  // The case.
  [
    destination("{ path: /thanks, query: { step: done } }"),
    "{ page: '/thanks?step=Done' }",
    ['query parameter step "Done" is not "done" (only the case differs: `ignore_case: true` takes both)'],
  ],
  [
    destination("/thanks", ", via: ga4"),
    "{ page: /Thanks }",
    ['path "/Thanks" is not "/thanks" (only the case differs: `ignore_case: true` takes both)'],
  ],
  [
    event("{ data_layer: lead_sent }"),
    "{ page: / }, { data_layer: Lead_sent }",
    ['event "Lead_sent" is not "lead_sent" (only the case differs)'],
  ],
  // The slash at the end.
  [
    destination("/thanks"),
    "{ page: /thanks/ }",
    [
      'path "/thanks/" is not "/thanks" (only the trailing slash differs: the page has one; `trailing_slash: either` takes both)',
    ],
  ],
  [
    destination("/thanks/"),
    "{ page: /thanks }",
    [
      'path "/thanks" is not "/thanks/" (only the trailing slash differs: the page has none; `trailing_slash: either` takes both)',
    ],
  ],
  [
    destination("/thanks", ", via: ga4"),
    "{ page: '/thanks/?a=1' }",
    ['path "/thanks/" is not "/thanks" (only the trailing slash differs: the page has one)'],
  ],
  [
    destination("{ path: /thanks, trailing_slash: either }"),
    "{ page: /welcome }",
    ['path "/welcome" is not "/thanks" or "/thanks/"'],
  ],
  // What is missing, though a pattern matches what Tag Manager reads of it.
  [
    destination("{ query: { q: { matches: . } } }"),
    "{ page: '/?Q=shoes' }",
    ["query parameter q is not set (the address has ?Q=)"],
  ],
  [destination("{ query: { q: { matches: . } } }"), "{ page: / }", ["query parameter q is not set"]],
  // One letter.
  [
    event("{ data_layer: [chat_started, call_booked] }"),
    "{ page: / }, { data_layer: chat_startd }",
    [
      'event "chat_startd" is none of "chat_started" or "call_booked" (one letter differs from "chat_started")',
    ],
  ],
  // `www.`
  [
    destination("{ path: /thanks, host: acme.example }"),
    "{ page: /thanks }",
    ['host "www.acme.example" is not "acme.example" (only `www.` differs)'],
  ],
  [
    event("{ link: { url: { begins_with: 'https://partner.example/' } } }"),
    "{ page: / }, { link: 'https://www.partner.example/a' }",
    [
      'link address "https://www.partner.example/a" does not begin with "https://partner.example/" (only `www.` differs)',
    ],
  ],
  // Another spelling of the same.
  [
    event("{ click: { text: 'Jetzt kaufen' } }"),
    "{ page: / }, { click: '<button>jetzt kaufen</button>' }",
    ['text "jetzt kaufen" is not "Jetzt kaufen" (only the case differs: `ignore_case: true` takes both)'],
  ],
  [
    event("{ data_layer: done }", ", where: { city: 'K\u00f6ln' }"),
    "{ page: / }, { data_layer: { event: done, city: 'K%C3%B6ln' } }",
    ['city "K%C3%B6ln" is not "K\u00f6ln" (the same in another spelling: "K\u00f6ln")'],
  ],
  // The query is not part of the path, and a value may be in another part.
  [
    destination("{ path: { ends_with: 'done' } }"),
    "{ page: '/thanks?step=done' }",
    [
      'path "/thanks" does not end with "done" (the path is compared without the query: compare that under `query:`)',
    ],
  ],
  [
    destination("{ path: { contains: spring } }"),
    "{ page: '/#spring' }",
    [
      'path "/" does not contain "spring" (the path is compared without what follows #: compare that under `fragment:`)',
    ],
  ],
  [
    destination("{ path: /, query: { stage: done } }"),
    "{ page: '/?step=done' }",
    ["query parameter stage is not set"],
  ],
  [
    destination("{ path: /, query: { step: done } }"),
    "{ page: '/?stepp=done' }",
    ["query parameter step is not set (the address has ?stepp=)"],
  ],
  // A key that was missing, and not different.
  [
    event("{ data_layer: done }", ", where: { plan: { not: free } }"),
    "{ page: / }, { data_layer: done }",
    ["plan is not set"],
  ],
  [
    event("{ data_layer: done }", ", where: { order.plan: pro }"),
    "{ page: / }, { data_layer: { event: done, order: { plann: pro } } }",
    ["order.plan is not set (the page pushes order.plann)"],
  ],
  [
    destination("/", ", where: { plan: pro }"),
    "{ page: / }, { data_layer: { plan: pro } }",
    ["plan is not set (the page pushes it later)"],
  ],
  // One letter, - and _.
  [
    event("{ data_layer: registration_complete }"),
    "{ page: / }, { data_layer: registration-complete }",
    ['event "registration-complete" is not "registration_complete" (only - and _ differ)'],
  ],
  [
    event("{ data_layer: registration_complete }"),
    "{ page: / }, { data_layer: regstration_complete }",
    ['event "regstration_complete" is not "registration_complete" (one letter differs)'],
  ],
  [
    event("{ ga4_event: purchase }"),
    "{ page: / }, { ga4_event: purchas }",
    ['event "purchas" is not "purchase" (the names are nearly the same)'],
  ],
  // A number as people write it.
  [
    event("{ data_layer: done }", ", where: { total: { at_least: 50 } }"),
    "{ page: / }, { data_layer: { event: done, total: '1.250,00' } }",
    ['total "1.250,00" is not at least 50 (a number has a point: push 1250.00)'],
  ],
  // A click on something inside or around.
  [
    event("{ click: '.buy' }"),
    `{ page: / }, { click: '<div><button class="buy">Buy</button></div>' }`,
    ["what was clicked <div> does not match .buy (this finds an element inside it)"],
  ],
  [
    event("{ click: { id: { matches: '^buy-[0-9]+$' } } }"),
    `{ page: / }, { click: { html: '<button id="buy-12"><i></i></button>', on: i } }`,
    ['id "" does not match "^buy-[0-9]+$" (it was on a child of <button id="buy-12">, which has this id)'],
  ],
  [
    event("{ link: { url: { begins_with: 'tel:' } } }"),
    "{ page: / }, { click: '<span>0123</span>' }",
    ["this is not a link, and is not inside one"],
  ],
  // Something else happened.
  [
    destination("/thanks"),
    "{ page: / }, { navigate: /thanks }",
    [
      'path "/" is not "/thanks"',
      "no page loads: the address changes without it (`spa: true` counts these page views too)",
    ],
  ],
  [
    destination("/thanks", ", spa: true"),
    "{ page: /thanks?a=1 }, { navigate: '/thanks?a=2' }",
    ["the same page as before, as far as the goal looks at it"],
  ],
  // Too little.
  [
    "goals:\n  goal: { type: duration, longer_than: 4m }\n",
    "{ page: / }, { wait: 4m }",
    [
      "a session of 0s is not longer than 4m",
      "a session of 4m is not longer than 4m (exactly this much is not more than this much)",
    ],
  ],
  [
    "goals:\n  goal: { type: duration, longer_than: 4m }\n",
    "{ consent: { analytics_storage: denied } }, { page: / }",
    [
      "analytics_storage is denied by default: the session script waits",
      "a session of 0s is not longer than 4m",
    ],
  ],
  [
    "goals:\n  goal: { type: duration, longer_than: 90s, scope: page, page: /guide }\n",
    "{ page: /guide }, { wait: 80s }",
    ["the page was open for 1m 20s, not for 1m 30s"],
  ],
  [
    "goals:\n  goal: { type: pages_per_session, more_than: 1 }\n",
    "{ page: / }",
    ["1 page in the session: not more than 1 (exactly this much is not more than this much)"],
  ],
  [event("{ scroll: 75 }"), "{ page: / }, { scroll: 50 }", ["scrolled down to 50%, not to 75%"]],
  [
    event("{ video: { progress: 50 } }"),
    "{ page: / }, { video: { progress: 25 } }",
    ["the video is watched to 50%: here 25%"],
  ],
  [
    event("{ visible: { selector: .a, time: 5s } }"),
    `{ page: / }, { visible: { html: '<p class="a">', for: 2s } }`,
    ["it was on screen for 2s, not for 5s"],
  ],
  // Exceptions, and whether there is a value at all.
  [
    destination("/thanks", ", unless: { cookie: { staff: { present: true } } }"),
    '{ page: { url: /thanks, cookies: { staff: "1" } } }',
    ["an exception (`unless`) keeps it from counting"],
  ],
  [
    event("{ data_layer: done }", ", where: { plan: { present: true } }"),
    "{ page: / }, { data_layer: done }",
    ["plan is missing or empty"],
  ],
  [
    destination("{ path: /, query: { q: { present: false } } }"),
    "{ page: '/?q=1' }",
    ["query parameter q has a value"],
  ],
  // Consent.
  [
    destination("/thanks", ", consent: [ad_storage]"),
    "{ consent: { ad_storage: denied } }, { page: /thanks }",
    ["the consent that the goal waits for (`consent`) is denied"],
  ],
  [
    destination("/thanks"),
    "{ consent: { analytics_storage: denied } }, { page: /thanks }",
    ["sent without consent, as a ping without a cookie: Analytics may model it, and does not count it"],
  ],
];

describe("a goal that does not count says", () => {
  test.each(CASES)("%s%s", (goals, visit, says) => {
    expect(whyNot(goals, "goal", visit)).toEqual(says);
  });
});
