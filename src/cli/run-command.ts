/** Runs one command and shows its result. */
import { type Command, CommanderError } from "commander";
import type { Refusal } from "../app/result/refusal.ts";
import { asRefusal } from "../app/result/refusal.ts";
import { type FormatName, loadFormat } from "../render/formats.ts";
import { jsonText } from "../render/json-text.ts";
import { isComplete, refusalText } from "../render/refusal.ts";
import type { Result } from "../render/views.ts";
import { terminalWords } from "../render/way-out.ts";
import { wrapped } from "../render/wrapped.ts";
import type { ExitCode, RunOptions, WithExitCode } from "./command.ts";
import { viewOptions } from "./ports.ts";
import type { Process } from "./process.ts";
import { buildProgram } from "./program.ts";
import { Stopped } from "./until-stopped.ts";

/** `args`: what follows `goalform`. */
export async function runCommand(args: readonly string[], version: string, io: Process): Promise<number> {
  let exitCode = 0;
  const program = buildProgram(version, io, async (options, command) => {
    exitCode = await show(options, command, io);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return wrongUse(error, args, program, io);
    throw error;
  }
}

async function show(
  options: RunOptions,
  command: () => Promise<Result | WithExitCode | null>,
  io: Process,
): Promise<number> {
  try {
    const outcome = await command();
    io.progress.end();
    if (outcome === null) return 0;
    const { result, exitCode } = "is" in outcome ? { result: outcome, exitCode: 0 as const } : outcome;
    await showResult(result, options, io);
    return exitCode;
  } catch (error) {
    await showRefusal(asRefusal(error), options, io);
    return error instanceof Stopped ? error.exitCode : 1;
  }
}

async function showResult(result: Result, options: RunOptions, io: Process): Promise<void> {
  const text = (await loadFormat(options.format)).result(result, viewOptions(io, options.file ?? ""));
  io.out(options.format === "text" ? wrapped(text, io.columns) : text);
}

/** The result's place is standard output; a person reads everything on standard error. */
async function showRefusal(refusal: Refusal, { format, file = "" }: RunOptions, io: Process): Promise<void> {
  const { refusal: text } = await loadFormat(format);
  const viewing = viewOptions(io, file);
  if (format === "text") io.err(wrapped(text(refusal, { ...viewing, color: io.color.err }), io.columns));
  else io.out(text(refusal, viewing));
  if (format === "json" || isComplete(refusal)) return;
  io.err(wrapped(refusalText(refusal, terminalWords), io.columns));
}

/** Commander has said already what is wrong, on standard error; a machine wants its object all the same. */
function wrongUse(
  { exitCode, code, message }: CommanderError,
  args: readonly string[],
  program: Command,
  io: Process,
): ExitCode {
  if (exitCode === 0) return 0;
  const hint = usageHint(code, args) ?? otherPlace(code, message, args, program);
  if (hint !== null) io.err(`help: ${hint}\n`);
  const wanted: FormatName = "json";
  const wantsJson = args.includes(`--format=${wanted}`) || args[args.indexOf("--format") + 1] === wanted;
  if (wantsJson)
    io.out(
      jsonText({
        ok: false,
        error: { code: "usage", message: message.replace(/^error: /, ""), hint, detail: code },
      }),
    );
  return 1;
}

/** Files are named with -f everywhere; `goalform validate goals.yaml` is what many try first. */
function usageHint(code: string, [command = "", ...args]: readonly string[]): string | null {
  if (code !== "commander.excessArguments") return null;
  const file = args.find((one, index) => isYaml(one) && !args[index - 1]?.startsWith("-"));
  return file === undefined ? null : `Name the goals file with -f: \`goalform ${command} -f ${file}\`.`;
}

/** An option of another command, or one before the command; a command that `help` does not know. */
function otherPlace(
  code: string,
  message: string,
  args: readonly string[],
  { commands }: Command,
): string | null {
  const names = commands.map((one) => one.name());
  if (code === "commander.help" && args[0] === "help" && args[1] !== undefined)
    return `There is no command ${args[1]}. The commands are above.`;
  const option = /^error: unknown option '(-[^']+)'/.exec(message)?.[1]?.replace(/=.*/s, "");
  if (code !== "commander.unknownOption" || option === undefined || message.includes("Did you mean"))
    return null;
  const having = commands.filter(({ options }) =>
    options.some(({ long, short }) => long === option || short === option),
  );
  const command = args.find((one) => names.includes(one));
  if (having.length === 0) return null;
  if (args[0] === option || args[0]?.startsWith(`${option}=`))
    return `Options come after the command: \`goalform ${command ?? having[0]!.name()} ${option} …\`.`;
  const others = having.map((one) => `\`goalform ${one.name()}\``);
  return others.length > 3
    ? null
    : `\`goalform ${command}\` does not have it; ${others.join(" and ")} ${others.length === 1 ? "does" : "do"}.`;
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
