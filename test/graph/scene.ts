/** Files to draw: the example, forty goals, and texts that would like to be more than text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoalGraph, goalGraph } from "../../src/graph/goal-graph.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { CODE, LOG_COMMANDS, MARKDOWN, TERMINAL } from "../security/hostile-texts.ts";
import { HEAD } from "../support/shop.ts";

export function graphOf(text: string): GoalGraph {
  const { goalSet, diagnostics } = readGoals("goals.yaml", Buffer.from(text));
  if (!goalSet) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return goalGraph(goalSet);
}

export const EXAMPLE = readFileSync("goals.example.yaml", "utf8");
export const FORTY = readFileSync(join(import.meta.dirname, "forty-goals.yaml"), "utf8");
export const WITHOUT_ROLES = `${HEAD}goals:\n  a: { type: destination, page: /a }\n  b: { type: destination, page: /b }\nfunnels:\n`;
export const WITHOUT_GOALS = `${HEAD}goals: {}\nfunnels: {}\n`;

const PICTURES: readonly string[] = [
  "</text><script>document.title='pwned'</script>",
  "]]></style><script>document.title='pwned'</script>",
  "</title></svg><img src=https://evil.example/x onerror=alert(1)>",
  '"]-->|pwned| g1["',
  "\" onload=\"document.title='pwned'",
  "&lt;&#60;script&#62;",
  "--><!--",
  "end",
  "graph TD; click g1 call alert()",
  "%%{init: {'securityLevel': 'loose'}}%%",
  "1. first",
  "- item",
  "`markdown`",
  "#quot;#35;",
  "שלום עולם",
  "\ufffe\uffff",
  "W".repeat(90),
  "漢字".repeat(40),
];

export const HOSTILE: readonly string[] = [...PICTURES, ...CODE, ...TERMINAL, ...LOG_COMMANDS, ...MARKDOWN];

/** The model itself, so that also texts come through which the checks of the file would have stopped. */
export function hostileGraph(): GoalGraph {
  const nodes = HOSTILE.map((text, at) => ({
    id: `g${at}`,
    name: text,
    role: (["macro", "milestone", "secondary", "micro", "none"] as const)[at % 5]!,
    type: "destination" as const,
    counts: text,
    value: text,
  }));
  return {
    owner: HOSTILE[0]!,
    nodes,
    leads: nodes.slice(1, 20).map(({ id }) => ({ from: id, to: "g0", funnel: null })),
    lanes: HOSTILE.map((name, at) => ({
      id: `f${at}`,
      name,
      open: false,
      within: null,
      steps: [
        { name, goal: null, counts: name },
        { name, goal: nodes[at]!, counts: name },
      ],
    })),
  };
}
