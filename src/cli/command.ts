/** What every command of the command line is made of. */
import { type Command, Option } from "commander";
import type { AtTargets, Drift, Planned } from "../app/result/at-target.ts";
import { isEmpty } from "../plan/plan.ts";
import { type FormatName, formatsOf } from "../render/formats.ts";
import type { Kind, Result } from "../render/views.ts";
import type { Process } from "./process.ts";

/** 0 done; 1 error or refused; 2 there are changes, or a goal test failed. A signal that ends a command that only reads is its own: 130, 143. */
export type ExitCode = 0 | 1 | 2;

/** Runs a command and shows its result, or why there is none. Null: there is nothing to show. */
export type Run = (
  options: RunOptions,
  command: () => Promise<Result | WithExitCode | null>,
) => Promise<void>;

export interface RunOptions {
  readonly format: FormatName;
  readonly file?: string | undefined;
}

/** A result that decides the exit code. */
export interface WithExitCode {
  readonly result: Result;
  readonly exitCode: ExitCode;
}

/** Adds one command with its options and its words to the program. */
export type AddCommand = (program: Command, io: Process, run: Run) => void;

/** @param kinds the results that the command can return: a format must be able to show each of them */
export function withFormat(command: Command, ...kinds: readonly Kind[]): Command {
  const format = new Option("--format <format>", "how to show the result");
  return command.addOption(format.choices(formatsOf(kinds)).default("text"));
}

export function withFile(command: Command, ...kinds: readonly Kind[]): Command {
  return withFormat(command.option("-f, --file <file>", "the goals file", "goals.yaml"), ...kinds);
}

export function withTarget(command: Command): Command {
  return command
    .option("--target <name>", "the target (default: default_target, or the only one)")
    .option("--sandbox", "use the embedded sandbox, with its state in .goalform/")
    .option("--endpoint <url>", "use this loopback address instead of Google (or GOALFORM_ENDPOINT)");
}

export function withAllTargets(command: Command): Command {
  return withTarget(command).option("--all-targets", "every target of the file, one after the other");
}

export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Whether anything differs at Google, for commands whose exit code says so. */
export function hasChanges(result: Planned | Drift | AtTargets): boolean {
  if (result.is !== "targets") return !isEmpty(result.plan);
  return result.targets.some(({ result: one }) => "plan" in one && !isEmpty(one.plan));
}
