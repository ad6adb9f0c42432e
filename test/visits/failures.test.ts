/** Whole outputs: what a terminal shows of tests that fail, and the same as data, in Markdown and for CI. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Tested } from "../../src/app/result/visited.ts";
import { loadFormat } from "../../src/render/formats.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import { coverageOf } from "../../src/visits/coverage.ts";
import { unnoticedLosses } from "../../src/visits/drafting/test-strength.ts";
import { judgeTest } from "../../src/visits/judging/judge-test.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { measured } from "./support.ts";

const GOALS = `goals:
  thanks: { type: destination, page: /thanks }
  brochure:
    type: destination
    page: { path: { matches: "^/(en|de)/brochure/[0-9]+$" }, query: { step: done } }
    spa: true
  engaged: { type: duration, longer_than: 4m }
  signup: { type: event, event: sign_up, on: { data_layer: registered }, where: { plan: { not: free } }, parameters: { method: { data_layer: method } } }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  purchase: { type: event, on: { ga4_event: purchase }, counting: once_per_event }
  scrolled: { type: event, on: { scroll: 75 } }
funnels:
  checkout:
    within: 30m
    steps: [{ id: cart, page: /cart }, { id: payment, on: { data_layer: pay } }, { goal: purchase }]
`;

const TESTS = `version: 1
site: https://www.acme.example
tests:
  - name: Thank-you pages
    goal: thanks
    counts_on: [/thanks, /thanks/]
    not_on: ["/thanks?a=1", /]
  - name: The brochure counts without a reload, and once
    visit: [{ page: /de/brochure }, { navigate: "/de/brochure/12?step=Done" }]
    counts: brochure
  - name: Five minutes before anybody agrees
    visit: [{ consent: { analytics_storage: denied } }, { page: / }, { wait: 5m }]
    counts: engaged
  - name: A paid sign-up
    visit:
      - page: /signup
      - data_layer: { event: registered, plann: pro, method: mail }
    counts: signup
    sends: { sign_up: { method: mail } }
  - name: A call
    visit: [{ page: / }, { click: '<span>0123</span>' }, { link: "tel:0123" }]
    counts: { call: 2 }
  - name: One order
    visit: [{ page: / }, { ga4_event: purchase }, { wait: 2s }, { ga4_event: purchase }]
    counts: purchase
    only: true
  - name: Through the checkout
    visit: [{ page: /cart }, { wait: 31m }, { data_layer: pay }]
    funnels: { checkout: completed }
  - name: It scrolls
    visit: [{ page: / }, { scroll: 80 }]
    counts: scrolled
`;

const shop = measured(GOALS);
const { tests } = openTests("goals.test.yaml", new TextEncoder().encode(TESTS)).read(shop.goalSet);
const all = tests!.tests;
const results = all.map((one) => judgeTest(one, shop));
const tested: Tested = {
  is: "tested",
  file: "goals.yaml",
  files: ["goals.test.yaml"],
  tests: results,
  goals: coverageOf(all, shop),
  showsMissing: false,
  unnoticed: null,
};
const options = {
  color: false,
  isInteractive: false,
  words: terminalWords,
  file: "goals.yaml",
  pagePath: () => null,
  page: () => null,
};

describe("tests that fail", () => {
  test.each(["text", "json", "markdown", "junit", "github"] as const)("as %s", async (name) => {
    const format = await loadFormat(name);
    await expect(format.result(tested, options)).toMatchFileSnapshot(
      join(import.meta.dirname, "failures", `failures.${name}`),
    );
  });

  test("with the goals that have no test, and the conditions that no test would miss", async () => {
    const more = { ...tested, showsMissing: true, unnoticed: unnoticedLosses(all, results, shop) };
    const format = await loadFormat("text");
    const [, closing = ""] = format.result(more, options).split(/(?=\n✓ \d+ passed)/);
    await expect(closing).toMatchFileSnapshot(join(import.meta.dirname, "failures", "missing.text"));
  });
});
