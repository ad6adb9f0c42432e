/** How often goals count in visits of every kind. */
import { describe, expect, test } from "vitest";
import { expectationInWords } from "../../src/render/visits/tested-words.ts";
import { counts, run } from "./support.ts";

const goals = (text: string) => `goals:\n  goal: ${text}\n`;
const PAGE = { lives: "page" } as const;

describe("pages", () => {
  const thanks = goals("{ type: destination, page: /thanks }");
  test.each([
    ["{ page: /thanks }", 1],
    ['{ page: "https://www.acme.example/thanks?a=1#b" }', 1],
    ["{ page: /thanks/ }", 0],
    // Once a session, however often the page is viewed.
    ["{ page: /thanks }, { page: /thanks }", 1],
    ["{ page: /thanks }, { wait: 31m }, { page: /thanks }", 2],
    // A hit in between keeps the session.
    ["{ page: /thanks }, { wait: 20m }, { page: / }, { wait: 20m }, { page: /thanks }", 1],
    ["{ page: /thanks }, { new_visit: true }, { page: /thanks }", 2],
    ["{ page: / }, { navigate: /thanks }", 0],
  ])("%s counts %i times", (visit, times) => {
    expect(counts(thanks, "goal", visit)).toBe(times);
  });

  test("every event counts where the goal says so", () => {
    const each = goals("{ type: destination, page: /thanks, counting: once_per_event }");
    expect(counts(each, "goal", "{ page: /thanks }, { page: /thanks }")).toBe(2);
  });

  const spa = goals("{ type: destination, page: /thanks, spa: true }");
  test.each([
    ["{ page: / }, { navigate: /thanks }", 1],
    ["{ page: / }, { navigate: { to: /thanks, by: replace } }, { navigate: /thanks }", 1],
    ["{ page: /a }, { navigate: /thanks }, { navigate: /a }, { navigate: { to: /thanks, by: back } }", 2],
    ['{ page: /thanks }, { navigate: "#top" }', 1],
    ["{ page: /thanks }, { navigate: { to: '#top', by: hash } }", 1],
  ])("in a single-page app %s counts %i times", (visit, times) => {
    const each = spa.replace("spa: true", "spa: true, counting: once_per_event");
    expect(counts(each, "goal", visit)).toBe(times);
  });

  test("a page that Analytics counts by itself", () => {
    const rule = goals("{ type: destination, page: { path: /thanks, host: www.acme.example }, via: ga4 }");
    expect(counts(rule, "goal", "{ page: /thanks }")).toBe(1);
    expect(counts(rule, "goal", "{ page: / }, { navigate: /thanks }")).toBe(1);
    expect(counts(rule, "goal", "{ page: /thanks/ }")).toBe(0);
  });

  test("more pages than so many, by an audience: once, and then nobody knows", () => {
    const audience = goals("{ type: pages_per_session, more_than: 2, via: ga4 }");
    const three = "{ page: /1 }, { page: /2 }, { page: /3 }";
    expect(counts(audience, "goal", "{ page: /1 }, { page: /2 }")).toBe(0);
    expect(counts(audience, "goal", three)).toBe(1);
    const again = `${three}, { new_visit: true }, ${three}`;
    expect(counts(audience, "goal", again)).toBeNull();
    const [result] = run(audience, `  - { name: again, visit: [ ${again} ], counts: goal }\n`);
    // No browser shows it, so `verify` is not the advice.
    expect(expectationInWords(result!.expectations[0]!, [])).toBe(
      "goal: cannot be judged offline: an audience counts it, and how soon it counts the same visitor again is not simulated. `goalform report` says what it counted.",
    );
  });
});

