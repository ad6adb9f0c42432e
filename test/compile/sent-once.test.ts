/** `sent: once_per_page`, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { counted, elements, visit } from "../support/visit.ts";

const goal = (more: string) => `goals:\n  lead: { type: event, on: { click: button }${more} }\n`;

test("a goal is sent once for each page that loads, also when the page shows another one", () => {
  const button = elements("<button><i></i></button>")("i");
  const seen = [", sent: once_per_page", ", sent: every_time", ""].map((more) => {
    const site = visit(goal(more), "/");
    site.click(button);
    site.click(button);
    site.navigate("/next", "pushState");
    site.click(button);
    const reloaded = visit(goal(more), "/next");
    reloaded.click(button);
    return [counted(site).length, counted(reloaded).length];
  });
  expect(seen).toEqual([
    [1, 1],
    [3, 1],
    [3, 1],
  ]);
});

test("a click that does not count does not use it up", () => {
  const file = goal(", sent: once_per_page, where: { plan: pro }");
  const site = visit(file, "/");
  const button = elements("<button></button>")("button");
  site.click(button);
  site.push({ plan: "pro" });
  site.click(button);
  site.click(button);
  expect(counted(site)).toEqual(["lead"]);
});

test.each([
  ["a list of events", "on: { data_layer: [lead, quote] }"],
  ["a pattern of events", "on: { data_layer: { matches: ^(lead|quote)$ } }"],
  ["several ways", "any: [{ on: { data_layer: lead } }, { on: { data_layer: quote } }]"],
])("%s is one goal: the first of them uses up its page, however often Analytics counts", (_, on) => {
  const seen = (more: string) => {
    const site = visit(`goals:\n  lead: { type: event, ${on}, counting: once_per_event${more} }\n`, "/");
    for (const event of ["lead", "quote", "lead"]) site.push({ event });
    return counted(site);
  };
  expect(seen("")).toEqual(["lead", "lead", "lead"]);
  expect(seen(", sent: once_per_page")).toEqual(["lead"]);
});
