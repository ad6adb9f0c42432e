/** Whatever leads where: nothing lies on anything else, and every lead goes to the right. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawingOf } from "../../src/graph/drawing.ts";
import type { GoalGraph } from "../../src/graph/goal-graph.ts";
import { runs } from "../support/runs.ts";

const ROLES = ["macro", "milestone", "secondary", "micro", "none"] as const;

const node = fc.record({ name: fc.string(), counts: fc.string(), role: fc.constantFrom(...ROLES) });

/** Later goals lead to earlier ones, so there are no circles. */
const anyGraph = fc
  .array(node, { maxLength: 25 })
  .chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      leads: fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 50 }),
    }),
  )
  .map(({ nodes, leads }): GoalGraph => {
    const wanted = leads.filter(([from, to]) => to < from && from < nodes.length);
    const known = new Map(wanted.map(([from, to]) => [`${from} ${to}`, { from: `g${from}`, to: `g${to}` }]));
    return {
      owner: "any",
      nodes: nodes.map((one, at) => ({ ...one, id: `g${at}`, type: "destination", value: null })),
      leads: [...known.values()].map((lead) => ({ ...lead, funnel: null })),
      lanes: [],
    };
  });

test("in any graph", () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const marked = {
        ...graph,
        nodes: graph.nodes.map((one) => ({ ...one, name: `${one.id} ${one.name}` })),
      };
      const { boxes, width, height } = drawingOf(marked, (text) => text);
      const byId = new Map(boxes.map((box) => [box.whole.split(/[ ;]/)[0], box]));
      expect(byId.size).toBe(graph.nodes.length);
      for (const [at, a] of boxes.entries()) {
        expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
        for (const b of boxes.slice(at + 1))
          expect(
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          ).toBe(true);
      }
      for (const { from, to } of graph.leads)
        expect(byId.get(from)!.x + byId.get(from)!.width).toBeLessThan(byId.get(to)!.x);
    }),
    { numRuns: runs(150) },
  );
});