describe("sessions", () => {
  const long = goals("{ type: duration, longer_than: 4m }");
  test.each([
    ["{ page: / }, { wait: 4m }", 0],
    ["{ page: / }, { wait: 4m }, { wait: 1s }", 1],
    ["{ page: / }, { wait: 10m }, { page: /b }, { wait: 10m }", 1],
    ["{ page: / }, { wait: 3m }, { wait: 31m }, { page: / }, { wait: 3m }", 1],
    ["{ consent: { analytics_storage: denied } }, { page: / }, { wait: 10m }", 0],
    [
      "{ consent: { analytics_storage: denied } }, { page: / }, { consent: { analytics_storage: granted } }, { wait: 5m }",
      1,
    ],
    ["{ page: / }, { wait: 1m }, { consent: { analytics_storage: denied } }, { wait: 10m }", 0],
  ])("%s counts %i times", (visit, times) => {
    expect(counts(long, "goal", visit)).toBe(times);
  });

  const returning = goals("{ type: event, on: { returning_visit: true } }");
  test.each([
    ["{ page: / }", 0],
    ["{ returning_visit: true }, { page: / }", 1],
    ["{ page: / }, { new_visit: true }, { page: / }, { page: /b }", 1],
    ["{ page: / }, { new_visit: true }, { page: / }, { new_visit: true }, { page: / }", 2],
  ])("of somebody who comes back: %s counts %i times", (visit, times) => {
    expect(counts(returning, "goal", visit)).toBe(times);
  });

  const deep = goals("{ type: pages_per_session, more_than: 2 }");
  test.each([
    ["{ page: /1 }, { page: /2 }, { page: /3 }, { page: /4 }", 1],
    ["{ page: /1 }, { page: /1 }, { page: /1 }", 1],
    ["{ page: /1 }, { navigate: /2 }, { navigate: '/2?a=1' }", 1],
    ["{ page: /1 }, { navigate: '#a' }, { navigate: '#b' }", 0],
    ["{ page: /1 }, { page: /2 }, { new_visit: true }, { page: /3 }", 0],
  ])("pages: %s counts %i times", (visit, times) => {
    expect(counts(deep, "goal", visit)).toBe(times);
  });
});

describe("the length of a page", () => {
  const read = "{ type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /guides/ } }";
  test.each([
    ["{ page: /guides/a }, { wait: 89s }", 0],
    ["{ page: /guides/a }, { wait: 90s }", 1],
    ["{ page: /guides/a }, { wait: 60s }, { page: /guides/a }, { wait: 60s }", 0],
    ["{ page: /x }, { navigate: /guides/a }, { wait: 90s }", 0],
  ])("by a timer: %s counts %i times", (visit, times) => {
    expect(counts(goals(`${read} }`), "goal", visit)).toBe(times);
  });
  test.each([
    ["{ page: /x }, { wait: 60s }, { navigate: /guides/a }, { wait: 60s }", 0],
    ["{ page: /x }, { wait: 60s }, { navigate: /guides/a }, { wait: 90s }", 1],
    ["{ page: /guides/a }, { wait: 60s }, { navigate: '/guides/a?x=1' }, { wait: 60s }", 1],
  ])("by the session script: %s counts %i times", (visit, times) => {
    expect(counts(goals(`${read}, spa: true }`), "goal", visit)).toBe(times);
  });
});

