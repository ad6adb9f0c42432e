/** Runs one command and ends with its exit code. Only here is anything shown. */
import { CommanderError } from "commander";
import {
  asRefusal,
  type ExitCode,
  errorLines,
  type Format,
  type Outcome,
  type Refusal,
} from "../app/outcome.ts";
import type { Process } from "../machine/process.ts";
import { jsonText } from "../render/json-text.ts";
import { wrapped } from "../render/wrapped.ts";
import { buildProgram } from "./program.ts";

/** `args`: what stands behind `goalform`. */
export async function main(args: readonly string[], version: string, io: Process): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = buildProgram(version, io, async (format, command) => {
    exitCode = await show(format, command, io);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return wrongUse(error, args, io);
    throw error;
  }
}

async function show(format: Format, command: () => Promise<Outcome | null>, io: Process): Promise<ExitCode> {
  try {
    const outcome = await command();
    io.progress.end();
    if (outcome) io.out(shown(format, outcome, io));
    return outcome?.exitCode ?? 0;
  } catch (error) {
    showFailure(format, asRefusal(error), io);
    return 1;
  }
}

function shown(format: Format, { text, json, markdown }: Outcome, { columns }: Process): string {
  if (format === "json") return jsonText({ ok: true, ...json });
  return format === "markdown" ? markdown : wrapped(text, columns);
}

function showFailure(format: Format, refusal: Refusal, io: Process): void {
  const { code, message, hint, more } = refusal;
  if (format === "json") {
    io.out(jsonText({ ok: false, error: { code, message, hint }, ...more.json }));
    return;
  }
  if (format === "markdown") io.out(more.markdown ?? "");
  else io.err(wrapped(more.text ?? "", io.columns));
  if (code === "invalid-goals-file") return;
  io.err(wrapped(errorLines(refusal), io.columns));
}

/** Commander has said already what is wrong, on standard error; a machine wants its object all the same. */
function wrongUse(
  { exitCode, code, message }: CommanderError,
  args: readonly string[],
  io: Process,
): ExitCode {
  if (exitCode === 0) return 0;
  const hint = usageHint(code, args);
  if (hint !== null) io.err(`help: ${hint}\n`);
  const wantsJson = args.includes("--format=json") || args[args.indexOf("--format") + 1] === "json";
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

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
