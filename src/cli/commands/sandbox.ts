import { InvalidArgumentError } from "commander";
import { type AddCommand, repeated } from "../command.ts";

export const sandboxCommand: AddCommand = (program, io, run) => {
  program
    .command("sandbox")
    .description("serve an emulator of Google's APIs on this machine")
    .option("-f, --file <file>", "take the targets of this goals file (default: those of the example)")
    .option("--port <port>", "listen at this port (default: any free one)", portNumber, 0)
    .option("--state <file>", "keep the state in this file")
    .option("--container <export.json>", "start the first container from an export file")
    .option("--quota [requests/seconds]", "refuse Tag Manager requests beyond Google's 25/100, or these")
    .option("--fault <fault>", "let something go wrong, see below; can be repeated", repeated)
    .option(
      "--switch <name=value>",
      "choose how Google behaves where that is uncertain; can be repeated",
      repeated,
    )
    .option("--clock <time>", "stop the clock, e.g. at 2026-03-01T09:00:00Z")
    .option(
      "--visits <tests>",
      "play the visits of a tests file against what is live; can be repeated",
      repeated,
    )
    .option("--crowd [plan]", "send a made-up crowd through what is live, see below")
    .option("--events <file>", "write what was received into this file, as an event export (NDJSON)")
    .option("--no-serve", "stop after the visits, with everything in the state file")
    .addHelpText("after", HELP)
    .action((options) =>
      run({ format: "text" }, async () => (await import("../sandbox.ts")).sandbox(options, io)),
    );
};

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

const HELP = `
A fault is HOW@WHEN or HOW@WHEN:MATCH:
  HOW    401, 403, 409, 429, 500, 502, 503  Google's own answer; the work is not done
         close-before, close-after          no answer; the work is not done, or is done
         hang-500ms, hang-2s, hang-forever  the work is done, its answer comes late or never
  WHEN   the number of a request, 1 being the first that matches, or every
  MATCH  a part of the method's id or of "METHOD /path"
For example: 429@3, 500@1:keyEvents, close-after@every:create_version

A crowd is made from the goals file of -f. Its plan says what differs from the defaults, such as visits=5000,seed=3:
  visits  how many (default: 2000)           days    over how many days (default: 28)
  end     the last day (default: 2 days ago)  seed    the same number makes the same crowd (default: 1)
  change  DAY:FACTOR, as in 15:1.5: from the 15th day on, everything succeeds 1.5 times as often
  lift    how many times as often all variants but the first succeed (default: 1.2)
`;
