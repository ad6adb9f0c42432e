/** The only door to the process: what a command sees of the machine it runs on. */

import { stopOnSignals } from "../machine/interruption.ts";
import { type Progress, progressOn } from "../machine/progress.ts";
import { plainSigns } from "../render/wrapped.ts";

export interface Process {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command's result. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** Asks a question at the terminal; the answer without its line break, null when somebody ends it (Ctrl+C, Ctrl+D). */
  readonly ask: (question: string) => Promise<string | null>;
  /** A person can read and answer: both ends are terminals and this is not CI. */
  readonly interactive: boolean;
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** How wide the terminal is that shows the result; null where nothing is to be wrapped (a file, a pipe). */
  readonly columns: number | null;
  /** What is being done, while it is done. */
  readonly progress: Progress;
  /** Aborted, with the signal's name, when the command is to end in order. */
  readonly stop?: AbortSignal;
}

export function realProcess(): Process {
  const { env, stdin, stdout, stderr } = process;
  const isQuiet = Boolean(env["CI"]);
  const progress = progressOn({
    write: (text) => void stderr.write(spelled(env, stderr.isTTY, text)),
    showsOneLine: Boolean(stderr.isTTY) && !isQuiet && env["TERM"] !== "dumb",
    isQuiet,
    columns: stderr.columns || 80,
  });
  const err = (text: string) => {
    progress.end();
    stderr.write(spelled(env, stderr.isTTY, text));
  };
  const stop = stopOnSignals(err);
  return {
    cwd: process.cwd(),
    env,
    out: (text) => {
      progress.end();
      stdout.write(spelled(env, stdout.isTTY, text));
    },
    err,
    ask: (question) => {
      progress.end();
      return askAtTheTerminal(question, stop);
    },
    interactive: Boolean(stdin.isTTY && stdout.isTTY) && !isQuiet,
    color: { out: wantsColor(env, stdout.isTTY), err: wantsColor(env, stderr.isTTY) },
    columns: stdout.isTTY ? Math.min(stdout.columns || 80, WIDEST) : null,
    progress,
    stop,
  };
}

/** Longer lines are hard to read, however wide the window is. */
const WIDEST = 120;

/** https://no-color.org: any value of NO_COLOR that is not empty; https://force-color.org the other way round. */
function wantsColor(env: Process["env"], isTerminal: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced) return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}

function spelled(env: Process["env"], isTerminal: boolean, text: string): string {
  return isTerminal && isPlain(env) ? plainSigns(text) : text;
}

/** A terminal that cannot draw arrows, or says that its letters are not Unicode's. */
function isPlain(env: Process["env"]): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return env["TERM"] === "dumb" || (locale !== undefined && locale !== "" && !/utf-?8/i.test(locale));
}

async function askAtTheTerminal(question: string, signal: AbortSignal): Promise<string | null> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal });
  } catch {
    return null;
  } finally {
    terminal.close();
  }
}
