import { type Command, InvalidArgumentError } from "commander";
import { type AddCommand, withFile } from "../command.ts";
import { portsOf } from "../ports.ts";

export const addCommand: AddCommand = (program, io, run) => {
  withWays(withFile(program.command("add"), "goal added", "catalogue"))
    .description("add a goal from the catalogue; without a recipe, list all")
    .argument("[recipe]", "such as newsletter-signup")
    .option("--list", "list all recipes")
    .option("--id <id>", "the goal's id (default: the recipe's)")
    .option("--name <name>", "the goal's name")
    .option("--value <amount>", "what one conversion is worth", amount)
    .option("--leads-to <goal>", "the goal that this one leads to (default: the only macro goal)")
    .option("--from <recording.json>", "print goals for what was clicked in a Chrome DevTools recording")
    .option("--html <page.html>", "with --from: the saved page, to count what a selector finds")
    .option("--dry-run", "show what would be written, and leave the file as it is")
    .action((recipe: string | undefined, options) =>
      run(options, async () => {
        if (options.from !== undefined) {
          const { proposeGoals } = await import("../../app/draft-visit.ts");
          return proposeGoals(options.from, options.html ?? null, portsOf(io).files);
        }
        const { add, catalogue, wayOptions } = await import("../../app/add.ts");
        if (options.list || recipe === undefined) return catalogue();
        const { env, files, warn } = portsOf(io);
        const added = add({ ...options, recipe, ways: wayOptions(options) }, files);
        if (added.warnings.length > 0) warn(added.warnings);
        if (!added.written) return added;
        const { writeTests } = await import("../../app/write-tests.ts");
        return { ...added, tests: writeTests(added.file, [added.entry.id], { env, files }) };
      }),
    );
};

/** How the goal is noticed. Which of these a recipe has, the list of recipes says. */
function withWays(command: Command): Command {
  return command
    .option("--page <path>", "the page that is viewed, or what paths begin with")
    .option("--form <id>", "the form that is submitted")
    .option("--selector <css>", "what is clicked")
    .option("--link <address>", "the link that is clicked, by its address")
    .option("--data-layer <event>", "the event that the site pushes into the data layer")
    .option("--ga4-event <event>", "the event that Analytics already receives")
    .option("--query <name>", "the parameter of the address that contains a search")
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
