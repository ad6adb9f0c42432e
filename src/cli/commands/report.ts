import { extname } from "node:path";
import { Option } from "commander";
import type { ReportOptions } from "../../app/report.ts";
import { Refusal } from "../../app/result/refusal.ts";
import type { Reported } from "../../app/result/reported.ts";
import { entryIn } from "../../entry-in.ts";
import { type FormatName, loadFormat } from "../../render/formats.ts";
import { visible } from "../../render/visible.ts";
import { type AddCommand, type WithExitCode, withAllTargets, withFile } from "../command.ts";
import { portsOf, reportingOf, viewOptions } from "../ports.ts";
import type { Process } from "../process.ts";
import { untilStopped } from "../until-stopped.ts";

interface Options extends ReportOptions {
  readonly format: FormatName;
  readonly out?: string;
  readonly allTargets?: boolean;
  readonly failOn?: "dead";
  readonly sandbox?: boolean;
  readonly endpoint?: string;
}

/** What a file's ending says about its format. */
const ENDINGS: Readonly<Record<string, FormatName>> = {
  ".html": "html",
  ".htm": "html",
  ".json": "json",
  ".md": "markdown",
  ".txt": "text",
};

export const reportCommand: AddCommand = (program, io, run) => {
  withAllTargets(withFile(program.command("report"), "report"))
    .description("what the goals counted: conversions, rates, funnels, and goals that stopped counting")
    .option("--from <date>", "the first day, such as 2026-11-01, in the property's time zone")
    .option("--to <date>", "the last day (default: the last one whose figures are settled)")
    .option("--days <number>", "how many days (default: 28)")
    .option("--months <number>", "also each goal by month, for this many months")
    .addOption(
      new Option("--by <dimension>", "also break each goal down by this").choices([
        "device",
        "channel",
        "country",
        "page",
      ]),
    )
    .option(
      "--events <files...>",
      "from an export of events instead of Google's Data API: files, a folder, 'events_*.parquet', or bigquery:PROJECT.DATASET",
    )
    .option("--forms", "who started the goals' forms and who submitted them: one request for each form")
    .option("--leads", "which small goal leads to which big one: one request for each pair, at most 20")
    .option("--lead-days <days>", "with --events: the big goal must follow within this many days")
    .addOption(
      new Option("--unit <unit>", "with --events: count funnels and leads by user or by session").choices([
        "user",
        "session",
      ]),
    )
    .addOption(
      new Option(
        "--write-values [way]",
        "write what small goals are worth by what they lead to into the goals file, by ratio (default) or by lift",
      ).choices(["ratio", "lift"]),
    )
    .option("--silent-after <days>", "days without an event after which a goal is silent (default: 7)")
    .addOption(
      new Option("--fail-on <what>", "exit with 2 when a goal has stopped counting").choices(["dead"]),
    )
    .option("--out <file>", "write it into this file; its ending says the format (.html, .md, .json, .txt)")
    .action((options) => run(options, () => untilStopped(io, () => reported(options, io))));
};

async function reported(options: Options, io: Process): Promise<WithExitCode | null> {
  const { out, failOn, allTargets } = options;
  const ending = extname(out ?? "").toLowerCase();
  if (ending !== "" && !Object.hasOwn(ENDINGS, ending)) throw unknownEnding(ending);
  if (allTargets && out === undefined && options.format === "html") throw pageOfAll();
  const { hasDeadGoals, report, reportAtTargets } = await import("../../app/report.ts");
  const ports = { ...portsOf(io, options), reporting: await reportingOf(io, options) };
  const finished = async (made: Reported, target: string | null) =>
    out === undefined ? made : save(made, fileOf(out, target), options, io);
  const result = allTargets
    ? await reportAtTargets(options, ports, finished)
    : await finished(await report(options, ports), null);
  const all = result.is === "report" ? [result] : result.targets.map((one) => one.result);
  const isDead = all.some((one) => "report" in one && one.is === "report" && hasDeadGoals(one));
  return { result, exitCode: failOn === "dead" && isDead ? 2 : 0 };
}

/** `report.html` of the target production: `report-production.html`. */
function fileOf(out: string, target: string | null): string {
  if (target === null) return out;
  const ending = extname(out);
  return `${out.slice(0, out.length - ending.length)}-${target.replaceAll(/[^\w.-]/g, "-")}${ending}`;
}

function pageOfAll(): Refusal {
  return new Refusal(
    "invalid-option",
    "A page has one report.",
    "Add --out report.html: then each target has a page of its own, such as report-production.html.",
  );
}

function unknownEnding(ending: string): Refusal {
  return new Refusal(
    "invalid-option",
    `The report cannot be written as ${ending.slice(0, 20)}.`,
    "Let the file end with .html, .md, .json or .txt.",
  );
}

/** What a file contains is for no terminal. */
async function save(made: Reported, out: string, { format, file }: Options, io: Process): Promise<Reported> {
  const { files } = portsOf(io);
  const how = entryIn(ENDINGS, extname(out).toLowerCase()) ?? format;
  files.save(
    "The report",
    out,
    (await loadFormat(how)).result(made, { ...viewOptions(io, file), color: false, columns: null }),
  );
  io.err(`${visible(`Written to ${out}.`)}\n`);
  return { ...made, out };
}
