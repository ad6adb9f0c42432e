/** What is sent along with goals, judged by what Google's tag does with the container that they become. */
import { describe, expect, test } from "vitest";
import type { PageAtLoad, RunningTag } from "../../src/engine/running-tag.ts";
import { elements, visit } from "../support/visit.ts";

const goal = (on: string, sends: string) =>
  `goals:\n  lead: { type: event, on: ${on}, parameters: { x: ${sends} } }\n`;

/** Of the last event of ours. */
function sent(running: RunningTag): unknown {
  const hit = running.hits.filter(({ by }) => by === "tag").at(-1);
  expect(hit).toBeDefined();
  return hit!.parameters["x"];
}

const PAGE = `
  <section data-area="hero" id="top">
    <a id="buy" class="btn  big" href="/buy" data-cta="main"><b id="icon" class="i" data-empty="">+</b> Buy now</a>
    <a class="plain">Elsewhere</a>
    <button class="b" data-price="9.90"><i></i></button>
    <div class="card"><p>Text</p></div>
    <form id="contact" class="f" action="/send"><input name="id"></form>
    <form class="bare"></form>
    <div id="prices" class="prices" data-seen="yes"></div><div class="prices"></div>
  </section>`;
const element = elements(PAGE);

describe("of the page", () => {
  const page: Partial<PageAtLoad> = {
    globals: { document: { title: "Our goods" } },
    referrer: "https://g2.example/a",
  };
  const thanks = (part: string, more = "") =>
    `goals:\n  thanks: { type: destination, page: { path: { begins_with: / } }, parameters: { x: { page: ${part}${more} } } }\n`;
  test.each([
    ["path", "/thanks"],
    ["url", "https://www.acme.example/thanks?a=1"],
    ["host", "www.acme.example"],
    ["fragment", "top"],
    ["title", "Our goods"],
    ["referrer", "https://g2.example/a"],
  ])("%s", (part, value) => {
    expect(sent(visit(thanks(part), "/thanks?a=1#top", page))).toBe(value);
  });

  test.each(["fragment", "title", "referrer"])("no %s sends nothing, or its default", (part) => {
    const bare = { globals: { document: { title: "" } }, referrer: "" };
    expect(sent(visit(thanks(part), "/", bare))).toBeUndefined();
    expect(sent(visit(thanks(part, ", default: none"), "/", bare))).toBe("none");
    expect(sent(visit(thanks(part, ", default: none"), "/#top", page))).not.toBe("none");
  });
});

