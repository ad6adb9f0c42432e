/** What a goal counts, as plans say it. */
import { expect, test } from "vitest";
import { goalInWords } from "../../src/compile/words.ts";
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
