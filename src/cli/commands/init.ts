import { Option } from "commander";
import { type AddCommand, withFile } from "../command.ts";
import { askAt, portsOf } from "../ports.ts";

export const initCommand: AddCommand = (program, io, run) => {
  withFile(program.command("init"), "file started")
    .description("start a goals file")
    .addOption(
      new Option("--template <kind>", "what kind of site it is for (default: shop)").choices([
        "shop",
        "leads",
        "trial",
        "content",
      ]),
    )
    .option("--name <owner>", "name of this set of goals (default: the folder's name)")
    .option("--property <number>", "number of the Analytics property")
    .option("--measurement-id <id>", "measurement id of its web stream, G-…")
    .option("--container <id>", "id of the Tag Manager container, GTM-…")
    .option("--currency <code>", "currency of values", "EUR")
    .option("--force", "overwrite an existing file")
    .action((options) =>
      run(options, async () => {
        const { init } = await import("../../app/init/init.ts");
        const { offersFor } = await import("../../machine/offers.ts");
        const { env, files } = portsOf(io);
        const { stop, progress } = io;
        const started = await init(
          options,
          askAt(io),
          files,
          offersFor({ env, stop, onWait: progress.wait }),
        );
        const { writeTests } = await import("../../app/write-tests.ts");
        const goals = started.goalSet.goals.map(({ id }) => id);
        return { ...started, tests: writeTests(started.file, goals, { env, files }) };
      }),
    );
};