describe("of what was clicked", () => {
  test.each([
    ["text", "#icon", "+ Buy now"],
    ["id", "#icon", "buy"],
    ["classes", "#icon", "btn  big"],
    ["id", ".plain", undefined],
    ["text", ".card p", "Text"],
    ["id", ".card p", undefined],
    ["text", "button i", undefined],
  ])("a click gives the %s of the control: %s", (part, at, value) => {
    const running = visit(goal('{ click: "*" }', `{ click: ${part} }`), "/");
    running.click(element(at));
    expect(sent(running)).toBe(value);
  });

  test.each([
    ["url", "#icon", "https://www.acme.example/buy"],
    ["text", "#icon", "+ Buy now"],
    ["id", "#icon", "buy"],
    ["classes", "#icon", "btn  big"],
    ["id", ".plain", undefined],
    ["url", ".plain", undefined],
  ])("a link gives its %s: %s", (part, at, value) => {
    const running = visit(goal("{ link: { selector: a } }", `{ link: ${part} }`), "/");
    running.click(element(at));
    expect(sent(running)).toBe(value);
  });

  test("a download gives its link", () => {
    const file = elements('<a href="/list.pdf">List</a>');
    const running = visit(goal("{ download: pdf }", "{ link: url }"), "/");
    running.click(file("a"));
    expect(sent(running)).toBe("https://www.acme.example/list.pdf");
  });

  test.each([
    ["data-cta", "#icon", "main"],
    ["data-cta", "#buy", "main"],
    ["data-area", "#icon", "hero"],
    ["data-nothing", "#icon", undefined],
    ["data-empty", "#icon", undefined],
  ])("an attribute is that of the nearest element that has it: %s at %s", (name, at, value) => {
    const running = visit(goal('{ click: "*" }', `{ attribute: ${name} }`), "/");
    running.click(element(at));
    expect(sent(running)).toBe(value);
    const other = visit(goal('{ click: "*" }', `{ attribute: ${name}, default: none }`), "/");
    other.click(element(at));
    expect(sent(other)).toBe(value ?? "none");
  });

  test("an amount in an attribute is the value", () => {
    const goals =
      "goals:\n  lead: { type: event, on: { click: .b }, value: { attribute: data-price, default: 5 } }\n";
    const running = visit(goals, "/");
    running.click(element(".b i"));
    expect(running.hits.at(-1)?.parameters).toEqual({ value: "9.90", currency: "EUR" });
  });

  test("no amount is the default", () => {
    const goals =
      "goals:\n  lead: { type: event, on: { click: a }, value: { attribute: data-price, default: 5 } }\n";
    const running = visit(goals, "/");
    running.click(element("#buy"));
    expect(running.hits.at(-1)?.parameters).toEqual({ value: "5", currency: "EUR" });
  });
});

describe("of forms, depths, videos and what is seen", () => {
  test.each([
    ["id", "#contact", "contact"],
    ["action", "#contact", "https://www.acme.example/send"],
    ["classes", "#contact", "f"],
    ["id", ".bare", undefined],
  ])("a form gives its %s: %s", (part, at, value) => {
    const running = visit(goal("{ form: { selector: form } }", `{ form: ${part} }`), "/");
    running.submit(element(at));
    expect(sent(running)).toBe(value);
  });

  test("an attribute of a form", () => {
    const running = visit(goal("{ form: contact }", "{ attribute: data-area }"), "/");
    running.submit(element("#contact"));
    expect(sent(running)).toBe("hero");
  });

  test("a depth", () => {
    const running = visit(goal("{ scroll: 75 }", "{ scroll: percent }"), "/");
    running.windowLoaded();
    running.scrollTo({ percent: 80 });
    expect(sent(running)).toBe(75);
  });

  test.each([
    ["title", "Demo"],
    ["url", "https://www.youtube.com/watch?v=a"],
    ["percent", 50],
    ["status", "progress"],
  ])("a video gives its %s", (part, value) => {
    const running = visit(goal("{ video: 50 }", `{ video: ${part} }`), "/");
    running.domReady();
    running.video("progress", { title: "Demo", url: "https://www.youtube.com/watch?v=a", percent: 50 });
    expect(sent(running)).toBe(value);
  });

  test.each([
    ["{ visible: id }", "#prices", "prices"],
    ["{ visible: percent }", "#prices", 80],
    ["{ attribute: data-seen }", "#prices", "yes"],
    ["{ visible: id }", ".prices:not([id])", undefined],
  ])("what is seen gives %s: %s", (sends, at, value) => {
    const running = visit(goal("{ visible: .prices }", sends), "/");
    running.domReady();
    running.windowLoaded();
    running.show(element(at), 80);
    expect(sent(running)).toBe(value);
  });
});

