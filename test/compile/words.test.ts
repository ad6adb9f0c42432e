/** What a goal counts, as plans say it. */
import { expect, test } from "vitest";
import { funnelInWords, stepInWords } from "../../src/compile/words/funnel.ts";
import { goalInWords } from "../../src/compile/words/goal.ts";
import { durationInWords } from "../../src/resources/duration-words.ts";
import { goalSet, HEAD } from "../support/shop.ts";

test.each([
  ["{ link: { outbound: true } }", "any link to another site clicked"],
  ["{ click: .buy }", "click: .buy"],
  [
    "{ click: { selector: .buy, text: Buy, id: b, classes: c } }",
    "click: element matches .buy and text is Buy and id is b and element has the class c",
  ],
  [
    '{ link: { url: { begins_with: "tel:" }, selector: nav a, text: Call, id: b, classes: c } }',
    'link clicked: element matches "nav a" and address begins with tel: and text is Call and id is b and element has the class c',
  ],
  ["{ form: contact }", "form submitted: id is contact"],
  [
    "{ form: { selector: form.f, action: /send, id: b, classes: c } }",
    "form submitted: element matches form.f and action is /send and id is b and element has the class c",
  ],
  [
    "{ video: { status: start, url: { contains: a }, title: b } }",
    "YouTube video started: address contains a and title is b",
  ],
  ["{ link: { outbound: false, text: Imprint } }", "link within the site clicked: text is Imprint"],
  ["{ download: true }", "file downloaded: any type that GA4's enhanced measurement counts"],
  [
    "{ download: { extensions: [PDF, zip], url: { contains: /terms/ } } }",
    "file downloaded: address contains /terms/ and type is .pdf or .zip",
  ],
  [
    "{ scroll: 50 }",
    "scrolled down to 50% of the page (counts on load if the window already shows that much)",
  ],
  [
    "{ scroll: { pixels: 800 } }",
    "scrolled down to 800 pixels (counts on load if the window already shows that much)",
  ],
  ['{ visible: "#prices" }', "at least 50% of #prices on screen, once per page load"],
  [
    "{ visible: { selector: .price, percent: 80, time: 3s, once: false } }",
    "at least 80% of .price on screen for 3s in total, each time it comes into view",
  ],
  ["{ video: start }", "any YouTube video started"],
  ["{ video: { status: complete, title: Demo } }", "YouTube video watched to the end: title is Demo"],
  ["{ video: { progress: 50 } }", "any YouTube video watched to 50%"],
  ["{ returning_visit: true }", "a returning visitor begins a visit"],
])("%s", (on, words) => {
  const [goal] = goalSet(`${HEAD}goals:\n  a: { type: event, on: ${on}, page: /p }\n`).goals;
  expect(goalInWords(goal!)).toBe(`${words}, on /p`);
});

test.each([
  ["{ type: destination, page: /t, spa: true }", "page viewed: /t, with or without a reload"],
  ["{ type: destination, page: /t, spa: true, via: ga4 }", "page viewed: /t, counted by a rule in Analytics"],
  ["{ type: pages_per_session, more_than: 5 }", "more than 5 pages in one session"],
  [
    "{ type: duration, scope: page, longer_than: 90s, page: /guide }",
    "longer than 1m 30s on /guide, measured from when the document loads",
  ],
  [
    "{ type: duration, scope: page, longer_than: 90s, spa: true }",
    "longer than 1m 30s on any one page, measured from each page view, with or without a reload, while the tab is visible and analytics_storage is granted",
  ],
  [
    "{ type: pages_per_session, more_than: 5, via: ga4 }",
    "more than 5 pages in one session, counted by an audience in Analytics",
  ],
  [
    "{ type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 }, plan: pro }, page: /p }",
    "GA4 already receives the event purchase where value is at least 100 and plan is pro, on /p",
  ],
  [
    "{ type: event, on: { ga4_event: purchase }, event: paid, unless: { where: { payment_type: invoice } } }",
    "GA4 already receives the event purchase, unless parameter payment_type is invoice",
  ],
  [
    "{ type: event, on: { click: .buy }, where: { plan: pro }, cookie: { member: { present: true } }, sent: once_per_page }",
    "click: .buy, if data-layer key plan is pro and cookie member has a value, sent at most once per page load",
  ],
  [
    "{ type: pages_per_session, more_than: 3, unless: [{ cookie: { staff: yes } }, { where: { plan: free }, page: { referrer: { present: false } } }] }",
    "more than 3 pages in one session, unless cookie staff is yes, or data-layer key plan is free on pages whose referrer is missing or empty",
  ],
])("%s", (goal, words) => {
  expect(goalInWords(goalSet(`${HEAD}goals:\n  a: ${goal}\n`).goals[0]!)).toBe(words);
});

