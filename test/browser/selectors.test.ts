/** What goalform accepts as a selector, asked of a browser: what it takes and what it refuses. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { orInside } from "../../src/compile/selectors.ts";
import { PLAIN_PSEUDO_CLASSES } from "../../src/language/rules/selectors/pseudo-classes.ts";
import { selectorProblem } from "../../src/language/rules/selectors/selector-problem.ts";
import { describeInChromium, openedPage } from "./chromium.ts";

/** In browsers, and so in goalform, valid. */
const VALID = String.raw`
a | .a | #a | * | a.b#c[d] | a b | a > b | a + b | a ~ b | a>b | a, b | a , b | A.B | my-button | svg path | .größe | #📞
.md\:flex | .w-1\/2 | #\31 23 | #\31 | a #\1f600 | #\31, .b | .\[x\] | .--m | ._p | .-webkit | --x | a:hov\65r | *|a | |a | *|* | *|*.x
[a] | [a=b] | [a="b"] | [a='b'] | [a="b" i] | [a=b I] | [a="b"i] | [a~=b] | [a|=b] | [a^=b] | [a$=b] | [a*=b]
[ a = b ] | [*|a] | [|a] | [data-x-1] | [a="]"] | [a="\""] | [href^="tel:"] | [a=""] | [a=\31 ]
a:hover | a:HOVER | a:focus | a:focus-visible | a:focus-within | a:active | a:link | a:any-link | a:target | :root | :scope
:scope > a | input:checked | input:disabled | input:enabled | input:required | input:valid | input:user-invalid | :defined
p:empty | a:first-child | a:last-child | a:only-child | a:first-of-type | a:last-of-type | a:only-of-type | :autofill
a:nth-child(2) | a:nth-child(odd) | a:nth-child(EVEN) | a:nth-child(2n+1) | a:nth-child( 2n + 1 ) | a:nth-child(-n+3)
a:nth-child(n) | a:nth-child(+3) | a:nth-child(-2n - 1) | a:nth-last-child(2) | a:nth-of-type(3) | a:nth-last-of-type(3n)
a:nth-child(2n+1 of .x) | a:nth-child(2 of .x, .y) | a:nth-last-child(1 of :not(.x)) | a:nth-child(even of a > b)
a:not(.b) | a:not(.b, .c) | a:not(.b):not(.c) | a:not(b > c) | a:not(:hover) | a:not([b]) | a:not(:not(.c)) | a:not(*)
:is(a, b) | :is(a, b) c | a:is(.b, .c > d) | :where(a, b) | :is(:is(a), :where(b)) | :is(-x, b) | :IS(a) | :is(a, :-moz-x)
a:has(b) | a:has(> b) | a:has(+ b, ~ c) | a:has(b c) | :has(> img) | a:not(:has(b)) | a:has(:not(b)) | a:has(:is(b, c))
a:lang(de) | a:lang(de-CH) | a:dir(ltr) | a:dir(rtl) | a:state(x) | :open | :popover-open
:modal | :fullscreen | input:-webkit-autofill | a:-webkit-any-link | :picture-in-picture | :placeholder-shown | :in-range
`;

/** Refused by browsers, and so by goalform. */
const INVALID = `
button:contains(Buy) | a:contains("Buy") | a:visible | li:first | li:last | div:eq(0) | li:gt(2) | li:even | :button | :submit
:header | :selected | :parent | :text | :checkbox | a:has-text("x") | a:icontains(x) | a:nth(2) | a:any(b) | a:-moz-any(b)
a:hovr | a:fist-child | a:hover() | a:first-child(2) | a:root(x) | a:disabled() | a:foo | a:foo(b) | a:-moz-drag-over
a:nth-child | a:nth-child() | a:nth-child(foo) | a:nth-child(2 n) | a:nth-child(+ 2) | a:nth-child(2n+-1) | a:nth-child(n2)
a:nth-child(2 of) | a:nth-child(2 of .x,) | a:nth-child(2 of :foo) | a:nth-child(2 of !a) | a:nth-child(2 OF a) | a:has($b) | a:not('b') | á*|b | a:nth-of-type(2 of .x) | a:nth-of-type(x) | a:nth-child(1.5)
a:not | a:not() | a:not( ) | a:not(,b) | a:not(b,) | a:not(b,,c) | a:not(> b) | a:not(:foo) | a:not(b, :foo) | a:not(b >)
a:has | a:has() | a:has(:foo) | a:has(b, :foo) | a:has(:has(b)) | a:has(>) | a:is | a:where | a:lang | a:lang() | a:lang(1)
a:lang(de fr) | a:lang(de, fr) | a:lang("de") | [a="b" s] | a:dir | a:dir() | a:dir(1) | a:state | a:state() | a:current(x) | a:matches(b)
svg|a | [svg|href] | a||b | a >> b | a >>> b | a /deep/ b | a! | !a | a%b | a@b | $a | a{b} | a; b | <a> | ?
.1a | #1 | #1a | . | # | : | a. | a# | a: | a:: | .-1 | [1] | [=b] | [a=] | [a=1] | [a=-1] | [a=b c] | [a="b" x] | [a="b" ii]
[a=tel:] | a] | a) | a( | "a" | a"b"
> a | a > | a > > b | + a | ~ a | a + ~ b | , | a, | , a | a,,b | .a* | [a]b | :is(a)b | .ab* c | ** | a:hover b c*
a: hover | a :: b | 2 items | - | -1 | .a > -b- > -1 | |2 | |:hover | a:not(1) | a:has(-) | -->a | a:nth-child(\\32) | a:nth-child(\\32 n)
a:nth-of-type(\\31 ) | a:nth-child(2\\6e of .x)
`;

