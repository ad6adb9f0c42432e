import { Refusal } from "../../app/result/refusal.ts";
import type { Container } from "../../engine/container.ts";
import { rulePages } from "../../machine/rule-pages.ts";
import { type AddCommand, repeated, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";
import type { Process } from "../process.ts";

interface Options {
  readonly file: string;
  readonly target?: string;
  readonly page?: readonly string[];
  readonly push?: readonly string[];
  readonly step?: readonly string[];
  readonly from?: string;
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
    .option("--target <name>", "the target (default: default_target, or the first)")
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
  const { file, target, page = [], push = [], step = [], from } = options;
  const container = from === undefined ? undefined : await exported(from, io);
  const pages = page.length === 0 ? ["/"] : page;
  return explainVisit({ file, target, goal, pages, pushes: push, steps: step, container }, portsOf(io));
}

async function exported(file: string, io: Process): Promise<Container> {
  const { sourceFilesIn } = await import("../../machine/source-files.ts");
  const { content } = await sourceFilesIn(io.cwd).container(file);
  const { "gtm.tag": tag, "gtm.trigger": trigger, "gtm.variable": variable } = content.entities;
  const builtInVariable = content.builtInVariables.map((type) => ({ type }));
  return { containerId: "0", tag, trigger, variable, builtInVariable } as Container;
}
