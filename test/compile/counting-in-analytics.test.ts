/** What goals count that Analytics counts by itself, judged by what its rules do with the site's events. */
import { describe, expect, test } from "vitest";
import { countedPage, madeOf } from "../support/analytics.ts";
import { counted, visit } from "../support/visit.ts";

const destination = (page: string, more: string) =>
  `goals:\n  thanks: { type: destination, page: ${page}${more} }\n`;
const onEvent = (event: string, more: string) =>
  `goals:\n  lead: { type: event, on: { ga4_event: ${event} }${more} }\n`;

const PAGES = [
  "/thanks",
  "{ path: { equals: /thanks, ignore_case: true } }",
  "{ path: { begins_with: /order/ } }",
  "{ path: { begins_with: /order/, ignore_case: true } }",
  "{ path: { ends_with: .pdf } }",
  "{ path: { contains: an } }",
  "{ path: { one_of: [/a, /thanks/again] } }",
  "{ path: { not: { one_of: [/a, /thanks] } } }",
  "[/thanks, /vielen dank]",
  "{ path: { begins_with: [/order/, /a] } }",
  "{ path: { ends_with: [.pdf, an], ignore_case: true } }",
  "{ path: { ends_with: [/thanks, /1], trailing_slash: either } }",
  "{ path: { not: { contains: [an, '20'] } } }",
  '{ path: { matches: ["^/thanks$", "^/order/[0-9]+$"] } }',
  "{ query: { q: { contains: [schuh, grün] } } }",
  "{ host: { begins_with: [shop, www] } }",
  "{ url: { contains: [done, /order/1] } }",
  "{ url: { ends_with: [pdf, thanks, '20'] } }",
  '{ path: { matches: "^/(en|de)/brochure/[0-9]+$" } }',
  '{ path: { matches: "/order/.*" } }',
  '{ path: { matches: "(thanks|order)" } }',
  "{ path: { begins_with: /a, not: true } }",
  "{ path: { begins_with: /a, ends_with: .pdf } }",
  "{ query: { step: done } }",
  "{ query: { q: rote schuhe } }",
  "{ query: { q: { begins_with: r, not: { contains: blau } } } }",
  "{ query: { q: { equals: ROTE SCHUHE, ignore_case: true } } }",
  "{ query: { q: { one_of: [grün, a&b] } } }",
  '{ query: { q: { matches: ".+" } } }',
  "{ query: { q: a~b } }",
  '{ query: { q: { matches: "^rote? sch" } } }',
  '{ query: { preview: { not: "1" } } }',
  "{ query: { preview: 1.0 } }",
  "{ query: { order: { one_of: [1, 9.90, x] } } }",
  "{ query: { order: { not: 9.90 } } }",
  "{ host: { ends_with: .acme.example } }",
  "{ host: WWW.Acme.Example }",
  "{ host: shop.acme.example }",
  '{ host: { matches: "^(www|shop)" } }',
  "{ url: https://www.acme.example/thanks }",
  "{ url: { begins_with: HTTPS://WWW.ACME.example/order } }",
  "{ url: { contains: done } }",
  '{ url: { matches: "/thanks[?]|done$" } }',
  "/danke-schön",
  "/danke-sch%C3%B6n",
  "/vielen dank",
  "{ path: { contains: größe } }",
  "{ path: { equals: /GRÖSSE, ignore_case: true } }",
  "{ path: { matches: ^/(größe|size)$ } }",
  "{ path: { matches: '^/[а-я]+$' } }",
  "{ path: { contains: a|b } }",
  "{ path: /thanks, host: www.acme.example, query: { order: { matches: '^[0-9]+$' } } }",
];

