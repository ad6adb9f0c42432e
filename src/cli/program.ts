/** The command line: every command, its options and its words. */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import type { Format, Outcome } from "../app/outcome.ts";
import type { Process } from "../machine/process.ts";

/** What the command line asks for: run this, show it in that format. */
export type Run = (format: Format, command: () => Promise<Outcome | null>) => Promise<void>;

export function buildProgram(version: string, io: Process, run: Run): Command {
  const program = new Command("goalform")
    .description("Conversion goals as code for Google Analytics 4 and Google Tag Manager.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("Use --help to see commands and options.");

  withFile(program.command("init"))
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
    .option("--force", "overwrite a file that is there")
    .action((options) => run(options.format, async () => (await import("../app/init.ts")).init(options, io)));

  withWays(withFile(program.command("add")))
    .description("add a goal from the catalogue; without a recipe, list all")
    .argument("[recipe]", "such as newsletter-signup")
    .option("--list", "list all recipes")
    .option("--id <id>", "the goal's id (default: the recipe's)")
    .option("--name <name>", "the goal's name")
    .option("--value <amount>", "what one conversion is worth", amount)
    .option("--leads-to <goal>", "the goal that this one leads to (default: the only macro goal)")
    .option("--dry-run", "show what would be written, and leave the file as it is")
    .action((recipe, options) =>
      run(options.format, async () => {
        const { add, wayOptions } = await import("../app/add.ts");
        return add({ ...options, recipe, ways: wayOptions(options) }, io);
      }),
    );

  withFile(program.command("validate"))
    .description("check the goals file, offline")
    .action((options) =>
      run(options.format, async () => (await import("../app/validate.ts")).validate(options, io)),
    );

  withAllTargets(withFile(program.command("plan")))
    .description("show what would change at Google")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--strict", "refuse when somebody edited at Google what would be overwritten")
    .option("--out <plan.json>", "save the plan, to be applied as reviewed")
    .action((options) => run(options.format, async () => (await import("../app/plan.ts")).plan(options, io)));

  withAllTargets(withFile(program.command("apply")))
    .description("carry the plan out, after asking")
    .argument("[plan.json]", "a plan saved with plan --out: only what it holds is done, and nobody is asked")
    .option("--auto-approve", "do not ask")
    .option("--no-publish", "leave the new version for a preview")
    .option("--allow-removals", "remove goals even when there are many")
    .option("--allow-unpublished", "let a colleague's unpublished version go live too")
    .option("--allow-protected", "remove protected goals")
    .option("--allow-other-property", "accept a measurement id that is not the property's")
    .option("--strict", "refuse when somebody edited at Google what would be overwritten")
    .action((plan, options) =>
      run(options.format, async () =>
        options.allTargets
          ? (await import("../app/apply-all.ts")).applyAll({ ...options, plan }, io)
          : (await import("../app/apply.ts")).apply({ ...options, plan }, io),
      ),
    );

  withAllTargets(withFile(program.command("drift")))
    .description("show what differs at Google, for schedules: exit with 2 when anything does")
    .action((options) =>
      run(options.format, async () => (await import("../app/drift.ts")).drift(options, io)),
    );

  withTarget(withFile(program.command("rollback")))
    .description("publish an earlier container version again, after asking")
    .option("--to <version>", "the version's number (default: the one that was live before)")
    .option("--auto-approve", "do not ask")
    .option("--allow-others", "undo what others did since as well")
    .action((options) =>
      run(options.format, async () => (await import("../app/rollback.ts")).rollback(options, io)),
    );

  withFile(program.command("graph"))
    .description("show which goal leads where: a tree, data, or a picture")
    .addOption(
      new Option("--as <picture>", "draw it (default: what the ending of --out says)").choices([
        "mermaid",
        "svg",
        "html",
      ]),
    )
    .option("--target <name>", "only what this target measures (by default the whole file)")
    .option("--out <file>", "write it into this file")
    .action((options) =>
      run(options.format, async () => (await import("../app/graph.ts")).graph(options, io)),
    );

  withFormat(program.command("explain"))
    .description("explain a code that validate prints in brackets")
    .argument("<code>", "such as path-without-slash")
    .action((code, options) =>
      run(options.format, async () => (await import("../app/explain.ts")).explain({ code })),
    );

  program
    .command("completion")
    .description("print a script that completes commands and options in your shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action((shell) =>
      run("text", async () => {
        const { completionScript } = await import("./completion.ts");
        const text = completionScript(program, shell);
        return { exitCode: 0, text, markdown: text, json: { shell, script: text } };
      }),
    );

  program
    .command("sandbox")
    .description("serve an emulator of Google's APIs on this machine")
    .option("-f, --file <file>", "take the targets of this goals file (default: those of the example)")
    .option("--port <port>", "listen at this port (default: any free one)", portNumber, 0)
    .option("--state <file>", "keep the state in this file")
    .option("--container <export.json>", "start the first container from an export file")
    .option("--quota [requests/seconds]", "refuse Tag Manager requests beyond Google's 25/100, or these")
    .option("--fault <fault>", "let something go wrong, see below; may be repeated", listed)
    .option("--switch <name=value>", "decide what nobody knows about Google; may be repeated", listed)
    .option("--clock <time>", "let time stand still, e.g. at 2026-03-01T09:00:00Z")
    .addHelpText("after", SANDBOX_HELP)
    .action((options) => run("text", async () => (await import("./sandbox.ts")).sandbox(options, io)));
  return program;
}

function withFile(command: Command): Command {
  return withFormat(command.option("-f, --file <file>", "the goals file", "goals.yaml"));
}

function withFormat(command: Command): Command {
  const format = new Option("--format <format>", "how to show the result");
  return command.addOption(format.choices(["text", "json", "markdown"]).default("text"));
}

function withTarget(command: Command): Command {
  return command
    .option("--target <name>", "the target (default: default_target, or the only one)")
    .option("--sandbox", "use the embedded sandbox, with its state in .goalform/")
    .option("--endpoint <url>", "use this loopback address instead of Google (or GOALFORM_ENDPOINT)");
}

function withAllTargets(command: Command): Command {
  return withTarget(command).option("--all-targets", "every target of the file, one after the other");
}

/** How the goal is noticed. Which of these a recipe has, the list of recipes says. */
function withWays(command: Command): Command {
  return command
    .option("--page <path>", "the page that is viewed, or what paths begin with")
    .option("--form <id>", "the form that is sent")
    .option("--selector <css>", "what is clicked")
    .option("--link <address>", "the link that is clicked, by its address")
    .option("--data-layer <event>", "the event that the site pushes into the data layer")
    .option("--ga4-event <event>", "the event that Analytics receives already")
    .option("--query <name>", "the parameter of the address that holds a search")
    .option("--extension <ext>", "the kind of file that is downloaded")
    .option("--progress <percent>", "how much of a video is watched")
    .option("--percent <percent>", "how far down the page")
    .option("--visible <css>", "the part of a page that comes into view")
    .option("--longer-than <time>", "how long a visit lasts, such as 4m")
    .option("--more-than <pages>", "how many pages a visit has");
}

function amount(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError("An amount is a number such as 5 or 12.50.");
  return number;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

const SANDBOX_HELP = `
A fault is HOW@WHEN or HOW@WHEN:MATCH:
  HOW    401, 403, 409, 429, 500, 502, 503  Google's own answer; the work is not done
         close-before, close-after          no answer; the work is not done, or is done
         hang-500ms, hang-2s, hang-forever  the work is done, its answer comes late or never
  WHEN   the number of a request, 1 being the first that matches, or every
  MATCH  a part of the method's id or of "METHOD /path"
For example: 429@3, 500@1:keyEvents, close-after@every:create_version
`;
