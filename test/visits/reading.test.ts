/** Wrong tests files, and what is said about them: the code, the place, and what to do. */

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import testsSchema from "../../schemas/goals-test.schema.json" with { type: "json" };
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { STEP_WORDS } from "../../src/visits/reading/steps.ts";
import { measured } from "./support.ts";

const { goalSet } = measured(`goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, on: { form: contact } }
  old: { type: destination, page: /old, enabled: false }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { goal: thanks }] }
`);

function problems(text: string): readonly string[] {
  const { diagnostics } = openTests("goals.test.yaml", new TextEncoder().encode(text)).read(goalSet);
  return diagnostics.map(({ code, place, message, hint = "" }) =>
    `${place?.line}:${place?.column} ${code}: ${message} ${hint}`.trim(),
  );
}

const HEAD = "version: 1\nsite: https://www.acme.example\ntests:\n";
const visit = (steps: string, more = "counts: thanks") =>
  `${HEAD}  - { name: a, visit: [ ${steps} ], ${more} }\n`;

/** What only the goals file, the other tests or an order of steps make wrong: a schema does not know. */
const BEYOND_SCHEMA =
  /unknown-goal|disabled-goal|duplicate-name|`site`|cannot be played|no page is open|the page has no `html`|no element|is not HTML|expected to count, and not|cannot fail|gtag|`pay`|yaml-anchor|empty-file/;

const WRONG: readonly (readonly [text: string, ...says: string[]])[] = [
  ["", "1:1 empty-file: The file is empty."],
  ["- a\n", "1:1 not-a-goals-file: A tests file is made of keys with values; this file is a list."],
  ["version: 1\n", "1:1 missing-key: The file has no `tests`."],
  [
    "version: 2\ntests: [{ name: a, goal: thanks, counts_on: [https://a.example/] }]\n",
    "1:10 unknown-version: This goalform reads version 1 of tests.",
  ],
  [
    "tests: [{ name: a, goal: thanks, counts_on: [https://a.example/] }]\n",
    "1:1 missing-key: The file has no `version`.",
  ],
  [
    "version: 1\ntest: []\ntests: []\n",
    "2:1 unknown-key: There is no key `test` in a tests file. Did you mean `tests`?",
    "3:8 empty-value: The list `tests` is empty.",
  ],
  [
    "version: 1\ntests: [{ name: a, goal: thanks, counts_on: [/a, /b] }]\n",
    "2:46 missing-key: `/a` is a part of an address, and the file does not say which `site` it belongs to.",
  ],
  [
    "version: 1\nsite: acme\ntests: [{ name: a, goal: thanks, counts_on: [/a] }]\n",
    "2:7 wrong-value: `acme` is not the address of a site.",
  ],
  [
    `${HEAD}  - { name: a, goal: thanks, counts_on: [/a], not_on: [www.acme.example/thanks] }\n`,
    "4:56 wrong-value: `www.acme.example/thanks` is not the address of a page. Write it with its scheme: `https://www.acme.example/thanks`.",
  ],
  [
    `${HEAD}  - { name: a, visit: [ { page: thanks } ], counts: thanks }\n`,
    "4:33 wrong-value: `thanks` is not the address of a page. Begin it with a slash, as in `/thank-you`, or with `https://`.",
  ],
  [
    `${HEAD}  - { name: a, visit: [ { page: htp:::/x } ], counts: thanks }\n`,
    "4:33 wrong-value: `htp:::/x` is not the address of a page.",
  ],
  [`${HEAD}  - { visit: [ { page: / } ], counts: thanks }\n`, "4:5 missing-key: This test has no `name`."],
  [`${HEAD}  - { name: a, counts: thanks }\n`, "4:5 missing-key: This test does not say what happens."],
  [
    `${HEAD}  - { name: a, visit: [ { page: / } ], goal: thanks, counts: thanks }\n`,
    "4:46 misplaced-key: `visit` and `goal` are two ways to say what happens; a test has one.",
  ],
  [
    `${HEAD}  - { name: a, visit: [ { page: / } ] }\n`,
    "4:13 missing-key: This test expects nothing, so it cannot fail.",
  ],
  [
    `${HEAD}  - { name: a, goal: thanks, counts_on: /a, counts: thanks }\n`,
    "4:53 misplaced-key: `counts` has no meaning next to `goal`.",
  ],
  [`${HEAD}  - { name: a, goal: thanks }\n`, "4:22 missing-key: This table has no addresses."],
  [
    `${HEAD}  - { name: a, goal: thanks, not_on: /a }\n  - { name: a, goal: thanks, not_on: /b }\n`,
    "5:13 duplicate-name: Another test has this name, on line 4.",
  ],
  [
    visit("{ page: / }", "counts: thank"),
    "unknown-goal: There is no goal `thank` in the goals file. Did you mean `thanks`?",
  ],
  [
    visit("{ page: / }", "counts: checkout"),
    "unknown-goal: `checkout` is a funnel, not a goal. Write `funnels: { checkout: completed }`.",
  ],
  [visit("{ page: / }", "not: old"), "disabled-goal: The goal `old` is disabled, so it never counts."],
  [
    visit("{ page: / }", "counts: thanks, not: thanks"),
    "wrong-value: `thanks` is expected to count, and not to count.",
  ],
  [visit("{ page: / }", "counts: { thanks: 1.5 }"), "wrong-type: `thanks` must be a whole number."],
  [
    visit("{ page: / }", "funnels: { checkout: pay }"),
    "unknown-word: `pay` is not one of the words allowed for `checkout`. Allowed are `completed`, `not_entered`, `cart`, `thanks`.",
  ],
  [
    visit("{ page: / }", "funnels: { chekout: completed }"),
    "unknown-goal: There is no funnel `chekout` in the goals file. Did you mean `checkout`?",
  ],
  [
    visit("{ page: / }", "sends: { lead: 5 }"),
    "wrong-type: `lead` must be the parameters that are sent, or true or false.",
  ],
  [visit("{ pages: / }"), "unknown-key: There is no key `pages` in a step of a visit. Did you mean `page`?"],
  [visit("{ constructor: / }"), "unknown-key: There is no key `constructor` in a step of a visit."],
  [visit("{ __proto__: / }"), "unknown-key: There is no key `__proto__` in a step of a visit."],
  [visit("{ page: /, wait: 4m }"), "several-interactions: A step does one thing."],
  [
    visit("{ data_layer: paid, plan: pro, total: 5 }"),
    "What is pushed together is one mapping: `data_layer: { event: paid, plan: pro, total: 5 }`.",
  ],
  [visit("{ data_layer: paid, with: { plan: pro } }"), "`data_layer: { event: paid, plan: pro }`."],
  [visit("/a"), "wrong-type: A step is a word and what it is about. Write `- page: /a`."],
  [visit("{ page: }"), "empty-value: `page` is empty."],
  [
    visit("{ page: { titel: a, url: / } }"),
    "unknown-key: There is no key `titel` in `page`. Did you mean `title`?",
  ],
  [
    visit("{ page: / }, { wait: 4 minutes }"),
    "invalid-duration: `4 minutes` is not a length of time. Write `4m`.",
  ],
  [visit("{ page: / }, { wait: 0s }"), "invalid-duration: `0s` is not a length of time."],
  [
    visit("{ form: contact }"),
    "wrong-value: `form` happens on a page, and no page is open here. Write `- page: /` before it.",
  ],
  [
    visit("{ page: / }, { new_visit: true }, { form: contact }"),
    "wrong-value: `form` happens on a page, and no page is open here.",
  ],
  [
    visit("{ page: / }, { click: '#buy' }"),
    "wrong-value: `click: #buy` names an element of the page, and the page has no `html`.",
  ],
  [visit("{ page: / }, { click: { html: '<b>a</b>', on: i } }"), "wrong-value: The HTML has no element `i`."],
  [visit("{ page: / }, { click: { html: 'a' } }"), "wrong-value: `html` is not HTML: it has no element."],
  [visit("{ page: / }, { click: {} }"), "missing-key: `click` does not say which element."],
  [visit("{ page: / }, { link: { text: a } }"), "missing-key: `link` has no `url`."],
  [visit("{ page: / }, { gtag: [evnt, a] }"), "wrong-value: `gtag` does not understand"],
  [visit("{ page: / }, { scroll: 120 }"), "too-big: `scroll` must be at most 100."],
  [visit("{ page: / }, { scroll: half }"), "wrong-type: `scroll` must be a number."],
  [
    visit("{ page: / }, { video: halfway }"),
    "unknown-word: `halfway` is not one of the words allowed for `video`.",
  ],
  [
    visit("{ page: / }, { consent: { analytics_storage: yes } }"),
    "unknown-word: `yes` is not one of the words allowed for `analytics_storage`. Allowed are `granted`, `denied`.",
  ],
  [
    visit("{ page: / }, { data_layer: [a] }"),
    "wrong-type: `data_layer` must be an event, or what is pushed.",
  ],
  [
    visit("{ page: / }, { ga4_event: { a: {}, b: {} } }"),
    "several-interactions: `ga4_event` names several events; a step has one.",
  ],
  [visit("&x { page: / }"), "yaml-anchor"],
  [
    `${HEAD}  - { name: a, recording: gone.json, counts: thanks }\n`,
    "wrong-value: `gone.json` cannot be played: it was not read.",
  ],
];

