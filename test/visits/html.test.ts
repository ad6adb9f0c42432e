/** Elements read from HTML, compared with those of a DOM that somebody else wrote. */
import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { countOf, elementOf } from "../../src/visits/html.ts";

const PAGE = `<section class="a b" id="top"><h2>Title</h2>
  <ul><li class="one">1<li class="two" data-x="Y">2 <em>two</em><li>3</ul>
  <form id="f" action="/send"><input name="id" type="email" required><button class="go" disabled>Go &amp; see</button></form>
  <a href="/x?a=1&amp;b=2" class="ünï">link<svg class="icon"><path d="M0"/></svg></a>
</section>`;

const SELECTORS = [
  "li",
  ".a.b",
  "#top",
  "#top > ul > li",
  "li:nth-child(2)",
  "li:not(.one)",
  "li.one + li",
  "li ~ li",
  "[data-x=y]",
  "[href^='/x']",
  "a[class~='ünï'], button",
  ":is(a, button).go",
  ":has(> em)",
  "form input[name=id]",
  "svg.icon path",
  "ul li:last-child",
  "li:first-of-type",
  "button:disabled",
  ".nothing",
];

test.each(SELECTORS)("%s finds what a browser finds", (selector) => {
  const { document } = new Window();
  document.body.innerHTML = PAGE;
  const all = [...document.querySelectorAll(selector)];
  expect(countOf(PAGE, selector)).toBe(all.length);
  const [first] = all;
  const ours = elementOf(PAGE, selector);
  expect(ours === null).toBe(first === undefined);
  if (!first || !ours) return;
  expect(ours.tagName.toLowerCase()).toBe(first.tagName.toLowerCase());
  expect(ours.textContent).toBe(first.textContent);
  for (const name of ["id", "class", "href", "action", "data-x", "name"])
    expect(ours.getAttribute(name)).toBe(first.getAttribute(name));
  expect(ours.parentElement?.tagName.toLowerCase()).toBe(first.parentElement?.tagName.toLowerCase());
});

test("what the other DOM reads wrongly: a list item that is not closed, `i`, `:empty`", () => {
  expect(countOf(PAGE, "*")).toBe(13);
  expect(countOf(PAGE, "[data-x=y i]")).toBe(1);
  expect(countOf(PAGE, "h2:empty")).toBe(0);
});

test("a cell without its table, a text without an element, and what is not a selector", () => {
  expect(elementOf("<td class=x>1</td>", null)?.tagName).toBe("TD");
  expect(elementOf("only text", null)).toBeNull();
  expect(elementOf(PAGE, "li[")).toBeNull();
  expect(countOf(PAGE, "li[")).toBe(0);
});
