import type { Tested } from "../../app/result/visited.ts";
import { type AddCommand, withFile } from "../command.ts";
import { type CliPorts, portsOf } from "../ports.ts";

interface Options {
  readonly file: string;
  readonly target?: string;
  readonly missing?: boolean;
  readonly strength?: boolean;
  readonly from?: string;
}

export const testCommand: AddCommand = (program, io, run) => {
  withFile(program.command("test"), "tested")
    .description("play visits offline and check what they count: exit with 2 when a test fails")
    .argument("[tests...]", "tests files (default: those next to the goals file, such as goals.test.yaml)")
    .option("--target <name>", "the target (default: default_target, or the first)")
    .option("--missing", "list the goals that no test names, and what a test would need")
    .option("--strength", "drop one condition at a time, and list the losses that no test notices")
    .option("--from <recording.json>", "print a test made from a HAR file or a Chrome DevTools recording")
    .action((tests: readonly string[], options, command) => {
      const isNamed = command.getOptionValueSource("file") === "cli";
      return run(options, async () => {
        const ports = portsOf(io);
        if (options.from !== undefined) return draft(options.from, ports);
        const tested = await test(tests, options, isNamed, ports);
        return { result: tested, exitCode: tested.tests.some(({ status }) => status === "failed") ? 2 : 0 };
      });
    });
};

/** `-f goals.test.yaml` means these tests; tests that are named say themselves whose they are. */
async function test(
  named: readonly string[],
  options: Options,
  isNamed: boolean,
  ports: CliPorts,
): Promise<Tested> {
  const { goalsOfTests, test } = await import("../../app/test.ts");
  const isTests = /\.test\.ya?ml$/.test(options.file);
  const tests = isTests ? [...named, options.file] : named;
  const [first] = tests;
  const usual = isTests ? "goals.yaml" : options.file;
  const isGiven = isNamed && !isTests;
  const file = first === undefined || isGiven ? usual : goalsOfTests(first, usual, ports.files);
  return test({ ...options, file, tests }, ports);
}

async function draft(recording: string, ports: CliPorts) {
  const { draftVisit } = await import("../../app/draft-visit.ts");
  return draftVisit(recording, ports.files);
}
