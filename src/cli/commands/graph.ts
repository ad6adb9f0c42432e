import { extname } from "node:path";
import { Option } from "commander";
import { Refusal } from "../../app/result/refusal.ts";
import type { Graph, Picture } from "../../app/result/result.ts";
import { entryIn } from "../../entry-in.ts";
import { type FormatName, loadFormat } from "../../render/formats.ts";
import { visible } from "../../render/visible.ts";
import { type AddCommand, withFile } from "../command.ts";
import { portsOf, viewOptions } from "../ports.ts";
import type { Process } from "../process.ts";

interface Options {
  readonly file: string;
  readonly target?: string;
  readonly format: FormatName;
  /** What to draw; without it the file's ending decides, else the format. */
  readonly as?: Picture;
  readonly out?: string;
  /** A report whose figures are drawn onto it. */
  readonly with?: string;
}

export const graphCommand: AddCommand = (program, io, run) => {
  withFile(program.command("graph"), "graph")
    .description("show which goal leads where: a tree, data, or a picture")
    .addOption(
      new Option("--as <picture>", "draw it (default: what the ending of --out says)").choices([
        "mermaid",
        "svg",
        "html",
      ]),
    )
    .option("--target <name>", "only what this target measures (by default the whole file)")
    .option(
      "--with <report.json>",
      "draw the figures of a report onto it (`goalform report --out report.json`)",
    )
    .option("--out <file>", "write it into this file")
    .action((options) => run(options, () => graph(options, io)));
};

async function graph(
  { file, target, format, as, out, with: figures }: Options,
  io: Process,
): Promise<Graph | null> {
  const ending = out === undefined ? "" : extname(out).toLowerCase();
  if (as === undefined && !ENDINGS.has(ending)) throw unknownEnding(ending);
  const { graph } = await import("../../app/graph.ts");
  const ports = portsOf(io);
  const without = graph({ file, target }, ports);
  const plain =
    figures === undefined
      ? without
      : { ...without, report: (await import("../../machine/report-file.ts")).reportIn(io.cwd, figures) };
  const picture = as ?? entryIn(BY_ENDING, ending);
  const made =
    picture === undefined ? plain : (await import("../../render/picture.ts")).withPicture(plain, picture);
  if (out === undefined) return made;
  // What a file contains is for no terminal.
  const viewing = { ...viewOptions(io, file), color: false };
  const how = made.picture === null ? (entryIn(FORMATS, ending) ?? format) : "text";
  ports.files.save("The graph", out, (await loadFormat(how)).result(made, viewing));
  io.err(`${visible(`Written to ${out}.`)}\n`);
  return format === "json" ? { ...made, out } : null;
}

const BY_ENDING: Readonly<Record<string, Picture>> = {
  ".svg": "svg",
  ".html": "html",
  ".htm": "html",
  ".mmd": "mermaid",
  ".mermaid": "mermaid",
};

/** Endings that say a format instead of a picture. */
const FORMATS: Readonly<Record<string, FormatName>> = { ".json": "json", ".md": "markdown", ".txt": "text" };

/** Without an ending the format decides. */
const ENDINGS: ReadonlySet<string> = new Set(["", ...Object.keys(BY_ENDING), ...Object.keys(FORMATS)]);

function unknownEnding(ending: string): Refusal {
  return new Refusal(
    "invalid-option",
    `The graph cannot be written as ${ending.slice(0, 20)}.`,
    "Let the file end with .svg, .html, .mmd, .md, .json or .txt, or say with --as what it is.",
  );
}
