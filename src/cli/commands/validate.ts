import { type AddCommand, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";

export const validateCommand: AddCommand = (program, io, run) => {
  withFile(program.command("validate"), "validated")
    .description("check the goals file, offline")
    .action((options) =>
      run(options, async () => {
        const { validate } = await import("../../app/validate.ts");
        const { files, warn } = portsOf(io);
        const validated = validate(options.file, files);
        if (validated.diagnostics.length > 0) warn(validated.diagnostics);
        return validated;
      }),
    );
};