/** What the file says → what it says after the thing that is compared. */
const COMPARISONS = [
  ["x", "is x"],
  ["{ not: x }", "is set but is not x"],
  ["{ begins_with: x }", "begins with x"],
  ["{ not: { begins_with: x } }", "is set but does not begin with x"],
  ["{ ends_with: x }", "ends with x"],
  ["{ not: { ends_with: x } }", "is set but does not end with x"],
  ["{ contains: x }", "contains x"],
  ["{ not: { contains: x } }", "is set but does not contain x"],
  ["{ matches: ^x }", "matches ^x"],
  ["{ not: { matches: ^x } }", "is set but does not match ^x"],
  ["{ one_of: [x, y] }", "is x or y"],
  ["{ not: { one_of: [x, y] } }", "is set but is neither x nor y"],
  ["{ equals: x, ignore_case: true }", "is x (any case)"],
  ["[x, y, z]", "is x, y or z"],
  ["{ not: [x, y, z] }", "is set but is none of x, y or z"],
  ["{ begins_with: [x, y] }", "begins with x or y"],
  ["{ not: { contains: [x, y] } }", "is set but does not contain x or y"],
  ["{ begins_with: x, not: { contains: y } }", "begins with x and does not contain y"],
  ["{ not: { one_of: [x, y] }, present: true }", "has a value and is neither x nor y"],
  ["{ present: false }", "is missing or empty"],
  // What could be taken for something else is in quotes.
  ["two words", 'is "two words"'],
  ["'5'", 'is "5"'],
  [`'say "yes"'`, `is 'say "yes"'`],
  ["'and, '", 'is "and, "'],
] as const;

const NUMBERS = [
  ["{ equals: 5 }", "is 5"],
  ["{ not: { equals: 5 } }", "is a number but is not 5"],
  ["{ more_than: 5 }", "is more than 5"],
  ["{ not: { more_than: 5 } }", "is at most 5"],
  ["{ at_least: 5 }", "is at least 5"],
  ["{ not: { at_least: 5 } }", "is less than 5"],
  ["{ less_than: 5 }", "is less than 5"],
  ["{ not: { less_than: 5 } }", "is at least 5"],
  ["{ at_most: 5 }", "is at most 5"],
  ["{ not: { at_most: 5 } }", "is more than 5"],
  ["[5, 6]", "is 5 or 6"],
  ["{ not: [5, 6] }", "is a number but is neither 5 nor 6"],
  ["{ not: [5, free] }", "is set but is neither 5 nor free"],
  ["{ at_least: 5, less_than: 9 }", "is at least 5 and less than 9"],
  ["{ at_least: 5, not: 7 }", "is at least 5 and not 7"],
] as const;

test.each([...COMPARISONS, ...NUMBERS])("a comparison: %s", (written, said) => {
  const on = "on: { data_layer: sent }";
  const file = `${HEAD}goals:\n  a: { type: event, ${on}, where: { key: ${written} } }\n`;
  expect(goalInWords(goalSet(file).goals[0]!)).toBe(
    `the site pushes sent to the data layer where key ${said}`,
  );
});

