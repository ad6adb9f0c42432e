import type { ContainerExported } from "../../app/result/at-target.ts";
import type { TargetOptions } from "../../app/target.ts";
import type { FormatName } from "../../render/formats.ts";
import { type AddCommand, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";
import type { Process } from "../process.ts";

interface Options extends TargetOptions {
  readonly format: FormatName;
  readonly out?: string;
}

export const exportCommand: AddCommand = (program, io, run) => {
  withFile(program.command("export"), "container exported")
    .description("write a file for Tag Manager's import screen, and a checklist for Analytics")
    .option("--target <name>", "the target (default: default_target, or the only one)")
    .option("--out <file>", "write the container here (default: standard output)")
    .addHelpText("after", HELP)
    .action((options) => run(options, () => exported(options, io)));
};

/** The container goes to standard output if it goes nowhere else, so what is said about it goes to standard error. */
async function exported({ out, ...options }: Options, io: Process): Promise<ContainerExported> {
  const { exportContainer } = await import("../../app/export.ts");
  const { containerText, exportSummary } = await import("../../render/container-exported.ts");
  const ports = portsOf(io);
  const result = { ...exportContainer(options, ports, new Date()), out: out ?? null };
  if (out !== undefined) ports.files.save("The container", out, containerText(result));
  else if (options.format === "text") {
    const { wrapped } = await import("../../render/wrapped.ts");
    io.err(wrapped(exportSummary(result), io.columns));
  }
  return result;
}

const HELP = `
For people without access to Google's APIs: nothing is read at Google, and nothing is changed there.
For example:
  goalform export --target production --out container.json
`;
