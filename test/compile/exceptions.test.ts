/** What `unless` keeps from counting and what it does not, judged by what Google's tag does with the container. */

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { madeOf } from "../support/analytics.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";

const page = (unless: string) =>
  `goals:\n  thanks: { type: destination, page: { path: { begins_with: /thanks } }, unless: ${unless} }\n`;
const pushed = (unless: string, on = "{ data_layer: signed_up }") =>
  `goals:\n  lead: { type: event, on: ${on}, unless: ${unless} }\n`;

const STAFF = "{ cookie: { staff: { present: true } } }";
type Cookies = Readonly<Record<string, string>>;

describe("an exception by a cookie", () => {
  test.each<readonly [cookie: string, cookies: Cookies, counts: boolean]>([
    ["{ present: true }", {}, true],
    ["{ present: true }", { staff: "" }, true],
    ["{ present: true }", { staff: "1" }, false],
    ["{ present: true }", { staff: "undefined" }, false],
    ["{ present: true }", { staffs: "1" }, true],
    // A cookie that is not valid percent-encoding has a value, too.
    ["{ present: true }", { staff: "100%" }, false],
    ["{ present: false }", {}, false],
    ["{ present: false }", { staff: "" }, false],
    ["{ present: false }", { staff: "1" }, true],
    // Tag Manager reads a missing cookie as the text "undefined".
    ["{ matches: . }", {}, true],
    ["{ matches: . }", { staff: "1" }, false],
    ["{ contains: def }", {}, true],
    ["{ not: yes }", {}, true],
    ["{ not: yes }", { staff: "no" }, false],
    ['{ not: "yes" }', { staff: "yes" }, true],
    ['"yes"', { staff: "yes" }, false],
    ['"yes"', { staff: "yes please" }, true],
    ['{ one_of: ["yes", "1"] }', { staff: "1" }, false],
    ["größe", { staff: encodeURIComponent("größe") }, false],
    ["1", { staff: "1.0" }, false],
    ['"1"', { staff: "1.0" }, true],
    ["{ at_least: 2 }", {}, true],
    ["{ at_least: 2 }", { staff: "10" }, false],
    ["{ at_least: 2 }", { staff: "ten" }, true],
    ["{ less_than: 2 }", { staff: "" }, true],
    ["{ not: { at_least: 2 } }", { staff: "x" }, true],
    ["{ not: { at_least: 2 } }", { staff: "1" }, false],
  ])("staff: %s with %o: counts %s", (cookie, cookies, counts) => {
    const exception = `{ cookie: { staff: ${cookie} } }`;
    expect(counted(visit(page(exception), "/thanks", { cookies }))).toEqual(counts ? ["thanks"] : []);
    const site = visit(pushed(exception), "/", { cookies });
    site.push({ event: "signed_up" });
    expect(counted(site)).toEqual(counts ? ["lead"] : []);
  });
});

describe("an exception by a value of the data layer", () => {
  test.each<readonly [where: string, message: object, counts: boolean]>([
    ["{ plan: free }", { plan: "free" }, false],
    ["{ plan: free }", { plan: "pro" }, true],
    ["{ plan: free }", {}, true],
    ["{ plan: { not: free } }", {}, true],
    ["{ plan: { not: free } }", { plan: "pro" }, false],
    ["{ plan: { present: false } }", {}, false],
    ["{ plan: { present: false } }", { plan: "" }, false],
    ["{ plan: { present: false } }", { plan: null }, false],
    ["{ plan: { present: false } }", { plan: 0 }, true],
    ["{ plan: { present: true } }", { plan: false }, false],
    ["{ plan: { present: true } }", {}, true],
    ["{ order.test: true }", { order: { test: true } }, false],
    ["{ order.test: true }", { order: { id: 1 } }, true],
    ["{ total: { less_than: 1 } }", {}, true],
    ["{ total: { less_than: 1 } }", { total: "" }, true],
    ["{ total: { less_than: 1 } }", { total: 0 }, false],
    ["{ total: { less_than: 1 } }", { total: [0] }, true],
    ["{ plan: free, total: 0 }", { plan: "free" }, true],
    ["{ plan: free, total: 0 }", { plan: "free", total: "0.00" }, false],
  ])("where: %s with %o: counts %s", (where, message, counts) => {
    const site = visit(pushed(`{ where: ${where} }`), "/");
    site.push({ event: "signed_up", ...message });
    expect(counted(site)).toEqual(counts ? ["lead"] : []);
  });
});

describe("an exception by the page", () => {
  test.each([
    ["{ page: /thanks/test }", "/thanks/test", false],
    ["{ page: /thanks/test }", "/thanks/test/2", true],
    ["{ page: { path: { not: /thanks/real } } }", "/thanks/real", true],
    ["{ page: { path: { not: /thanks/real } } }", "/thanks", false],
    ["{ page: { query: { preview: { present: true } } } }", "/thanks", true],
    ["{ page: { query: { preview: { present: true } } } }", "/thanks?preview", true],
    ["{ page: { query: { preview: { present: true } } } }", "/thanks?preview=1", false],
    ["{ page: { fragment: { present: true } } }", "/thanks#x", false],
    ["{ page: { fragment: { present: true } } }", "/thanks", true],
    ["{ page: { path: /thanks, query: { a: b } } }", "/thanks", true],
    ["[{ page: /thanks }, { page: /thanks/2 }]", "/thanks/2", false],
    ["[{ page: /thanks }, { page: /thanks/2 }]", "/thanks/3", true],
    ["[]", "/thanks", true],
  ])("%s on %s: counts %s", (exception, url, counts) => {
    expect(counted(visit(page(exception), url))).toEqual(counts ? ["thanks"] : []);
  });
});

