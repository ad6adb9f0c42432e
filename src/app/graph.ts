/** `goalform graph`: which goal leads where, as a tree, as data or as a picture. Offline. */
import { extname } from "node:path";
import { type GoalGraph, goalGraph } from "../graph/goal-graph.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import type { Process } from "../machine/process.ts";
import { writeResult } from "../machine/write-result.ts";
import { graphHtml } from "../render/graph-html.ts";
import { graphJson } from "../render/graph-json.ts";
import { graphMarkdown } from "../render/graph-markdown.ts";
import { graphMermaid } from "../render/graph-mermaid.ts";
import { graphSvg } from "../render/graph-svg.ts";
import { graphText } from "../render/graph-text.ts";
import { visible } from "../render/visible.ts";
import { readValidGoals, refusal } from "./goals-file.ts";
import { type Format, type Outcome, Refusal } from "./outcome.ts";

export type Picture = "mermaid" | "svg" | "html";

export interface GraphOptions {
  readonly file: string;
  /** Only what this target measures; without it the whole file. */
  readonly target?: string | undefined;
  readonly format: Format;
  /** What to draw; without it the file's ending decides, else the format. */
  readonly as?: Picture | undefined;
  readonly out?: string | undefined;
}

export async function graph(options: GraphOptions, io: Process): Promise<Outcome> {
  const { format, as, out } = options;
  const ending = out === undefined ? "" : extname(out).toLowerCase();
  if (as === undefined && !ENDINGS.has(ending)) throw unknownEnding(ending);
  const made = goalGraph(measured(options, io));
  const picture = as ?? BY_ENDING[ending];
  const drawn = picture && draw(made, picture);
  const shown: Outcome = {
    exitCode: 0,
    text: drawn ?? graphText(made, { color: io.color.out && out === undefined }),
    markdown:
      drawn && picture === "mermaid" ? `\`\`\`mermaid\n${drawn}\`\`\`\n` : (drawn ?? graphMarkdown(made)),
    json: {
      ...graphJson(made),
      ...(drawn && out === undefined ? { picture: { as: picture!, text: drawn } } : {}),
    },
  };
  return out === undefined
    ? shown
    : saved(shown, drawn ?? inFormat(shown, FORMATS[ending] ?? format), out, io);
}

/** A target's ids at Google are no matter here, so its environment variables need not be set. */
function measured({ file, target }: GraphOptions, io: Process): GoalSet {
  const goalSet = readValidGoals(file, io);
  if (target === undefined) return goalSet;
  if (goalSet.targets.some(({ name }) => name === target)) return forTarget(goalSet, target);
  throw refusal(file, resolveTarget(goalSet, target, io.env).diagnostics, io);
}

const BY_ENDING: Readonly<Record<string, Picture>> = {
  ".svg": "svg",
  ".html": "html",
  ".htm": "html",
  ".mmd": "mermaid",
  ".mermaid": "mermaid",
};

/** Endings that say a format instead of a picture. */
const FORMATS: Readonly<Record<string, Format>> = { ".json": "json", ".md": "markdown", ".txt": "text" };

/** Without an ending the format decides. */
const ENDINGS: ReadonlySet<string> = new Set(["", ...Object.keys(BY_ENDING), ...Object.keys(FORMATS)]);

function unknownEnding(ending: string): Refusal {
  return new Refusal(
    "invalid-option",
    `The graph cannot be written as ${ending.slice(0, 20)}.`,
    "Let the file end with .svg, .html, .mmd, .md, .json or .txt, or say with --as what it is.",
  );
}

function draw(made: GoalGraph, picture: Picture): string {
  if (picture === "svg") return graphSvg(made);
  return picture === "html" ? graphHtml(made) : graphMermaid(made);
}

/** The file gets the result, standard output nothing but what a machine asked for. */
function saved(shown: Outcome, text: string, out: string, io: Process): Outcome {
  writeResult("The graph", out, text, io);
  io.err(`${visible(`Written to ${out}.`)}\n`);
  return { exitCode: 0, text: "", markdown: "", json: { ...shown.json, out } };
}

function inFormat(shown: Outcome, format: Format): string {
  return format === "json" ? `${JSON.stringify({ ok: true, ...shown.json }, null, 2)}\n` : shown[format];
}
