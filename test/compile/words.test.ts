/** What a goal counts, as plans say it. */
import { expect, test } from "vitest";
import { funnelInWords, goalInWords } from "../../src/compile/words.ts";
import { goalSet, HEAD } from "../support/shop.ts";

test.each([
  ["{ link: { outbound: true } }", "link clicked: leads to another site"],
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
])("%s", (goal, words) => {
  expect(goalInWords(goalSet(`${HEAD}goals:\n  a: ${goal}\n`).goals[0]!)).toBe(words);
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