/** What a visitor does, and the goal that counts it. */
const ALL: readonly (readonly [what: string, goal: string, act: (site: RunningTag) => void])[] = [
  [
    "a virtual page view",
    "{ type: destination, page: /thanks, spa: true",
    (site) => site.navigate("/thanks", "pushState"),
  ],
  [
    "a click on a child",
    "{ type: event, on: { click: button }",
    (site) => site.click(elements("<button><i></i></button>")("i")),
  ],
  [
    "a link",
    "{ type: event, on: { link: { url: { begins_with: 'tel:' } } }",
    (site) => site.click(elements('<a href="tel:1"><i></i></a>')("i")),
  ],
  [
    "a form",
    "{ type: event, on: { form: f }",
    (site) => site.submit(elements('<form id="f"></form>')("form")),
  ],
  ["a time on a page", "{ type: duration, scope: page, longer_than: 5s", (site) => site.advance(6000)],
  [
    "scrolling",
    "{ type: event, on: { scroll: 50 }",
    (site) => {
      site.windowLoaded();
      site.scrollTo({ percent: 60 });
    },
  ],
  [
    "a video",
    "{ type: event, on: { video: start }",
    (site) => {
      site.domReady();
      site.video("start");
    },
  ],
  [
    "a whole visit",
    "{ type: duration, longer_than: 5s",
    (site) => site.push({ event: "goalform.acme-shop.lead" }),
  ],
  [
    "many pages",
    "{ type: pages_per_session, more_than: 2",
    (site) => site.push({ event: "goalform.acme-shop.lead" }),
  ],
];

test.each(ALL)("reaches %s", (_, goal, act) => {
  const file = `goals:\n  lead: ${goal}, unless: ${STAFF} }\n`;
  const seen = [{}, { staff: "1" }].map((cookies) => {
    const site = visit(file, "/", { cookies });
    act(site);
    return counted(site);
  });
  expect(seen).toEqual([["lead"], []]);
});

test("the same exception is one trigger, whichever goals and funnels name it", () => {
  const file = `${HEAD.replace(/defaults:[^\n]*\n/, `defaults: { unless: ${STAFF} }\n`)}
goals:
  one: { type: destination, page: /one }
  two: { type: destination, page: /two, unless: [${STAFF}, { page: { host: test.acme.example } }] }
  three: { type: event, on: { data_layer: three }, unless: [] }
funnels:
  way: { steps: [{ id: a, page: /a }, one] }
`;
  const { resources } = compile(goalSet(file), MEASUREMENT_ID);
  const tags = resources.filter(({ kind }) => kind === "gtm.tag");
  const blocking = tags.map(({ address, body }) => [
    address,
    ((body as JsonObject)["blockingTriggerId"] as string[])?.length ?? 0,
  ]);
  expect(blocking).toEqual([
    ["gtm.tag/one", 1],
    ["gtm.tag/two", 2],
    ["gtm.tag/three", 0],
    ["gtm.tag/way.a", 1],
  ]);
  const triggers = resources.filter(({ address }) => address.startsWith("gtm.trigger/shared:unless-"));
  expect(triggers.map(({ name, users }) => [name, users])).toEqual([
    ["acme-shop - unless cookie staff has a value", ["goal:one", "goal:two", "funnel:way"]],
    ["acme-shop - unless on pages whose host is test.acme.example", ["goal:two"]],
  ]);
});

describe("in Analytics", () => {
  const rule = (unless: string) =>
    `goals:\n  lead: { type: event, on: { ga4_event: sign_up }, event: real_sign_up, unless: ${unless} }\n`;

  test.each<readonly [unless: string, parameters: Readonly<Record<string, string>>, counts: boolean]>([
    ["{ where: { plan: free } }", {}, true],
    ["{ where: { plan: free } }", { plan: "free" }, false],
    ["{ where: { plan: free } }", { plan: "pro" }, true],
    ["{ where: { plan: { contains: re } } }", { plan: "free" }, false],
    ["{ where: { seats: 1 } }", { seats: "1.0" }, false],
    ["{ where: { seats: 1 } }", {}, true],
    ["[{ where: { plan: free } }, { where: { plan: test } }]", { plan: "test" }, false],
    ["[{ where: { plan: free } }, { where: { plan: test } }]", { plan: "pro" }, true],
  ])("%s with %o: counts %s", (unless, parameters, counts) => {
    const made = madeOf(rule(unless), "sign_up", parameters).map(({ event }) => event);
    expect(made).toEqual(counts ? ["real_sign_up"] : []);
  });
});