test.each([
  ["/thanks", "/thanks"],
  ["{ path: { not: /a } }", "path is not /a"],
  ["{ path: { equals: /a, ignore_case: true } }", "/a (any case)"],
  ["{ path: { begins_with: /a } }", "path begins with /a"],
  [
    "{ path: /a, query: { b: c, d: { not: e } } }",
    "path is /a and query parameter b is c and query parameter d is not e (or is missing)",
  ],
  [
    "{ host: { ends_with: .example }, url: { contains: b }, fragment: c }",
    "host ends with .example and address contains b and fragment is c",
  ],
  ["[/a, /b]", "/a or /b"],
  ["{ path: { begins_with: / } }", "any page"],
  ["{ path: { not: [/a, /b] } }", "path is neither /a nor /b"],
  [
    "{ path: { equals: [/a, /b], ignore_case: true, trailing_slash: either } }",
    "/a or /b (any case, with or without a trailing slash)",
  ],
  ["{ fragment: { not: c } }", "fragment is not c (or is missing)"],
  ["{ title: { not: Cart } }", "title has a value but is not Cart"],
  ["{ referrer: { not: { contains: a } } }", "referrer has a value but does not contain a"],
])("a page: %s", (page, said) => {
  const [goal] = goalSet(`${HEAD}goals:\n  a: { type: destination, page: ${page} }\n`).goals;
  expect(goalInWords(goal!)).toBe(`page viewed: ${said}`);
});

/** After what happens, and as an exception. */
test.each([
  ["/p", "on /p"],
  ["[/p, /q]", "on /p or /q"],
  ["{ url: { not: { contains: /x } } }", "on pages whose address does not contain /x"],
  [
    "{ host: a.example, path: { begins_with: [/a, /b] } }",
    "on pages whose host is a.example and path begins with /a or /b",
  ],
])("on which pages: %s", (page, said) => {
  const file = (goal: string) =>
    goalSet(`${HEAD}goals:\n  a: { type: event, on: { click: .buy }, ${goal} }\n`);
  expect(goalInWords(file(`page: ${page}`).goals[0]!)).toBe(`click: .buy, ${said}`);
  const unless = `unless: [{ where: { plan: free }, page: ${page} }, { page: ${page} }]`;
  expect(goalInWords(file(unless).goals[0]!)).toBe(
    `click: .buy, unless data-layer key plan is free ${said}, or ${said}`,
  );
});

test.each([
  [1, "1s"],
  [59, "59s"],
  [60, "1m"],
  [61, "1m 1s"],
  [3599, "59m 59s"],
  [3600, "1h"],
  [3660, "1h 1m"],
  [90061, "25h 1m 1s"],
])("%i seconds are %s", (seconds, said) => {
  expect(durationInWords(seconds)).toBe(said);
});

test.each([
  ["{ id: s, page: { path: /s }, spa: true }", "page viewed: /s, with or without a reload"],
  ["{ id: s, page: /s, via: ga4 }", "page viewed: /s, counted by a rule in Analytics"],
  [
    "{ id: s, on: { data_layer: x }, where: { a: b }, page: /s }",
    "the site pushes x to the data layer where a is b, on /s",
  ],
  ["{ id: s, on: { ga4_event: x } }", "GA4 already receives the event x"],
])("a step that is no goal: %s", (written, said) => {
  const file = `${HEAD}funnels:\n  f: { steps: [${written}, { id: b, page: /b }] }\n`;
  const [step] = goalSet(file).funnels[0]!.steps;
  expect(stepInWords(step as Parameters<typeof stepInWords>[0])).toBe(said);
});

test.each([
  ["", "closed funnel: A → B"],
  ["open: true, audiences: [completed], ", "open funnel: A → B; audience completed (30 days)"],
  [
    "audiences: { abandoned: { days: 1 }, completed: {} }, ",
    "closed funnel: A → B; audiences completed (30 days) and abandoned (1 day)",
  ],
])("a funnel with %s", (more, words) => {
  const file = `${HEAD}funnels:\n  f: { ${more}steps: [{ id: a, page: /a }, { id: b, page: /b }] }\n`;
  expect(funnelInWords(goalSet(file).funnels[0]!)).toBe(words);
});