describe("a wrong tests file", () => {
  test.each(WRONG)("%s", (text, ...says) => {
    const found = problems(text);
    expect(found).toHaveLength(says.length);
    for (const [index, said] of says.entries()) expect(found[index]).toContain(said);
  });

  test("everything that is wrong is said at once", () => {
    const text = `${HEAD}  - { name: a, visit: [ { pag: / }, { wait: long } ], counts: thnks }\n  - { nam: b, goal: old, counts_on: [] }\n`;
    expect(problems(text).map((one) => one.split(" ")[1])).toEqual([
      "unknown-key:",
      "invalid-duration:",
      "unknown-goal:",
      "missing-key:",
      "unknown-key:",
      "disabled-goal:",
      "empty-value:",
    ]);
  });

  test.each([["\u0000"], ["\ufeff"], ["tests: [[[[[["], ["? {a: b}\n: c"], ["tests: {{ x }}"]])(
    "%j does not throw",
    (text) => {
      expect(problems(text).length).toBeGreaterThan(0);
    },
  );
});

describe("the schema for editors", () => {
  const validate = new Ajv2020({ strict: false }).compile(testsSchema);

  test("has every step", () => {
    expect(Object.keys(testsSchema.$defs.step.properties).sort()).toEqual([...STEP_WORDS].sort());
  });

  test.each(WRONG.filter(([, ...says]) => !says.some((one) => BEYOND_SCHEMA.test(one))))(
    "refuses %s",
    (text) => {
      expect(validate(parse(text))).toBe(false);
    },
  );

  test.each(["goals.example.test.yaml", "test/visits/examples.test.yaml"])("takes %s", (file) => {
    expect(validate(parse(readFileSync(file, "utf8")))).toBe(true);
  });
});
