/** Texts that were meant as something else are told, and texts that are meant as they stand are not. */
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { HEAD } from "../support/shop.ts";
import { LEGITIMATE } from "./legitimate-values.ts";

function problems(goal: string) {
  const bytes = new TextEncoder().encode(`${HEAD}goals:\n  goal: ${goal}\n`);
  return readGoals("goals.yaml", bytes).diagnostics;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

describe("a text that is meant as it stands", () => {
  test.each(Object.entries(LEGITIMATE))("%s", (place, values) => {
    const told = values.flatMap((value) =>
      problems(place.replace("$", () => quoted(value))).map(({ code }) => `${value}: ${code}`),
    );
    expect(told).toEqual([]);
  });

  test("there are enough of them", () => {
    expect(Object.values(LEGITIMATE).flat().length).toBeGreaterThan(150);
  });
});

/** What is said about each: the code, and what to write instead. */
const MISREAD: readonly (readonly [goal: string, code: string, advice: string])[] = [
  ["{ type: destination, page: /shop/../danke }", "unusual-path", "page: /danke"],
  ["{ type: destination, page: /a/./danke/.. }", "unusual-path", "page: /a/"],
  [
    "{ type: destination, page: { path: { begins_with: /shop/../danke } } }",
    "unusual-path",
    "begins_with: /danke",
  ],
  ["{ type: destination, page: { path: { contains: /../danke } } }", "unusual-path", "contains: /danke"],
  ["{ type: destination, page: //danke }", "unusual-path", "page: /danke"],
  ["{ type: destination, page: [/danke, /a//b] }", "unusual-path", "Write `/a/b`"],
  [
    "{ type: destination, page: { url: 'https://www.acme.example//danke?a=//b' } }",
    "unusual-path",
    "https://www.acme.example/danke?a=//b",
  ],
  ["{ type: event, on: { link: /shop/../kontakt } }", "unusual-path", "link: /kontakt"],
  ["{ type: event, on: { form: { action: /a//send } } }", "unusual-path", "action: /a/send"],
  // Wildcards.
  ["{ type: destination, page: /guides/* }", "not-a-wildcard", "page: { path: { begins_with: /guides/ } }"],
  [
    "{ type: destination, page: '/*danke' }",
    "not-a-wildcard",
    "page: { path: { matches: '^/[^/]*danke$' } }",
  ],
  [
    "{ type: destination, page: { path: '/*/danke' } }",
    "not-a-wildcard",
    "path: { matches: '^/[^/]*/danke$' }",
  ],
  ["{ type: destination, page: { path: { contains: '*danke*' } } }", "not-a-wildcard", "contains: danke"],
  ["{ type: destination, page: { path: { contains: '%danke%' } } }", "not-a-wildcard", "contains: danke"],
  [
    "{ type: destination, page: { path: { one_of: [/a, /b/*] } } }",
    "not-a-wildcard",
    "matches: '^(/a|/b/.*)$'",
  ],
  ["{ type: destination, page: { path: { matches: /blog/* } } }", "not-a-wildcard", "begins_with: /blog/"],
  [
    "{ type: destination, page: { host: '*.acme.example' } }",
    "not-a-wildcard",
    "host: { ends_with: .acme.example }",
  ],
  ["{ type: destination, page: { path: /a, query: { q: '*' } } }", "not-a-wildcard", "q: { present: true }"],
  [
    "{ type: destination, page: { path: /a, fragment: 'a*' } }",
    "not-a-wildcard",
    "fragment: { begins_with: a }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: 'pro*' } }",
    "not-a-wildcard",
    "plan: { begins_with: pro }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: { not: '*free*' } } }",
    "not-a-wildcard",
    "not: { contains: free }",
  ],
  ["{ type: event, on: { click: { text: '*Buy*' } } }", "not-a-wildcard", "text: { contains: Buy }"],
  ["{ type: event, on: { click: { id: 'btn-*' } } }", "not-a-wildcard", "id: { begins_with: btn- }"],
  ["{ type: event, on: { link: 'tel:*' } }", "not-a-wildcard", "link: { url: { begins_with: 'tel:' } }"],
  ["{ type: event, on: { form: 'contact*' } }", "not-a-wildcard", "form: { id: { begins_with: contact } }"],
  [
    "{ type: event, on: { form: { action: '/contact/*' } } }",
    "not-a-wildcard",
    "action: { begins_with: /contact/ }",
  ],
  ["{ type: event, on: { video: { title: 'Demo*' } } }", "not-a-wildcard", "title: { begins_with: Demo }"],
  ["{ type: event, on: { data_layer: 'order_*' } }", "not-a-wildcard", ""],
  ["{ type: event, on: { data_layer: x }, where: { 'order_*': a } }", "not-a-wildcard", ""],
  ["{ type: event, on: { data_layer: x }, parameters: { a: { cookie: 'ab_*' } } }", "not-a-wildcard", ""],
  ["{ type: event, on: { data_layer: x }, parameters: { a: { query: 'utm_*' } } }", "not-a-wildcard", ""],
  ["{ type: event, on: { data_layer: x }, value: { data_layer: 'order_*' } }", "not-a-wildcard", ""],
  // Regular expressions.
  ["{ type: destination, page: /x/.* }", "looks-like-a-pattern", "page: { path: { matches: '^/x/.*$' } }"],
  [
    "{ type: destination, page: { path: { begins_with: /x/.* } } }",
    "looks-like-a-pattern",
    "matches: '^/x/.*'",
  ],
  [
    "{ type: destination, page: { path: { contains: '/x/\\d+' } } }",
    "looks-like-a-pattern",
    "matches: '/x/\\d+'",
  ],
  [
    "{ type: destination, page: { path: /thanks/i } }",
    "looks-like-a-pattern",
    "path: { matches: thanks, ignore_case: true }",
  ],
  [
    "{ type: destination, page: { path: { matches: '/^\\/thanks$/i' } } }",
    "looks-like-a-pattern",
    "matches: '^/thanks$', ignore_case: true",
  ],
  [
    "{ type: destination, page: { url: { contains: '/(de|en)/x' } } }",
    "looks-like-a-pattern",
    "matches: '/(de|en)/x'",
  ],
  [
    "{ type: destination, page: { host: '^www\\.acme\\.example$' } }",
    "looks-like-a-pattern",
    "host: { matches: '^www\\.acme\\.example$' }",
  ],
  [
    "{ type: destination, page: { path: /a, query: { q: '.*' } } }",
    "looks-like-a-pattern",
    "q: { present: true }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: 'pro.*' } }",
    "looks-like-a-pattern",
    "plan: { matches: '^pro.*$' }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: '\\d+' } }",
    "looks-like-a-pattern",
    "plan: { matches: '^\\d+$' }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: '^pro' } }",
    "looks-like-a-pattern",
    "plan: { matches: '^pro' }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: 'regex:^p' } }",
    "looks-like-a-pattern",
    "plan: { matches: '^p' }",
  ],
  [
    "{ type: event, on: { click: { text: '(Buy|Kaufen)' } } }",
    "looks-like-a-pattern",
    "text: { matches: '^(Buy|Kaufen)$' }",
  ],
  [
    "{ type: event, on: { link: 'https://.*\\.example/' } }",
    "looks-like-a-pattern",
    "link: { url: { matches: '^https://.*\\.example/$' } }",
  ],
  ["{ type: event, on: { data_layer: 'order.*' } }", "looks-like-a-pattern", ""],
  [
    "{ type: event, on: { data_layer: '^order$' } }",
    "looks-like-a-pattern",
    "data_layer: { matches: '^order$' }",
  ],
  ["{ type: event, on: { data_layer: 'order*' } }", "not-a-wildcard", "data_layer: { begins_with: order }"],
  ["{ type: event, on: { data_layer: '*_order*' } }", "not-a-wildcard", "data_layer: { contains: _order }"],
  ["{ type: event, on: { data_layer: order|sale } }", "looks-like-a-pattern", "data_layer: [order, sale]"],
  ["{ type: event, on: { data_layer: 'order, sale' } }", "looks-like-a-pattern", "data_layer: [order, sale]"],
  [
    "{ type: event, on: { data_layer: [order*, sale] } }",
    "not-a-wildcard",
    "data_layer: { matches: '^(order.*|sale)$' }",
  ],
  [
    "{ type: event, on: { data_layer: [^order$, sale] } }",
    "looks-like-a-pattern",
    "matches: '^order$|^sale$'",
  ],
  // Several texts in one.
  ["{ type: destination, page: /danke|/merci }", "looks-like-a-pattern", "page: [/danke, /merci]"],
  ["{ type: destination, page: '/danke, /merci' }", "looks-like-a-pattern", "page: [/danke, /merci]"],
  [
    "{ type: destination, page: { path: { begins_with: /de/|/at/ } } }",
    "looks-like-a-pattern",
    "begins_with: [/de/, /at/]",
  ],
  [
    "{ type: destination, page: { path: { contains: danke|merci } } }",
    "looks-like-a-pattern",
    "contains: [danke, merci]",
  ],
  [
    "{ type: destination, page: { path: /a, query: { step: done|ok } } }",
    "looks-like-a-pattern",
    "step: [done, ok]",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: pro|team } }",
    "looks-like-a-pattern",
    "plan: [pro, team]",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: pro or team } }",
    "looks-like-a-pattern",
    "plan: [pro, team]",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: { not: free|trial } } }",
    "looks-like-a-pattern",
    "not: [free, trial]",
  ],
  ["{ type: event, on: { click: { text: Buy|Kaufen } } }", "looks-like-a-pattern", "text: [Buy, Kaufen]"],
  ["{ type: event, on: { data_layer: a|b } }", "looks-like-a-pattern", ""],
  ["{ type: event, on: { data_layer: 'a, b' } }", "looks-like-a-pattern", ""],
  // Placeholders.
  [
    "{ type: destination, page: /product/:id }",
    "looks-like-a-placeholder",
    "page: { path: { matches: '^/product/[^/?#]+$' } }",
  ],
  [
    "{ type: destination, page: '/product/{id}/done' }",
    "looks-like-a-placeholder",
    "page: { path: { matches: '^/product/[^/?#]+/done$' } }",
  ],
  [
    "{ type: destination, page: '/product/[id]' }",
    "looks-like-a-placeholder",
    "page: { path: { matches: '^/product/[^/?#]+$' } }",
  ],
  [
    "{ type: destination, page: { url: { begins_with: 'https://<host>/a' } } }",
    "looks-like-a-placeholder",
    "matches: '^https://[^/?#]+/a'",
  ],
  [
    "{ type: destination, page: '/thanks/…' }",
    "looks-like-a-placeholder",
    "page: { path: { matches: '^/thanks/' } }",
  ],
  ["{ type: event, on: { data_layer: '<event>' } }", "looks-like-a-placeholder", ""],
  [
    "{ type: event, on: { data_layer: x }, where: { 'items[0].id': a } }",
    "looks-like-a-placeholder",
    "items.0.id",
  ],
  // Operators.
  [
    "{ type: event, on: { data_layer: x }, where: { plan: not free } }",
    "looks-like-an-operator",
    "plan: { not: free }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: '!= free' } }",
    "looks-like-an-operator",
    "plan: { not: free }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: '!free' } }",
    "looks-like-an-operator",
    "plan: { not: free }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: { equals: '!free' } } }",
    "looks-like-an-operator",
    "equals: free, not: true",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: { not: '!free' } } }",
    "looks-like-an-operator",
    "not: { equals: free }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: '> 100' } }",
    "looks-like-an-operator",
    "total: { more_than: 100 }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: '>=100' } }",
    "looks-like-an-operator",
    "total: { at_least: 100 }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: '<= 9.5' } }",
    "looks-like-an-operator",
    "total: { at_most: 9.5 }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: more than 100 } }",
    "looks-like-an-operator",
    "total: { more_than: 100 }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: 'contains pro' } }",
    "looks-like-an-operator",
    "plan: { contains: pro }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: '== pro' } }",
    "looks-like-an-operator",
    "plan: { equals: pro }",
  ],
  [
    "{ type: event, on: { ga4_event: purchase }, where: { plan: '!= free' } }",
    "looks-like-an-operator",
    "plan: { not: free }",
  ],
  [
    "{ type: destination, page: { path: /a, query: { step: '!= done' } } }",
    "looks-like-an-operator",
    "step: { not: done }",
  ],
  [
    "{ type: destination, page: { path: /a, query: { step: not done } } }",
    "looks-like-an-operator",
    "step: { not: done }",
  ],
  [
    "{ type: destination, page: { host: '!staging.acme.example' } }",
    "looks-like-an-operator",
    "host: { not: staging.acme.example }",
  ],
  [
    "{ type: event, on: { click: { text: '!= Cancel' } } }",
    "looks-like-an-operator",
    "text: { not: Cancel }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: '> 1,000 EUR' } }",
    "looks-like-an-operator",
    "total: { more_than: 1000 }",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { total: between 1 and 2 } }",
    "looks-like-an-operator",
    "total: { at_least: 1, at_most: 2 }",
  ],
  ["{ type: event, on: { data_layer: x }, where: { 'total > 100': a } }", "looks-like-an-operator", ""],
  ["{ type: event, on: { data_layer: 'event: order' } }", "not-an-event-name", "data_layer: order"],
  [
    "{ type: destination, page: { path: /a, query: { step: step=done } } }",
    "looks-like-an-operator",
    "step: done",
  ],
  [
    "{ type: destination, page: { url: { matches: 'danke?step=done' } } }",
    "not-a-wildcard",
    "matches: 'danke\\?step=done'",
  ],
  [
    "{ type: event, on: { link: { url: { begins_with: //wa.me } } } }",
    "address-without-scheme",
    "begins_with: 'https://wa.me'",
  ],
  // Whether there is a value.
  [
    "{ type: destination, page: { path: /a, query: { q: true } } }",
    "looks-like-presence",
    "q: { present: true }",
  ],
  [
    "{ type: destination, page: { path: /a, query: { q: exists } } }",
    "looks-like-presence",
    "q: { present: true }",
  ],
  [
    "{ type: destination, page: { path: /a, query: { q: { not: undefined } } } }",
    "looks-like-presence",
    "write `present: true`",
  ],
  [
    "{ type: event, on: { data_layer: x }, where: { plan: not empty } }",
    "looks-like-presence",
    "plan: { present: true }",
  ],
  ["{ type: event, on: { data_layer: x }, where: { plan: undefined } }", "looks-like-presence", ""],
  [
    "{ type: destination, page: /a, unless: { cookie: { staff: . } } }",
    "looks-like-presence",
    "staff: { present: true }",
  ],
  // What stands around the text.
  ["{ type: destination, page: '/danke ' }", "stray-space", "page: /danke"],
  ["{ type: event, on: { data_layer: x }, where: { plan: ' pro' } }", "stray-space", "plan: pro"],
  ["{ type: event, on: { data_layer: ' x' } }", "stray-space", "data_layer: x"],
  ["{ type: event, on: { data_layer: ' ' } }", "stray-space", ""],
  ["{ type: event, on: { click: { text: { begins_with: ' Buy' } } } }", "stray-space", "begins_with: Buy"],
  ["{ type: event, on: { data_layer: x }, where: { plan: “pro” } }", "quotes-in-text", "plan: pro"],
  ["{ type: event, on: { data_layer: „order“ } }", "quotes-in-text", "data_layer: order"],
  ["{ type: event, on: { click: { text: “Buy” } } }", "quotes-in-text", "text: Buy"],
  // Addresses.
  [
    "{ type: destination, page: { url: { begins_with: www.acme.example } } }",
    "address-without-scheme",
    "begins_with: 'https://www.acme.example'",
  ],
  [
    "{ type: event, on: { link: { url: { begins_with: www.acme.example } } } }",
    "address-without-scheme",
    "begins_with: 'https://www.acme.example'",
  ],
  [
    "{ type: event, on: { link: { url: { begins_with: '+49 30' } } } }",
    "address-without-scheme",
    "begins_with: 'tel:+4930'",
  ],
  [
    "{ type: destination, page: { path: { contains: 'https://acme.example/a' } } }",
    "host-in-path-pattern",
    "host: acme.example",
  ],
  // Names that are somebody else's.
  [
    "{ type: event, on: { data_layer: x }, parameters: { page_location: { data_layer: u } } }",
    "filled-in-by-analytics",
    "",
  ],
  [
    "{ type: event, on: { data_layer: x }, parameters: { page_title: { data_layer: t } } }",
    "filled-in-by-analytics",
    "",
  ],
  // Numbers.
  ["{ type: event, on: { data_layer: x }, where: { zip: 01234 } }", "number-as-written", "'01234'"],
  ["{ type: event, on: { data_layer: x }, where: { sku: 1e3 } }", "number-as-written", "'1e3'"],
  ["{ type: destination, page: /a, value: 010 }", "number-as-written", "10"],
];