const ADDRESSES = [
  "/",
  "/thanks",
  "/Thanks",
  "/thanks/again",
  "/thanks?order=1",
  "/thanks?order=x",
  "/thanks?order=9.9",
  "/thanks?order=9.91",
  "/thanks#top",
  "/thanks/#/thanks",
  "/a",
  "/a/b.pdf",
  "/a/bxpdf",
  "/order/1",
  "/ORDER/1",
  "/order/?next=/thanks",
  "/order?a=done",
  "/de/brochure/12",
  "/de/brochure/12/x",
  "/x?step=done&a=1",
  "/x?a=1&step=done#b",
  "/x?laststep=done",
  "/x?step=done2",
  "/x?q=rote+schuhe",
  "/x?q=a~b",
  "/x?q=a%7Eb",
  "/x?q=rote%20schuhe",
  "/x?q=blaue+schuhe",
  "/x?q=r%20blau",
  "/x?q=gr%C3%BCn",
  "/x?q=gr%c3%bcn",
  "/x?q=a%26b",
  "/x?preview=1",
  "/x?preview=01",
  "/danke-sch%C3%B6n",
  "/danke-sch%c3%b6n",
  "/vielen%20dank",
  "/a/gr%C3%B6%C3%9Fe/b",
  "/gr%C3%B6%C3%9Fe",
  "/gr%C3%B6sse",
  "/%D1%81%D0%BF%D0%B0",
  "/a%7Cb",
];