/**
 * Taken by browsers and refused by goalform all the same: no element that is clicked, sent or seen ever matches; or
 * the end is missing, and browsers add it, which they cannot where more of a selector follows.
 */
const NEVER = String.raw`
[a | a:not(b | [a="b] | a\
a::before | a::after | a:before | ::selection | a::first-line | a:visited | :past | a:current | /* a */ b | a/**/ | :host | :host(.a) | :host-context(.a)
:is() | :where() | a:is(:foo) | a:is(,) | a:is(b, :contains(x)) | :is(a:hovr, b) | :is(::before)
`;

/** The lines of a table; a bar with spaces around it stands between two. */
function listed(table: string): string[] {
  return table
    .split(/ \| |\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function accepted(selectors: readonly string[]): string[] {
  return selectors.filter((one) => selectorProblem(one, "click") === null);
}

test("goalform tells them apart", () => {
  expect(listed(VALID).filter((one) => !accepted([one]).length)).toEqual([]);
  expect(accepted(listed(INVALID))).toEqual([]);
  expect(accepted(listed(NEVER))).toEqual([]);
});

/** Runs in the page: those of a list of selectors that the browser takes. */
const TAKEN = `((all) => all.filter((selector) => {
  try { document.querySelector(selector); return true; } catch { return false; }
}))`;

/** Parts of selectors, put together at random: what comes out is mostly wrong, and what goalform accepts must not be. */
const PIECES = [
  ..."a .x #y * [a] [a=b] :hover :nth-child( :nth-last-of-type( :not( :is( :has( :lang( :state( ) ) 2n+1 odd 2 n -1".split(
    " ",
  ),
  ...'> + ~ , | - -- : :: _ \\ \\32 \\6e \\. [a="b"] é 😀 OF NOT :NTH-CHILD( first-child de'.split(" "),
  ...[" ", " of ", "\\32 ", "\\d800 ", "\t", "\u00a0", "\u0080", '"', "]"],
];

function atRandom(): readonly string[] {
  const parts = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 });
  const texts = fc.sample(parts, { numRuns: 25_000, seed: 20 }).map((one) => one.join(""));
  return accepted([...new Set(texts)]);
}

describeInChromium("a browser", () => {
  test("takes what goalform accepts, and refuses what it says that no browser takes", async () => {
    const { page, close } = await openedPage("page.html", "<!doctype html><a class=a><i></i></a>");
    const taken = async (selectors: readonly string[]) =>
      (await page.evaluate(`${TAKEN}(${JSON.stringify(selectors)})`)) as string[];
    const names = [...PLAIN_PSEUDO_CLASSES].map((name) => `:${name}`);
    const valid = [...listed(VALID), ...names];
    expect(valid.filter((one) => !accepted([one]).length)).toEqual([]);
    const known = await taken(valid);
    expect(valid.filter((one) => !known.includes(one))).toEqual([]);
    const compiled = valid.map(orInside);
    expect(compiled.filter((one, index) => !one.startsWith(valid[index]!.split(",")[0]!.trim()))).toEqual([]);
    const clicked = await taken(compiled);
    expect(compiled.filter((one) => !clicked.includes(one))).toEqual([]);
    expect(await taken(listed(INVALID))).toEqual([]);
    const never = listed(NEVER);
    const takenNever = await taken(never);
    expect(never.filter((one) => !takenNever.includes(one))).toEqual([]);
    const random = atRandom();
    expect(random.length).toBeGreaterThan(1000);
    const clickable = random.flatMap((one) => [one, orInside(one)]);
    const takenAtRandom = new Set(await taken(clickable));
    expect(clickable.filter((one) => !takenAtRandom.has(one))).toEqual([]);
    await close();
  });
});
