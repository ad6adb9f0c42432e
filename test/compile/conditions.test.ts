/** `where`, `cookie`, title and referrer on goals of every kind, judged by what Google's tag does with the container. */
import { describe, expect, test } from "vitest";
import type { PageAtLoad, RunningTag } from "../../src/engine/running-tag.ts";
import { counted, elements, visit } from "../support/visit.ts";

const ASKED = "where: { plan: pro }, cookie: { member: { present: true } }";

/** What a visitor does, and the goal that counts it. */
const GOALS: readonly (readonly [what: string, goal: string, act: (site: RunningTag) => void])[] = [
  [
    "a virtual page view",
    "type: destination, page: /thanks, spa: true",
    (site) => site.navigate("/thanks", "pushState"),
  ],
  [
    "a click on a child",
    "type: event, on: { click: button }",
    (site) => site.click(elements("<button><i></i></button>")("i")),
  ],
  [
    "a link",
    "type: event, on: { link: { url: { begins_with: 'tel:' } } }",
    (site) => site.click(elements('<a href="tel:1"><i></i></a>')("i")),
  ],
  ["a form", "type: event, on: { form: f }", (site) => site.submit(elements('<form id="f"></form>')("form"))],
  ["a time on a page", "type: duration, scope: page, longer_than: 5s", (site) => site.advance(6000)],
  ["a push", "type: event, on: { data_layer: done }", (site) => site.push({ event: "done" })],
  [
    "scrolling",
    "type: event, on: { scroll: 50 }",
    (site) => {
      site.windowLoaded();
      site.scrollTo({ percent: 60 });
    },
  ],
  [
    "a whole visit",
    "type: duration, longer_than: 5s",
    (site) => site.push({ event: "goalform.acme-shop.lead" }),
  ],
  [
    "pages",
    "type: pages_per_session, more_than: 2",
    (site) => site.push({ event: "goalform.acme-shop.lead" }),
  ],
];

test.each(GOALS)("ask %s for a value and a cookie at that moment", (_, goal, act) => {
  const file = `goals:\n  lead: { ${goal}, ${ASKED} }\n`;
  const visits: readonly (readonly [plan: unknown, cookies: Record<string, string>])[] = [
    ["pro", { member: "1" }],
    ["free", { member: "1" }],
    [undefined, { member: "1" }],
    ["pro", {}],
    ["pro", { member: "" }],
  ];
  const seen = visits.map(([plan, cookies]) => {
    const site = visit(file, "/", { cookies });
    if (plan !== undefined) site.push({ plan });
    act(site);
    return counted(site).length;
  });
  expect(seen).toEqual([1, 0, 0, 0, 0]);
});

test("see on a page view what was pushed before it, and nothing that comes later", () => {
  const file = "goals:\n  read: { type: destination, page: /a, where: { page.type: article } }\n";
  const before = visit(file, "/a", {
    dataLayerBefore: [{ page: { type: "article" } }],
  });
  const after = visit(file, "/a");
  after.push({ page: { type: "article" } });
  expect([counted(before), counted(after)]).toEqual([["read"], []]);
});

describe("the page that the visitor came from", () => {
  test.each([
    ["{ present: false }", "", true],
    ["{ present: false }", "https://partner.example/", false],
    ["{ present: true }", "", false],
    ["{ present: true }", "https://partner.example/", true],
    ["{ contains: partner.example }", "https://partner.example/a", true],
    ["{ contains: partner.example }", "", false],
    ["{ not: { contains: acme } }", "https://partner.example/a", true],
    ["{ not: { contains: acme } }", "https://www.acme.example/", false],
    ["{ not: { contains: acme } }", "", false],
    ["{ begins_with: 'https://partner.example/' }", "https://partner.example/ä", true],
  ])("referrer: %s from %s: counts %s", (asked, referrer, counts) => {
    const file = `goals:\n  came: { type: destination, page: { path: /a, referrer: ${asked} } }\n`;
    expect(counted(visit(file, "/a", { referrer }))).toEqual(counts ? ["came"] : []);
  });
});

describe("the title", () => {
  test.each([
    ["Thank you", "Thank you", true],
    ["Thank you", "Thank you!", false],
    ["{ contains: thank, ignore_case: true }", "Many THANKS", true],
    ["{ present: false }", "", true],
    ["{ not: Start }", "", false],
    ["{ not: Start }", "Other", true],
  ])("title: %s on %s: counts %s", (asked, title, counts) => {
    const file = `goals:\n  came: { type: event, on: { data_layer: x }, page: { title: ${asked} } }\n`;
    const site = visit(file, "/a", { globals: { document: { title } } } as Partial<PageAtLoad>);
    site.push({ event: "x" });
    expect(counted(site)).toEqual(counts ? ["came"] : []);
  });
});