describe("a destination that Analytics counts", () => {
  test.each(PAGES)("is reached where Tag Manager counts it: %s", (page) => {
    const written = /^[[{]/.test(page) ? page : JSON.stringify(page);
    const byTags = destination(written, "");
    const byRules = destination(written, ", via: ga4");
    const told = ADDRESSES.map((url) => [url, countedPage(byRules, url)]);
    expect(told).toEqual(ADDRESSES.map((url) => [url, counted(visit(byTags, url))]));
  });

  test("is reached on other hosts and ports where no host is asked for, and never by a word in the host", () => {
    const goals = destination("{ path: { contains: thanks } }", ", via: ga4");
    expect(countedPage(goals, "http://localhost:8080/thanks")).toEqual(["thanks"]);
    expect(countedPage(goals, "https://thanks.example/")).toEqual([]);
  });

  test("is not counted for other events of the page", () => {
    const goals = destination("/thanks", ", via: ga4");
    expect(madeOf(goals, "scroll", {}, "https://www.acme.example/thanks")).toEqual([]);
  });

  test("looks for the fragment where the address holds one", () => {
    const goals = destination("{ path: /x, fragment: { begins_with: /thanks } }", ", via: ga4");
    expect(countedPage(goals, "/x#/thanks?a=1")).toEqual(["thanks"]);
    expect(countedPage(goals, "/x")).toEqual([]);
    expect(countedPage(goals, "/x?thanks#/other")).toEqual([]);
  });

  test("keeps what the page view brings along and adds fixed parameters", () => {
    const goals = destination("/thanks", ", via: ga4, parameters: { place: footer, size: 3, paid: true }");
    expect(madeOf(goals, "page_view", { page_title: "T" }, "https://www.acme.example/thanks")).toEqual([
      { event: "thanks", parameters: { page_title: "T", place: "footer", size: "3", paid: "true" } },
    ]);
  });

  test("sends a fixed value only where no key event has it", () => {
    const page = "https://www.acme.example/thanks";
    const sent = (more: string) =>
      madeOf(destination("/thanks", `, via: ga4, value: 5${more}`), "page_view", {}, page)[0]?.parameters;
    expect(sent("")).toEqual({});
    expect(sent(", key_event: false")).toEqual({ value: "5", currency: "EUR" });
  });
});

describe("some of the events that Analytics receives", () => {
  const lead = [{ event: "lead", parameters: expect.anything() as unknown }];

  test.each([
    ["{ value: { at_least: 100 } }", { value: 100 }, true],
    ["{ value: { at_least: 100 } }", { value: 99.5 }, false],
    ["{ value: { more_than: 100 } }", { value: 100 }, false],
    ["{ value: { not: { more_than: 100 } } }", { value: 100 }, true],
    ["{ value: { less_than: 5, at_most: 4 } }", { value: 4 }, true],
    ["{ value: { not: { at_least: 5 } } }", {}, false],
    ["{ items: 3 }", { items: 3 }, true],
    ["{ items: { not: 3 } }", { items: 4 }, true],
    ["{ items: { not: 3 } }", {}, false],
    ["{ items: { not: 3 } }", { items: "many" }, false],
    ["{ items: { not: 3 } }", { items: "3.0" }, false],
    ["{ items: 3 }", { items: "3" }, true],
    ["{ items: 3 }", { items: 30 }, false],
    ["{ items: { one_of: [3, 9.90] } }", { items: "9.9" }, true],
    ["{ items: { one_of: [3, 9.90] } }", { items: 9.9 }, true],
    ["{ price: 9.90 }", { price: "9.9" }, true],
    ["{ price: 9.90 }", { price: 9.9 }, true],
    ["{ price: { equals: 9.9 } }", { price: "9.90" }, true],
    ['{ price: "9.90" }', { price: "9.9" }, false],
    ["{ value: { less_than: 50 } }", { value: "" }, false],
    ["{ value: { less_than: 50 } }", { value: " " }, false],
    ["{ value: { less_than: 50 } }", { value: false }, false],
    ["{ value: { less_than: 50 } }", { value: null }, false],
    ["{ value: { less_than: 50 } }", { value: "49.90" }, true],
    ["{ value: { at_least: 100 } }", { value: "0x100" }, false],
    ["{ value: { at_least: 100 } }", { value: "1e3" }, false],
    ["{ value: { at_least: 100 } }", { value: "100.00" }, true],
    ["{ value: { not: { more_than: 5 } } }", { value: "" }, false],
    ["{ link_url: { contains: müller.example } }", { link_url: "https://www.xn--mller-kva.example/x" }, true],
    ["{ link_url: https://müller.example/ä }", { link_url: "https://xn--mller-kva.example/%C3%A4" }, true],
    ["{ link_url: { begins_with: https://Acme.Example/ } }", { link_url: "https://acme.example/x" }, true],
    ["{ link_url: { one_of: [https://a.example/, 'tel:1'] } }", { link_url: "tel:1" }, true],
    ["{ page_location: { contains: größe } }", { page_location: "https://a.example/gr%C3%B6%C3%9Fe" }, true],
    ["{ page_referrer: { contains: größe } }", { page_referrer: "https://a.example/gr%C3%B6%C3%9Fe" }, true],
    ["{ link_domain: müller.example }", { link_domain: "xn--mller-kva.example" }, true],
    ["{ plan: müller.example }", { plan: "müller.example" }, true],
    ["{ plan: free }", { plan: "free" }, true],
    ["{ plan: { not: free } }", { plan: "pro" }, true],
    ["{ plan: { not: free } }", { plan: "free" }, false],
    ["{ plan: { not: free } }", {}, false],
    ["{ plan: { equals: FREE, ignore_case: true } }", { plan: "free" }, true],
    ["{ link_url: { begins_with: 'https://a.example/' } }", { link_url: "https://a.example/x" }, true],
    ["{ link_url: { contains: (x) } }", { link_url: "a(x)b" }, true],
    ["{ link_url: { ends_with: .pdf } }", { link_url: "/a.PDF" }, false],
    ["{ plan: { begins_with: pro } }", { plan: "pro-2" }, true],
    ["{ plan: { begins_with: pro } }", { plan: "a-pro" }, false],
    ["{ plan: { ends_with: pro } }", { plan: "a-pro" }, true],
    ["{ plan: { ends_with: pro } }", { plan: "pro-2" }, false],
    ["{ plan: { contains: pro } }", { plan: "a-pro-2" }, true],
    ["{ plan: { contains: pro } }", { plan: "free" }, false],
    ["{ plan: { not: { ends_with: pro } } }", { plan: "free" }, true],
    ["{ plan: { not: { contains: pro } } }", {}, false],
    ["{ link_domain: { ends_with: .example } }", { link_domain: "a.example" }, true],
    ["{ form_destination: /send }", { form_destination: "https://a.example/send" }, true],
    ["{ page_referrer: { begins_with: /a } }", { page_referrer: "https://b.example/a/b" }, true],
    ["{ value: { not: { at_most: 5 } } }", { value: 6 }, true],
    ["{ value: { not: { less_than: 5 } } }", { value: 5 }, true],
    ["{ value: { not: { less_than: 5 } } }", { value: 4 }, false],
    ["{ value: { not: { at_least: 5 } } }", { value: 4 }, true],
    ["{ value: { not: { at_least: 5 } } }", { value: 5 }, false],
    ["{ value: { at_most: 5 } }", { value: 5 }, true],
    ["{ value: { at_most: 5 } }", { value: 5.1 }, false],
    ["{ plan: { one_of: [a.b, c] } }", { plan: "a.b" }, true],
    ["{ plan: { one_of: [a.b, c] } }", { plan: "axb" }, false],
    ["{ plan: [a.b, c] }", { plan: "c" }, true],
    ["{ plan: { not: [a.b, c] } }", { plan: "c" }, false],
    ["{ plan: { not: [a.b, c] } }", { plan: "d" }, true],
    ["{ plan: { begins_with: [a.b, c] } }", { plan: "cx" }, true],
    ["{ plan: { begins_with: [a.b, c] } }", { plan: "axb" }, false],
    ["{ plan: { ends_with: [a.b, c] } }", { plan: "xa.b" }, true],
    ["{ plan: { ends_with: [a.b, c] } }", { plan: "a.bx" }, false],
    ["{ plan: { contains: [a.b, C], ignore_case: true } }", { plan: "xcx" }, true],
    ["{ plan: { contains: [a.b, c] } }", { plan: "xaxb" }, false],
    ["{ plan: { not: { contains: [a.b, c] } } }", {}, false],
    ["{ plan: { matches: [^p, x$] } }", { plan: "apex" }, true],
    ["{ plan: { matches: [^p, x$] } }", { plan: "ape" }, false],
    ["{ link_url: { begins_with: ['tel:', 'https://müller.example'] } }", { link_url: "tel:1" }, true],
    ["{ link_url: { ends_with: [.zip, müller.example] } }", { link_url: "https://x.example/a.zip" }, true],
    ["{ link_url: { ends_with: [.zip, .pdf] } }", { link_url: "https://x.example/a.pdf?x" }, false],
    ["{ plan: { matches: ^p|x$ } }", { plan: "apex" }, true],
    ["{ plan: { matches: ^p|x$ } }", { plan: "ape" }, false],
    ["{ plan: pro, value: { more_than: 1 } }", { plan: "pro", value: 1 }, false],
  ])("where %s, of %j", (where, parameters, counts) => {
    expect(madeOf(onEvent("purchase", `, where: ${where}`), "purchase", parameters)).toEqual(
      counts ? lead : [],
    );
    expect(madeOf(onEvent("purchase", `, where: ${where}`), "refund", parameters)).toEqual([]);
  });

  test("on some pages only", () => {
    const goals = onEvent("file_download", ", page: { path: { begins_with: /guides/ } }");
    expect(madeOf(goals, "file_download", {}, "https://www.acme.example/guides/a")).toEqual(lead);
    expect(madeOf(goals, "file_download", {}, "https://www.acme.example/a?b=/guides/")).toEqual([]);
  });

  test("a fixed value is written over the one that the event brings along", () => {
    const [made] = madeOf(onEvent("purchase", ", where: { plan: pro }, value: 20"), "purchase", {
      plan: "pro",
      value: 3,
      currency: "USD",
    });
    expect(made?.parameters).toEqual({ plan: "pro", value: "20", currency: "EUR" });
  });
});

describe("steps of a funnel that Analytics counts", () => {
  const FUNNEL = `goals: {}
funnels:
  way:
    via: ga4
    steps:
      - { id: cart, page: /cart }
      - { id: express, on: { ga4_event: add_shipping_info }, where: { tier: express } }
      - { id: paid, on: { ga4_event: purchase } }
      - { id: seen, page: /seen, event: offer_seen }
`;

  test("send the names of funnel and step, unless they say otherwise", () => {
    expect(countedPage(FUNNEL, "/cart")).toEqual(["way_cart"]);
    expect(countedPage(FUNNEL, "/seen")).toEqual(["offer_seen"]);
    expect(madeOf(FUNNEL, "add_shipping_info", { tier: "express" })).toHaveLength(1);
    expect(madeOf(FUNNEL, "purchase", {})).toEqual([]);
  });
});
