import { type AddCommand, hasChanges, withAllTargets, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";

export const driftCommand: AddCommand = (program, io, run) => {
  withAllTargets(withFile(program.command("drift"), "drift", "targets"))
    .description("show what differs at Google, for schedules: exit with 2 when anything does")
    .action((options) =>
      run(options, async () => {
        const { drift } = await import("../../app/drift.ts");
        const result = await drift(options, portsOf(io, options));
        return { result, exitCode: hasChanges(result) ? 2 : 0 };
      }),
    );
};
