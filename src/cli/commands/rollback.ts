import { type AddCommand, withFile, withTarget } from "../command.ts";
import { portsOf } from "../ports.ts";

export const rollbackCommand: AddCommand = (program, io, run) => {
  withTarget(withFile(program.command("rollback"), "rolled back"))
    .description("publish an earlier container version again, after asking")
    .option("--to <version>", "the version's number (default: the one that was live before)")
    .option("--auto-approve", "do not ask")
    .option("--allow-others", "also undo what others have done since")
    .action((options) =>
      run(options, async () => {
        const { rollback } = await import("../../app/rollback.ts");
        return rollback(options, portsOf(io, options));
      }),
    );
};
