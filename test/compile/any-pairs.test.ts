/** Every pair of ways that one act can meet: it counts once, or the file says that it would not. */
import { expect, test } from "vitest";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { HEAD, reading } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";

/** Each is met by one of the acts below, most of them by the same as another. */
const WAYS: Readonly<Record<string, string>> = {
  page: "page: /thanks",
  "page below": "page: { path: { begins_with: /th } }, spa: true",
  "page with query": "page: { path: /thanks, query: { step: done } }, spa: true",
  click: "on: { click: .buy }",
  "another click": "on: { click: { text: Buy } }",
  link: 'on: { link: { url: { begins_with: "https://files" } } }',
  download: "on: { download: pdf }",
  form: "on: { form: order }",
  "another form": "on: { form: { action: { ends_with: /send } } }",
  push: "on: { data_layer: sent }",
  "same push": "on: { data_layer: sent }, where: { kind: lead }",
  "another push": "on: { data_layer: lead }",
  "list of pushes": "on: { data_layer: [lead, paid] }",
  scroll: "on: { scroll: 50 }, page: /a",
  "scroll further": "on: { scroll: 90 }, page: /a",
  visible: "on: { visible: .buy }",
  "more visible": "on: { visible: { selector: .buy, percent: 90 } }",
  video: "on: { video: { progress: 50 } }",
  "same video": "on: { video: { progress: 50, title: Demo } }",
};

const element = elements(
  '<form id="order" action="/send"><a class="buy" href="https://files.example/x.pdf">Buy</a></form>',
);

/** One act of a visitor, or one thing that happens because of it. */
const ACTS: Readonly<Record<string, readonly [url: string, act: (site: RunningTag) => void]>> = {
  "a page": ["/thanks?step=done", () => {}],
  "a page that changes its address": [
    "/thanks",
    (site) => site.navigate("/thanks?step=done", "replaceState"),
  ],
  "a virtual page": ["/a", (site) => site.navigate("/thanks?step=done", "pushState")],
  "a click": ["/a", (site) => site.click(element("a"))],
  "a form that is sent by a click": [
    "/a",
    (site) => {
      site.click(element("a"));
      site.submit(element("form"));
    },
  ],
  "a push": ["/a", (site) => site.push({ event: "sent", kind: "lead" })],
  "a push of two events": [
    "/a",
    (site) => {
      site.push({ event: "sent", kind: "lead" });
      site.push({ event: "lead" });
    },
  ],
  "a scroll": ["/a", (site) => site.scrollTo({ percent: 100 })],
  "an element": ["/a", (site) => site.show(element("a"), 100, 1000)],
  "a video": ["/a", (site) => site.video("progress", { percent: 50, title: "Demo", url: "x" })],
};

const fileOf = (one: string, other: string, counting: string) =>
  `goals:\n  lead_in: { type: event, counting: ${counting}, any: [{ ${WAYS[one]!} }, { ${WAYS[other]!} }] }\n`;

const CODES = /^(?:one-click-two-ways|ways-follow-each-other)$/;

function said(file: string): readonly string[] {
  const { diagnostics } = reading(HEAD + file);
  const unexpected = diagnostics.filter(({ severity, code }) => severity === "error" && !CODES.test(code));
  expect(unexpected).toEqual([]);
  return diagnostics.flatMap(({ code }) => (CODES.test(code) ? [code] : []));
}

function mostHits(file: string): readonly [times: number, by: string] {
  const all = Object.entries(ACTS).map(([by, [url, act]]) => {
    const site = visit(file, url);
    site.windowLoaded();
    act(site);
    return [counted(site).length, by] as const;
  });
  return all.sort(([one], [other]) => other - one)[0]!;
}

test("one act counts once, or it is refused, or there is a warning", () => {
  const names = Object.keys(WAYS);
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));
  const verdicts = pairs.map(([one, other]) => {
    const file = fileOf(one, other, "once_per_event");
    const [code] = said(file);
    if (code === "one-click-two-ways") return [`${one} + ${other}`, "refused"] as const;
    const [times, by] = mostHits(file);
    if (times > 1) expect([one, other, by, code]).toEqual([one, other, by, "ways-follow-each-other"]);
    return [
      `${one} + ${other}`,
      code === undefined ? "once" : times > 1 ? `twice by ${by}` : "may follow",
    ] as const;
  });
  const of = (verdict: string) => verdicts.flatMap(([pair, is]) => (is === verdict ? [pair] : [])).join("; ");
  expect({ once: of("once"), refused: of("refused") }).toMatchInlineSnapshot(`
    {
      "once": "page + page below; click + another click; link + download; form + another form; push + same push",
      "refused": "click + link; click + download; another click + link; another click + download",
    }
  `);
  const twice = verdicts.flatMap(([pair, is]) =>
    is.startsWith("twice") ? [`${pair}: ${is.slice("twice by ".length)}`] : [],
  );
  expect(twice).toMatchInlineSnapshot(`
    [
      "page + page with query: a page that changes its address",
      "page below + page with query: a page that changes its address",
      "click + form: a form that is sent by a click",
      "click + another form: a form that is sent by a click",
      "another click + form: a form that is sent by a click",
      "another click + another form: a form that is sent by a click",
      "link + form: a form that is sent by a click",
      "link + another form: a form that is sent by a click",
      "download + form: a form that is sent by a click",
      "download + another form: a form that is sent by a click",
      "push + another push: a push of two events",
      "push + list of pushes: a push of two events",
      "same push + another push: a push of two events",
      "same push + list of pushes: a push of two events",
      "scroll + scroll further: a scroll",
      "visible + more visible: an element",
      "video + same video: a video",
    ]
  `);
});

test("what one act passes twice is said even where Analytics counts once in a session", () => {
  const pairs = [
    ["click", "link"],
    ["click", "download"],
    ["scroll", "scroll further"],
    ["visible", "more visible"],
    ["video", "same video"],
  ] as const;
  expect(pairs.map(([one, other]) => said(fileOf(one, other, "once_per_session")))).toEqual([
    ["one-click-two-ways"],
    ["one-click-two-ways"],
    ["ways-follow-each-other"],
    ["ways-follow-each-other"],
    ["ways-follow-each-other"],
  ]);
});

test.each(Object.keys(ACTS))("with `sent: once_per_page`, %s is sent once", (name) => {
  const ways = Object.keys(WAYS).filter((way) => way !== "same push");
  const all = ways.slice(0, 18).map((way) => `{ ${WAYS[way]!} }`);
  const file = `goals:\n  lead_in: { type: event, sent: once_per_page, any: [${all.join(", ")}] }\n`;
  const [url, act] = ACTS[name]!;
  const site = visit(file, url);
  site.windowLoaded();
  act(site);
  expect(counted(site)).toEqual(["lead_in"]);
});