describe("a default stands in for what is missing", () => {
  const pushed = (sends: string, values: object, page: Partial<PageAtLoad> = {}, url = "/") => {
    const running = visit(goal("{ data_layer: done }", sends), url, page);
    running.push({ event: "done", ...values });
    return sent(running);
  };
  test.each([
    ["{ data_layer: plan, default: none }", { plan: "pro" }, "pro"],
    ["{ data_layer: plan, default: none }", {}, "none"],
    ["{ data_layer: plan, default: none }", { plan: null }, "none"],
    ["{ data_layer: seats, default: 1 }", { seats: 0 }, 0],
    ["{ data_layer: plan }", {}, undefined],
  ])("of the data layer: %s after %o", (sends, values, value) => {
    expect(pushed(sends, values)).toBe(value);
  });

  test.each([
    ["{ query: c, default: none }", "/?c=a", "a"],
    ["{ query: c, default: none }", "/", "none"],
  ])("of the query: %s at %s", (sends, url, value) => {
    expect(pushed(sends, {}, {}, url)).toBe(value);
  });

  test.each([
    [{ c: "a%20b" }, "a b"],
    [{}, "none"],
  ])("of cookies: %o", (cookies, value) => {
    expect(pushed("{ cookie: c, default: none }", {}, { cookies })).toBe(value);
  });
});

test("two goals with different defaults for the same key do not share them", () => {
  const goals = `goals:
  one: { type: event, on: { data_layer: done }, parameters: { x: { data_layer: plan, default: a }, y: { data_layer: plan } } }
  two: { type: event, on: { data_layer: done }, parameters: { x: { data_layer: plan, default: b } } }
`;
  const running = visit(goals, "/");
  running.push({ event: "done" });
  expect(running.hits.map(({ parameters }) => parameters)).toEqual([{ x: "a" }, { x: "b" }]);
});

describe("user properties", () => {
  const goals =
    "goals:\n  done: { type: event, on: { data_layer: done }, user_properties: { plan: { data_layer: plan }, kind: guest } }\n";
  const ofUser = (values: object) => {
    const running = visit(goals, "/");
    running.push({ event: "done", ...values });
    return running.hits.map(({ parameters, userProperties }) => [parameters, userProperties]);
  };
  test("are sent apart from the parameters", () => {
    expect(ofUser({ plan: "pro" })).toEqual([[{}, { plan: "pro", kind: "guest" }]]);
  });
  test("that are missing are not sent", () => {
    expect(ofUser({})).toEqual([[{}, { kind: "guest" }]]);
  });
});

describe("e-commerce data", () => {
  const ITEMS = [{ item_id: "a" }];
  const sentWith = (more: string, ...pushes: object[]) => {
    const running = visit(`goals:\n  sold: { type: event, on: { data_layer: sold }${more} }\n`, "/");
    for (const one of pushes) running.push(one);
    return running.hits.map(({ parameters }) => parameters);
  };
  test("is the object of the push", () => {
    const push = { event: "sold", ecommerce: { items: ITEMS, value: 5, currency: "EUR" } };
    expect(sentWith(", ecommerce: true", push)).toEqual([{ items: ITEMS, value: 5, currency: "EUR" }]);
    expect(sentWith("", push)).toEqual([{}]);
  });
  test("does not mix with what was pushed before", () => {
    const before = { event: "view", ecommerce: { items: [{ item_id: "b" }], coupon: "old" } };
    const push = { event: "sold", ecommerce: { items: ITEMS } };
    expect(sentWith(", ecommerce: true", before, push)).toEqual([{ items: ITEMS }]);
  });
  test("gives way to the goal's own value and parameters", () => {
    const push = {
      event: "sold",
      total: 9,
      ecommerce: { items: ITEMS, value: 5, currency: "USD", coupon: "c" },
    };
    const own = ", ecommerce: true, value: { data_layer: total }, parameters: { coupon: none }";
    expect(sentWith(own, push)).toEqual([{ items: ITEMS, value: 9, currency: "EUR", coupon: "none" }]);
  });
  test("can be another object", () => {
    const push = { event: "sold", order: { items: ITEMS, value: 5 } };
    expect(sentWith(", ecommerce: { data_layer: order }", push)).toEqual([{ items: ITEMS, value: 5 }]);
    expect(sentWith(", ecommerce: { data_layer: order }", { event: "sold" })).toEqual([{}]);
  });
});