describe("what visitors do", () => {
  test.each([
    ["{ click: 'button.buy' }", `{ click: '<button class="buy"><i></i></button>' }`, 1],
    ["{ click: 'button.buy' }", `{ click: { html: '<button class="buy"><i></i></button>', on: i } }`, 1],
    ["{ click: 'button.buy' }", `{ click: '<button>buy</button>' }`, 0],
    ["{ click: { text: Buy } }", `{ click: { html: '<button><b>Buy</b> <i></i></button>', on: i } }`, 1],
    [
      "{ click: '#list > li:nth-child(2)' }",
      `{ click: { html: '<ul id="list"><li>a<li>b</ul>', on: 'li:last-child' } }`,
      1,
    ],
    ["{ link: { url: { begins_with: 'mailto:' } } }", "{ link: 'mailto:a@acme.example' }", 1],
    ["{ link: { outbound: true } }", "{ link: 'https://other.example/' }", 1],
    ["{ link: { outbound: true } }", "{ link: /prices }", 0],
    ["{ link: { text: Prices } }", "{ link: { url: /prices, text: Prices } }", 1],
    ["{ download: true }", "{ download: /a/list.pdf }", 1],
    ["{ download: true }", "{ download: /a/list.html }", 0],
    ["{ form: callback }", "{ form: callback }", 1],
    [
      "{ form: callback }",
      `{ form: { html: '<form id="callback"><button>Go</button></form>', on: button } }`,
      1,
    ],
    ["{ form: { action: { ends_with: /send } } }", "{ form: { action: /contact/send } }", 1],
    ["{ scroll: 75 }", "{ scroll: 80 }", 1],
    ["{ scroll: 75 }", "{ scroll: 74 }", 0],
    ["{ scroll: { pixels: 900 } }", "{ scroll: { pixels: 1000 } }", 1],
    ["{ visible: '.prices' }", `{ visible: '<div class="prices">1</div>' }`, 1],
    [
      "{ visible: { selector: .prices, time: 5s } }",
      `{ visible: { html: '<div class="prices">1</div>', for: 4s } }`,
      0,
    ],
    [
      "{ visible: { selector: .prices, time: 5s } }",
      `{ visible: { html: '<div class="prices">1</div>', for: 5s } }`,
      1,
    ],
    [
      "{ visible: { selector: .prices, percent: 80 } }",
      `{ visible: { html: '<div class="prices">1</div>', percent: 50 } }`,
      0,
    ],
    ["{ video: { progress: 50 } }", "{ video: { progress: 50, title: Demo } }", 1],
    ["{ video: { progress: 50, title: Demo } }", "{ video: { progress: 50, title: Other } }", 0],
    ["{ video: complete }", "{ video: complete }", 1],
    ["{ data_layer: lead }", "{ data_layer: lead }", 1],
    ["{ data_layer: lead }", "{ data_layer: { event: lead, form: { id: a } } }", 1],
    ["{ data_layer: lead }", "{ gtag: [event, lead] }", 1],
    ["{ ga4_event: lead }", "{ ga4_event: lead }", 1],
    ["{ ga4_event: lead }", "{ data_layer: lead }", 0],
  ])("on: %s, %s counts %i times", (on, step, times) => {
    expect(counts(goals(`{ type: event, on: ${on} }`), "goal", `{ page: / }, ${step}`)).toBe(times);
  });

  test("an element of the page's own HTML can be named by its selector", () => {
    const click = goals("{ type: event, on: { click: '#buy' } }");
    const visit = `{ page: { url: /, html: '<main><button id="buy">Buy</button></main>' } }, { click: '#buy' }`;
    expect(counts(click, "goal", visit)).toBe(1);
  });

  test("data-layer values stay until they are pushed again, and a new document forgets them", () => {
    const paid = goals("{ type: event, on: { data_layer: done }, where: { plan: { not: free } } }");
    const push = "{ data_layer: { event: x, plan: pro } }";
    expect(counts(paid, "goal", `{ page: / }, ${push}, { data_layer: done }`)).toBe(1);
    expect(counts(paid, "goal", `{ page: / }, ${push}, { page: /b }, { data_layer: done }`)).toBe(0);
    expect(counts(paid, "goal", "{ page: { url: /, before: [{ plan: pro }] } }, { data_layer: done }")).toBe(
      1,
    );
  });
});

describe("the site's own gtag", () => {
  const own = goals(
    "{ type: event, event: sign_up, on: { data_layer: sign_up } , counting: once_per_event }",
  );
  test("reaches no Google tag that Tag Manager loads, so the goal's tag alone counts", () => {
    expect(counts(own, "goal", "{ page: / }, { gtag: [event, sign_up] }")).toBe(1);
  });
  test("counts by itself where the page has its own Google tag", () => {
    expect(counts(own, "goal", "{ page: / }, { gtag: [event, sign_up] }", PAGE)).toBe(1);
  });
  test("counts twice where the page configures the id and the file does not know", () => {
    const both = "{ page: / }, { gtag: [config, G-TEST123456] }, { gtag: [event, sign_up] }";
    expect(counts(own, "goal", both)).toBe(2);
  });
});

describe("what cannot be judged", () => {
  test.each([
    ["{ type: event, on: { ga4_event: scroll } }", "{ page: / }, { scroll: 90 }"],
    ["{ type: event, on: { ga4_event: user_engagement } }", "{ page: / }, { wait: 20s }"],
  ])("%s fails, whatever is expected", (goal, visit) => {
    const text = `goals:\n  goal: ${goal}\n`;
    const tests = ["counts", "not"].map((key) => `  - { name: ${key}, visit: [ ${visit} ], ${key}: goal }\n`);
    expect(run(text, tests.join("")).map(({ status }) => status)).toEqual(["failed", "failed"]);
  });
  test("an event of Analytics' own counts where the visit says that it happens", () => {
    const goal = goals("{ type: event, on: { ga4_event: file_download } }");
    expect(
      counts(goal, "goal", "{ page: / }, { ga4_event: { file_download: { file_extension: pdf } } }"),
    ).toBe(1);
  });
  test("a table says nothing about a goal that is not a page", () => {
    const contact = goals("{ type: event, on: { form: contact } }");
    const [result] = run(contact, "  - { name: t, goal: goal, not_on: [/contact] }\n");
    expect(result!.status).toBe("failed");
    expect(result!.expectations[0]!.unjudged).toContain("write a `visit`");
  });
});

test("without consent a hit leaves and counts nothing", () => {
  const thanks = goals("{ type: destination, page: /thanks }");
  const tests =
    "  - { name: ping, visit: [ { consent: { analytics_storage: denied } }, { page: /thanks } ], not: goal, sends: goal }\n";
  expect(run(thanks, tests)[0]!.status).toBe("passed");
});

