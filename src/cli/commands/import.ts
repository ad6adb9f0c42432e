import type { ImportOptions } from "../../app/import.ts";
import type { Imported } from "../../app/result/imported.ts";
import type { FormatName } from "../../render/formats.ts";
import { type AddCommand, repeated, withFormat, withTarget } from "../command.ts";
import { type CliOptions, portsOf } from "../ports.ts";
import type { Process } from "../process.ts";

interface Options extends ImportOptions, CliOptions {
  readonly format: FormatName;
}

export const importCommand: AddCommand = (program, io, run) => {
  withTarget(withFormat(program.command("import"), "imported"))
    .description("write the goals that already exist at Google as a goals file")
    .option(
      "--from <file>",
      "a container export, or a list of Universal Analytics goals; can be repeated",
      repeated,
    )
    .option("-f, --file <file>", "add to this goals file what it does not have yet")
    .option("--out <file>", "write a new goals file (default: standard output)")
    .option("--name <owner>", "name of the new file's set of goals (default: the folder's name)")
    .option("--property <number>", "number of the Analytics property, for a new file")
    .option(
      "--measurement-id <id>",
      "measurement id whose tags count (default: the target's, that of the only web stream, or what most tags send to)",
    )
    .option("--container <id>", "id of the Tag Manager container, for a new file")
    .option("--currency <code>", "currency of values without one (default: EUR)")
    .addHelpText("after", HELP)
    .action((options) => run(options, () => importAndReport(options, io)));
};

/** The file goes to standard output if it goes nowhere else, so what is said about it goes to standard error. */
async function importAndReport(options: Options, io: Process): Promise<Imported> {
  const { importGoals } = await import("../../app/import.ts");
  const { sourceFilesIn } = await import("../../machine/source-files.ts");
  const imported = await importGoals(options, { ...portsOf(io, options), sources: sourceFilesIn(io.cwd) });
  if (imported.out === null && options.format === "text") {
    const { importSummary } = await import("../../render/imported.ts");
    const { wrapped } = await import("../../render/wrapped.ts");
    io.progress.end();
    io.err(wrapped(importSummary(imported), io.columns));
  }
  return imported;
}

const HELP = `
Without --from, what is live is imported: the container and the property of a target of goals.yaml, or of
--property and --container. Nothing at Google is changed.
For example:
  goalform import --from GTM-ABC123_workspace4.json --out goals.yaml
  goalform import -f goals.yaml --target production
`;
