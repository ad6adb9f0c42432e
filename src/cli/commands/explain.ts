import { rulePages } from "../../machine/rule-pages.ts";
import { type AddCommand, withFormat } from "../command.ts";

export const explainCommand: AddCommand = (program, _io, run) => {
  withFormat(program.command("explain"), "explanation")
    .description("explain a code that validate prints in brackets")
    .argument("<code>", "such as path-without-slash")
    .action((code: string, options) =>
      run(options, async () => {
        const { explain } = await import("../../app/explain.ts");
        return explain(code, rulePages);
      }),
    );
};
