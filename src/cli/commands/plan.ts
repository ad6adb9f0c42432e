import { savedPlanForAll } from "../../app/all-targets.ts";
import type { PlanOptions } from "../../app/plan.ts";
import type { Planned } from "../../app/result/at-target.ts";
import { type AddCommand, hasChanges, withAllTargets, withFile } from "../command.ts";
import { type CliOptions, type CliPorts, portsOf, reportingOf } from "../ports.ts";

interface Options extends PlanOptions, CliOptions {
  readonly detailedExitcode?: boolean;
  /** A file to save the plan in, for `apply`. */
  readonly out?: string;
}

export const planCommand: AddCommand = (program, io, run) => {
  withAllTargets(withFile(program.command("plan"), "plan", "targets"))
    .description("show what would change at Google")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--strict", "refuse when somebody edited at Google what would be overwritten")
    .option("--impact", "say how often what changes would have counted in the last 28 settled days")
    .option("--events <files...>", "with --impact: from an export of events instead of Google's Data API")
    .option("--out <plan.json>", "save the plan, to be applied as reviewed")
    .action((options) =>
      run(options, async () => {
        const { out, detailedExitcode, allTargets } = options as Options;
        if (allTargets && out !== undefined) throw savedPlanForAll();
        const { plan } = await import("../../app/plan.ts");
        const ports = portsOf(io, options);
        const reporting = options.impact ? { reporting: await reportingOf(io, options) } : {};
        const made = await plan(options, { ...ports, ...reporting });
        const result = made.is === "plan" && out !== undefined ? await saved(made, out, ports) : made;
        return { result, exitCode: detailedExitcode && hasChanges(result) ? 2 : 0 };
      }),
    );
};

async function saved(made: Planned, out: string, { files }: CliPorts): Promise<Planned> {
  const { savedPlanText } = await import("../../render/plan-json.ts");
  files.save("The plan", out, savedPlanText(made.plan));
  return made.next ? { ...made, next: { saved: out } } : made;
}
