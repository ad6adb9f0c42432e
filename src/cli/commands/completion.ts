import { Argument } from "commander";
import type { AddCommand } from "../command.ts";

export const completionCommand: AddCommand = (program, io) => {
  program
    .command("completion")
    .description("print a script that completes commands and options in your shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell) => {
      const { completionScript } = await import("../completion.ts");
      io.out(completionScript(program, shell));
    });
};
