/** What a way of counting cannot promise, and so every plan says. */
import { expect, test } from "vitest";
import { limitations } from "../../src/compile/limitations.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const warnings = (yaml: string) => limitations(goalSet(HEAD + yaml));

const DEEP = "  deep: { type: pages_per_session, more_than: 5, via: ga4 }\n";
const OTHERS =
  "  thanks: { type: destination, page: /t }\n  pages: { type: pages_per_session, more_than: 5 }\n";
const funnel = (more: string, steps: string) => `funnels:\n  way: { ${more}steps: [${steps}] }\n`;

test("an audience counts late, and names no page", () => {
  expect(warnings(`goals:\n${DEEP}${OTHERS}`)).toEqual([
    {
      code: "audience-counts-late",
      message:
        "deep is counted by an audience in Analytics: at most once a day for each person, minutes to a day later, and deep names no page. To count every visit as it happens, write `via: gtm`.",
    },
  ]);
});

test.each([
  ["in the order of a closed funnel", "", "deep, thanks", ["deep", "way"]],
  ["not in an open one, which asks for no order", "open: true, ", "deep, thanks", ["deep"]],
  ["not in a funnel that it is no step of", "", "pages, thanks", ["deep"]],
])("a step that is counted late is missed %s", (_, more, steps, about) => {
  const all = warnings(`goals:\n${DEEP}${OTHERS}${funnel(more, steps)}`);
  expect(all.map(({ code }) => code)).toEqual(about.map(() => "audience-counts-late"));
  expect(all.map(({ message }) => /^(?:The funnel )?(\w+)/.exec(message)?.[1])).toEqual(about);
});

test("says what to do about a step that is missed", () => {
  expect(warnings(`goals:\n${DEEP}${OTHERS}${funnel("", "deep, thanks")}`)[1]?.message).toBe(
    "The funnel way asks for deep in its place, and Analytics logs deep minutes to a day late: people will seem to leave there. Delete `via: ga4` at deep, or make the funnel `open: true`.",
  );
});

test.each([
  ["spa: true, via: ga4", ["virtual-pages-by-analytics"]],
  ["spa: true", []],
  ["via: ga4", []],
])("Analytics sees virtual pages by a setting of its own: %s", (more, codes) => {
  const said = warnings(`goals:\n  thanks: { type: destination, page: /t, ${more} }\n`);
  expect(said.map(({ code }) => code)).toEqual(codes);
});

test.each([
  ["page: /s, spa: true, via: ga4", ["virtual-pages-by-analytics"]],
  ["page: /s, spa: true", []],
  ["page: /s, via: ga4", []],
])("in a step of a funnel, too: %s", (more, codes) => {
  const said = warnings(`goals:\n${OTHERS}${funnel("", `{ id: seen, ${more} }, thanks`)}`);
  expect(said.map(({ code }) => code)).toEqual(codes);
  for (const { message } of said)
    expect(message).toBe(
      'The step seen of the funnel way counts pages that are shown without a reload only while "Page changes based on browser history events" is on in the stream\'s enhanced measurement.',
    );
});
