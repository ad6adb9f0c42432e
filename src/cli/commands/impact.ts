import { type AddCommand, withFile, withTarget } from "../command.ts";
import { portsOf, reportingOf } from "../ports.ts";
import { untilStopped } from "../until-stopped.ts";

export const impactCommand: AddCommand = (program, io, run) => {
  withTarget(withFile(program.command("impact"), "impact"))
    .description("how often would these goals have counted? by default those that a plan would change")
    .argument("[goal...]", "ids of goals")
    .option("--from <date>", "the first day, such as 2026-11-01, in the property's time zone")
    .option("--to <date>", "the last day (default: the last one whose figures are settled)")
    .option("--days <number>", "how many days (default: 28)")
    .option(
      "--events <files...>",
      "from an export of events instead of Google's Data API: files, a folder, 'events_*.parquet', or bigquery:PROJECT.DATASET",
    )
    .action((goals, options) =>
      run(options, () =>
        untilStopped(io, async () => {
          const { impact } = await import("../../app/impact.ts");
          const reporting = await reportingOf(io, options);
          return impact({ ...options, goals }, { ...portsOf(io, options), reporting });
        }),
      ),
    );
};
