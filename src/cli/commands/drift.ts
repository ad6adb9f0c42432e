import type { AcceptOptions } from "../../app/accept/accept.ts";
import type { Ports } from "../../app/ports.ts";
import type { Accepted } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { isEmpty } from "../../plan/plan.ts";
import { type FormatName, formatsOf } from "../../render/formats.ts";
import { type AddCommand, hasChanges, withAllTargets, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";

export const driftCommand: AddCommand = (program, io, run) => {
  withAllTargets(withFile(program.command("drift"), "drift", "targets"))
    .description("show what differs at Google, for schedules: exit with 2 when anything does")
    .option(
      "--accept [goal...]",
      "write what was edited at Google into the goals file: all of it, or these goals, funnels and forwards",
    )
    .option("--dry-run", "with --accept: show what would be written, and leave the files as they are")
    .action((options) =>
      run(options, async () => {
        const ports = portsOf(io, options);
        if (options.accept !== undefined) return accepted(options, ports);
        if (options.dryRun)
          throw new Refusal("invalid-option", "--dry-run belongs to --accept: drift itself writes nothing.");
        const { drift } = await import("../../app/drift.ts");
        const result = await drift(options, ports);
        return { result, exitCode: hasChanges(result) ? 2 : 0 };
      }),
    );
};

/** 1 when a goal that was named could not be taken over; otherwise 2 when anything still differs. */
async function accepted(
  options: AcceptOptions & { readonly allTargets?: boolean; readonly format: FormatName },
  ports: Ports,
): Promise<{ result: Accepted; exitCode: 0 | 1 | 2 }> {
  if (!formatsOf(["accepted"]).includes(options.format))
    throw new Refusal(
      "invalid-option",
      `--accept cannot be shown as ${options.format}.`,
      "Use text, json or markdown.",
    );
  if (options.allTargets)
    throw new Refusal("invalid-option", "--accept works on one target at a time.", "Name it with --target.");
  const { accept } = await import("../../app/accept/accept.ts");
  const result = await accept(options, ports);
  const isRefused = options.accept !== true && result.left.length > 0;
  return { result, exitCode: isRefused ? 1 : isEmpty(result.plan) ? 0 : 2 };
}