test.each([
  ["gtm.js", "type: destination"],
  ["gtm.linkClick", "on: { link: … }"],
  ["[lead, gtm.click]", "on: { click: … }"],
  ["{ begins_with: gtm.video }", "on: { video: start }"],
  ["{ matches: '^gtm\\.' }", "the site itself"],
])("an event of Tag Manager's own is refused: %s", (event, advice) => {
  const found = problems(`{ type: event, on: { data_layer: ${event} } }`);
  expect(found.map((one) => [one.severity, one.code])).toEqual([["error", "tag-manager-event"]]);
  expect(found[0]?.hint).toContain(advice);
});

describe("a text that is meant as something else", () => {
  test.each(MISREAD)("%s", (goal, code, advice) => {
    const found = problems(goal);
    expect(found.map((one) => [one.severity, one.code])).toEqual([["warning", code]]);
    expect(found[0]?.hint).toContain(advice);
  });

  test.each(MISREAD)("%s is silent when it is allowed", (goal, code) => {
    expect(problems(goal.replace("{ ", `{ allow: [${code}], `))).toEqual([]);
  });

  test("is told in the steps of funnels too", () => {
    const file = `${HEAD}funnels:
  checkout:
    steps:
      - { id: cart, page: /cart/* }
      - { id: pay, on: { data_layer: "pay_*" }, where: { plan: "!= free" } }
      - { id: done, page: { path: /done, query: { step: ok|done } } }
`;
    const { diagnostics } = readGoals("goals.yaml", new TextEncoder().encode(file));
    expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      ["not-a-wildcard", 11],
      ["not-a-wildcard", 12],
      ["looks-like-an-operator", 12],
      ["looks-like-a-pattern", 13],
    ]);
  });
});
