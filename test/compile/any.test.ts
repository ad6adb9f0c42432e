/** `any:` — each way counts, near misses do not, and one act that meets two ways counts once. */
import { expect, test } from "vitest";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { counted, elements, visit } from "../support/visit.ts";

const FILE = `goals:
  lead:
    type: event
    any:
      - { on: { link: { url: { begins_with: "tel:" } } } }
      - { on: { link: { text: Call } } }
      - { on: { form: callback }, cookie: { kind: lead } }
      - { page: /thanks, spa: true }
      - { on: { data_layer: chat }, where: { topic: sales } }
    unless: { cookie: { staff: { present: true } } }
`;

const link = (html: string) => (site: RunningTag) => site.click(elements(html)("a"));
const sent = (id: string) => (site: RunningTag) => site.submit(elements(`<form id="${id}"></form>`)("form"));

test.each<
  readonly [
    what: string,
    url: string,
    cookies: Record<string, string>,
    (site: RunningTag) => void,
    times: number,
  ]
>([
  ["the first way", "/a", {}, link('<a href="tel:1">Us</a>'), 1],
  ["the second way", "/a", {}, link('<a href="/call">Call</a>'), 1],
  ["a click that meets two ways", "/a", {}, link('<a href="tel:1">Call</a>'), 1],
  ["a link that meets none", "/a", {}, link('<a href="/x">Us</a>'), 0],
  ["a form with its cookie", "/a", { kind: "lead" }, sent("callback"), 1],
  ["a form without its cookie", "/a", {}, sent("callback"), 0],
  ["another form", "/a", { kind: "lead" }, sent("search"), 0],
  ["a page", "/thanks", {}, () => {}, 1],
  ["a page that the app shows", "/a", {}, (site) => site.navigate("/thanks", "pushState"), 1],
  ["another page", "/a", {}, () => {}, 0],
  ["a push with its value", "/a", {}, (site) => site.push({ event: "chat", topic: "sales" }), 1],
  ["a push without its value", "/a", {}, (site) => site.push({ event: "chat" }), 0],
  ["an exception, in the first way", "/a", { staff: "1" }, link('<a href="tel:1">Us</a>'), 0],
  ["an exception, on a page", "/thanks", { staff: "1" }, () => {}, 0],
])("%s on %s", (_, url, cookies, act, times) => {
  const site = visit(FILE, url, { cookies });
  act(site);
  expect(counted(site)).toEqual(Array.from({ length: times }, () => "lead"));
});

test("what the goal asks for must hold in every way", () => {
  const file =
    "goals:\n  lead: { type: event, any: [{ page: /a }, { on: { data_layer: x } }], cookie: { member: gold } }\n";
  const times = (cookies: Record<string, string>) => {
    const site = visit(file, "/a", { cookies });
    site.push({ event: "x" });
    return counted(site).length;
  };
  expect([times({ member: "gold" }), times({ member: "new" })]).toEqual([2, 0]);
});
