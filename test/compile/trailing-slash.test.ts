/** `trailing_slash: either`, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";

const PATHS = ["/thanks", "/thanks/", "/thanksx", "/thanks//", "/thanks/x", "/de/thanks/", "/", "/THANKS/"];

/** The head of the file has defaults already. */
function opened(file: string, url: string) {
  const head = file.startsWith("defaults") ? HEAD.replace(/^defaults:.*\n/m, "") : HEAD;
  return visit(file, url, {}, head);
}

function countedOn(file: string): readonly string[] {
  return PATHS.filter((path) => counted(opened(file, path)).length > 0);
}

const goal = (page: string) => `goals:\n  lead: { type: destination, page: ${page} }\n`;
const EITHER = "defaults: { trailing_slash: either }\n";

test.each([
  ["a comparison", goal("{ path: { equals: /thanks, trailing_slash: either } }")],
  ["the other spelling", goal("{ path: { equals: /thanks/, trailing_slash: either } }")],
  ["a page", goal("{ path: /thanks, trailing_slash: either }")],
  ["a list", goal("{ path: { one_of: [/thanks, /other], trailing_slash: either } }")],
  ["the whole site", EITHER + goal("/thanks")],
  [
    "a step of a funnel",
    `${EITHER}goals: {}\nfunnels:\n  f:\n    steps: [{ id: a, page: /thanks }, { id: b, page: /zzz }]\n`,
  ],
])("find a path with and without a slash at its end: %s", (_, file) => {
  expect(countedOn(file)).toEqual(["/thanks", "/thanks/"]);
});

test("compare exactly where nothing else is said, and where a page says so", () => {
  expect(countedOn(goal("/thanks"))).toEqual(["/thanks"]);
  expect(countedOn(EITHER + goal("{ path: /thanks/, trailing_slash: exact }"))).toEqual(["/thanks/"]);
  expect(countedOn(EITHER + goal("/"))).toEqual(["/"]);
});

test("go with `ends_with`, `not` and `ignore_case`", () => {
  const ends = goal("{ path: { ends_with: /thanks, trailing_slash: either } }");
  expect(countedOn(ends)).toEqual(["/thanks", "/thanks/", "/de/thanks/"]);
  const others = EITHER + goal("{ path: { not: /thanks } }");
  expect(countedOn(others)).toEqual(["/thanksx", "/thanks//", "/thanks/x", "/de/thanks/", "/", "/THANKS/"]);
  const any = EITHER + goal("{ path: { equals: /Thanks, ignore_case: true } }");
  expect(countedOn(any)).toEqual(["/thanks", "/thanks/", "/THANKS/"]);
});

test("find the addresses of links and forms", () => {
  const link = `${EITHER}goals:\n  lead: { type: event, on: { link: /thanks } }\n`;
  const clicked = (href: string) => {
    const site = opened(link, "/");
    site.click(elements(`<a href="${href}">x</a>`)("a"));
    return counted(site).length;
  };
  expect(["/thanks", "/thanks/", "/thanks/?a=b", "/thanksx", "/thanks//"].map(clicked)).toEqual([
    1, 1, 1, 0, 0,
  ]);
});
