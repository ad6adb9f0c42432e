/** Goals as a graph: what it holds, where it is drawn, and what its texts may not do. */
import { describe, expect, test } from "vitest";
import { drawingOf } from "../../src/graph/drawing.ts";
import { textLines, textWidth } from "../../src/graph/text-lines.ts";
import { graphHtml } from "../../src/render/graph-html.ts";
import { graphJson } from "../../src/render/graph-json.ts";
import { graphMarkdown } from "../../src/render/graph-markdown.ts";
import { graphMermaid, mermaidText } from "../../src/render/graph-mermaid.ts";
import { graphSvg } from "../../src/render/graph-svg.ts";
import { graphText } from "../../src/render/graph-text.ts";
import { visibleMarkup } from "../../src/render/markup.ts";
import { ACTS_ON_A_TERMINAL, IS_A_LOG_COMMAND } from "../security/hostile-texts.ts";
import { HEAD } from "../support/shop.ts";
import { EXAMPLE, FORTY, graphOf, HOSTILE, hostileGraph, WITHOUT_GOALS, WITHOUT_ROLES } from "./scene.ts";

describe("the example", () => {
  const graph = graphOf(EXAMPLE);
  test.each([
    ["txt", graphText(graph, { color: false })],
    ["md", graphMarkdown(graph)],
    ["svg", graphSvg(graph)],
    ["html", graphHtml(graph)],
    ["json", `${JSON.stringify(graphJson(graph), null, 2)}\n`],
  ])("as %s", async (ending, shown) => {
    await expect(shown).toMatchFileSnapshot(`outputs/example.${ending}`);
  });
});

describe("forty goals", () => {
  test("as a tree, what leads to several goals being told once", async () => {
    await expect(graphText(graphOf(FORTY), { color: false })).toMatchFileSnapshot("outputs/forty-goals.txt");
  });
});

const SCENES = [
  ["the example", graphOf(EXAMPLE)],
  ["forty goals", graphOf(FORTY)],
  ["goals without roles", graphOf(WITHOUT_ROLES)],
  ["no goals at all", graphOf(WITHOUT_GOALS)],
  ["hostile texts", hostileGraph()],
] as const;

