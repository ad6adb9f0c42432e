/** The pictures in Chromium: boxes apart, words inside, nothing loaded, nothing run. */

import { expect, test } from "vitest";
import { graphHtml } from "../../src/render/graph-html.ts";
import { graphSvg } from "../../src/render/graph-svg.ts";
import { EXAMPLE, FORTY, graphOf, hostileGraph, WITHOUT_GOALS, WITHOUT_ROLES } from "../graph/scene.ts";
import { describeInChromium, openedPage } from "./chromium.ts";

const SCENES = [
  ["the example", graphOf(EXAMPLE)],
  ["forty goals", graphOf(FORTY)],
  ["goals without roles", graphOf(WITHOUT_ROLES)],
  ["no goals at all", graphOf(WITHOUT_GOALS)],
  ["hostile texts", hostileGraph()],
] as const;

/** Runs in the page: boxes that overlap, words that stick out of their box. */
const FAULTS = `(() => {
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const nodes = [...document.querySelectorAll(".gf-node")];
  const boxes = nodes.map((node) => node.querySelector(".gf-box").getBoundingClientRect());
  const over = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
  const out = nodes.flatMap((node, i) => [...node.querySelectorAll("text")].filter((text) => !inside(text.getBoundingClientRect(), boxes[i])).map((text) => text.textContent));
  return { nodes: nodes.length, over: over.length, out, title: document.title, error: document.querySelector("parsererror")?.textContent ?? null };
})()`;

describeInChromium("the graph in a browser", () => {
  for (const [name, graph] of SCENES) {
    for (const [ending, text] of [
      ["svg", graphSvg(graph)],
      ["html", graphHtml(graph)],
    ] as const) {
      test(`${name} as ${ending}`, async () => {
        const { page, troubles, requests, close } = await openedPage(`goals.${ending}`, text);
        const steps = graph.lanes.flatMap((lane) => lane.steps).length;
        const found = (await page.evaluate(FAULTS)) as { title: string };
        expect(found).toMatchObject({ nodes: graph.nodes.length + steps, over: 0, out: [], error: null });
        expect(found.title).not.toBe("pwned");
        expect({ troubles, requests: requests.length }).toEqual({ troubles: [], requests: 1 });
        await close();
      });
    }
  }
});
