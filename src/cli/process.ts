/** The only door to the process: what a command sees of the machine it runs on. */
export interface Process {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command's result. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** Asks a question at the terminal; the answer without its line break, null when somebody ends it (Ctrl+C, Ctrl+D). */
  readonly ask: (question: string) => Promise<string | null>;
  /** Somebody is there to read and to answer: both ends are terminals and this is no CI. */
  readonly interactive: boolean;
  readonly color: { readonly out: boolean; readonly err: boolean };
}

export function realProcess(): Process {
  const { env, stdin, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ask: askAtTheTerminal,
    interactive: Boolean(stdin.isTTY && stdout.isTTY) && !env["CI"],
    color: { out: wantsColor(env, stdout.isTTY), err: wantsColor(env, stderr.isTTY) },
  };
}

/** https://no-color.org: any value of NO_COLOR that is not empty. */
function wantsColor(env: Process["env"], isTerminal: boolean): boolean {
  return isTerminal && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

async function askAtTheTerminal(question: string): Promise<string | null> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } catch {
    return null;
  } finally {
    terminal.close();
  }
}
