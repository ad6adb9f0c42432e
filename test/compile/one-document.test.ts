/** What Tag Manager notices once for all pages that a single-page app shows in one document. */
import { expect, test } from "vitest";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { counted, elements, visit } from "../support/visit.ts";

const prices = elements('<p id="prices">5</p>')("#prices");

test.each<[string, number, (site: RunningTag) => void]>([
  ["scroll: 50", 0, (site) => site.scrollTo({ percent: 60 })],
  ["visible: '#prices'", 0, (site) => site.show(prices, 100, 1000)],
  ["visible: { selector: '#prices', once: false }", 1, (site) => site.show(prices, 100, 1000)],
])("after another page, %s counts %i times", (on, times, act) => {
  const goals = `goals:\n  g: { type: event, on: { ${on} }, page: /b }\n`;
  const [there, after] = [visit(goals, "/b"), visit(goals, "/a")];
  for (const site of [there, after]) site.windowLoaded();
  act(there);
  expect(counted(there)).toEqual(["g"]);
  act(after);
  after.navigate("/b", "pushState");
  act(after);
  expect(counted(after)).toHaveLength(times);
});