test("`only` finds what else counts, `sends` compares parameters as they are sent", () => {
  const text = `goals:
  thanks: { type: destination, page: /thanks, value: { data_layer: total }, currency: EUR }
  any: { type: destination, page: { path: { begins_with: / } } }
`;
  const visit = "visit: [ { page: { url: /thanks, before: [{ total: 12.5 }] } } ]";
  const tests = [
    `  - { name: a, ${visit}, counts: thanks, only: true }`,
    `  - { name: b, ${visit}, counts: [thanks, any], only: true }`,
    `  - { name: c, ${visit}, sends: { thanks: { value: 12.5, currency: EUR } } }`,
    `  - { name: d, ${visit}, sends: { thanks: { value: 12 } } }`,
    `  - { name: e, ${visit}, sends: { other: false, thanks: { coupon: null } } }`,
  ];
  const statuses = run(text, `${tests.join("\n")}\n`).map(({ status }) => status);
  expect(statuses).toEqual(["failed", "passed", "passed", "failed", "passed"]);
});

describe("funnels", () => {
  const text = (more: string) => `goals:
  bought: { type: event, on: { data_layer: bought } }
funnels:
  checkout:
    ${more}
    steps:
      - { id: cart, page: /cart }
      - { id: pay, on: { data_layer: pay } }
      - goal: bought
`;
  const reached = (more: string, visit: string) => {
    const [result] = run(
      text(more),
      `  - { name: f, visit: [ ${visit} ], funnels: { checkout: completed } }\n`,
    );
    const [expectation] = result!.expectations;
    return expectation!.actual;
  };
  test.each([
    ["{ page: /cart }", "cart"],
    ["{ page: /cart }, { data_layer: pay }", "pay"],
    ["{ page: /cart }, { data_layer: pay }, { data_layer: bought }", "completed"],
    ["{ page: /cart }, { data_layer: bought }", "cart"],
    ["{ page: / }, { data_layer: pay }, { data_layer: bought }", "not_entered"],
    ["{ page: /cart }, { wait: 40m }, { page: /cart }, { data_layer: pay }", "pay"],
    ["{ page: /cart }, { wait: 40m }, { data_layer: pay }", "cart"],
  ])("closed, within 30 minutes: %s gets to %s", (visit, expected) => {
    expect(reached("within: 30m", visit)).toBe(expected);
  });
  test("open, people enter anywhere", () => {
    expect(reached("open: true", "{ page: / }, { data_layer: pay }, { data_layer: bought }")).toBe(
      "completed",
    );
  });
});

/** Tag Manager reads `false` of anything inside null, and no default applies. */
describe("a value inside null", () => {
  const where = (asked: string) => goals(`{ type: event, on: { data_layer: x }, where: { ${asked} } }`);
  test.each<[string, string, number]>([
    ["u.id: { present: true }", "{ event: x, u: null }", 0],
    ["u.id: { present: true }", "{ event: x, u: { id: null } }", 0],
    ["u.id: { present: true }", "{ event: x, u: { id: false } }", 1],
    ["u.id: { present: true }, u: { present: true }", "{ event: x, u: { id: 0 } }", 1],
    ["u.plan: { not: free }", "{ event: x, u: null }", 0],
    ["u.plan: { not: free }", "{ event: x, u: { plan: pro } }", 1],
    ["u.test: false", "{ event: x, u: null }", 0],
    ["u.test: false", "{ event: x, u: { test: false } }", 1],
    ["a.b.c: { present: true }", "{ event: x, a: null }", 0],
    ["a.b.c: { present: true }", "{ event: x, a: { b: null } }", 0],
    ["a.b.c: { present: true }", "{ event: x, a: { b: { c: 1 } } }", 1],
    ["u.seats: { less_than: 5 }", "{ event: x, u: null }", 0],
  ])("where %s, %s counts %i times", (asked, push, times) => {
    expect(counts(where(asked), "goal", `{ page: / }, { data_layer: ${push} }`)).toBe(times);
  });

  test("makes no exception apply", () => {
    const unless = goals(
      "{ type: event, on: { data_layer: x }, unless: { where: { u.id: { present: true } } } }",
    );
    expect(counts(unless, "goal", "{ page: / }, { data_layer: { event: x, u: null } }")).toBe(1);
    expect(counts(unless, "goal", "{ page: / }, { data_layer: { event: x, u: { id: 5 } } }")).toBe(0);
  });
});
