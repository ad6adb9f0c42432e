/** What goals count, judged by what Google's tag does with the container that they become. */
import { describe, expect, test } from "vitest";
import { gtagCommand } from "../../src/engine/gtag-command.ts";
import { HEAD } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";

const destination = (page: string, more = "") =>
  `goals:\n  thanks: { type: destination, page: ${page}${more} }\n`;
const event = (on: string, more = "") => `goals:\n  lead:\n    type: event\n    on: ${on}\n${more}`;

describe("a destination", () => {
  test.each([
    ["the very page", "/thanks", "/thanks", true],
    ["the page with a query", "/thanks", "/thanks?order=1", true],
    ["no longer path", "/thanks", "/thanks/again", false],
    ["no other case", "/thanks", "/Thanks", false],
    [
      "another case where that is asked for",
      "{ path: { equals: /thanks, ignore_case: true } }",
      "/THANKS",
      true,
    ],
    ["a path that begins so", "{ path: { begins_with: /order/ } }", "/order/1", true],
    [
      "a path that begins so in any case",
      "{ path: { begins_with: /order/, ignore_case: true } }",
      "/ORDER/1",
      true,
    ],
    ["a path that ends so", "{ path: { ends_with: .pdf } }", "/a/b.pdf", true],
    [
      "a path that ends so, with a dot that is a dot",
      "{ path: { ends_with: .pdf, ignore_case: true } }",
      "/a/bxpdf",
      false,
    ],
    ["one of several", "{ path: { one_of: [/a, /b] } }", "/b", true],
    ["none of several", "{ path: { one_of: [/a, /b] } }", "/b/c", false],
    ["a pattern", '{ path: { matches: "^/(en|de)/brochure/[0-9]+$" } }', "/de/brochure/12", true],
    ["not where it is excluded", "{ path: { begins_with: /a, not: true } }", "/a/b", false],
    ["everywhere else", "{ path: { not: { begins_with: /a } } }", "/b", true],
    ["two conditions at once", "{ path: { begins_with: /a, ends_with: .html } }", "/a/b.html", true],
    ["two conditions, one missed", "{ path: { begins_with: /a, ends_with: .html } }", "/a/b", false],
    ["a query parameter", "{ query: { step: done } }", "/x?step=done&a=1", true],
    ["a decoded query parameter", "{ query: { q: rote schuhe } }", "/x?q=rote+schuhe", true],
    ["no other value of it", "{ query: { step: done } }", "/x?step=start", false],
    ["any search, when there is one", '{ query: { q: { matches: ".+" } } }', "/x?q=a", true],
    ["any search, when there is none", '{ query: { q: { matches: ".+" } } }', "/x", false],
    ["a number of the query in another spelling", "{ query: { price: 9.90 } }", "/x?price=9.9", true],
    ["a number of the query with zeros", "{ query: { step: 2 } }", "/x?step=02", true],
    ["a number of the query as it is written", "{ query: { id: 1e3 } }", "/x?id=1e3", true],
    ["another number of the query", "{ query: { step: 2 } }", "/x?step=20", false],
    ["numbers of a list", "{ query: { price: { one_of: [9.90, free] } } }", "/x?price=9.9", true],
    ["a quoted number as text", '{ query: { price: "9.90" } }', "/x?price=9.9", false],
    ["a missing parameter is not a number", "{ query: { step: { not: 2 } } }", "/x", true],
    ["a missing parameter is no part of another word", "{ query: { q: { contains: def } } }", "/x", false],
    ["a parameter that must not be, when it is missing", '{ query: { preview: { not: "1" } } }', "/x", true],
    [
      "a parameter that must not be, when it is there",
      '{ query: { preview: { not: "1" } } }',
      "/x?preview=1",
      false,
    ],
    ["no parameter, where any is excluded", "{ query: { q: { matches: .+, not: true } } }", "/x", true],
    ["any parameter, where any is excluded", "{ query: { q: { matches: .+, not: true } } }", "/x?q=a", false],
    [
      "no parameter, where a part of a text is excluded",
      '{ query: { q: { not: { contains: "t s" } } } }',
      "/x",
      true,
    ],
    ["a parameter with that part", '{ query: { q: { not: { contains: "t s" } } } }', "/x?q=hot+stuff", false],
    [
      "no parameter, where a pattern at its end is excluded",
      '{ query: { q: { not: { matches: "t.$" } } } }',
      "/x",
      true,
    ],
    ["what begins otherwise", '{ query: { q: { not: { begins_with: "(" } } } }', "/x?q=a(", true],
    ["what begins so", '{ query: { q: { not: { begins_with: "(" } } } }', "/x?q=(a", false],
    ["a host", "{ host: { ends_with: .acme.example } }", "/", true],
    ["a host in capitals", "{ host: WWW.Acme.Example }", "/", true],
    ["another host", "{ host: shop.acme.example }", "/", false],
    ["a whole address", "{ url: https://www.acme.example/thanks }", "/thanks", true],
    ["a fragment", "{ fragment: /thanks }", "/#/thanks", true],
  ])("counts %s: %s at %s", (_, page, url, counts) => {
    expect(counted(visit(destination(page), url))).toEqual(counts ? ["thanks"] : []);
  });

  test.each([
    ["/danke-schön", "/danke-sch%C3%B6n"],
    ["/danke-schön", "/danke-sch%c3%b6n"],
    ["/danke-sch%C3%B6n", "/danke-sch%C3%B6n"],
    ["/спасибо", "/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE"],
    ["/vielen dank", "/vielen%20dank"],
    ["/vielen%20dank", "/vielen%20dank"],
    ["{ path: { contains: größe } }", "/a/gr%C3%B6%C3%9Fe/b"],
    ["{ path: { equals: /GRÖSSE, ignore_case: true } }", "/gr%C3%B6sse"],
    ["{ path: { matches: ^/(größe|size)$ } }", "/gr%C3%B6%C3%9Fe"],
    ["{ path: { matches: '^/[а-я]+$' } }", "/%D1%81%D0%BF%D0%B0"],
    ["{ path: { one_of: [/ä, /ö] } }", "/%C3%B6"],
    ['{ path: { matches: "^/my page$" } }', "/my%20page"],
    ["{ path: { contains: a|b } }", "/a%7Cb"],
    ['{ path: { contains: "a^b" } }', "/a^b"],
    ['{ url: { contains: "?a={b}\'" } }', "/x?a={b}%27"],
    ["{ url: HTTPS://WWW.ACME.example/X }", "/X"],
    ['{ url: "https://www.acme.example/share?to=mailto:a" }', "/share?to=mailto:a"],
  ])("finds %s where the browser shows %s", (page, url) => {
    const written = page.startsWith("{") ? page : JSON.stringify(page);
    expect(counted(visit(destination(written), url))).toEqual(["thanks"]);
  });

  test("does not see virtual page views unless it is asked to", () => {
    const visitor = visit(destination("/thanks"), "/start");
    visitor.navigate("/thanks", "pushState");
    expect(counted(visitor)).toEqual([]);
  });

  test("counts a virtual page view once, however often the router repeats itself", () => {
    const visitor = visit(destination("/thanks", ", spa: true"), "/start");
    visitor.navigate("/thanks", "pushState");
    visitor.navigate("/thanks", "replaceState");
    visitor.navigate("/thanks", "replaceState");
    visitor.navigate("/thanks#top", "popstate");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("is not counted again by a router that repeats the address the page was loaded with", () => {
    const visitor = visit(destination("/thanks", ", spa: true"), "/thanks");
    visitor.navigate("/thanks", "replaceState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("counts again after leaving and coming back", () => {
    const visitor = visit(destination("/thanks", ", spa: true"), "/thanks");
    visitor.navigate("/other", "pushState");
    visitor.navigate("/thanks", "popstate");
    expect(counted(visitor)).toEqual(["thanks", "thanks"]);
  });

  test("on a path is not counted again when only the query changes", () => {
    const visitor = visit(destination("/thanks", ", spa: true"), "/thanks?utm_source=x&gclid=1");
    visitor.navigate("/thanks", "replaceState");
    visitor.navigate("/thanks?tab=2", "pushState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("on a query parameter is counted when that one changes, and no other", () => {
    const visitor = visit(
      destination("{ path: /order, query: { step: done } }", ", spa: true"),
      "/order?step=start",
    );
    visitor.navigate("/order?step=done", "pushState");
    visitor.navigate("/order?step=done&coupon=x", "replaceState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("on a query parameter is counted when the path changes, too", () => {
    const visitor = visit(destination("{ query: { step: done } }", ", spa: true"), "/a?step=done");
    visitor.navigate("/b?step=done", "pushState");
    expect(counted(visitor)).toEqual(["thanks", "thanks"]);
  });

  test("on a query parameter is counted when it comes and goes", () => {
    const visitor = visit(destination("{ path: /a, query: { draft: { not: x } } }", ", spa: true"), "/b");
    visitor.navigate("/a?draft=x", "pushState");
    visitor.navigate("/a", "pushState");
    visitor.navigate("/a?draft=y", "pushState");
    expect(counted(visitor)).toEqual(["thanks", "thanks"]);
  });

  test("on a query parameter that must not be there is not counted again while it is not there", () => {
    const page = "{ path: /a, query: { draft: { not: x } } }";
    const visitor = visit(destination(page, ", spa: true"), "/a");
    visitor.navigate("/a", "replaceState");
    visitor.navigate("/a?utm_source=b", "replaceState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("on several parts is counted when any of them changes", () => {
    const page = "{ query: { a: { matches: . }, b: { matches: . } }, fragment: { matches: . } }";
    const visitor = visit(destination(page, ", spa: true"), "/?a=1&b=1#1");
    for (const url of ["/?a=2&b=1#1", "/?a=2&b=2#1", "/?a=2&b=2#2", "/?b=2&a=2&c=3#2", "/x?a=2&b=2#2"])
      visitor.navigate(url, "pushState");
    expect(counted(visitor)).toHaveLength(5);
  });

  test("on a whole address is counted when the address changes", () => {
    const visitor = visit(destination("{ url: { contains: done } }", ", spa: true"), "/order");
    visitor.navigate("/order?a=done", "pushState");
    visitor.navigate("/order?a=done", "replaceState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("at any fragment but one is not counted again at every other", () => {
    const visitor = visit(
      destination("{ path: /thanks, fragment: { not: print } }", ", spa: true"),
      "/thanks",
    );
    visitor.navigate("/thanks#a", "popstate");
    visitor.navigate("/thanks#b", "popstate");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("behind a hash is counted when the hash changes, and once", () => {
    const visitor = visit(destination("{ fragment: /thanks }", ", spa: true"), "/#/start");
    visitor.navigate("/#/thanks", "popstate");
    visitor.navigate("/#/thanks", "replaceState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });

  test("behind a hash is counted once when path and hash change together", () => {
    const visitor = visit(destination("{ path: /b, fragment: /thanks }", ", spa: true"), "/a#/thanks");
    visitor.navigate("/b#/thanks", "pushState");
    expect(counted(visitor)).toEqual(["thanks"]);
  });
});

describe("a duration on a page", () => {
  const reader =
    "goals:\n  reader: { type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /guides/ } } }\n";

  test("counts once, after its time", () => {
    const visitor = visit(reader, "/guides/a");
    visitor.advance(89_000);
    expect(counted(visitor)).toEqual([]);
    visitor.advance(600_000);
    expect(counted(visitor)).toEqual(["reader"]);
  });

  test("does not count on other pages", () => {
    const visitor = visit(reader, "/blog/a");
    visitor.advance(600_000);
    expect(counted(visitor)).toEqual([]);
  });

  test("does not count for somebody who moved on without a reload", () => {
    const visitor = visit(reader, "/guides/a");
    visitor.navigate("/blog/a", "pushState");
    visitor.advance(600_000);
    expect(counted(visitor)).toEqual([]);
  });

  test("does not count for somebody who came to the page without a reload", () => {
    const visitor = visit(reader, "/blog/a");
    visitor.navigate("/guides/a", "pushState");
    visitor.advance(600_000);
    expect(counted(visitor)).toEqual([]);
  });

  test("on any page counts on any page", () => {
    const visitor = visit("goals:\n  reader: { type: duration, longer_than: 2m, scope: page }\n", "/");
    visitor.advance(120_000);
    expect(counted(visitor)).toEqual(["reader"]);
  });
});

describe("a stay on a page of a single-page app", () => {
  const goals = (page: string) =>
    `goals:\n  reader: { type: duration, longer_than: 90s, scope: page, spa: true, page: ${page} }\n`;
  const shown = { event: "goalform.acme-shop.reader" };

  test("counts when the script says so, on the pages that are meant and as often as it says so", () => {
    const visitor = visit(goals("{ path: { begins_with: /guides/ } }"), "/");
    visitor.advance(200_000);
    visitor.push(shown);
    expect(counted(visitor)).toEqual([]);
    visitor.navigate("/guides/tea", "pushState");
    visitor.advance(200_000);
    expect(counted(visitor)).toEqual([]);
    visitor.push(shown);
    visitor.navigate("/guides/coffee", "pushState");
    visitor.push(shown);
    visitor.navigate("/", "pushState");
    visitor.push(shown);
    expect(counted(visitor)).toEqual(["reader", "reader"]);
  });

  test.each([
    ["{ path: /guide }", '["pathname"]'],
    ["{ host: acme.example, path: /guide }", '["pathname"]'],
    ["{ path: /guide, query: { tab: tea } }", '["pathname","search"]'],
    ["{ url: { contains: tea } }", '["pathname","search"]'],
    ["{ fragment: /guide }", '["pathname","hash"]'],
    ["{ path: /guide, fragment: { not: preview } }", '["pathname"]'],
  ])("on %s begins again where %s changes", (page, looksAt) => {
    const [script] = visit(goals(page), "/").fired;
    expect(script?.parameters["html"]).toContain(
      `[\n  {"event":"goalform.acme-shop.reader","pageLongerThan":90,"looksAt":${looksAt}}\n]`,
    );
  });

  test("without spa has no session script", () => {
    const timed = "goals:\n  reader: { type: duration, longer_than: 90s, scope: page, page: /guide }\n";
    expect(visit(timed, "/guide").fired).toEqual([]);
  });
});

describe("goals about sessions", () => {
  const both =
    "goals:\n  engaged: { type: duration, longer_than: 4m }\n  deep: { type: pages_per_session, more_than: 5 }\n";

  test("run their script on every page view and history change", () => {
    const visitor = visit(both, "/");
    visitor.navigate("/a", "pushState");
    const scripts = visitor.fired.filter(({ type }) => type === "html");
    expect(scripts.map((one) => one.event)).toEqual(["gtm.js", "gtm.historyChange"]);
  });

  test("a returning visit counts when the script says so, on the page where that happens", () => {
    const returned = "goals:\n  again: { type: event, on: { returning_visit: true }, page: /blog }\n";
    const visitors = ["/", "/blog"].map((path) => visit(returned, path));
    for (const visitor of visitors) visitor.push({ event: "goalform.acme-shop.again" });
    expect(visitors.map(counted)).toEqual([[], ["again"]]);
    const html = visitors[0]!.fired.find(({ type }) => type === "html")?.parameters["html"];
    expect(html).toContain('[\n  {"event":"goalform.acme-shop.again","returning":true}\n]');
  });

  test("count when their script says so, each for itself", () => {
    const visitor = visit(both, "/");
    visitor.push({ event: "goalform.acme-shop.deep" });
    expect(counted(visitor)).toEqual(["deep"]);
  });
});

describe("a data-layer event", () => {
  const signup = (where: string) => event("{ data_layer: registered }", `    where: ${where}\n`);
  const countsTotal = (where: string, total: unknown) => {
    const visitor = visit(signup(where), "/");
    visitor.push({ event: "registered", total });
    return counted(visitor).length === 1;
  };

  test.each([
    ["equal text", "{ plan: pro }", { plan: "pro" }, true],
    ["other text", "{ plan: pro }", { plan: "free" }, false],
    ["not that text", "{ plan: { not: free } }", { plan: "pro" }, true],
    ["that text after all", "{ plan: { not: free } }", { plan: "free" }, false],
    ["a missing key satisfies no condition", "{ plan: pro }", {}, false],
    ["not even a negative one", "{ plan: { not: free } }", {}, false],
    ["nor does null", "{ plan: { not: free } }", { plan: null }, false],
    ["nor is it part of a word", "{ plan: { contains: def } }", {}, false],
    ["nor does it match everything", '{ plan: { matches: ".*" } }', {}, false],
    ["a number is enough", "{ seats: { at_least: 3 } }", { seats: 3 }, true],
    ["a number as text is enough", "{ seats: { at_least: 3 } }", { seats: "3" }, true],
    ["a number too small", "{ seats: { at_least: 3 } }", { seats: 2 }, false],
    ["a missing number is not small", "{ seats: { less_than: 3 } }", {}, false],
    ["a missing number is not zero", "{ seats: { at_least: 0 } }", {}, false],
    ["a missing number is not 'not more than 5'", "{ seats: { more_than: 5, not: true } }", {}, false],
    ["a nested key", "{ order.payment.type: card }", { order: { payment: { type: "card" } } }, true],
    ["a boolean", "{ trial: true }", { trial: true }, true],
    ["false is a value", "{ trial: false }", { trial: false }, true],
    ["a range", "{ total: { at_least: 10, less_than: 20 } }", { total: 15 }, true],
    ["outside a range", "{ total: { at_least: 10, less_than: 20 } }", { total: 20 }, false],
    ["text in any case", "{ plan: { equals: PRO, ignore_case: true } }", { plan: "pro" }, true],
  ])("%s: where %s", (_, where, pushed, counts) => {
    const visitor = visit(signup(where), "/");
    visitor.push({ event: "registered", ...pushed });
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });

  test.each([
    "(not set)",
    "{ contains: set }",
    "{ contains: SET, ignore_case: true }",
    '{ begins_with: "(not" }',
    '{ ends_with: "t)" }',
    "{ one_of: [pro, (not set)] }",
    "{ matches: ^.not }",
    "{ matches: NOT, ignore_case: true }",
    "{ not: { equals: set } }",
    "{ not: { begins_with: set } }",
    "{ not: { ends_with: not } }",
    "{ not: { contains: pro } }",
    "{ not: { one_of: [pro, free] } }",
    "{ not: { matches: ^pro$ } }",
    "{ begins_with: p, not: { ends_with: x } }",
  ])("a missing key is no text that could be compared: where plan %s", (is) => {
    const visitor = visit(signup(`{ plan: ${is} }`), "/");
    for (const pushed of [{}, { plan: null }, { plan: undefined }])
      visitor.push({ event: "registered", ...pushed });
    expect(counted(visitor)).toEqual([]);
  });

  test.each([
    ["{ contains: set }", "/x", false],
    ['{ begins_with: "(not" }', "/x", false],
    ['{ ends_with: "t)" }', "/x", false],
    ['{ matches: "set|x" }', "/x", false],
    ["{ matches: SET, ignore_case: true }", "/x", false],
    ["{ contains: set }", "/x?plan=a%20set", true],
    ["{ not: { contains: set } }", "/x?plan=pro", true],
    ["{ not: { contains: pro } }", "/x", true],
    ["{ not: { contains: pro } }", "/x?plan=pro", false],
  ])(
    "a missing parameter is no text either, but what must not be is not there: %s at %s",
    (is, url, counts) => {
      const visitor = visit(destination(`{ query: { plan: ${is} } }`), url);
      expect(counted(visitor)).toEqual(counts ? ["thanks"] : []);
    },
  );

  test.each([
    ["{ total: { less_than: 50 } }", [49, "49", "49.90", "-3", "+5", ".5", "5.", 0, "0", 1e-7]],
    ["{ total: { at_least: 100 } }", [100, "100", "100.00", 150.5, 1e21]],
    ["{ total: { not: { more_than: 5 } } }", [5, "5", "-1"]],
    ["{ total: 9.90 }", [9.9, "9.9", "9.90", "9.900", "+9.9", "09.9"]],
    ["{ total: { equals: 0 } }", [0, "0", "0.00", -0, "-0", ".0"]],
    ["{ total: -3 }", [-3, "-3", "-3.0"]],
    ["{ total: { not: 0 } }", [5, "5", "0.01"]],
    ["{ total: { not: { equals: 9.90 } } }", [9, "9", 99]],
    ["{ total: { one_of: [9.90, 20, gratis] } }", [9.9, "9.90", "20.0", 20, "gratis"]],
    ["{ total: { not: { one_of: [9.90, 20] } } }", [5, "5"]],
    ["{ total: 0.00000015 }", [1.5e-7, "0.00000015"]],
    ["{ total: 1e21 }", [1e21, "1000000000000000000000"]],
    ['{ total: "9.90" }', ["9.90"]],
  ])("a number is met by numbers and by texts that are decimal numbers: %s", (where, pushed) => {
    expect(pushed.filter((total) => !countsTotal(where, total))).toEqual([]);
  });

  const NO_NUMBERS = ["", " ", "\n", false, true, [], [5], ["150"], [[9.9]], {}, null, undefined, Number.NaN]
    .concat(["0x100", "0b1", "1e3", "12,50", "1 000", "1.000,50", " 5 ", "5 €", "150x", "free", "NaN"])
    .concat(["Infinity", "-Infinity", "-", ".", "+", "(not set)", "undefined"]);

  test.each([
    "{ total: { less_than: 50 } }",
    "{ total: { at_most: 0 } }",
    "{ total: { at_least: 0 } }",
    "{ total: { more_than: -1 } }",
    "{ total: { not: { more_than: 5 } } }",
    "{ total: { not: { less_than: 5 } } }",
    "{ total: 5 }",
    "{ total: 150 }",
    "{ total: { equals: 0 } }",
    "{ total: { not: 7 } }",
    "{ total: { not: { one_of: [7, 8] } } }",
    "{ total: { one_of: [0, 1, 5, 9.90, 150] } }",
  ])("nothing else is a number: %s", (where) => {
    expect(NO_NUMBERS.filter((total) => countsTotal(where, total))).toEqual([]);
  });

  test.each([
    ['{ total: "9.90" }', [9.9, "9.9"]],
    ["{ total: 9.90 }", [99, "9x90", 19.9, "-9.9", 9.91]],
    ["{ total: { one_of: [9.90, 20] } }", [2, 200, "9", 9.91]],
    ["{ total: { not: 9.90 } }", [9.9, "9.90"]],
    ["{ total: { not: { one_of: [9.90, 20] } } }", ["9.9", 20]],
    ["{ total: { equals: 0 } }", [10, "100", 0.1]],
  ])("another number is not met, and a quoted number is a text: %s", (where, pushed) => {
    expect(pushed.filter((total) => countsTotal(where, total))).toEqual([]);
  });

  test("a number in a nested key is compared as well, and a list in its place is none", () => {
    const counts = (order: unknown) => {
      const visitor = visit(signup("{ order.total: { at_least: 100 } }"), "/");
      visitor.push({ event: "registered", order });
      return counted(visitor).length === 1;
    };
    expect([{ total: "150" }, { total: [150] }, { total: "" }, null, [150]].map(counts)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("sends its parameters, and leaves out those the site did not give", () => {
    const visitor = visit(
      event(
        "{ data_layer: registered }",
        "    value: { data_layer: order.total }\n    parameters: { method: { data_layer: method }, place: footer }\n",
      ),
      "/",
    );
    visitor.push({ event: "registered", order: { total: 12.5 } });
    expect(visitor.hits).toEqual([
      {
        event: "lead",
        parameters: { place: "footer", value: 12.5, currency: "EUR" },
        measurementId: "G-TEST123456",
        by: "tag",
      },
    ]);
  });

  describe.each([
    ["in the container, as the file need not say", null, [], 1],
    ["in the container", "container", [], 1],
    ["in the container, made by us", "create", [], 1],
    ["in the site's pages", "page", [["config", "G-TEST123456"]], 1],
    ["in the container, whatever the file says", "page", [], 0],
  ] as const)("that the site sends with gtag, where the Google tag lives %s", (_, word, calls, hits) => {
    const head = word ? HEAD.replace(/( {4}gtm: .*\n)/, `$1    google_tag: ${word}\n`) : HEAD;
    const site = { dataLayerBefore: calls.map((call) => gtagCommand(...call)) };

    test(`reaches Analytics ${hits} times`, () => {
      const visitor = visit(event("{ data_layer: lead }"), "/", site, head);
      visitor.gtag("event", "lead", { value: 1 });
      expect(visitor.hits.map(({ event }) => event)).toEqual(hits === 1 ? ["lead"] : []);
    });

    test("is sent by us under another name", () => {
      const visitor = visit(event("{ data_layer: form_ok }"), "/", site, head);
      visitor.gtag("event", "form_ok", {});
      expect(counted(visitor)).toEqual(["lead"]);
    });

    test("is sent by us when the site pushes it", () => {
      const visitor = visit(event("{ data_layer: lead }"), "/", site, head);
      visitor.gtag("event", "other", {});
      visitor.push({ event: "lead" });
      expect(counted(visitor)).toEqual(["lead"]);
    });

    test("is a step of a funnel by the same rule", () => {
      const funnel =
        "goals: {}\nfunnels:\n  f: { steps: [{ id: a, on: { data_layer: f_a } }, { id: b, page: /b }] }\n";
      const visitor = visit(funnel, "/", site, head);
      visitor.gtag("event", "f_a", {});
      expect(visitor.hits.map(({ event }) => event)).toEqual(hits === 1 ? ["f_a"] : []);
    });
  });

  test("that the site sends with gtag has its values under `eventModel`", () => {
    const goal = event(
      "{ data_layer: lead }",
      "    where: { eventModel.plan: pro }\n    parameters: { plan: { data_layer: eventModel.plan } }\n",
    );
    const visitor = visit(goal, "/");
    visitor.gtag("event", "lead", { plan: "free" });
    visitor.gtag("event", "lead", { plan: "pro" });
    expect(visitor.hits.map(({ parameters }) => parameters)).toEqual([{ plan: "pro" }]);
  });

  test("can be tied to a page", () => {
    const onBlog = event("{ data_layer: registered }", "    page: { path: { begins_with: /blog } }\n");
    const elsewhere = visit(onBlog, "/");
    elsewhere.push({ event: "registered" });
    const there = visit(onBlog, "/blog/a");
    there.push({ event: "registered" });
    expect([counted(elsewhere), counted(there)]).toEqual([[], ["lead"]]);
  });
});

describe("a click", () => {
  const page = elements(
    '<button class="buy big" id="buy-now"><svg><path></path></svg><span>Buy</span> now</button><button id="other">Other</button>' +
      '<a class="more" title="a, b" href="https://www.acme.example/blog"><b>Read</b> more</a><input type="submit" value="Send it">',
  );

  test.each([
    ["by selector, on the button", "{ click: button.buy }", "#buy-now", true],
    ["by selector, on the icon inside", "{ click: button.buy }", "path", true],
    ["by selector, elsewhere", "{ click: button.buy }", "#other", false],
    ["by a list of selectors, inside the second", '{ click: "a.none, .buy" }', "span", true],
    ["by id, inside", "{ click: { id: buy-now } }", "path", true],
    ["by the beginning of the id", "{ click: { id: { begins_with: buy- } } }", "span", true],
    ["by one of the classes", "{ click: { classes: big } }", "path", true],
    ["by a class that is only part of one", "{ click: { classes: bi } }", "path", false],
    ["by selector and id of one element", "{ click: { selector: button, id: buy-now } }", "path", true],
    ["by selector and an id around it", "{ click: { selector: span, id: buy-now } }", "span", false],
    [
      "by selector, without a class",
      "{ click: { selector: button, classes: { not: big } } }",
      "#other",
      true,
    ],
    [
      "by selector, with the class it must not have",
      "{ click: { selector: button, classes: { not: big } } }",
      "path",
      false,
    ],
    ["by one of several ids", "{ click: { id: { one_of: [other, buy-now] } } }", "path", true],
    ["by none of several ids", "{ click: { id: { one_of: [a, b] } } }", "path", false],
    ["by the end of the id", "{ click: { id: { ends_with: -now } } }", "path", true],
    ["by a part of the id", "{ click: { id: { contains: y-n } } }", "path", true],
    ["by no other end of it", "{ click: { id: { ends_with: buy } } }", "path", false],
    ["by id in another case", "{ click: { id: BUY-NOW } }", "path", false],
    ["by a pattern, on the element itself", "{ click: { id: { matches: ^buy-n } } }", "#buy-now", true],
    ["by a pattern, inside", "{ click: { id: { matches: ^buy-n } } }", "path", false],
    ["by all of the classes", "{ click: { classes: buy big } }", "path", true],
    ["by two classes, of which one is missing", "{ click: { classes: buy small } }", "path", false],
    ["by one of several classes", "{ click: { classes: { one_of: [small, big] } } }", "path", true],
    ["by a class in any case", "{ click: { classes: { equals: BIG, ignore_case: true } } }", "path", true],
    ["by the beginning of all classes", "{ click: { classes: { begins_with: buy b } } }", "path", true],
    ["by a pattern of classes", "{ click: { classes: { matches: big$ } } }", "#buy-now", true],
    ["by a pattern of no classes", "{ click: { classes: { matches: ^big } } }", "#buy-now", false],
    ["without an id, elsewhere", "{ click: { selector: button, id: { not: other } } }", "span", true],
    ["without an id, there", "{ click: { selector: button, id: { not: other } } }", "#other", false],
    ["by id and class of one element", "{ click: { id: buy-now, classes: big } }", "path", true],
    ["by id and a class of another", "{ click: { id: other, classes: big } }", "#other", false],
    ["by a selector with a comma in quotes", "{ click: \"[title='a, b'], .none\" }", "b", true],
    ["by a selector with a comma in brackets", '{ click: ":is(a, p) b" }', "b", true],
    ["by text, on the button", "{ click: { text: Buy now } }", "#buy-now", true],
    ["by text, on the icon inside", "{ click: { text: Buy now } }", "path", true],
    ["by text, on another", "{ click: { text: Buy now } }", "#other", false],
    ["by the text of a link", "{ click: { text: Read more } }", "b", true],
    ["by the text of an input", "{ click: { text: Send it } }", "input", true],
  ])("%s: %s", (_, on, target, counts) => {
    const visitor = visit(event(on), "/");
    visitor.click(page(target));
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });
});

describe("a link", () => {
  const page = elements(
    '<a id="call" href="tel:+4930123"><i>Call us</i></a><a id="price" href="/preise?x=1">Prices</a><a id="far" href="https://shop.other.example/größe">Far</a><a id="spaced" href="tel:+49 30 1">Tel</a><a id="bare" class="nav main" href="https://other.example">Bare</a>',
  );

  test.each([
    ["by scheme", '{ link: { url: { begins_with: "tel:" } } }', "i", true],
    ["by scheme, another link", '{ link: { url: { begins_with: "tel:" } } }', "#price", false],
    ["by path of any host", "{ link: { url: { equals: /preise } } }", "#price", true],
    ["by part of the address", "{ link: { url: { contains: other.example } } }", "#far", true],
    [
      "by a path with letters that browsers encode",
      "{ link: { url: { begins_with: /größe } } }",
      "#far",
      true,
    ],
    ["by a number with spaces", '{ link: "tel:+49 30 1" }', "#spaced", true],
    ["by a host alone", '{ link: "https://other.example" }', "#bare", true],
    ["by a host in capitals", '{ link: "HTTPS://OTHER.example" }', "#bare", true],
    ["by text", "{ link: { text: Call us } }", "#call", true],
    ["by id", "{ link: { id: far } }", "#far", true],
    ["by selector", '{ link: { selector: "a#far" } }', "#far", true],
    ["by selector, another link", '{ link: { selector: "a#far" } }', "#bare", false],
    ["by text, another link", "{ link: { text: Call us } }", "#price", false],
    ["by id, another link", "{ link: { id: far } }", "#price", false],
    ["by class", "{ link: { classes: nav } }", "#bare", true],
    ["by a class it must not have", "{ link: { classes: { not: nav } } }", "#bare", false],
    ["by a class that it does not have", "{ link: { classes: { not: nav } } }", "#price", true],
    ["by a pattern of its classes", "{ link: { classes: { matches: ^nav } } }", "#bare", true],
    ["by a pattern of other classes", "{ link: { classes: { matches: v$ } } }", "#bare", false],
  ])("%s: %s", (_, on, target, counts) => {
    const visitor = visit(event(on), "/");
    visitor.click(page(target));
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });
});

describe("a link to another site", () => {
  const page = elements(
    '<a id="far" href="https://shop.other.example/x"><b>Far</b></a><a id="near" href="/about">Near</a><a id="below" href="https://shop.acme.example/">Shop</a><a id="partner" href="https://partner.example/">Partner</a><a id="call" href="tel:+4930123">Call</a><a id="mail" href="mailto:a@other.example">Mail</a><a id="script" href="javascript:void(0)">Menu</a><a id="bare">Nowhere</a>',
  );
  const outbound = "{ link: { outbound: true } }";
  const notPartner = "{ link: { outbound: true, url: { not: { contains: partner.example } } } }";

  test.each([
    ["to another host", outbound, "b", true],
    ["to a page of the site", outbound, "#near", false],
    ["to a host below the site's", outbound, "#below", false],
    ["to a telephone", outbound, "#call", false],
    ["to a mailbox elsewhere", outbound, "#mail", false],
    ["to a script", outbound, "#script", false],
    ["to nowhere", outbound, "#bare", false],
    ["to an excepted site", notPartner, "#partner", false],
    ["to a site that is not excepted", notPartner, "#far", true],
    ["within the site, when that is asked for", "{ link: { outbound: false } }", "#near", true],
    ["outside, when inside is asked for", "{ link: { outbound: false } }", "#far", false],
    ["to a telephone, when inside is asked for", "{ link: { outbound: false } }", "#call", false],
  ])("%s: %s", (_, on, target, counts) => {
    const visitor = visit(event(on), "/");
    visitor.click(page(target));
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });

  test("seen from a host below the site's, the main host is another site", () => {
    const visitor = visit(event(outbound), "", { url: "https://shop.acme.example/" });
    visitor.click(elements('<a href="https://www.acme.example/">Home</a>')("a"));
    expect(counted(visitor)).toEqual(["lead"]);
  });
});

describe("a download", () => {
  test.each([
    ["a file of the type", "{ download: pdf }", "/files/a.pdf", true],
    ["a click inside the link", "{ download: pdf }", "/files/a.pdf", true],
    ["in capitals", "{ download: pdf }", "/files/A.PDF", true],
    ["asked for in capitals with a dot", "{ download: .PDF }", "/files/a.pdf", true],
    ["with a query", "{ download: pdf }", "/a.pdf?v=2", true],
    ["with a fragment", "{ download: pdf }", "/a.pdf#page=2", true],
    ["on another host", "{ download: pdf }", "https://cdn.example/a.pdf", true],
    ["of another type", "{ download: pdf }", "/a.pdfx", false],
    ["the word in the query", "{ download: pdf }", "/a?file=b.pdf", false],
    ["the word in the fragment", "{ download: pdf }", "/a#b.pdf", false],
    ["a folder of that name", "{ download: pdf }", "/a.pdf/b", false],
    ["a host of that name", "{ download: zip }", "https://acme.zip", false],
    ["a mailbox of that name", "{ download: zip }", "mailto:a@acme.zip", false],
    ["one of several types", "{ download: [pdf, zip] }", "/a.zip", true],
    ["a type of two parts", "{ download: tar.gz }", "/a.tar.gz", true],
    ["not just its second part", "{ download: tar.gz }", "/a.gz", false],
    ["one of the usual types", "{ download: true }", "/a.xlsx", true],
    ["the usual types, written as nothing", "{ download: {} }", "/a.mp3", true],
    ["a page is none of them", "{ download: true }", "/a.html", false],
    ["at the address", "{ download: { extensions: pdf, url: { contains: /terms/ } } }", "/terms/a.pdf", true],
    ["at another address", "{ download: { extensions: pdf, url: { contains: /terms/ } } }", "/a.pdf", false],
  ])("%s: %s", (_, on, href, counts) => {
    const visitor = visit(event(on), "/");
    visitor.click(elements(`<a href="${href}"><b>Get it</b></a>`)("b"));
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });

  test("can be tied to a page", () => {
    const onBlog = event("{ download: pdf }", "    page: /blog\n");
    const file = elements('<a href="/a.pdf">Get it</a>')("a");
    const visitors = ["/", "/blog"].map((path) => visit(onBlog, path));
    for (const visitor of visitors) visitor.click(file);
    expect(visitors.map(counted)).toEqual([[], ["lead"]]);
  });
});

describe("scrolling", () => {
  const half = event("{ scroll: 50 }");

  test("counts once a page, at its depth", () => {
    const visitor = visit(half, "/");
    visitor.windowLoaded();
    visitor.scrollTo({ percent: 49 });
    expect(counted(visitor)).toEqual([]);
    visitor.scrollTo({ percent: 90 });
    visitor.scrollTo({ percent: 10 });
    visitor.scrollTo({ percent: 90 });
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("counts a page that fits into the window when it has loaded", () => {
    const visitor = visit(half, "/", { shownAtLoad: { percent: 100 } });
    expect(counted(visitor)).toEqual([]);
    visitor.windowLoaded();
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("may be measured in pixels", () => {
    const visitor = visit(event("{ scroll: { pixels: 800 } }"), "/");
    visitor.windowLoaded();
    visitor.scrollTo({ pixels: 799, percent: 100 });
    expect(counted(visitor)).toEqual([]);
    visitor.scrollTo({ pixels: 801 });
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("to different depths counts different goals", () => {
    const visitor = visit(
      "goals:\n  a: { type: event, on: { scroll: { percent: 25 } } }\n  b: { type: event, on: { scroll: 75 } }\n",
      "/",
    );
    visitor.windowLoaded();
    visitor.scrollTo({ percent: 50 });
    expect(counted(visitor)).toEqual(["a"]);
    visitor.scrollTo({ percent: 75 });
    expect(counted(visitor)).toEqual(["a", "b"]);
  });

  test("is not counted when the site itself reports another depth", () => {
    const visitor = visit(half, "/");
    visitor.push({ event: "gtm.scrollDepth", "gtm.scrollThreshold": 25 });
    expect(counted(visitor)).toEqual([]);
  });

  test("can be tied to a page", () => {
    const visitor = visit(event("{ scroll: 50 }", "    page: { path: { begins_with: /blog } }\n"), "/");
    visitor.windowLoaded();
    visitor.scrollTo({ percent: 100 });
    expect(counted(visitor)).toEqual([]);
  });
});

describe("an element in view", () => {
  const page = elements('<section id="prices"><p class="price">1</p><p class="price">2</p></section>');

  test("counts once a page, as soon as half of it is seen", () => {
    const visitor = visit(event('{ visible: "#prices" }'), "/");
    visitor.show(page("#prices"), 40);
    expect(counted(visitor)).toEqual([]);
    visitor.show(page("#prices"), 50);
    visitor.show(page("#prices"), 100);
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("counts after its time, all glances together", () => {
    const visitor = visit(event('{ visible: { selector: "#prices", percent: 80, time: 3s } }'), "/");
    visitor.show(page("#prices"), 79, 9000);
    visitor.show(page("#prices"), 80, 2000);
    expect(counted(visitor)).toEqual([]);
    visitor.show(page("#prices"), 100, 1000);
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("counts every time where that is asked for", () => {
    const visitor = visit(event("{ visible: { selector: .price, once: false } }"), "/");
    for (const one of [".price:first-child", ".price:last-child", ".price:first-child"])
      visitor.show(page(one));
    expect(counted(visitor)).toEqual(["lead", "lead", "lead"]);
  });

  test("counts once for several elements unless that is asked for", () => {
    const visitor = visit(event("{ visible: .price }"), "/");
    for (const one of [".price:first-child", ".price:last-child"]) visitor.show(page(one));
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("can be tied to a page", () => {
    const visitor = visit(event("{ visible: .price }", "    page: /shop\n"), "/");
    visitor.show(page(".price"));
    expect(counted(visitor)).toEqual([]);
  });
});

describe("a video", () => {
  const demo = { url: "https://www.youtube.com/watch?v=d3m0", title: "Product demo" };

  test.each([
    ["that starts", "{ video: start }", ["lead", "lead"]],
    ["watched to the end", "{ video: complete }", ["lead"]],
    ["watched by half", "{ video: { progress: 50 } }", ["lead"]],
    ["watched by half, in short", "{ video: 50 }", ["lead"]],
    ["that starts, without a word about it", "{ video: { title: { contains: demo } } }", ["lead", "lead"]],
    ["by address", "{ video: { status: complete, url: { ends_with: d3m0 } } }", ["lead"]],
    ["by title", "{ video: { progress: 50, title: Product demo } }", ["lead"]],
    ["by another title", "{ video: { progress: 50, title: Interview } }", []],
  ])("%s: %s", (_, on, counts) => {
    const visitor = visit(event(on), "/");
    visitor.domReady();
    visitor.video("start", demo);
    visitor.video("progress", { ...demo, percent: 25 });
    visitor.video("progress", { ...demo, percent: 50 });
    visitor.video("pause", { ...demo, percent: 60 });
    visitor.video("complete", demo);
    visitor.video("start", demo);
    expect(counted(visitor)).toEqual(counts);
  });

  test("of another player counts when the site reports it in Tag Manager's words", () => {
    const visitor = visit(event("{ video: { progress: 50 } }"), "/");
    for (const percent of [25, 50])
      visitor.push({ event: "gtm.video", "gtm.videoStatus": "progress", "gtm.videoPercent": percent });
    expect(counted(visitor)).toEqual(["lead"]);
  });

  test("can be tied to a page", () => {
    const visitor = visit(event("{ video: start }", "    page: /tour\n"), "/");
    visitor.domReady();
    visitor.video("start", demo);
    expect(counted(visitor)).toEqual([]);
  });
});

describe("a form", () => {
  const page = elements(
    '<form id="contact" class="lead wide" action="/send"><input name="id"></form><form id="search" action="https://www.acme.example/find"></form>',
  );

  test.each([
    ["by id", "{ form: contact }", "#contact", true],
    ["by id, another form", "{ form: contact }", "#search", false],
    ["by selector", '{ form: { selector: "form.lead" } }', "#contact", true],
    ["by selector, another form", '{ form: { selector: "form.lead" } }', "#search", false],
    ["by class, another form", "{ form: { classes: wide } }", "#search", false],
    ["by a class it must not have", "{ form: { classes: { not: wide } } }", "#contact", false],
    ["by a pattern of its classes", "{ form: { classes: { matches: ^lead } } }", "#contact", true],
    ["by another path", "{ form: { action: /find } }", "#contact", false],
    ["by id and path at once", "{ form: { id: contact, action: /find } }", "#contact", false],
    ["by class", "{ form: { classes: wide } }", "#contact", true],
    ["by the path it is sent to", "{ form: { action: /find } }", "#search", true],
  ])("%s: %s", (_, on, target, counts) => {
    const visitor = visit(event(on), "/");
    visitor.submit(page(target));
    expect(counted(visitor)).toEqual(counts ? ["lead"] : []);
  });

  test("that a script sends is counted too", () => {
    const visitor = visit(event("{ form: contact }"), "/");
    visitor.submit(page("#contact"), { preventDefault: true });
    expect(counted(visitor)).toEqual(["lead"]);
  });
});

describe("the value", () => {
  test("of a key event stands at the key event and is not sent again", () => {
    const visitor = visit(destination("/thanks", ", value: 5"), "/thanks");
    expect(visitor.hits.map(({ parameters }) => parameters)).toEqual([{}]);
  });

  test("of an event that is no key event is sent with it", () => {
    const visitor = visit(destination("/thanks", ", value: 5, key_event: false"), "/thanks");
    expect(visitor.hits.map(({ parameters }) => parameters)).toEqual([{ value: "5", currency: "EUR" }]);
  });
});

describe("parameters", () => {
  const goals = destination(
    "/thanks",
    ', parameters: { code: { query: "my code" }, variant: { cookie: ab }, place: footer, size: 3.0, paid: true, step: { value: done } }',
  );
  const fixed = { place: "footer", size: "3.0", paid: "true", step: "done" };

  test("come from the address and from a cookie, decoded", () => {
    const visitor = visit(goals, "/thanks?my%20code=SPRING%20%2B", { cookies: { ab: "a%20b" } });
    expect(visitor.hits.map(({ parameters }) => parameters)).toEqual([
      { code: "SPRING +", variant: "a b", ...fixed },
    ]);
  });

  test("are left out where address and cookies do not have them", () => {
    const visitor = visit(goals, "/thanks?code=SPRING");
    expect(visitor.hits.map(({ parameters }) => parameters)).toEqual([fixed]);
  });
});

test("a goal can be a step of several funnels, and a funnel that is switched off sends nothing", () => {
  const funnels = `goals:
  thanks: { type: destination, page: /thanks }
funnels:
  one: { steps: [{ id: cart, page: /cart }, thanks] }
  two: { steps: [{ id: cart, page: /cart, event: cart_seen }, { goal: thanks, name: Done }] }
  off: { enabled: false, steps: [{ id: cart, page: /cart }, thanks] }
`;
  expect(counted(visit(funnels, "/cart"))).toEqual(["one_cart", "cart_seen"]);
  expect(counted(visit(funnels, "/thanks"))).toEqual(["thanks"]);
});

describe("a goal that needs consent", () => {
  const asks = destination("/thanks", ", consent: [analytics_storage]");
  const push = (event: string) => ({
    dataLayerBefore: [gtagCommand("consent", "default", { analytics_storage: event })],
  });

  test("counts while it is granted", () => {
    expect(counted(visit(asks, "/thanks", push("granted")))).toEqual(["thanks"]);
  });

  test("does not count while it is denied, nor when it is granted afterwards", () => {
    const visitor = visit(asks, "/thanks", push("denied"));
    visitor.gtag("consent", "update", { analytics_storage: "granted" });
    expect(counted(visitor)).toEqual([]);
  });

  test("counts where the page says nothing about consent", () => {
    expect(counted(visit(asks, "/thanks"))).toEqual(["thanks"]);
  });

  test("needs every type that it names", () => {
    const two = destination("/thanks", ", consent: [ad_storage, analytics_storage]");
    const page = {
      dataLayerBefore: [
        gtagCommand("consent", "default", { analytics_storage: "granted", ad_storage: "denied" }),
      ],
    };
    expect(counted(visit(two, "/thanks", page))).toEqual([]);
  });

  test("takes it from the defaults, unless it says otherwise", () => {
    const goals =
      "goals:\n  a: { type: destination, page: /thanks }\n  b: { type: destination, page: /thanks, consent: [] }\n";
    const head = HEAD.replace("currency: EUR", "currency: EUR, consent: [analytics_storage]");
    expect(counted(visit(goals, "/thanks", push("denied"), head))).toEqual(["b"]);
  });

  test("as a funnel step takes it from the funnel", () => {
    const funnel =
      "funnels:\n  f: { consent: [ad_storage], steps: [{ id: a, page: /a }, { id: b, page: /b }] }\n";
    const denied = { dataLayerBefore: [gtagCommand("consent", "default", { ad_storage: "denied" })] };
    expect(counted(visit(funnel, "/a", denied))).toEqual([]);
    expect(counted(visit(funnel, "/a"))).toEqual(["f_a"]);
  });

  test("about the whole session keeps its script, which waits for consent by itself", () => {
    const session = visit(
      "goals:\n  deep: { type: pages_per_session, more_than: 5, consent: [analytics_storage] }\n",
      "/",
      {
        ...push("denied"),
        runScript: () => undefined,
      },
    );
    expect(session.fired.map(({ tag }) => tag)).toEqual(["acme-shop - session script"]);
  });
});

test("a funnel's own steps send events named after funnel and step", () => {
  const funnel = `goals:
  purchase: { type: event, on: { ga4_event: purchase } }
funnels:
  checkout:
    steps:
      - { id: cart, page: /cart }
      - { id: payment, on: { data_layer: add_payment_info } }
      - goal: purchase
`;
  const visitor = visit(funnel, "/cart");
  visitor.push({ event: "add_payment_info" });
  expect(counted(visitor)).toEqual(["checkout_cart", "checkout_payment"]);
});
