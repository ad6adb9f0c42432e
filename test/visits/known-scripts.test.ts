/** The scripts of a container are played, not run: each one that goalform can write is known, and reads what the script reads. */
import { readdirSync } from "node:fs";
import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import {
  clickedControlText,
  closestAttribute,
  controlAttribute,
} from "../../src/compile/variables/clicked.ts";
import type { Variable } from "../../src/compile/variables/variable.ts";
import { elementOf } from "../../src/visits/html.ts";
import { knownScript } from "../../src/visits/known-scripts.ts";

const SCRIPTS: Readonly<Record<string, Variable>> = {
  clickedControlText: clickedControlText(""),
  "controlAttribute id": controlAttribute("", "id"),
  "controlAttribute class": controlAttribute("", "class"),
  closestAttribute: closestAttribute("", "data-cta"),
};

const PAGE = `<main data-cta="">
  <div data-cta="hero"><a href="/a" id="go" class="x y"><i>  Get <b>it</b>\n now </i></a><span id="">plain</span></div>
  <button type="button"><svg></svg></button><input id="field" value="Send"><em>alone</em>
</main>`;

/** As a browser runs it: the script's own text, on the elements of a DOM that somebody else wrote. */
function inBrowser(source: string, selector: string): unknown {
  const { document } = new Window();
  document.body.innerHTML = PAGE;
  return new Function("gtmValues", `return (${source})()`)([document.querySelector(selector)]);
}

describe.each(Object.entries(SCRIPTS))("%s", (_, variable) => {
  const source = sourceOf(variable);
  test.each(["i", "b", "a", "span", "svg", "button", "input", "em", "main"])("on %s", (selector) => {
    const played = knownScript(source)!(elementOf(PAGE, selector) as never);
    expect(played).toEqual(inBrowser(source, selector));
  });
});

test("there are no others", async () => {
  const files = readdirSync("src/compile/variables");
  const modules = await Promise.all(files.map((file) => import(`../../src/compile/variables/${file}`)));
  const makers = modules
    .flatMap((module) => Object.values(module))
    .filter((one): one is (owner: string, name: string) => Variable => typeof one === "function")
    .filter((make) => make.length > 0);
  const made = makers.flatMap((make) => {
    try {
      return [make("", "id")];
    } catch {
      return [];
    }
  });
  const scripts = made.filter((one) => one?.is === "own" && one.body?.["type"] === "jsm");
  expect(scripts.length).toBeGreaterThanOrEqual(3);
  expect(scripts.filter((one) => knownScript(sourceOf(one)) === null)).toEqual([]);
  expect(knownScript("function() { return 1; }")).toBeNull();
});

function sourceOf(variable: Variable): string {
  const parameters =
    variable.is === "own" ? (variable.body["parameter"] as { key: string; value: string }[]) : [];
  return parameters.find(({ key }) => key === "javascript")!.value.replace(/\{\{[^{}]+\}\}/, "gtmValues[0]");
}
