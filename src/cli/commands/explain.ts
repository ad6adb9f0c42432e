import { Refusal } from "../../app/result/refusal.ts";
import type { Container } from "../../engine/container.ts";
import { rulePages } from "../../machine/rule-pages.ts";
import { type AddCommand, repeated, withFile } from "../command.ts";
import { type CliOptions, portsOf } from "../ports.ts";
import type { Process } from "../process.ts";

interface Options extends CliOptions {
  readonly file: string;
  readonly target?: string;
  readonly page?: readonly string[];
  readonly push?: readonly string[];
  readonly step?: readonly string[];
  readonly from?: string;
  /** Whether the live container of the target is read. */
  readonly live?: boolean;
}

export const explainCommand: AddCommand = (program, io, run) => {
  withFile(program.command("explain"), "explanation", "explained")
    .description("say why a visit counts as a goal or does not, or explain a code in brackets")
    .argument(
      "[goal or code]",
      "a goal's id, with --page (default: every goal); or a code such as path-without-slash",
    )
    .option("--page <url>", "the page that is viewed; can be repeated", repeated)
    .option(
      "--push <json>",
      'what the page pushes to the data layer, such as \'{"event": "lead"}\'; can be repeated',
      repeated,
    )
    .option(
      "--step <step>",
      "anything else that happens, as in a test, such as 'form: contact'; can be repeated",
      repeated,
    )
    .option("--from <export.json>", "also the other tags of this container export that fire")
    .option("--live", "also the other tags that fire in the live container of the target; only reads")
    .option("--target <name>", "the target (default: default_target, or the first)")
    .option("--sandbox", "--live in the embedded sandbox, with its state in .goalform/")
    .option("--endpoint <url>", "--live at this loopback address instead of Google")
    .action((asked: string | undefined, options) =>
      run(options, async () => {
        const isVisit =
          options.page !== undefined || options.push !== undefined || options.step !== undefined;
        if (isVisit) return explainVisit(asked, options, io);
        const { explain } = await import("../../app/explain.ts");
        if (asked === undefined) throw nothingAsked();
        return explain(asked, rulePages);
      }),
    );
};

function nothingAsked(): Refusal {
  return new Refusal(
    "usage",
    "Nothing to explain: neither a code nor a page is given.",
    "`goalform explain GOAL --page URL` says why a page counts; `goalform explain CODE` explains what a message has in brackets.",
  );
}

async function explainVisit(goal: string | undefined, options: Options, io: Process) {
  const { explainVisit } = await import("../../app/explain-visit.ts");
  const { file, target, page = [], push = [], step = [] } = options;
  const container = await othersIn(options, io);
  const pages = page.length === 0 ? ["/"] : page;
  return explainVisit({ file, target, goal, pages, pushes: push, steps: step, container }, portsOf(io));
}

/** The container whose other tags are looked at; undefined when nobody asks for one. */
async function othersIn(options: Options, io: Process): Promise<Container | undefined> {
  const { from, live, sandbox, endpoint } = options;
  const isLive = live || sandbox || endpoint !== undefined;
  if (isLive && from !== undefined) throw twoContainers();
  const { containerOf, liveContainer } = await import("../../app/explain-visit.ts");
  if (isLive) return liveContainer(options, portsOf(io, options));
  if (from === undefined) return undefined;
  const { sourceFilesIn } = await import("../../machine/source-files.ts");
  return containerOf((await sourceFilesIn(io.cwd).container(from)).content);
}

function twoContainers(): Refusal {
  return new Refusal(
    "invalid-option",
    "--from names one container and --live another.",
    "Use --from for an export, or --live for what the target has now.",
  );
}
