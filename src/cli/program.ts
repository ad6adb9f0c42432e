/** The command line: every command, in the order in which people meet them. */
import { Command } from "commander";
import type { AddCommand, Run } from "./command.ts";
import { addCommand } from "./commands/add.ts";
import { applyCommand } from "./commands/apply.ts";
import { completionCommand } from "./commands/completion.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { driftCommand } from "./commands/drift.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { graphCommand } from "./commands/graph.ts";
import { impactCommand } from "./commands/impact.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { planCommand } from "./commands/plan.ts";
import { reportCommand } from "./commands/report.ts";
import { rollbackCommand } from "./commands/rollback.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { testCommand } from "./commands/test.ts";
import { validateCommand } from "./commands/validate.ts";
import { verifyCommand } from "./commands/verify.ts";
import type { Process } from "./process.ts";

const COMMANDS: readonly AddCommand[] = [
  initCommand,
  addCommand,
  importCommand,
  validateCommand,
  testCommand,
  planCommand,
  applyCommand,
  driftCommand,
  exportCommand,
  doctorCommand,
  verifyCommand,
  impactCommand,
  reportCommand,
  rollbackCommand,
  graphCommand,
  explainCommand,
  completionCommand,
  sandboxCommand,
];

export function buildProgram(version: string, io: Process, run: Run): Command {
  const program = new Command("goalform")
    .description("Conversion goals as code for Google Analytics 4 and Google Tag Manager.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("Use --help to see commands and options.");
  for (const add of COMMANDS) add(program, io, run);
  return program;
}