describe.each(SCENES)("the picture of %s", (_, graph) => {
  const drawing = drawingOf(graph, visibleMarkup);

  test("has a box for every goal and every step, none over another", () => {
    const steps = graph.lanes.flatMap((lane) => lane.steps);
    expect(drawing.boxes).toHaveLength(graph.nodes.length + steps.length);
    const pairs = drawing.boxes.flatMap((a, at) => drawing.boxes.slice(at + 1).map((b) => [a, b] as const));
    const over = pairs.filter(
      ([a, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    );
    expect(over.map(([a, b]) => [a.whole, b.whole])).toEqual([]);
  });

  test("holds everything", () => {
    const out = drawing.boxes.filter(
      ({ x, y, width, height }) => x < 0 || y < 0 || x + width > drawing.width || y + height > drawing.height,
    );
    expect(out.map(({ whole }) => whole)).toEqual([]);
  });
});

describe("the picture", () => {
  test("has the main conversions in the last column and every lead from left to right", () => {
    const graph = graphOf(FORTY);
    const { boxes } = drawingOf(graph, visibleMarkup);
    const at = (id: string) => boxes[boxes.findIndex(({ whole }) => whole.startsWith(`${nameOf(id)};`))]!;
    const nameOf = (id: string) => graph.nodes.find((node) => node.id === id)!.name;
    const wrong = graph.leads.filter(({ from, to }) => at(from).x >= at(to).x);
    expect(wrong).toEqual([]);
    const macros = graph.nodes.filter(({ role }) => role === "macro").map(({ id }) => at(id).x);
    const right = Math.max(...graph.leads.flatMap(({ from, to }) => [at(from).x, at(to).x]));
    expect(new Set(macros)).toEqual(new Set([right]));
  });

  test("no line runs through a box that it has nothing to do with", () => {
    const { boxes, lines } = drawingOf(graphOf(FORTY), visibleMarkup);
    const straight = lines.filter(({ isStraight, points }) => isStraight && points.length === 2);
    const through = straight.filter(({ points: [a, b] }) =>
      boxes.some(({ x, y, width, height }) => a!.y > y && a!.y < y + height && a!.x < x + width && b!.x > x),
    );
    expect(through).toEqual([]);
  });

  test("funnels that run against each other are drawn all the same", () => {
    const goals = ["a", "b"].map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("");
    const funnels = "funnels:\n  f: { steps: [a, b] }\n  g: { steps: [b, a] }\n";
    const graph = graphOf(`${HEAD}goals:\n${goals}${funnels}`);
    expect(graph.leads).toEqual([{ from: "a", to: "b", funnel: "f" }]);
    expect(drawingOf(graph, visibleMarkup).boxes).toHaveLength(6);
  });

  test("a long chain neither takes long nor breaks anything", () => {
    const goals = Array.from(
      { length: 1500 },
      (_, at) =>
        `  g${at}: { type: destination, key_event: false, page: /p${at}${at === 0 ? "" : `, leads_to: g${at - 1}`} }\n`,
    );
    const graph = graphOf(`${HEAD}goals:\n${goals.join("")}`);
    expect(graphText(graph, { color: false })).toContain("1 more");
    expect(graphSvg(graph)).toContain("G1499");
  });
});

describe("lines of text", () => {
  const fit = { width: 120, size: 12, bold: false, atMost: 3 };

  test.each(HOSTILE.map((text) => visibleMarkup(text)))("fit: %j", (text) => {
    const lines = textLines(text, fit);
    expect(lines.length).toBeLessThanOrEqual(3);
    for (const line of lines) expect(textWidth(line, 12, false)).toBeLessThanOrEqual(120);
  });

  test("break between words, long words where the line ends, and what is left out is shown to be", () => {
    expect(textLines("one two three four five six", fit)).toEqual(["one two three", "four five six"]);
    expect(textLines("/an/address/that/is/far/too/long/for/three/such/lines/as/these", fit).join("")).toMatch(
      /^\/an\/address.*…$/,
    );
  });
});

describe("S20: texts stay texts", () => {
  test("in SVG and HTML only our own elements and attributes are there", () => {
    for (const shown of [graphSvg(hostileGraph()), graphHtml(hostileGraph())]) {
      const withoutStyle = shown.replace(/<style>[\s\S]*?<\/style>/g, "");
      const elements = new Set([...withoutStyle.matchAll(/<([a-z!][a-z0-9]*)/gi)].map(([, name]) => name));
      for (const name of ["script", "img", "a", "details", "b", "foreignObject"])
        expect([...elements]).not.toContain(name);
      expect(withoutStyle).not.toMatch(/<[^>]*\son\w+=/);
      expect(withoutStyle).not.toMatch(/<[^>]*\s(?:href|src)=/);
      expect(withoutStyle).not.toMatch(/[\ufffe\uffff\u202e]/);
    }
  });

  test("in Mermaid a label never ends early, and no line is begun", () => {
    const labels = HOSTILE.map((text) => mermaidText(text));
    for (const label of labels) expect(label).toMatch(/^(?:[\p{L}\p{M}\p{N} ,.:/?=-]|#\d+;)*$/u);
    const lines = graphMermaid(hostileGraph()).split("\n");
    const known =
      /^(?:flowchart LR|\s+(?:g\d+\["[^"]*"\]:::\w+|g\d+ -\.?-> g\d+|subgraph f\d+\["[^"]*"\]|direction LR|f\d+s\d+\(\["[^"]*"\]\)(?::::\w+)?|f\d+s\d+(?: --> f\d+s\d+)*|end|classDef \w+ [^"]*)|)$/;
    expect(lines.filter((line) => !known.test(line))).toEqual([]);
  });

  test("in a terminal and a log nothing acts", () => {
    const shown = graphText(hostileGraph(), { color: false });
    expect(shown).not.toMatch(ACTS_ON_A_TERMINAL);
    expect(shown).not.toMatch(IS_A_LOG_COMMAND);
  });
});
