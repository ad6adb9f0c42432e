/** What a goal counts, as plans say it. */
import { expect, test } from "vitest";
import { funnelInWords, stepInWords } from "../../src/compile/words/funnel.ts";
import { goalInWords } from "../../src/compile/words/goal.ts";
import { durationInWords } from "../../src/resources/duration-words.ts";
import { goalSet, HEAD } from "../support/shop.ts";

test.each([
  ["{ link: { outbound: true } }", "link clicked: leads to another site"],
  ["{ click: .buy }", "click: .buy"],
  [
    "{ click: { selector: .buy, text: Buy, id: b, classes: c } }",
    "click: .buy and text is Buy and id is b and class is c",
  ],
  [
    '{ link: { url: { begins_with: "tel:" }, selector: nav a, text: Call, id: b, classes: c } }',
    "link clicked: address begins with tel: and nav a and text is Call and id is b and class is c",
  ],
  ["{ form: contact }", "form sent: id is contact"],
  [
    "{ form: { selector: form.f, action: /send, id: b, classes: c } }",
    "form sent: form.f and action is /send and id is b and class is c",
  ],
  [
    "{ video: { status: start, url: { contains: a }, title: b } }",
    "video started: address contains a and title is b",
  ],
  ["{ link: { outbound: false, text: Imprint } }", "link clicked: text is Imprint and stays on the site"],
  ["{ download: true }", "download: any usual file type"],
  [
    "{ download: { extensions: [PDF, zip], url: { contains: /terms/ } } }",
    "download: .pdf, .zip and address contains /terms/",
  ],
  ["{ scroll: 50 }", "scrolled to 50 % of the page (a short page counts when it has loaded)"],
  [
    "{ scroll: { pixels: 800 } }",
    "scrolled to 800 pixels of the page (a higher window counts when it has loaded)",
  ],
  ['{ visible: "#prices" }', "50 % of #prices on screen, once a page"],
  [
    "{ visible: { selector: .price, percent: 80, time: 3s, once: false } }",
    "80 % of .price on screen for 3s, each time",
  ],
  ["{ video: start }", "any video started"],
  ["{ video: { status: complete, title: Demo } }", "video watched to the end: title is Demo"],
  ["{ video: { progress: 50 } }", "any video watched to 50 %"],
  ["{ returning_visit: true }", "visit of somebody who came before"],
])("%s", (on, words) => {
  const [goal] = goalSet(`${HEAD}goals:\n  a: { type: event, on: ${on}, page: /p }\n`).goals;
  expect(goalInWords(goal!)).toBe(`${words}, on /p`);
});

test.each([
  ["{ type: destination, page: /t, spa: true }", "page viewed: /t, also without a reload"],
  ["{ type: destination, page: /t, spa: true, via: ga4 }", "page viewed: /t, by a rule in Analytics"],
  ["{ type: pages_per_session, more_than: 5 }", "more than 5 pages in one session"],
  [
    "{ type: duration, scope: page, longer_than: 90s, page: /guide }",
    "longer than 1m 30s on /guide, from the loading of the document",
  ],
  [
    "{ type: duration, scope: page, longer_than: 90s, spa: true }",
    "longer than 1m 30s on one page, from each page view, virtual ones too, while the tab is visible and analytics_storage is granted",
  ],
  [
    "{ type: pages_per_session, more_than: 5, via: ga4 }",
    "more than 5 pages in one session, by an audience in Analytics",
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
    "click: .buy where data layer plan is pro and cookie member has a value, sent once for each page that loads",
  ],
  [
    "{ type: pages_per_session, more_than: 3, unless: [{ cookie: { staff: yes } }, { where: { plan: free }, page: { referrer: { present: false } } }] }",
    "more than 3 pages in one session, unless cookie staff is yes, or data layer plan is free and referrer is missing or empty",
  ],
])("%s", (goal, words) => {
  expect(goalInWords(goalSet(`${HEAD}goals:\n  a: ${goal}\n`).goals[0]!)).toBe(words);
});

/** What stands in the file → what it says after the thing that is compared. */
const COMPARISONS = [
  ["x", "is x"],
  ["{ not: x }", "is not x"],
  ["{ begins_with: x }", "begins with x"],
  ["{ not: { begins_with: x } }", "does not begin with x"],
  ["{ ends_with: x }", "ends with x"],
  ["{ not: { ends_with: x } }", "does not end with x"],
  ["{ contains: x }", "contains x"],
  ["{ not: { contains: x } }", "does not contain x"],
  ["{ matches: ^x }", "matches ^x"],
  ["{ not: { matches: ^x } }", "does not match ^x"],
  ["{ one_of: [x, y] }", "is one of x, y"],
  ["{ not: { one_of: [x, y] } }", "is none of x, y"],
  ["{ equals: x, ignore_case: true }", "is x (any case)"],
] as const;

const NUMBERS = [
  ["{ equals: 5 }", "is 5"],
  ["{ not: { equals: 5 } }", "is not 5"],
  ["{ more_than: 5 }", "is more than 5"],
  ["{ not: { more_than: 5 } }", "is not more than 5"],
  ["{ at_least: 5 }", "is at least 5"],
  ["{ not: { at_least: 5 } }", "is not at least 5"],
  ["{ less_than: 5 }", "is less than 5"],
  ["{ not: { less_than: 5 } }", "is not less than 5"],
  ["{ at_most: 5 }", "is at most 5"],
  ["{ not: { at_most: 5 } }", "is not at most 5"],
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
  ["{ path: { equals: /a, ignore_case: true } }", "path is /a (any case)"],
  ["{ path: { begins_with: /a } }", "path begins with /a"],
  ["{ path: /a, query: { b: c, d: { not: e } } }", "/a and ?b is c and ?d is not e"],
  [
    "{ host: { ends_with: .example }, url: { contains: b }, fragment: c }",
    "host ends with .example and address contains b and fragment is c",
  ],
])("a page: %s", (page, said) => {
  const [goal] = goalSet(`${HEAD}goals:\n  a: { type: destination, page: ${page} }\n`).goals;
  expect(goalInWords(goal!)).toBe(`page viewed: ${said}`);
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
  ["{ id: s, page: { path: /s }, spa: true }", "page viewed: /s, also without a reload"],
  ["{ id: s, page: /s, via: ga4 }", "page viewed: /s, by a rule in Analytics"],
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
