import { isBroken } from "../../app/result/doctor.ts";
import { type AddCommand, withFile, withTarget } from "../command.ts";
import { portsOf } from "../ports.ts";

export const doctorCommand: AddCommand = (program, io, run) => {
  withTarget(withFile(program.command("doctor"), "examined"))
    .description(
      "is the set-up right? ids, sign-in, rights, settings; exit with 1 at the first thing that is broken",
    )
    .option("--site <url>", "a page of the site, to look at its snippets")
    .action((options) =>
      run(options, async () => {
        const { doctor } = await import("../../app/doctor/doctor.ts");
        const { servedIn } = await import("../../machine/served.ts");
        const { setUpsFor } = await import("../../machine/set-ups.ts");
        const { cwd, env, stop, progress } = io;
        const setUps = setUpsFor(options, { cwd, env, stop, onWait: progress.wait });
        const result = await doctor(options, { ...portsOf(io, options), served: servedIn(cwd), ...setUps });
        return { result, exitCode: isBroken(result) ? 1 : 0 };
      }),
    );
};
