import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { selectorProblem } from "../../src/language/rules/selectors/selector-problem.ts";
import { expectWithin, timed } from "../support/processor-time.ts";

const REAL_LIFE = [
  'a[href^="tel:"]',
  ".a > .b:not(.c), #d",
  ":is(a, button)",
  "li:nth-child(2n+1)",
  "li:nth-child( 2n + 1 of .a )",
  'input[name="q"]',
  "input[name=q]",
  "[data-x]",
  "[data-x='a ] b']",
  '[href$=".PDF" i]',
  "[lang|=en]",
  ".md\\:flex",
  ".w-1\\/2",
  ".\\[color\\:red\\]",
  "#\\31 23",
  ".--modifier",
  "._private",
  ".-webkit",
  "button",
  "BUTTON",
  "svg path",
  "my-button",
  "my-app footer",
  "*",
  "* > a",
  "a.button#buy[href]:hover",
  ".a~.b+.c>.d",
  ":has(> img)",
  ":root",
  'a:not([href*="acme.example"])',
  ".größe",
  "#📞",
  "header nav a:first-child",
  "a:first-of-type",
  "form.contact, form#contact",
  '[aria-label="Buy, now!"]',
  "[onclick*='buy(']",
  ":nth-last-child(-n + 3)",
  ":lang(de)",
  "*|a",
] as const;

function codes(selector: string): readonly string[] {
  return goalCodes(`click: ${JSON.stringify(selector)}`);
}

function goalCodes(on: string): readonly string[] {
  const targets =
    "targets: { live: { ga4: { property: 1, measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } } }";
  const goal = `goals: { g: { type: event, on: { ${on} } } }`;
  const { diagnostics } = readGoals("goals.yaml", Buffer.from(`version: 1\nname: a\n${targets}\n${goal}`));
  return diagnostics.map(({ code }) => code);
}

describe("a selector", () => {
  test.each(REAL_LIFE)("as in real life is accepted without a word: %s", (selector) => {
    expect(codes(selector)).toEqual([]);
  });

  test.each([
    ["button:contains(Buy)", "click: { selector: button, text: { contains: Buy } }"],
    [
      'a.cta:contains("Buy now, really")',
      "click: { selector: a.cta, text: { contains: 'Buy now, really' } }",
    ],
    [":contains('Buy')", "click: { text: { contains: Buy } }"],
    [`#nav a:has-text("It's")`, "click: { selector: '#nav a', text: { contains: 'It''s' } }"],
  ])("that looks for a text is told to use `text`: %s", (selector, advice) => {
    const problem = selectorProblem(selector, "click");
    expect(problem?.hint).toBe(`Write \`${advice}\`.`);
    expect(goalCodes(advice)).toEqual([]);
  });

  test.each([
    "button:not(:contains(Buy))",
    "a:contains(Buy), button:contains(Buy)",
    "h2:contains(Prices) > a",
    ".card > :contains(Buy)",
    ".card :contains(Buy)",
    "a:contains(Buy):contains(now)",
    "a:contains(Buy):hover",
  ])(
    "that looks for the text of more than one element gets advice that names no selector: %s",
    (selector) => {
      const advice = "click: { text: { contains: Buy } }";
      expect(selectorProblem(selector, "click")?.hint).toBe(`Write the text under \`text\`: \`${advice}\`.`);
    },
  );

  test.each([
    ["a:hovr", "Did you mean `:hover`?"],
    ["li:first", "In CSS, write `:first-child` or `:first-of-type`."],
    ["a:nth-child(foo)", "`:nth-child(2)`"],
    ["a:not()", "Write there what is meant, or delete it."],
  ])("says what to write instead of %s", (selector, hint) => {
    expect(selectorProblem(selector, "click")?.hint).toContain(hint);
  });

  test("is checked quickly, whatever is in it and however long it is", () => {
    const signs = fc.string({ unit: fc.constantFrom(..."a1 .#:[]()\"'\\=,>+~*|"), maxLength: 12 });
    fc.assert(
      fc.property(signs, signs, signs, (before, part, after) => {
        const { milliseconds } = timed(() => selectorProblem(before + part.repeat(5000) + after, "click"));
        expectWithin(milliseconds, 1000);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

test.each([
  "iframe .buy",
  "#tool > iframe.booking a",
  ".x, iframe button",
  "img .icon",
  "label input > span",
])("%s finds nothing: the element has no elements of the page in it", (selector) => {
  expect(selectorProblem(selector, "click")?.why).toMatch(/another document|no elements in it/);
});

test.each(["iframe.booking", "div iframe", "iframe + a", "img ~ .caption", "a img", "label input + span"])(
  "%s can find something",
  (selector) => {
    expect(selectorProblem(selector, "click")).toBe(null);
  },
);
